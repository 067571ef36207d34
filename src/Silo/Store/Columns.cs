using System.Data.Common;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HoiQC.Silo.Store;

/// <summary>How instants, days and statuses lie in columns.</summary>
internal static class Columns
{
    private static readonly string[] Codes = Enum.GetNames<Status>();
    private static readonly Dictionary<string, Status> Statuses = Enum.GetValues<Status>().ToDictionary(status => status.ToString(), StringComparer.Ordinal);

    public static long Of(DateTimeOffset at) => at.ToUnixTimeMilliseconds();

    public static long? Of(DateTimeOffset? at) => at?.ToUnixTimeMilliseconds();

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string? Of(DateOnly? day) => day is { } known ? Of(known) : null;

    public static string Of(Status status) => Codes[(int)status];

    public static DateTimeOffset ToInstant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(VietnamTime.Offset);

    /// <summary>A text that is there. Rows are read by the million, so this and <see cref="Number"/> ask SQLite itself, in a third of the reader's time.</summary>
    public static string Text(this DbDataReader reader, int column) => reader is SqliteDataReader file ? raw.sqlite3_column_text(file.Handle, column).utf8_to_string() : reader.GetString(column);

    /// <summary>A whole number that is there.</summary>
    public static long Number(this DbDataReader reader, int column) => reader is SqliteDataReader file ? raw.sqlite3_column_int64(file.Handle, column) : reader.GetInt64(column);

    public static DateTimeOffset Instant(this DbDataReader reader, int column) => ToInstant(reader.Number(column));

    public static DateTimeOffset? InstantOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Instant(column);

    public static string? TextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static Status Status(this DbDataReader reader, int column) => Statuses[reader.Text(column)];

    public static DateOnly? DayOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.Day(column);

    /// <summary>Days are read by the million, so the digits are taken as they lie: yyyy-MM-dd and nothing else.</summary>
    public static DateOnly Day(this DbDataReader reader, int column)
    {
        var text = reader.Text(column);
        if (text.Length != 10) throw new FormatException($"\"{text}\" is not a day (yyyy-MM-dd).");
        return new(Digits(text, 0, 4), Digits(text, 5, 2), Digits(text, 8, 2));
    }

    private static int Digits(string text, int from, int length)
    {
        var number = 0;
        for (var i = from; i < from + length; i++) number = (number * 10) + (text[i] - '0');
        return number;
    }
}
