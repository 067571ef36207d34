using System.Data.Common;
using HoiQC.Grains.Record;

namespace HoiQC.Silo.Store;

/// <summary>Table record: only ever added to, inside the transaction of what it tells of; the sealer numbers and chains its rows afterwards.</summary>
internal static class RecordTable
{
    private const string Insert = "INSERT INTO record (at, account, name, via, came_from, what, subject, unit, old, new) VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j)";

    /// <summary>How many rows the table has ever had, those that were cut off too.</summary>
    public static long Given(DbConnection connection) => connection.Rows("SELECT seq FROM record_given", null, reader => reader.GetInt64(0)).FirstOrDefault();

    /// <summary>Adds a row.</summary>
    /// <param name="connection">The transaction of the change.</param>
    /// <param name="entry">What was done.</param>
    /// <param name="by">Who did it.</param>
    /// <param name="at">When, by the clock of the field.</param>
    public static void Write(DbConnection connection, RecordEntry entry, Actor by, DateTimeOffset at) => Write(connection, [entry], by, at);

    /// <summary>Adds rows, in their order.</summary>
    public static void Write(DbConnection connection, IEnumerable<RecordEntry> entries, Actor by, DateTimeOffset at)
    {
        using var insert = new Statement(connection, Insert, "nttttttttt");
        foreach (var entry in entries) insert.Add(Columns.Of(at), by.Account, by.Name, by.Via, by.From, entry.What, entry.Subject, entry.Unit, entry.Old, entry.New);
    }
}
