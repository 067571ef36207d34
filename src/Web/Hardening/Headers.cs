using Microsoft.Net.Http.Headers;

namespace HoiQC.Web.Hardening;

/// <summary>What every answer tells the browser to refuse on our behalf. An answer that says more itself, as a file does, keeps its own word.</summary>
internal static class Headers
{
    /// <summary>Scripts, styles, pictures and calls of this host alone; nothing inline, nothing framed.</summary>
    public const string Content = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private static readonly (string Name, string Value)[] Always =
    [
        (HeaderNames.ContentSecurityPolicy, Content),
        (HeaderNames.XContentTypeOptions, "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), bluetooth=(), display-capture=(), browsing-topics=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>Sets them when the answer begins: an error page that clears an answer clears none of them.</summary>
    public static Task Add(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(static state =>
        {
            var (request, headers) = (((HttpContext)state).Request, ((HttpContext)state).Response.Headers);
            foreach (var (name, value) in Always) headers.TryAdd(name, value);
            if (request.IsHttps) headers.TryAdd(HeaderNames.StrictTransportSecurity, "max-age=31536000; includeSubDomains");

            // Most answers name somebody or what somebody owes; what a browser may keep says so itself.
            if (!headers.ContainsKey(HeaderNames.CacheControl)) headers.CacheControl = "no-store";
            return Task.CompletedTask;
        }, context);
        return next(context);
    }
}
