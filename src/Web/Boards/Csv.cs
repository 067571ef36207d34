using System.Text;

namespace HoiQC.Web.Boards;

/// <summary>A table as a spreadsheet opens it: RFC 4180, UTF-8 with its mark, and no cell that runs as a formula.</summary>
public static class Csv
{
    private static readonly UTF8Encoding WithMark = new(encoderShouldEmitUTF8Identifier: true);

    /// <summary>The bytes of a table.</summary>
    public static byte[] Write(IEnumerable<IEnumerable<string>> rows)
    {
        var text = new StringBuilder();
        foreach (var row in rows) text.Append(Row(row));
        return [.. WithMark.Preamble, .. WithMark.GetBytes(text.ToString())];
    }

    /// <summary>The bytes of a table with one more row.</summary>
    public static byte[] With(ReadOnlyMemory<byte> table, IEnumerable<string> row) => [.. table.Span, .. WithMark.GetBytes(Row(row))];

    /// <summary>One row, with the end of its line.</summary>
    public static string Row(IEnumerable<string> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    /// <summary>One cell: a formula's first letter gets an apostrophe before it, and what would break the row gets quotes.</summary>
    public static string Cell(string text)
    {
        var harmless = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? "'" + text : text;
        return harmless.AsSpan().IndexOfAny(",\"\r\n") < 0 ? harmless : $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
