using System.Text;
using System.Text.Unicode;

namespace HoiQC.Silo.Import;

/// <summary>
/// A file as columns and rows. Takes a byte-order mark, either line ending, and "," or ";" between cells (the header says which);
/// texts become NFC, without spaces around them.
/// </summary>
internal sealed class CsvTable
{
    private const char Broken = '\uFFFD';

    private readonly Dictionary<string, int> _columns;

    private CsvTable(string file, Dictionary<string, int> columns, List<(int Line, string[] Cells)> rows)
    {
        File = file;
        _columns = columns;
        Rows = rows;
    }

    public string File { get; }

    /// <summary>Rows with the line each begins on; lines of nothing are left out.</summary>
    public List<(int Line, string[] Cells)> Rows { get; }

    /// <summary>The place of a column among the cells; -1 where the file does not have it.</summary>
    public int IndexOf(string column) => _columns.GetValueOrDefault(column, -1);

    /// <summary>Reads a file; null when it as a whole cannot be read, and then the faults say why.</summary>
    public static CsvTable? Read(Sheet sheet, byte[] bytes, Faults faults)
    {
        var content = bytes.AsSpan();
        if (content.StartsWith(Encoding.UTF8.Preamble)) content = content[Encoding.UTF8.Preamble.Length..];
        var valid = Utf8.IsValid(content);
        var text = Encoding.UTF8.GetString(content);
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        var first = end < 0 ? text : text[..end];
        var records = new CsvText(text, first.Count(c => c == ';') > first.Count(c => c == ',') ? ';' : ',');
        if (records.Read() is not { } header || Array.TrueForAll(header, string.IsNullOrWhiteSpace))
        {
            faults.Add(sheet.File, 1, sheet.Required[0], "Tệp không có dòng tiêu đề. Đề nghị ghi tên các cột ở dòng đầu.");
            return null;
        }
        if (!valid && first.Contains(Broken, StringComparison.Ordinal)) return NotUtf8(sheet, 1, header.FirstOrDefault(name => name.Contains(Broken, StringComparison.Ordinal)) ?? "", faults);
        if (Columns(sheet, header, faults) is not { } columns) return null;

        var rows = new List<(int, string[])>();
        while (records.Read() is { } cells)
        {
            var place = new Place(sheet.File, records.Line);
            if (!valid && Array.FindIndex(cells, cell => cell.Contains(Broken, StringComparison.Ordinal)) is >= 0 and var at)
                return NotUtf8(sheet, place.Line, at < header.Length ? header[at] : header[^1], faults);
            if (records.BadQuote >= 0)
            {
                faults.Add(place, header[Math.Min(records.BadQuote, header.Length - 1)], "Dấu nháy kép mở mà không đóng, hoặc đứng giữa ô. Đề nghị đặt cả ô trong dấu nháy kép và viết dấu nháy kép bên trong thành hai dấu.");
                continue;
            }
            if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace)) continue;
            if (cells.Length != header.Length)
            {
                faults.Add(place, cells.Length < header.Length ? header[cells.Length].Trim() : header[^1].Trim(),
                    $"Dòng có {cells.Length} ô, tiêu đề có {header.Length} cột. Ô chứa dấu phân cách phải đặt trong dấu nháy kép.");
                continue;
            }
            for (var i = 0; i < cells.Length; i++) cells[i] = Tidy(cells[i]);
            rows.Add((place.Line, cells));
        }
        return new(sheet.File, columns, rows);
    }

    private static Dictionary<string, int>? Columns(Sheet sheet, string[] header, Faults faults)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var before = faults.Count;
        for (var i = 0; i < header.Length; i++)
        {
            var name = header[i] = Tidy(header[i]);
            if (name.Length == 0) faults.Add(sheet.File, 1, "", $"Cột thứ {i + 1} không có tên. Đề nghị ghi tên hoặc bỏ cột này.");
            else if (!sheet.Required.Contains(name) && !sheet.Optional.Contains(name))
                faults.Add(sheet.File, 1, name, $"Không có cột nào tên “{name}”. Đề nghị bỏ cột này hoặc sửa tên; các cột của tệp: {string.Join(", ", sheet.Required.Concat(sheet.Optional))}.");
            else if (!columns.TryAdd(name, i)) faults.Add(sheet.File, 1, name, $"Cột {name} xuất hiện hai lần. Đề nghị bỏ một cột.");
        }
        foreach (var name in sheet.Required)
            if (!columns.ContainsKey(name)) faults.Add(sheet.File, 1, name, $"Thiếu cột {name}. Đề nghị thêm cột này vào tệp.");
        return faults.Count == before ? columns : null;
    }

    private static CsvTable? NotUtf8(Sheet sheet, int line, string column, Faults faults)
    {
        var name = column.Trim();
        faults.Add(sheet.File, line, name.Contains(Broken, StringComparison.Ordinal) ? "" : name,
            "Chữ trong tệp không theo bảng mã UTF-8 (có thể là Windows-1258, TCVN3 hoặc UTF-16). Đề nghị lưu lại tệp dạng “CSV UTF-8” rồi nhập lại.");
        return null;
    }

    private static string Tidy(string text) => Ascii.IsValid(text) ? text.Trim() : text.Normalize(NormalizationForm.FormC).Trim();
}
