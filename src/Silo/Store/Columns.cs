using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HoiQC.Silo.Store;

/// <summary>How instants, days and statuses lie in columns.</summary>
internal static class Columns
{
    private static readonly string[] Codes = Enum.GetNames<Status>();
    private static readonly string?[] Known = new string?[1024];
    private static readonly Dictionary<string, Status> Statuses = Enum.GetValues<Status>().ToDictionary(status => status.ToString(), StringComparer.Ordinal);

    public static long Of(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Of(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(DateOnly? day) => day is { } known ? Of(known) : null;

    public static string Of(Status status) => Codes[(int)status];

    public static DateTimeOffset ToInstant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(VietnamTime.Offset);

    /// <summary>A text that is there. Rows are read by the million, so this and <see cref="Number"/> ask SQLite itself, in a third of the reader's time.</summary>
    public static string Text(this DbDataReader reader, int column) => reader is SqliteDataReader file ? raw.sqlite3_column_text(file.Handle, column).utf8_to_string() : reader.GetString(column);

    /// <summary>A code that is there: of rules, periods and units there are few, and rows beside each other mostly have the same, so they share one text.</summary>
    public static string Code(this DbDataReader reader, int column)
    {
        if (reader is not SqliteDataReader file) return reader.GetString(column);
        var bytes = Letters(file, column);
        var hash = 0;
        foreach (var letter in bytes) hash = (hash * 31) + letter;
        ref var known = ref Known[hash & (Known.Length - 1)];
        var text = known;
        if (text is null || !Ascii.Equals(bytes, text)) known = text = Encoding.UTF8.GetString(bytes);
        return text;
    }

    /// <summary>A whole number that is there.</summary>
    public static long Number(this DbDataReader reader, int column) => reader is SqliteDataReader file ? raw.sqlite3_column_int64(file.Handle, column) : reader.GetInt64(column);

    public static DateTimeOffset Instant(this DbDataReader reader, int column) => ToInstant(reader.Number(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader reader, int column) => reader.IsNull(column) ? null : reader.Instant(column);

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsNull(column) ? null : reader.Text(column);

    public static Status Status(this DbDataReader reader, int column) => Statuses[reader.Code(column)];

    public static DateOnly? DayOrNull(this DbDataReader reader, int column) => reader.IsNull(column) ? null : reader.Day(column);

    /// <summary>Whether there is nothing.</summary>
    public static bool IsNull(this DbDataReader reader, int column) => reader is SqliteDataReader file ? raw.sqlite3_column_type(file.Handle, column) == raw.SQLITE_NULL : reader.IsDBNull(column);

    /// <summary>Days are read by the million, so the digits are taken as they lie: yyyy-MM-dd and nothing else.</summary>
    public static DateOnly Day(this DbDataReader reader, int column)
    {
        Span<byte> sent = stackalloc byte[10];
        var letters = reader is SqliteDataReader file ? Letters(file, column) : Encoding.ASCII.TryGetBytes(reader.GetString(column), sent, out var length) ? sent[..length] : [];
        return letters.Length == 10 ? new(Digits(letters[..4]), Digits(letters[5..7]), Digits(letters[8..])) : throw new FormatException($"\"{reader.GetString(column)}\" is not a day (yyyy-MM-dd).");
    }

    private static int Digits(ReadOnlySpan<byte> digits)
    {
        var number = 0;
        foreach (var digit in digits) number = (number * 10) + (digit - '0');
        return number;
    }

    /// <summary>A text where SQLite holds it, until its row is left: without a text of our own.</summary>
    private static ReadOnlySpan<byte> Letters(SqliteDataReader file, int column)
    {
        ref readonly var first = ref raw.sqlite3_column_text(file.Handle, column).GetPinnableReference();
        var length = 0;
        while (Unsafe.Add(ref Unsafe.AsRef(in first), length) != 0) length++;
        return MemoryMarshal.CreateReadOnlySpan(in first, length);
    }
}
