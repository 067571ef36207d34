using System.Collections.Immutable;
using System.Data.Common;
using Dapper;

namespace HoiQC.Silo.Store;

/// <summary>
/// Table checkpoint: every instant at which some obligation of a rule and period may change next, as column next of obligation says, until that instant has been swept; perhaps also
/// instants at which none does any more. By it what is due is found without an index over next, with which a server would enter a row that turns overdue in each of its indexes anew.
/// </summary>
internal static class CheckpointTable
{
    /// <summary>The condition of obligations (o) whose checkpoint is not later than @now, set aside or not; for where <see cref="Passed"/> has something, since a server may read all rows for it.</summary>
    public const string HasPassed = "o.next <= @now AND (o.rule, o.period) IN (SELECT c.rule, c.period FROM checkpoint c WHERE c.at <= @now)";

    private const string OfRows = "SELECT DISTINCT next, rule, period FROM obligation WHERE next IS NOT NULL";

    /// <summary>The statement that notes an instant, a rule and a period; whoever writes next runs it in the same transaction.</summary>
    public static Statement Noting(DbConnection connection) => new(connection, "INSERT INTO checkpoint (at, rule, period) VALUES (@a, @b, @c) ON CONFLICT (at, rule, period) DO NOTHING", "ntt");

    /// <summary>Rules and periods of which something may be due, the oldest instant first.</summary>
    public static List<(string Rule, string Period)> Passed(DbConnection connection, DateTimeOffset now) =>
    [
        .. connection.Rows(
            "SELECT rule, period FROM checkpoint WHERE at <= @now GROUP BY rule, period ORDER BY MIN(at), rule, period", new { now = Columns.Of(now) },
            reader => (reader.GetString(0), reader.GetString(1))),
    ];

    /// <summary>The instants after one, the earliest first.</summary>
    public static ImmutableArray<DateTimeOffset> After(DbConnection connection, DateTimeOffset after, int limit) =>
    [
        .. connection.Rows(
            "SELECT DISTINCT at FROM checkpoint WHERE at > @after ORDER BY at LIMIT @limit", new { after = Columns.Of(after), limit }, reader => reader.Instant(0)),
    ];

    /// <summary>How many instants rows have that nobody noted.</summary>
    public static int Missing(DbConnection connection) => connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM ({OfRows} EXCEPT SELECT at, rule, period FROM checkpoint) missing");

    /// <summary>Notes what rows have.</summary>
    /// <returns>How many instants were new.</returns>
    public static int NoteAll(DbConnection connection) => connection.Execute($"INSERT INTO checkpoint (at, rule, period) {OfRows} ON CONFLICT (at, rule, period) DO NOTHING");

    /// <summary>Forgets the instants of a rule and period that have been swept, unless somebody's next change still lies there, be it set aside or only just written.</summary>
    /// <param name="connection">In a transaction that writes, so that nobody writes beside it.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="period">The period's key.</param>
    /// <param name="upTo">The instant up to which was swept.</param>
    public static int Forget(DbConnection connection, string rule, string period, DateTimeOffset upTo) => connection.Execute(
        """
        DELETE FROM checkpoint WHERE at <= @upTo AND rule = @rule AND period = @period
            AND NOT EXISTS (SELECT 1 FROM obligation WHERE rule = @rule AND period = @period AND next <= @upTo)
        """,
        new { rule, period, upTo = Columns.Of(upTo) });
}
