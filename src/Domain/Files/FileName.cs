using System.Globalization;
using System.Text;

namespace HoiQC.Domain.Files;

/// <summary>
/// The name of a file as it is kept: Vietnamese letters stay, and nothing is left that could steer a path, a header, a terminal or the direction of reading.
/// A name is only shown; where content lies on the disk follows from its hash.
/// </summary>
public static class FileName
{
    /// <summary>Letters a name may have, its extension among them.</summary>
    public const int Longest = 150;

    /// <summary>Bytes a name may have, below what every file system takes.</summary>
    private const int LongestBytes = 240;

    private const string ForbiddenOnWindows = "<>:\"|?*";

    private static readonly HashSet<string> DevicesOfWindows = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "COM0", "COM1", "COM2", "COM3", "COM4", "COM5", "COM6", "COM7", "COM8", "COM9", "COM¹", "COM²", "COM³",
        "LPT0", "LPT1", "LPT2", "LPT3", "LPT4", "LPT5", "LPT6", "LPT7", "LPT8", "LPT9", "LPT¹", "LPT²", "LPT³", "CONIN$", "CONOUT$",
    };

    /// <summary>The name a file is kept under, or why its content is not what its name says.</summary>
    /// <param name="sent">The name as it was sent; may be a whole path, or missing.</param>
    /// <param name="kind">What the content is.</param>
    /// <param name="number">Which file of the submission, from 1.</param>
    public static (string Name, Refusal? Refusal) Of(string? sent, FileKind kind, int number)
    {
        var name = Clean(sent);
        if (name.Length == 0) return ($"tệp-{number}{kind.Extensions[0]}", null);
        var end = ExtensionOf(name);
        if (end.Length > 0 && !kind.Extensions.Contains(end.ToLowerInvariant()))
            return (name, Refusal.Invalid($"Tệp “{name}” có tên kết thúc bằng {end} nhưng nội dung là {kind.Word}. Đề nghị đổi tên cho đúng đuôi {kind.Extensions[0]} hoặc chọn lại tệp rồi gửi lại.", FileLimits.Field));
        return (end.Length > 0 ? Shortened(name[..^end.Length], end) : Shortened(name, kind.Extensions[0]), null);
    }

    /// <summary>The name as a sentence may say it before the kind is known.</summary>
    public static string Shown(string? sent, int number) => Clean(sent) is { Length: > 0 } name ? Shortened(name, "") : $"tệp-{number}";

    /// <summary>The last part of a path, composed, harmless; empty where nothing is left.</summary>
    private static string Clean(string? sent)
    {
        var whole = new StringBuilder();
        // What is no letter, or half of one, cannot be composed.
        foreach (var rune in (sent ?? "").EnumerateRunes())
            if (IsVisible(rune)) whole.Append(rune.ToString());
        var clean = new StringBuilder();
        foreach (var rune in whole.ToString().Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.Value is '/' or '\\') clean.Clear();
            else if (Rune.IsWhiteSpace(rune)) clean.Append(clean.Length > 0 && clean[^1] != ' ' ? " " : "");
            else if (rune.Value < 128 && ForbiddenOnWindows.Contains((char)rune.Value, StringComparison.Ordinal)) clean.Append('-');
            else clean.Append(rune.ToString());
        }
        var name = clean.ToString().Trim(' ', '.');
        return DevicesOfWindows.Contains(name.Split('.')[0].Trim()) ? $"_{name}" : name;
    }

    private static bool IsVisible(Rune rune) => rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned);

    /// <summary>What ends a name as an extension does; "15.2023" and "12.BC-UBND" have none.</summary>
    private static string ExtensionOf(string name)
    {
        var dot = name.LastIndexOf('.');
        var end = dot < 1 ? "" : name[(dot + 1)..];
        return end.Length is > 0 and <= 8 && end.All(char.IsAsciiLetterOrDigit) && end.Any(char.IsAsciiLetter) ? name[dot..] : "";
    }

    /// <summary>As many whole letters of the stem as fit before the extension.</summary>
    private static string Shortened(string stem, string end)
    {
        var (letters, bytes) = (Longest - end.Length, LongestBytes - end.Length);
        var kept = 0;
        for (var rest = stem.AsSpan(); !rest.IsEmpty;)
        {
            var element = StringInfo.GetNextTextElementLength(rest);
            letters -= element;
            bytes -= Encoding.UTF8.GetByteCount(rest[..element]);
            if (letters < 0 || bytes < 0) break;
            kept += element;
            rest = rest[element..];
        }
        return $"{stem[..kept].TrimEnd(' ', '.')}{end}";
    }
}
