using HoiQC.Domain.Words;

namespace HoiQC.Domain.Files;

/// <summary>How much may be handed in at once, and the sentences for more.</summary>
public static class FileLimits
{
    /// <summary>Bytes of one file: 20 MB.</summary>
    public const long Largest = 20L * Megabyte;

    /// <summary>Bytes of all files of a submission: 100 MB.</summary>
    public const long Together = 100L * Megabyte;

    /// <summary>Files of a submission.</summary>
    public const int Most = 20;

    /// <summary>The field that a refusal of a file names.</summary>
    public const string Field = "file";

    private const int Megabyte = 1024 * 1024;

    /// <summary>What the form says of it.</summary>
    public static string Hint => $"{FileKind.Words}; mỗi tệp tối đa {Largest / Megabyte} MB, tất cả tối đa {Together / Megabyte} MB, không quá {Most} tệp";

    /// <summary>A file that is too large.</summary>
    public static Refusal TooLarge(string name) => Refusal.TooLarge(
        $"Tệp “{name}” lớn hơn {Largest / Megabyte} MB nên không được nhận. Đề nghị nén ảnh trong tệp, quét lại ở độ phân giải thấp hơn hoặc chia thành nhiều tệp rồi gửi lại.", Field);

    /// <summary>A submission that is too large.</summary>
    public static Refusal TooMuch() => Refusal.TooLarge(
        $"Các tệp gửi lên lớn hơn {Together / Megabyte} MB nên không được nhận. Đề nghị bớt tệp hoặc giảm dung lượng rồi gửi lại; mỗi tệp tối đa {Largest / Megabyte} MB.", Field);

    /// <summary>More files than a submission may have.</summary>
    public static Refusal TooMany() => Refusal.Invalid($"Mỗi lần gửi chỉ nhận tối đa {Most} tệp. Đề nghị ghép các tệp lại hoặc bớt tệp rồi gửi lại.", Field);

    /// <summary>A file without content.</summary>
    public static Refusal Empty(string name) => Refusal.Invalid($"Tệp “{name}” không có nội dung. Đề nghị kiểm tra lại tệp rồi gửi lại.", Field);

    /// <summary>A size for people: "35 KB", "1,2 MB".</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1024 => $"{bytes} byte",
        < Megabyte => $"{Vietnamese.Number((bytes + 512) / 1024)} KB",
        _ => $"{Vietnamese.Number(bytes / Megabyte)},{bytes % Megabyte * 10 / Megabyte} MB",
    };
}
