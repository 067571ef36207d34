using System.Data.Common;
using Dapper;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table event.</summary>
internal static class EventTable
{
    /// <summary>Columns of <see cref="Read"/>, of a table called v.</summary>
    public const string Columns =
        "v.id, v.body, v.unit, v.kind, v.on_day, v.due, v.evidence, v.submission, v.document, v.note, v.recorded_at, v.withdrawn_at, v.withdrawn_reason";

    /// <summary>Reads a row.</summary>
    public static EventRow Read(DbDataReader reader) => new(
        reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.GetString(3), reader.Day(4), reader.DayOrNull(5), reader.TextOrNull(6), reader.TextOrNull(7),
        reader.GetString(8), reader.GetString(9), reader.Instant(10), reader.InstantOrNull(11), reader.TextOrNull(12));

    /// <summary>Events under a condition on v, by their day.</summary>
    public static IEnumerable<EventRow> Where(DbConnection connection, string condition, object parameters) =>
        connection.Rows($"SELECT {Columns} FROM event v WHERE {condition} ORDER BY v.on_day, v.id", parameters, Read);

    /// <summary>The event of that body, kind and day that stands, or null: there is at most one.</summary>
    public static EventRow? Standing(DbConnection connection, string body, string kind, DateOnly on) =>
        Where(connection, "v.body = @body AND v.kind = @kind AND v.on_day = @on AND v.withdrawn_at IS NULL", new { body, kind, on = Store.Columns.Of(on) }).FirstOrDefault();

    /// <summary>Writes a new one.</summary>
    public static void Write(DbConnection connection, EventRow row) => connection.Execute(
        """
        INSERT INTO event (id, body, unit, kind, on_day, due, evidence, submission, document, note, recorded_at)
        VALUES (@Id, @Body, @Unit, @Kind, @on, @due, @Evidence, @Submission, @Document, @Note, @recorded)
        """,
        new { row.Id, row.Body, row.Unit, row.Kind, on = Store.Columns.Of(row.On), due = Store.Columns.Of(row.Due), row.Evidence, row.Submission, row.Document, row.Note, recorded = Store.Columns.Of(row.RecordedAt) });

    /// <summary>Says which evidence an event is; null for none.</summary>
    public static void Attest(DbConnection connection, string id, string? evidence) =>
        connection.Execute("UPDATE event SET evidence = @evidence WHERE id = @id", new { id, evidence });

    /// <summary>Takes one back.</summary>
    public static void Withdraw(DbConnection connection, EventRow row) => connection.Execute(
        "UPDATE event SET withdrawn_at = @at, withdrawn_reason = @WithdrawnReason WHERE id = @Id", new { row.Id, at = Store.Columns.Of(row.WithdrawnAt), row.WithdrawnReason });
}
