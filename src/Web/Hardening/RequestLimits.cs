using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace HoiQC.Web.Hardening;

/// <summary>How large and how slow a request may be. A line of 40 kbit/s brings 5,000 bytes a second, and passes all of these.</summary>
internal static class RequestLimits
{
    /// <summary>Bytes of a request's body, where its endpoint does not take more.</summary>
    private const long Body = 1 << 20;

    /// <summary>Bytes a second below which a connection only holds its place.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(10));

    /// <summary>After which reading something is given up. A file or the hub may take as long as it takes, and what is written is never torn.</summary>
    public static readonly TimeSpan Reading = TimeSpan.FromMinutes(10);

    private static readonly string[] Lasting = ["/hubs", "/files"];

    /// <summary>Lifts the limit of time from what has none.</summary>
    public static Task Lift(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsGet(context.Request.Method) || Lasting.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)))
            context.Features.Get<IHttpRequestTimeoutFeature>()?.DisableTimeout();
        return next(context);
    }

    /// <summary>Sets them.</summary>
    public static void Apply(IWebHostBuilder host)
    {
        // The board of a country is handed over at once; of more than this an answer waits for its reader in between.
        host.UseSockets(sockets => sockets.MaxWriteBufferSize = 128 << 10);
        host.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = Body;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(20);
            kestrel.Limits.MinRequestBodyDataRate = Slowest;
            kestrel.Limits.MinResponseDataRate = Slowest;

            // A province's offices, each browser with a handful of connections, are far fewer.
            kestrel.Limits.MaxConcurrentConnections = 10_000;
            kestrel.Limits.MaxConcurrentUpgradedConnections = 5_000;
        });
    }
}
