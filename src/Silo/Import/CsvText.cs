using System.Text;

namespace HoiQC.Silo.Import;

/// <summary>
/// Cuts text into records as RFC 4180 has it, and knows the line on which each begins, also where quoted cells hold line breaks.
/// </summary>
internal sealed class CsvText(string text, char separator)
{
    private readonly List<string> _cells = [];
    private readonly StringBuilder _cell = new();
    private int _at;
    private int _line = 1;

    /// <summary>The line on which the record read last begins; the first is 1.</summary>
    public int Line { get; private set; }

    /// <summary>What is wrong with the quotes of the record read last: the place of the cell, from 0; -1 for nothing.</summary>
    public int BadQuote { get; private set; }

    /// <summary>The next record, or null at the end. An empty line is one empty cell.</summary>
    public string[]? Read()
    {
        if (_at >= text.Length) return null;
        (Line, BadQuote) = (_line, -1);
        _cells.Clear();
        while (true)
        {
            _cells.Add(_at < text.Length && text[_at] == '"' ? Quoted() : Plain());
            if (_at < text.Length && text[_at] == separator)
            {
                _at++;
                continue;
            }
            NewLine();
            return [.. _cells];
        }
    }

    private string Plain()
    {
        var rest = text.AsSpan(_at);
        var length = rest.IndexOfAny(separator, '\r', '\n') is >= 0 and var end ? end : rest.Length;
        var cell = text.Substring(_at, length);
        if (cell.Contains('"', StringComparison.Ordinal)) Blame();
        _at += length;
        return cell;
    }

    private string Quoted()
    {
        _cell.Clear();
        for (_at++; _at < text.Length; _at++)
        {
            if (text[_at] == '"')
            {
                if (_at + 1 >= text.Length || text[_at + 1] != '"') break;
                _at++;
            }
            else if (text[_at] == '\n' || (text[_at] == '\r' && (_at + 1 >= text.Length || text[_at + 1] != '\n'))) _line++;
            _cell.Append(text[_at]);
        }
        if (_at++ >= text.Length) Blame();
        else if (Plain() is { Length: > 0 } behind)
        {
            if (!string.IsNullOrWhiteSpace(behind)) Blame();
            _cell.Append(behind);
        }
        return _cell.ToString();
    }

    private void NewLine()
    {
        if (_at < text.Length && text[_at] == '\r') _at++;
        if (_at < text.Length && text[_at] == '\n') _at++;
        _line++;
    }

    private void Blame() => BadQuote = BadQuote < 0 ? _cells.Count : BadQuote;
}
