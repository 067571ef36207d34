using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace HoiQC.Web.Running;

/// <summary>
/// What log and trace say of a request: its id and the pattern of its address, never the address itself: the path of an invitation is a password, and a path says who owes.
/// </summary>
internal static class RequestTrace
{
    private const string Invitation = "/invitation";

    /// <summary>Surrounds a request with its id, which stands in every entry that it causes and in the problem that is shown.</summary>
    public static void UseRequestTrace(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RequestTrace));
        app.Use(async (context, next) =>
        {
            using var scope = logger.BeginScope(new KeyValuePair<string, object?>[] { new("RequestId", context.TraceIdentifier) });
            try
            {
                await next(context);
            }
            finally
            {
                Name(context);
            }
        });
    }

    /// <summary>A path as the log may hold it.</summary>
    public static string Shown(PathString path) => path.StartsWithSegments(Invitation, StringComparison.OrdinalIgnoreCase) ? Invitation + "/…" : path.Value ?? "";

    private static void Name(HttpContext context)
    {
        if (Activity.Current is not { IsAllDataRequested: true } activity) return;
        var failed = context.Features.Get<IExceptionHandlerFeature>();
        var route = ((failed?.Endpoint ?? context.GetEndpoint()) as RouteEndpoint)?.RoutePattern.RawText;
        activity.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        activity.SetTag("http.request.method", context.Request.Method).SetTag("http.route", route).SetTag("http.response.status_code", context.Response.StatusCode);
        if (context.Response.StatusCode >= StatusCodes.Status500InternalServerError) activity.SetStatus(ActivityStatusCode.Error);
    }
}
