using HoiQC.Domain;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;

namespace HoiQC.Web.Files;

/// <summary>
/// Reads the files of a page's form before the page does, so that the framework sees a form without them. Its token comes first and is looked at
/// before any file is read.
/// </summary>
internal static class SentFiles
{
    private static readonly Refusal Foreign = Refusal.Invalid("Phiên gửi đã hết hiệu lực. Đề nghị mở lại trang rồi gửi lại.");

    /// <summary>Comes between the finding of the endpoint and the look at its form's token.</summary>
    public static void UseSentFiles(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!HttpMethods.IsPost(context.Request.Method) || context.GetEndpoint()?.Metadata.GetMetadata<TakesFilesAttribute>() is null
            || context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true } || !SentForm.Is(context.Request))
        {
            await next(context);
            return;
        }
        var tokens = context.RequestServices.GetRequiredService<IAntiforgery>();
        var sent = await new MultipartForm(context.Request).Read(async fields =>
        {
            context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(fields)));
            return await tokens.IsRequestValidAsync(context) ? null : Foreign;
        });
        if (sent is { Fields.Count: 0, Refusal: { Kind: RefusalKind.TooLarge } })
        {
            // Nothing of it was read, so there is no form to show again.
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            return;
        }
        context.Features.Set<IFormFeature>(new FormFeature(new FormCollection(sent.Fields)));
        context.Features.Set(sent);
        await next(context);
    });
}
