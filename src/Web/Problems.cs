using HoiQC.Domain;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web;

/// <summary>Refusals as problem details: the status says which kind, <c>detail</c> is the Vietnamese sentence, <c>errors</c> names the field.</summary>
public static class Problems
{
    /// <summary>Seconds after which asking again makes sense where only the machine stands in the way.</summary>
    public const string RetryAfter = "30";

    /// <summary>The problem of a refusal.</summary>
    public static ProblemHttpResult Of(Refusal refusal) => Of(StatusOf(refusal.Kind), refusal.Sentence, refusal.Field);

    /// <summary>The problem of a refusal that crossed a grain call.</summary>
    public static ProblemHttpResult Of(RefusalRecord refusal) => Of(StatusOf(Enum.Parse<RefusalKind>(refusal.Kind)), refusal.Sentence, refusal.Field);

    /// <summary>The problem of a status.</summary>
    public static ProblemHttpResult Of(int status, string sentence, string? field = null) => TypedResults.Problem(
        sentence, statusCode: status, title: TitleOf(status),
        extensions: field is null ? null : new Dictionary<string, object?>(StringComparer.Ordinal) { ["errors"] = new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [sentence] } });

    /// <summary>The problem of a status, with something more that a program may read.</summary>
    public static ProblemHttpResult Of(int status, string sentence, (string Name, object Value) more) => Extended(status, sentence, more);

    /// <summary>The problem of several refusals: the first one's sentence, and every field with its own.</summary>
    public static ProblemHttpResult Of(IReadOnlyCollection<Refusal> refusals)
    {
        var first = refusals.First();
        var errors = refusals.Where(refusal => refusal.Field is not null).GroupBy(refusal => refusal.Field!, StringComparer.Ordinal)
            .ToDictionary(field => field.Key, field => field.Select(refusal => refusal.Sentence).ToArray(), StringComparer.Ordinal);
        return Extended(StatusOf(first.Kind), first.Sentence, errors.Count == 0 ? null : ("errors", errors));
    }

    /// <summary>The problem of a preview that no longer holds, with the new one.</summary>
    public static ProblemHttpResult Of(int status, string sentence, Preview preview) => Extended(status, sentence, ("preview", preview));

    private static ProblemHttpResult Extended(int status, string sentence, (string Name, object Value)? more) => TypedResults.Problem(
        sentence, statusCode: status, title: TitleOf(status), extensions: more is var (name, value) ? new Dictionary<string, object?>(StringComparer.Ordinal) { [name] = value } : null);

    /// <summary>What somebody wrote, as a sentence may repeat it: short and printable.</summary>
    public static string Quote(string text)
    {
        var printable = string.Concat(text.EnumerateRunes().Where(rune => !System.Text.Rune.IsControl(rune)).Take(41));
        return printable.Length > 40 ? $"“{string.Concat(printable.EnumerateRunes().Take(40))}…”" : $"“{printable}”";
    }

    private static int StatusOf(RefusalKind kind) => kind switch
    {
        RefusalKind.Unknown => StatusCodes.Status404NotFound,
        RefusalKind.Conflict => StatusCodes.Status409Conflict,
        RefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
        RefusalKind.BadRows => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };

    private static string TitleOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized => "Chưa đăng nhập",
        StatusCodes.Status404NotFound => "Không tìm thấy",
        StatusCodes.Status405MethodNotAllowed => "Không nhận cách gọi này",
        StatusCodes.Status409Conflict => "Trái với dữ liệu đã lưu",
        StatusCodes.Status413PayloadTooLarge => "Nội dung quá lớn",
        StatusCodes.Status415UnsupportedMediaType => "Không nhận kiểu nội dung này",
        StatusCodes.Status422UnprocessableEntity => "Tệp có dòng sai",
        StatusCodes.Status429TooManyRequests => "Gửi quá nhiều lần",
        StatusCodes.Status500InternalServerError => "Máy chủ gặp lỗi",
        StatusCodes.Status503ServiceUnavailable => "Hệ thống chưa sẵn sàng",
        _ => "Yêu cầu chưa hợp lệ",
    };
}
