using System.Globalization;
using System.Text.RegularExpressions;

namespace HoiQC.Domain.Periods;

/// <summary>
/// The stretch of time an obligation is owed for; both days belong to it (local days, Asia/Ho_Chi_Minh).
/// Its key is part of the obligation's: 2023, 2023-H1, 2023-Q3, 2023-09, 2023-12-15..2024-12-14, or the anchor's day for terms and events.
/// </summary>
/// <param name="Key">The text that names it in keys and addresses.</param>
/// <param name="Start">First day.</param>
/// <param name="End">Last day.</param>
public sealed partial record Period(string Key, DateOnly Start, DateOnly End)
{
    /// <summary>The year it counts for: a reporting year that crosses New Year counts for the year it ends in.</summary>
    public int Year => End.Year;

    /// <summary>Whether it is an event's day and not a stretch of time.</summary>
    public bool IsAnchor => Key.Length >= 10 && Key[4] == '-' && Key[7] == '-' && !Key.Contains("..", StringComparison.Ordinal);

    /// <summary>The calendar year.</summary>
    public static Period OfYear(int year) => new(Number(year), new(year, 1, 1), new(year, 12, 31));

    /// <summary>Half 1 or 2 of a year.</summary>
    public static Period OfHalf(int year, int half) => Months($"{Number(year)}-H{half}", year, ((half - 1) * 6) + 1, 6);

    /// <summary>Quarter 1 to 4 of a year.</summary>
    public static Period OfQuarter(int year, int quarter) => Months($"{Number(year)}-Q{quarter}", year, ((quarter - 1) * 3) + 1, 3);

    /// <summary>Month 1 to 12 of a year.</summary>
    public static Period OfMonth(int year, int month) => Months(string.Create(CultureInfo.InvariantCulture, $"{year:D4}-{month:D2}"), year, month, 1);

    /// <summary>From one day to another.</summary>
    public static Period OfDays(DateOnly from, DateOnly to) => new(string.Create(CultureInfo.InvariantCulture, $"{from:yyyy-MM-dd}..{to:yyyy-MM-dd}"), from, to);

    /// <summary>What hangs on an event of that day; the second one of a day bears "-2", and so on to 99.</summary>
    public static Period OfAnchor(DateOnly day, int place = 1) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{day:yyyy-MM-dd}{(place == 1 ? "" : $"-{place}")}"), day, day);

    /// <summary>Reads a key; null when it names no period.</summary>
    public static Period? Parse(string? key)
    {
        if (key is null || Shape().Match(key) is not { Success: true } match) return null;
        if (match.Groups["from"].Success)
        {
            return Day(match.Groups["from"].Value) is { } from && Day(match.Groups["to"].Value) is { } to && from <= to ? new(key, from, to) : null;
        }
        if (match.Groups["anchor"].Success) return Day(match.Groups["anchor"].Value) is { } day ? new(key, day, day) : null;

        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        if (!Known(year)) return null;
        if (match.Groups["half"].Success) return OfHalf(year, match.Groups["half"].Value[0] - '0');
        if (match.Groups["quarter"].Success) return OfQuarter(year, match.Groups["quarter"].Value[0] - '0');
        if (!match.Groups["month"].Success) return OfYear(year);
        var month = int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture);
        return month is >= 1 and <= 12 ? OfMonth(year, month) : null;
    }

    /// <summary>"năm 2023", "6 tháng đầu năm 2023", "quý III/2023", "tháng 9/2023".</summary>
    public string Text => Shape().Match(Key) switch
    {
        var m when m.Groups["half"].Success => $"6 tháng {(m.Groups["half"].Value == "1" ? "đầu" : "cuối")} năm {Number(Start.Year)}",
        var m when m.Groups["quarter"].Success => $"quý {Roman[m.Groups["quarter"].Value[0] - '1']}/{Number(Start.Year)}",
        var m when m.Groups["month"].Success => $"tháng {Start.Month}/{Number(Start.Year)}",
        var m when m.Groups["from"].Success => $"từ {Words.Vietnamese.Date(Start)} đến {Words.Vietnamese.Date(End)}",
        var m when m.Groups["anchor"].Success => $"tính từ {Words.Vietnamese.Date(Start)}",
        _ => $"năm {Number(Start.Year)}",
    };

    private static readonly string[] Roman = ["I", "II", "III", "IV"];

    private static Period Months(string key, int year, int first, int count) =>
        new(key, new(year, first, 1), new DateOnly(year, first, 1).AddMonths(count).AddDays(-1));

    private static string Number(int year) => year.ToString("D4", CultureInfo.InvariantCulture);

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Known(day.Year) ? day : null;

    /// <summary>Years with room before and after, so that no due day leaves the calendar.</summary>
    private static bool Known(int year) => year is >= 1900 and <= 2999;

    [GeneratedRegex(@"^(?:(?<from>[0-9]{4}-[0-9]{2}-[0-9]{2})\.\.(?<to>[0-9]{4}-[0-9]{2}-[0-9]{2})|(?<anchor>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:-(?:[2-9]|[1-9][0-9]))?|(?<year>[0-9]{4})(?:-H(?<half>[12])|-Q(?<quarter>[1-4])|-(?<month>[0-9]{2}))?)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
