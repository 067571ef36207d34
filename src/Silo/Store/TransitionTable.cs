using System.Data.Common;
using System.Diagnostics.Metrics;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table transition.</summary>
internal static class TransitionTable
{
    /// <summary>How many this process has written.</summary>
    public static readonly Counter<long> Written = Measures.Meter.CreateCounter<long>("hoiqc.transitions", "{transition}", "Changes of status that were written");

    /// <summary>What the clock turned red is told as an alert; nothing else waits to be told.</summary>
    public static bool IsToBeTold(Change change) => change is { Cause: Ladder.Clock, To: Status.Overdue or Status.Escalated };

    private const string Select = """
        SELECT t.seq, o.body, o.rule, o.period, t.unit, t.year, t.from_status, t.to_status, t.at, t.cause, t.recorded_at
        FROM transition t JOIN obligation o ON o.id = t.obligation
        """;

    /// <summary>The newest number; 0 for none.</summary>
    public static long Newest(DbConnection connection) => connection.ExecuteScalar<long>("SELECT COALESCE(MAX(seq), 0) FROM transition");

    /// <summary>Transitions in the order they were written, under a condition on t and o; rows that only note a count are none.</summary>
    public static IEnumerable<TransitionRow> Where(DbConnection connection, string condition, object parameters) =>
        connection.Rows($"{Select} WHERE t.from_status <> t.to_status AND {condition} ORDER BY t.seq LIMIT @limit", parameters, Read);

    private static TransitionRow Read(DbDataReader reader) => new(
        reader.GetInt64(0), new(reader.GetString(1), reader.GetString(2), reader.GetString(3)), reader.GetString(4), reader.GetInt32(5), reader.Status(6), reader.Status(7),
        reader.Instant(8), reader.GetString(9), reader.Instant(10));
}
