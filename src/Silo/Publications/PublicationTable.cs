using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Publications;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>How many obligations a publication has changed, and how many bodies it told.</summary>
internal readonly record struct Effects(int Created, int Moved, int Voided, int Renewed, int Kept, int Told);

/// <summary>A row of table publication.</summary>
/// <param name="Id">Its id, that of the preview.</param>
/// <param name="Rule">Rule code; null for a calendar.</param>
/// <param name="Version">Number of the version.</param>
/// <param name="Mode">From when it binds.</param>
/// <param name="Author">Who.</param>
/// <param name="At">When.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="Reached">Id of the last body whose obligations have followed; empty for none.</param>
/// <param name="DoneAt">When all had.</param>
/// <param name="Effects">What it did so far.</param>
internal sealed record PublicationRow(
    string Id, string? Rule, int Version, PublicationMode Mode, string Author, DateTimeOffset At, int NoticeDays, string Reached, DateTimeOffset? DoneAt, Effects Effects)
{
    /// <summary>As others see it.</summary>
    public Publication Shown(Configuration configuration) => new(
        Id, Rule is null ? "calendar" : "rule", Rule, Rule is null ? "Lịch làm việc" : configuration.Book.Find(Rule, Version)?.Name ?? Rule, Version, Mode.Text(), Author, At, NoticeDays,
        DoneAt, Effects.Created, Effects.Moved, Effects.Voided, Effects.Renewed, Effects.Kept, Effects.Told);
}

/// <summary>Tables publication and notice.</summary>
internal static class PublicationTable
{
    private const string Columns = "id, rule, version, mode, author, at, notice, reached, done_at, created, moved, voided, renewed, kept, told";

    /// <summary>One publication, or null.</summary>
    public static PublicationRow? Find(DbConnection connection, string id) =>
        connection.Rows($"SELECT {Columns} FROM publication WHERE id = @id", new { id }, Read).FirstOrDefault();

    /// <summary>Those whose obligations have not all followed, the oldest first.</summary>
    public static ImmutableArray<PublicationRow> Running(DbConnection connection) =>
        [.. connection.Rows($"SELECT {Columns} FROM publication WHERE done_at IS NULL ORDER BY at, id", null, Read)];

    /// <summary>One that still changes obligations of the rule, or for null (a calendar) of any.</summary>
    public static PublicationRow? InTheWay(DbConnection connection, string? rule) => Running(connection).FirstOrDefault(row => row.Rule is null || rule is null || row.Rule == rule);

    /// <summary>All, the newest first.</summary>
    public static ImmutableArray<PublicationRow> Newest(DbConnection connection, int limit) =>
        [.. connection.Rows($"SELECT {Columns} FROM publication ORDER BY at DESC, id LIMIT @limit", new { limit }, Read)];

    /// <summary>Writes a new one.</summary>
    public static void Insert(DbConnection connection, PublicationRow row) => connection.Execute(
        "INSERT INTO publication (id, kind, rule, version, mode, author, at, notice, reached) VALUES (@Id, @kind, @Rule, @Version, @mode, @Author, @at, @NoticeDays, @Reached)",
        new { row.Id, kind = row.Rule is null ? "calendar" : "rule", row.Rule, row.Version, mode = row.Mode.Text(), row.Author, at = Store.Columns.Of(row.At), row.NoticeDays, row.Reached });

    /// <summary>Moves the cursor on with what the chunk did; false where somebody else has moved it.</summary>
    public static bool Advance(DbConnection connection, PublicationRow row, string next, Effects done, DateTimeOffset? doneAt) => connection.Execute(
        """
        UPDATE publication SET reached = @next, done_at = @doneAt, created = created + @Created, moved = moved + @Moved, voided = voided + @Voided,
            renewed = renewed + @Renewed, kept = kept + @Kept, told = told + @Told
        WHERE id = @Id AND reached = @Reached AND done_at IS NULL
        """,
        new { row.Id, row.Reached, next, doneAt = Store.Columns.Of(doneAt), done.Created, done.Moved, done.Voided, done.Renewed, done.Kept, done.Told }) == 1;

    /// <summary>The statement that writes a notice: publication, body, instant, sentence.</summary>
    public static Statement Notifying(DbConnection connection) =>
        new(connection, "INSERT INTO notice (publication, body, at, sentence) VALUES (@a, @b, @c, @d) ON CONFLICT DO NOTHING", "ttnt");

    /// <summary>What a body was told, the newest first.</summary>
    public static ImmutableArray<Notice> NoticesOf(DbConnection connection, string body, int limit) =>
    [
        .. connection.Rows("SELECT publication, at, sentence FROM notice WHERE body = @body ORDER BY at DESC, publication LIMIT @limit", new { body, limit },
            reader => new Notice(reader.Text(0), reader.Instant(1), reader.Text(2))),
    ];

    private static PublicationRow Read(DbDataReader reader) => new(
        reader.Text(0), reader.TextOrNull(1), (int)reader.Number(2), PublicationModes.Read(reader.Text(3)) ?? PublicationMode.Next, reader.Text(4), reader.Instant(5), (int)reader.Number(6),
        reader.Text(7), reader.InstantOrNull(8), new((int)reader.Number(9), (int)reader.Number(10), (int)reader.Number(11), (int)reader.Number(12), (int)reader.Number(13), (int)reader.Number(14)));
}
