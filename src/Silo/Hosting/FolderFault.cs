using Microsoft.Data.Sqlite;
using Npgsql;

namespace HoiQC.Silo.Hosting;

/// <summary>What a disk has against a data folder, or a server against its database, in a sentence that says what to do.</summary>
public static class FolderFault
{
    /// <summary>EFBIG: a file may not grow any more, by a limit of the service.</summary>
    public const int Limit = 27;

    // ENOSPC, EDQUOT, EIO and EROFS, which .NET hands on as they are.
    private const int NoSpace = 28;
    private const int Quota = 122;
    private const int Broken = 5;
    private const int ReadOnly = 30;

    /// <summary>Whether the disk has no more room.</summary>
    public static bool IsFull(Exception error) => error is SqliteException { SqliteErrorCode: 13 } or IOException { HResult: NoSpace or Quota or Limit };

    /// <summary>Whether the file cannot be read or written now: held by another, out of reach, broken or not ours. A statement that is wrong is no such thing.</summary>
    public static bool IsOfTheDisk(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 or 7 or 8 or 10 or 11 or 14 or 15 or 26 } or IOException { HResult: Broken or ReadOnly };

    /// <summary>The sentence for an error of the folder; null for any other error.</summary>
    public static string? SentenceOf(Exception error, string folder)
    {
        if (error is NpgsqlException lost) return OfServer(lost);
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

        static string OfServer(NpgsqlException error) => "Không dùng được cơ sở dữ liệu PostgreSQL: " + error.SqlState switch
        {
            PostgresErrorCodes.DiskFull => "đĩa của máy chủ đã đầy. Đề nghị giải phóng chỗ rồi thử lại; dữ liệu đã ghi nhận vẫn còn nguyên.",
            PostgresErrorCodes.InvalidCatalogName => "không có cơ sở dữ liệu tên đó. Đề nghị tạo nó (createdb) hoặc ghi đúng tên.",
            PostgresErrorCodes.InsufficientPrivilege => "tài khoản không có quyền ghi ở đó. Đề nghị cấp quyền cho tài khoản của HoiQC.",
            PostgresErrorCodes.TooManyConnections => "máy chủ đã hết chỗ kết nối. Đề nghị tăng max_connections hoặc bớt chương trình khác.",
            PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.QueryCanceled => "chờ quá lâu vì nơi khác đang ghi. Đề nghị thử lại.",
            ['2', '8', ..] => "máy chủ không nhận tên hoặc mật khẩu. Đề nghị kiểm tra Username và mật khẩu (PGPASSWORD hoặc passfile).",
            { } other => $"máy chủ báo lỗi {other}. Đề nghị xem nhật ký của PostgreSQL.",
            null => "không nối được tới máy chủ. Đề nghị kiểm tra máy chủ đang chạy và Host, Port.",
        };

        string Sentence(string why, string what) => $"Không dùng được thư mục dữ liệu {folder}: {why}. Đề nghị {what}.";
    }
}
