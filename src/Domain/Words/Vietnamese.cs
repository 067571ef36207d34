using System.Globalization;
using System.Text;

namespace HoiQC.Domain.Words;

/// <summary>How dates, numbers and names are written and compared in Vietnamese.</summary>
public static class Vietnamese
{
    private static readonly CultureInfo Culture = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Sorts as a Vietnamese reader expects.</summary>
    public static readonly StringComparer Sort = StringComparer.Create(Culture, ignoreCase: true);

    /// <summary>31/12/2023.</summary>
    public static string Date(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>31/12.</summary>
    public static string DayMonth(DateOnly day) => day.ToString("dd/MM", CultureInfo.InvariantCulture);

    /// <summary>thứ Hai … thứ Bảy, Chủ nhật.</summary>
    public static string Weekday(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Monday => "thứ Hai",
        DayOfWeek.Tuesday => "thứ Ba",
        DayOfWeek.Wednesday => "thứ Tư",
        DayOfWeek.Thursday => "thứ Năm",
        DayOfWeek.Friday => "thứ Sáu",
        DayOfWeek.Saturday => "thứ Bảy",
        _ => "Chủ nhật",
    };

    /// <summary>00:00, 01/01/2024 (local time).</summary>
    public static string Instant(DateTimeOffset at) => at.ToOffset(VietnamTime.Offset).ToString("HH:mm, dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>08:14:05, 05/01/2024 (local time).</summary>
    public static string InstantWithSeconds(DateTimeOffset at) => at.ToOffset(VietnamTime.Offset).ToString("HH:mm:ss, dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>1.682.</summary>
    public static string Number(long number) => number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.');

    /// <summary>The text without diacritics, đ as d, lower case, single spaces: "Bản Hon" and "ban  hon" are the same.</summary>
    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            var lower = char.ToLowerInvariant(c) switch { 'đ' => 'd', var other => other };
            if (char.IsWhiteSpace(lower) && (folded.Length == 0 || folded[^1] == ' ')) continue;
            folded.Append(char.IsWhiteSpace(lower) ? ' ' : lower);
        }
        return folded.ToString().TrimEnd();
    }

    /// <summary>The first letter as a capital, the rest untouched.</summary>
    public static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], Culture) + text[1..];

    /// <summary>The first letter small, the rest untouched; an abbreviation (UBND) keeps its capitals.</summary>
    public static string Uncapital(string text) => text.Length == 0 || (text.Length > 1 && char.IsUpper(text[1])) ? text : char.ToLower(text[0], Culture) + text[1..];
}
