using System.Globalization;
using System.Text.RegularExpressions;

namespace HoiQC.Web.Rules.Editor;

/// <summary>Days of a year as a form shows them and as a pack writes them: "15/07, 31/01 năm sau" is 15/07|31/01+1, "30/06 (1), 30/09" is 30/06:1|30/09.</summary>
public static partial class YearDayWords
{
    /// <summary>A pack's text for the form.</summary>
    public static string ToForm(string pack) => string.Join(", ", pack.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(day =>
    {
        var (on, count) = day.Split(':', 2) is [var before, var after] ? (before, $" ({after})") : (day, "");
        return on.Replace("+1", " năm sau", StringComparison.Ordinal).Replace("-1", " năm trước", StringComparison.Ordinal) + count;
    }));

    /// <summary>The form's text for a pack; what is no day stays as it was written, for the check to name.</summary>
    public static string ToPack(string form) => string.Join('|', Items(form).Select(item => Written().Match(item) is { Success: true } match
        ? $"{Number(match, "day"):D2}/{Number(match, "month"):D2}{Offset(match.Groups["year"].Value)}{(match.Groups["count"].Success ? ":" + match.Groups["count"].Value : "")}"
        : item));

    /// <summary>The items of a form's text that are no days of any year; with counts only where the field takes them.</summary>
    public static IEnumerable<string> Faulty(string form, bool counts) => Items(form).Where(item =>
        Written().Match(item) is var match && (!match.Success || (match.Groups["count"].Success && !counts) || !Exists(Number(match, "day"), Number(match, "month"))));

    /// <summary>How many days a form's text names.</summary>
    public static int Count(string form) => Items(form).Length;

    private static string[] Items(string form) => form.Split([',', ';', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int Number(Match match, string part) => int.Parse(match.Groups[part].Value, CultureInfo.InvariantCulture);

    /// <summary>Whether some year has that day; 29/02 is one.</summary>
    private static bool Exists(int day, int month) => month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(2024, month);

    private static string Offset(string words) => words.Length == 0 ? "" : words is "năm sau" or "+1" ? "+1" : "-1";

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})\s*[/.-]\s*(?<month>[0-9]{1,2})(\s*(?<year>năm sau|năm trước|\+1|-1))?(\s*[(:]\s*(?<count>[0-9]{1,4})\s*\)?)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Written();
}
