namespace HoiQC.Web.Hardening;

/// <summary>A text with the sign of number 0 comes from no keyboard, and not every database can keep or look for one: it is refused before anything reads it.</summary>
internal static class Letters
{
    /// <summary>Looks at addresses and forms; what comes as JSON is looked at field by field.</summary>
    public static async Task Check(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        var spoiled = IsSpoiled(request.Path.Value) || request.QueryString.Value?.Contains("%00", StringComparison.Ordinal) == true
            || (context.Features.Get<Microsoft.AspNetCore.Http.Features.IFormFeature>()?.Form is { } form && form.Any(field => IsSpoiled(field.Key) || field.Value.Any(IsSpoiled)));
        if (!spoiled) await next(context);
        else await Problems.Of(StatusCodes.Status400BadRequest, "Nội dung gửi lên có ký tự không hợp lệ. Đề nghị gõ lại.").ExecuteAsync(context);
    }

    private static bool IsSpoiled(string? text) => text?.Contains('\0', StringComparison.Ordinal) == true;
}
