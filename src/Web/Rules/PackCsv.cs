using System.Globalization;
using System.Text;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;

namespace HoiQC.Web.Rules;

/// <summary>
/// The whole rule pack as rules.csv: RFC 4180, UTF-8 with its mark so that a spreadsheet shows Vietnamese letters, one line a version, in the order of the pack. What an
/// import of these bytes stores is written as the same bytes again, so no cell is altered on the way; the file is for HoiQC and for people who keep rules.
/// </summary>
public static class PackCsv
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The bytes of a book.</summary>
    public static byte[] Write(RuleBookDocument book)
    {
        var text = new StringBuilder().AppendJoin(',', PackNotation.Columns).Append("\r\n");
        foreach (var rule in book.Rules.GroupBy(rule => rule.Code, StringComparer.Ordinal))
            foreach (var version in rule.OrderBy(version => version.From).ThenBy(version => version.Number))
                text.AppendJoin(',', PackNotation.Columns.Select(column => Cell(TextOf(version, column)))).Append("\r\n");
        return [.. WithMark.Preamble, .. WithMark.GetBytes(text.ToString())];
    }

    /// <summary>What a cell holds, in the form in which an import keeps it: composed letters, nothing around them; the first day is always named.</summary>
    private static string TextOf(RuleRecord version, string column) => column == PackNotation.ValidFrom
        ? version.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : version.Row.GetValueOrDefault(column, "").Normalize(NormalizationForm.FormC).Trim();

    private static string Cell(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
