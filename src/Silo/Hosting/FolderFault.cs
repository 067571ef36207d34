using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Hosting;

/// <summary>What a disk has against a data folder, in a sentence that says what to do.</summary>
public static class FolderFault
{
    private const int NoSpace = 28;      // ENOSPC, which .NET hands on as it is

    /// <summary>Whether the disk has no more room.</summary>
    public static bool IsFull(Exception error) => error is SqliteException { SqliteErrorCode: 13 } or IOException { HResult: NoSpace };

    /// <summary>Whether the file cannot be read or written now: held by another, out of reach, broken or not ours. A statement that is wrong is no such thing.</summary>
    public static bool IsOfTheDisk(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 14 or 15 or 26 };

    /// <summary>The sentence for an error of the folder; null for any other error.</summary>
    public static string? SentenceOf(Exception error, string folder)
    {
        return error switch
        {
            _ when IsFull(error) => Sentence("đĩa đã đầy", "giải phóng chỗ trên đĩa rồi chạy lại; dữ liệu đã ghi nhận vẫn còn nguyên"),
            SqliteException { SqliteErrorCode: 11 or 26 } => Sentence("tệp hoiqc.db đã hỏng hoặc không phải của HoiQC", "khôi phục tệp từ bản sao lưu, hoặc dùng thư mục khác"),
            SqliteException { SqliteErrorCode: 8 or 14 } or UnauthorizedAccessException => Sentence("không được phép ghi vào đó", "cấp quyền ghi cho người chạy HoiQC, hoặc dùng thư mục khác"),
            SqliteException { SqliteErrorCode: 5 or 6 } => Sentence("một chương trình khác đang giữ tệp hoiqc.db", "đóng chương trình đó rồi chạy lại"),
            SqliteException => Sentence($"không đọc, ghi được đĩa ({error.Message})", "kiểm tra đĩa rồi chạy lại"),
            IOException => Sentence($"không mở được ({error.Message})", "kiểm tra đường dẫn sau --data"),
            _ => null,
        };

        string Sentence(string why, string what) => $"Không dùng được thư mục dữ liệu {folder}: {why}. Đề nghị {what}.";
    }
}
