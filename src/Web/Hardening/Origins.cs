using System.Security.Claims;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Antiforgery;

namespace HoiQC.Web.Hardening;

/// <summary>
/// Nobody's browser is made to write for somebody else. Forms bear a token; a browser besides says which site a request comes from, and what
/// it sends on behalf of another site is refused before anything looks at it. A key is sent by programs, never by a browser on its own.
/// </summary>
internal static class Origins
{
    /// <summary>The header in which a script of our own pages sends the form's token.</summary>
    public const string TokenHeader = "RequestVerificationToken";

    /// <summary>Refuses what another site makes a browser send.</summary>
    public static Task Check(HttpContext context, RequestDelegate next)
    {
        if (!Writes(context.Request) || !IsForeign(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("Yêu cầu này do một trang khác gửi nên không được nhận. Đề nghị mở HoiQC rồi làm lại từ đó.");
    }

    /// <summary>Whoever writes to the API by a browser's cookie bears the token too; a key needs none.</summary>
    public static async Task CheckToken(HttpContext context, RequestDelegate next)
    {
        var byCookie = Writes(context.Request) && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && context.User.FindFirstValue(Actors.Via) == "page";
        if (!byCookie || (context.Request.Headers.ContainsKey(TokenHeader) && await context.RequestServices.GetRequiredService<IAntiforgery>().IsRequestValidAsync(context)))
            await next(context);
        else
            await Problems.Of(StatusCodes.Status400BadRequest, $"Ghi qua API bằng phiên của trình duyệt phải kèm tiêu đề {TokenHeader} của trang. Đề nghị dùng khóa API (Authorization: Bearer).").ExecuteAsync(context);
    }

    private static bool Writes(HttpRequest request) =>
        !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method)) || request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase);

    private static bool IsForeign(HttpRequest request)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site && site is not ("same-origin" or "none")) return true;
        return request.Headers.Origin.ToString() is { Length: > 0 } origin && !string.Equals(origin, $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase);
    }
}
