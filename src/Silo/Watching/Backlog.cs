using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Watching;

/// <summary>The head of a line: which row, and since when by VietnamClock.</summary>
internal sealed record Waiting(long Row, DateTimeOffset Since);

/// <summary>What waits to be done by the program itself.</summary>
/// <param name="HasData">Whether there is anything to load at all.</param>
/// <param name="Due">The obligation whose checkpoint came first and is not recorded; null for none.</param>
/// <param name="Untold">The oldest change that no alert speaks of yet; null for none.</param>
/// <param name="UntoldCount">How many of them.</param>
/// <param name="Unsealed">Rows of the record without a seal.</param>
/// <param name="Sealed">Rows with one.</param>
internal sealed record Backlog(bool HasData, Waiting? Due, Waiting? Untold, long UntoldCount, long Unsealed, long Sealed)
{
    /// <summary>Reads it in one snapshot; all lines are short while nothing is wrong.</summary>
    public static Task<Backlog> Read(Database database, DateTimeOffset now) => database.Read(connection =>
    {
        var due = CheckpointTable.Passed(connection, now).Count == 0 ? null : connection.Rows(
            $"SELECT o.id, o.next FROM obligation o WHERE {CheckpointTable.HasPassed} AND (o.set_aside_until IS NULL OR o.set_aside_until <= @now) ORDER BY o.next, o.id LIMIT 1",
            new { now = Columns.Of(now) }, reader => new Waiting(reader.Number(0), reader.Instant(1))).FirstOrDefault();
        var untold = connection.Rows(
            "SELECT seq, at FROM transition WHERE told = 0 ORDER BY at LIMIT 1", null, reader => new Waiting(reader.Number(0), reader.Instant(1))).FirstOrDefault();
        var untoldCount = untold is null ? 0 : connection.Rows("SELECT COUNT(*) FROM transition WHERE told = 0", null, reader => reader.Number(0)).First();
        var head = SealTable.Head(connection).Number;
        var unsealed = !SealTable.Waiting(connection) ? 0
            : connection.Rows("SELECT COUNT(*) FROM record WHERE id > COALESCE((SELECT record FROM seal ORDER BY number DESC LIMIT 1), 0)", null, reader => reader.Number(0)).First();
        return new Backlog(Archive.HasData(connection), due, untold, untoldCount, unsealed, head);
    });
}
