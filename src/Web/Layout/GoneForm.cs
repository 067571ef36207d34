using HoiQC.Web.Access;
using Microsoft.AspNetCore.Components.Endpoints;

namespace HoiQC.Web.Layout;

/// <summary>
/// A form that was sent and is no longer on its page: pressed twice on a slow line, or somebody else decided meanwhile. The framework answers that
/// with nothing at all; here its page is shown as it stands now, and says why.
/// </summary>
internal static class GoneForm
{
    private const string Mark = "gone";

    /// <summary>What the page says.</summary>
    public const string Sentence = "Biểu mẫu vừa gửi không còn trên trang này: việc đã được ghi từ trước, có thể do bấm hai lần, hoặc tình trạng đã thay đổi. Lần gửi này không ghi thêm gì; dưới đây là tình trạng hiện nay.";

    /// <summary>Whether this page is shown instead of such a form's answer.</summary>
    public static bool IsShown(HttpContext context) => context.Request.Query.ContainsKey(Mark);

    /// <summary>Stands right before the pages.</summary>
    public static void UseGoneForms(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        await next(context);
        if (!IsGone(context)) return;
        // With a type it would stay empty: so whoever is not signed in, as at a door that is shut, is told that nothing was stored.
        context.Response.ContentType = null;
        if (!context.Viewer().IsSomebody) return;
        var request = context.Request;
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = request.PathBase + request.Path + (IsShown(context) ? request.QueryString : request.QueryString.Add(Mark, "1"));
    });

    /// <summary>The framework's own answer to a form that it does not find; what a page answers is HTML.</summary>
    private static bool IsGone(HttpContext context) =>
        context.Response is { HasStarted: false, StatusCode: StatusCodes.Status400BadRequest, ContentType: "text/plain" }
        && HttpMethods.IsPost(context.Request.Method)
        && context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;
}
