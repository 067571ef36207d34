using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace HoiQC.Domain.Rules;

/// <summary>What a rule pack's row says wrongly: the column and a Vietnamese sentence.</summary>
public sealed class PackFault(string column, string sentence) : FormatException(sentence)
{
    /// <summary>The column.</summary>
    public string Column { get; } = column;
}

/// <summary>The cells of one row of a rule pack, each asked for as what it must be.</summary>
/// <param name="row">Column → text; a missing column reads as empty.</param>
internal sealed partial class PackCells(IReadOnlyDictionary<string, string> row)
{
    private const int FirstYear = 1900;
    private const int LastYear = 2200;
    private static readonly string[] DayForms = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    public string Text(string column) => row.TryGetValue(column, out var text) ? text.Trim() : "";

    public bool Has(string column) => Text(column).Length > 0;

    public string Needed(string column) => Text(column) is { Length: > 0 } text ? text : throw Empty(column);

    public ImmutableArray<string> List(string column, bool required = false, char separator = '|')
    {
        var items = Text(column).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return required && items.Length == 0 ? throw Empty(column) : [.. items.Distinct(StringComparer.Ordinal)];
    }

    public int Number(string column, int least, int most) => Whole(column, Needed(column), least, most);

    /// <summary>A number that may be left out.</summary>
    public int Given(string column, int usual, int least, int most) => Has(column) ? Whole(column, Text(column), least, most) : usual;

    public T Choice<T>(string column, params (string Text, T Value)[] choices)
    {
        var text = Needed(column);
        foreach (var choice in choices)
            if (choice.Text == text) return choice.Value;
        throw new PackFault(column, $"Giá trị “{text}” không hợp lệ; chỉ nhận: {string.Join(", ", choices.Select(choice => choice.Text))}.");
    }

    /// <summary>A day written 2024-11-25 or 25/11/2024; null for an empty cell.</summary>
    public DateOnly? Date(string column)
    {
        if (!Has(column)) return null;
        return DateOnly.TryParseExact(Text(column), DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= FirstYear and <= LastYear
            ? day
            : throw new PackFault(column, $"“{Text(column)}” không phải là một ngày có thật. Đề nghị ghi theo dạng năm-tháng-ngày (2024-11-25) hoặc ngày/tháng/năm (25/11/2024).");
    }

    /// <summary>Days of a year, one for each sub-period; none where the column may be left out.</summary>
    public ImmutableArray<YearDay> Days(string column, int? count = null)
    {
        // Two halves may be due on the same day of a year, so nothing is told apart here.
        var items = Text(column).Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (items.Length == 0 && count is null) throw Empty(column);
        if (count is not null && items.Length != 0 && items.Length != count)
            throw new PackFault(column, $"Cột {column} cần {count} ngày, mỗi kỳ một ngày, hoặc bỏ trống; cột này có {items.Length}.");
        return [.. items.Select(text => Day(column, text))];
    }

    public static int Whole(string column, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new PackFault(column, $"“{text}” không phải là số nguyên từ {least} đến {most}.");

    public static YearDay Day(string column, string text)
    {
        if (YearDays().Match(text) is not { Success: true } match) throw new PackFault(column, $"“{text}” không phải là ngày dạng dd/mm.");
        var (day, month) = (int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month)) throw new PackFault(column, $"Không có ngày {text}.");
        return new(day, month, match.Groups["next"].Value switch { "+1" => 1, "-1" => -1, _ => 0 });
    }

    private static PackFault Empty(string column) => new(column, $"Cột {column} không được để trống.");

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})(?<next>[+-]1)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearDays();
}
