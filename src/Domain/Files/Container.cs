using System.Collections.Immutable;
using System.Xml;
using System.Xml.Linq;

namespace HoiQC.Domain.Files;

/// <summary>An entry of a zip container, as its directory declares it.</summary>
/// <param name="Name">Its name inside the container.</param>
/// <param name="Size">Bytes it has unpacked.</param>
/// <param name="Encrypted">Whether a password guards it.</param>
public sealed record ContainerEntry(string Name, long Size, bool Encrypted);

/// <summary>Which zip containers are taken: texts, workbooks and slides, without macros, that cannot unpack to more than a machine bears.</summary>
public static class Container
{
    /// <summary>Entries it may have.</summary>
    public const int MostEntries = 2_000;

    /// <summary>Bytes all entries may have unpacked.</summary>
    public const long LargestUnpacked = 200L * 1024 * 1024;

    /// <summary>How many times the container's own size they may have.</summary>
    public const int LargestRatio = 100;

    /// <summary>The list of parts and their types, of Office's containers.</summary>
    public const string ContentTypes = "[Content_Types].xml";

    /// <summary>The entry that says a container of OpenDocument's kind.</summary>
    public const string MediaType = "mimetype";

    /// <summary>Bytes the two entries that say the kind may have.</summary>
    public const int LargestDescription = 1024 * 1024;

    private const string MainOfOffice = ".main+xml";

    /// <summary>The end of a sentence about a container that cannot be read.</summary>
    public const string Broken = "bị hỏng hoặc tải lên chưa đủ. Đề nghị mở tệp kiểm tra, lưu lại rồi gửi lại.";

    /// <summary>The end of a sentence about a container that unpacks to too much.</summary>
    public const string TooMuch = "chứa dữ liệu nén bất thường nên không được nhận. Đề nghị lưu lại dạng .pdf rồi gửi lại.";

    private const string Macros = "có mã lệnh (macro) nên không được nhận. Đề nghị lưu lại dạng không có macro (.docx, .xlsx) hoặc .pdf rồi gửi lại.";
    private const string Password = "có đặt mật khẩu. Đề nghị bỏ mật khẩu rồi gửi lại.";

    /// <summary>How much a container of that size may unpack to.</summary>
    public static long Room(long size) => Math.Min(LargestUnpacked, LargestRatio * size);

    /// <summary>What the directory alone forbids: the end of a sentence that begins with the file's name, or null.</summary>
    public static string? Check(IReadOnlyCollection<ContainerEntry> entries, long size)
    {
        if (entries.Count > MostEntries) return TooMuch;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var room = Room(size);
        foreach (var (name, unpacked, encrypted) in entries)
        {
            if (unpacked < 0 || unpacked > room) return TooMuch;
            room -= unpacked;
            if (encrypted) return Password;
            if (!IsPlain(name) || !names.Add(name)) return Broken;
            if (IsMacro(name)) return Macros;
        }
        return null;
    }

    /// <summary>The kind of a container, or the end of a sentence about why it has none.</summary>
    /// <param name="names">The names of its entries.</param>
    /// <param name="contentTypes">What <see cref="ContentTypes"/> holds; null where it is missing.</param>
    /// <param name="mediaType">What <see cref="MediaType"/> holds; null where it is missing.</param>
    public static (FileKind? Kind, string? Advice) Tell(IReadOnlySet<string> names, byte[]? contentTypes, string? mediaType)
    {
        if (contentTypes is not null) return Office(names, contentTypes);
        var open = FileKind.All.FirstOrDefault(kind => kind.MediaType == mediaType);
        return open == FileKind.Odt || open == FileKind.Ods
            ? names.Contains("content.xml") && names.Contains("META-INF/manifest.xml") ? (open, null) : (null, Broken)
            : (null, $"là tệp nén hoặc tài liệu không thuộc loại được nhận. Chỉ nhận {FileKind.Words}; đề nghị giải nén và gửi từng tệp.");
    }

    private static (FileKind? Kind, string? Advice) Office(IReadOnlySet<string> names, byte[] contentTypes)
    {
        ImmutableArray<(string Part, string Type)> parts;
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(contentTypes), new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            parts = [.. XDocument.Load(reader).Root!.Elements().Select(element => ((string?)element.Attribute("PartName") ?? "", (string?)element.Attribute("ContentType") ?? ""))];
        }
        catch (XmlException)
        {
            return (null, Broken);
        }
        if (parts.Any(part => part.Type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase) || part.Type.Contains("vbaProject", StringComparison.OrdinalIgnoreCase)))
            return (null, Macros);
        foreach (var kind in FileKind.All.Where(kind => kind == FileKind.Docx || kind == FileKind.Xlsx || kind == FileKind.Pptx))
            if (parts.FirstOrDefault(part => part.Type == kind.MediaType + MainOfOffice) is { Part.Length: > 0 } main)
                return names.Contains(main.Part.TrimStart('/')) ? (kind, null) : (null, Broken);
        return (null, Broken);
    }

    /// <summary>Whether a name stays inside the container, whoever unpacks it.</summary>
    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 300 && name[0] != '/' && !name.Contains('\\', StringComparison.Ordinal) && !name.Contains(':', StringComparison.Ordinal)
        && !name.Any(char.IsControl) && !name.Split('/').Any(part => part is "." or "..");

    private static bool IsMacro(string name) =>
        name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.EndsWith("vbaData.xml", StringComparison.OrdinalIgnoreCase)
        || name.Contains("macrosheets/", StringComparison.OrdinalIgnoreCase) || name.Contains("activeX/", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("Basic/", StringComparison.OrdinalIgnoreCase) || name.StartsWith("Scripts/", StringComparison.OrdinalIgnoreCase);
}
