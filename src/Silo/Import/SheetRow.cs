using System.Globalization;
using System.Text.RegularExpressions;

namespace HoiQC.Silo.Import;

/// <summary>One row being read: asks for a cell as what it must be, and notes what it is not.</summary>
internal sealed partial class SheetRow(CsvTable table, int line, string[] cells, Faults faults)
{
    private static readonly string[] DayForms = ["yyyy-MM-dd", "dd/MM/yyyy", "d/M/yyyy"];

    public Place Place => new(table.File, line);

    /// <summary>Whether every cell asked for so far is what it must be.</summary>
    public bool Sound { get; private set; } = true;

    public static IEnumerable<SheetRow> Of(CsvTable table, Faults faults) => table.Rows.Select(row => new SheetRow(table, row.Line, row.Cells, faults));

    public bool Has(string column) => table.IndexOf(column) >= 0;

    public void Fault(string column, string sentence)
    {
        Sound = false;
        faults.Add(Place, column, sentence);
    }

    /// <summary>The text of a cell; empty where the file does not have the column.</summary>
    public string Text(string column, int most = 300)
    {
        var index = table.IndexOf(column);
        var text = index < 0 ? "" : cells[index];
        if (text.Length > most) Fault(column, $"Ô dài {text.Length} ký tự; chỉ nhận tối đa {most} ký tự. Đề nghị rút gọn.");
        else if (text.Any(c => (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) || c == '\uFFFD')) Fault(column, "Ô có ký tự hỏng hoặc không in được. Đề nghị gõ lại.");
        return text;
    }

    public string Required(string column, int most = 300)
    {
        var text = Text(column, most);
        if (text.Length == 0) Fault(column, $"Cột {column} không được để trống.");
        return text;
    }

    /// <summary>A code or id: it becomes part of keys and addresses.</summary>
    public string Code(string column)
    {
        var text = Required(column);
        if (text.Length > 0 && !Codes().IsMatch(text)) Fault(column, $"Mã “{text}” không hợp lệ; chỉ nhận chữ cái không dấu, chữ số và các dấu . _ -, tối đa 60 ký tự.");
        return text;
    }

    public string Choice(string column, IReadOnlyCollection<string> choices)
    {
        var text = Required(column);
        if (text.Length > 0 && !choices.Contains(text, StringComparer.Ordinal)) Fault(column, $"Giá trị “{text}” không hợp lệ; chỉ nhận: {string.Join(", ", choices)}.");
        return text;
    }

    /// <summary>A day that exists, written 2023-09-06 or 06/09/2023; null for an empty cell.</summary>
    public DateOnly? Day(string column)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, DayForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1900 and <= 2200) return day;
        Fault(column, Days().IsMatch(text)
            ? $"Không có ngày {text}. Đề nghị ghi lại theo dạng năm-tháng-ngày (2023-09-06) hoặc ngày/tháng/năm (06/09/2023)."
            : $"“{text}” không phải là ngày. Đề nghị ghi theo dạng năm-tháng-ngày (2023-09-06) hoặc ngày/tháng/năm (06/09/2023).");
        return null;
    }

    /// <summary>A whole number; null for an empty cell.</summary>
    public int? Whole(string column, int least, int most, string name)
    {
        var text = Text(column);
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        Fault(column, most == int.MaxValue || most >= 10_000_000
            ? $"{name} phải là số nguyên từ {least} trở lên, tệp ghi “{text}”."
            : $"{name} phải là số nguyên từ {least} đến {most}, tệp ghi “{text}”.");
        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,60}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Days();
}
