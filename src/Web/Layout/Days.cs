using System.Globalization;

namespace HoiQC.Web.Layout;

/// <summary>Days as people write them: 31/12/2023, 31-12-2023, 31.12.2023, 31122023, and 2023-12-31 as browsers send them.</summary>
public static class Days
{
    private static readonly string[] Forms = ["d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "ddMMyyyy", "yyyy-MM-dd"];

    /// <summary>The day, or null where the text is none.</summary>
    public static DateOnly? Read(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>What is said of a text that is no day; null for one that is.</summary>
    /// <param name="label">What the field is called.</param>
    /// <param name="text">What was written.</param>
    public static string? Wrong(string label, string text) => Read(text) is not null ? null
        : text.Count(c => c == '/') == 2 && text.All(c => c == '/' || char.IsAsciiDigit(c))
            ? $"{label}: không có ngày {text}. Đề nghị ghi lại, ví dụ 28/12/2023."
            : $"{label} phải ghi theo dạng ngày/tháng/năm, ví dụ 28/12/2023.";
}
