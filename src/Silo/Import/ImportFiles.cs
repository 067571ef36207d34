using System.Collections.Immutable;

namespace HoiQC.Silo.Import;

/// <summary>The files an import reads, wherever they come from.</summary>
/// <param name="Contents">Bytes by file name.</param>
/// <param name="Ignored">Files that are there but not read.</param>
internal sealed record ImportFiles(ImmutableDictionary<string, byte[]> Contents, ImmutableArray<string> Ignored)
{
    private const long Largest = 256L << 20;

    public byte[]? Find(Sheet sheet) => Contents.GetValueOrDefault(sheet.File);

    /// <summary>
    /// Finds the files of a folder: in it, or in its only subfolder with units where it has none itself; rules also beside the folder.
    /// Null when there is nothing to read, and then the faults say why.
    /// </summary>
    public static ImportFiles? Find(string folder, Faults faults)
    {
        if (!Directory.Exists(folder))
        {
            faults.Add(folder, 0, "", "Không tìm thấy thư mục này. Đề nghị kiểm tra lại đường dẫn.");
            return null;
        }
        var inner = folder;
        if (!File.Exists(Path.Combine(folder, Sheet.Units.File)))
        {
            var filled = Directory.GetDirectories(folder).Where(sub => File.Exists(Path.Combine(sub, Sheet.Units.File))).Order(StringComparer.Ordinal).ToList();
            var own = Sheet.All.Any(sheet => sheet != Sheet.Rules && File.Exists(Path.Combine(folder, sheet.File)));
            if (filled.Count == 1 && !own) inner = filled[0];
            else if (filled.Count > 1 && !own)
            {
                faults.Add(folder, 0, "", $"Thư mục có {filled.Count} thư mục con chứa {Sheet.Units.File} ({string.Join(", ", filled.Select(Path.GetFileName))}). Đề nghị nhập từng thư mục.");
                return null;
            }
        }
        var contents = ImmutableDictionary.CreateBuilder<string, byte[]>(StringComparer.Ordinal);
        foreach (var sheet in Sheet.All) Take(sheet, Path.Combine(inner, sheet.File));
        var beside = Path.Combine(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(inner))) ?? inner, Sheet.Rules.File);
        if (!contents.ContainsKey(Sheet.Rules.File) && contents.Count > 0) Take(Sheet.Rules, beside);
        if (contents.Count == 0 && !faults.Any)
            faults.Add(folder, 0, "", $"Thư mục không có tệp nào để nhập. Cần ít nhất một trong các tệp: {string.Join(", ", Sheet.All.Select(sheet => sheet.File))}.");
        if (faults.Any) return null;
        return new(contents.ToImmutable(), [.. Directory.GetFiles(inner).Select(path => Path.GetFileName(path)!).Where(name => Sheet.OrderOf(name) < 0).Order(StringComparer.Ordinal)]);

        void Take(Sheet sheet, string path)
        {
            if (!File.Exists(path)) return;
            if (new FileInfo(path).Length > Largest) faults.Add(sheet.File, 0, "", $"Tệp lớn hơn {Largest >> 20} MB. Đề nghị chia thành nhiều lần nhập.");
            else contents[sheet.File] = File.ReadAllBytes(path);
        }
    }
}
