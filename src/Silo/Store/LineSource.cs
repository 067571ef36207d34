using System.Data.Common;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>The line of one obligation, under its unit or its body; lines add up.</summary>
internal readonly record struct PartialLine(string Unit, string Body, string Rule, Line Line);

/// <summary>
/// Lines from one snapshot. Now: rows whose status column still holds are taken as they stand, the ladder reads the few whose checkpoint has passed.
/// As of a day: the ladder reads all of them. Rows are streamed and added up here: a GROUP BY takes longer where most groups are one row.
/// </summary>
internal sealed class LineSource(DbConnection connection, Configuration configuration, DateTimeOffset now, AsOf? asOf)
{
    private readonly LadderReading _ladder = asOf is null ? new(configuration, now) : new(configuration, VietnamTime.EndOf(asOf.Day), asOf.Happened);

    /// <summary>Lines of a year within a scope.</summary>
    /// <param name="scope">Which units.</param>
    /// <param name="year">Which year.</param>
    /// <param name="rule">Which rule; null for all.</param>
    /// <param name="byBody">Whether bodies are told apart; else a line is its unit's, with an empty body.</param>
    /// <param name="dueBy">Only what is due by that day, of a past by what bound it then; null for all.</param>
    public IEnumerable<PartialLine> Read(Scope scope, int year, string? rule, bool byBody, DateOnly? dueBy = null)
    {
        var where = $"o.year = @year AND {scope.In("o.unit")}{(rule is null ? "" : " AND o.rule = @rule")}{(dueBy is null || asOf is not null ? "" : " AND o.due <= @dueBy")}";
        var parameters = new { year, rule, units = scope.Units, now = Columns.Of(now), dueBy = dueBy is { } day ? Columns.Of(day) : null };
        var lines = asOf is not null ? Laddered(where, "o.unit, o.rule, o.id", parameters) : Standing(where, byBody, parameters);

        // A row of which nothing was known yet is as good as none.
        return lines.Where(line => line.Line.Status != Status.NoData && scope.Holds(line.Unit) && (dueBy is null || asOf is null || line.Line.LastDue <= dueBy));
    }

    /// <summary>Years that have rows anywhere, newest first.</summary>
    public List<int> Years() =>
    [
        .. connection.Rows(
            """
            WITH RECURSIVE found (year) AS (
                SELECT MAX(year) FROM obligation UNION ALL SELECT (SELECT MAX(o.year) FROM obligation o WHERE o.year < found.year) FROM found WHERE found.year IS NOT NULL)
            SELECT year FROM found WHERE year IS NOT NULL
            """,
            null, reader => (int)reader.Number(0)),
    ];

    /// <summary>Every row once: those whose checkpoint has passed are noted on the way, and the ladder reads them after it.</summary>
    private IEnumerable<PartialLine> Standing(string where, bool byBody, object parameters)
    {
        var passed = new List<long>();
        var sql = $"""
            SELECT o.unit, {(byBody ? "o.body" : "''")}, o.rule, o.status, o.since, o.due, o.required, o.done, o.late_days, o.reported_late_days,
                CASE WHEN o.next <= @now THEN o.id END
            FROM obligation o WHERE {where}
            """;
        (Status Status, DateTimeOffset Since, DateOnly Due, int Required, int Done, int Late, int Reported) last = default;
        Line? line = null;
        foreach (var reader in connection.Rows(sql, parameters, reader => reader))
        {
            if (!reader.IsNull(10))
            {
                passed.Add(reader.Number(10));
                continue;
            }

            // Rows beside each other mostly stand alike, and then they share a line.
            var row = (reader.Status(3), reader.Instant(4), reader.Day(5), (int)reader.Number(6), (int)reader.Number(7), (int)reader.Number(8), (int)reader.Number(9));
            if (line is null || row != last)
            {
                last = row;
                line = Line.Of(new(last.Status, last.Since, null, last.Done, last.Late, last.Reported), last.Due, last.Required);
            }
            yield return new(reader.Code(0), byBody ? reader.Text(1) : "", reader.Code(2), line);
        }
        if (passed.Count == 0) yield break;
        foreach (var laddered in Laddered($"o.id IN ({Query.Ids})", "o.id", new { ids = Query.List(passed) })) yield return laddered;
    }

    private IEnumerable<PartialLine> Laddered(string where, string order, object parameters) =>
        ObligationTable.Facts(connection, configuration.Tree, ("obligation o", where), order, parameters).Where(fact => asOf is null || WasMadeBy(fact.Row, asOf.Day))
            .Select(fact => new PartialLine(fact.Unit, fact.Row.Key.Body, fact.Row.Key.Rule, _ladder.LineOf(fact)));

    /// <summary>A calendar rule's row is made so many days before it opens: no board of an earlier day had it. What an event opened tells itself from when it was known.</summary>
    private static bool WasMadeBy(ObligationRow row, DateOnly day) =>
        row.Event is not null || (row.Earlier is [var first, ..] ? first : row.Bound).Opens.AddDays(-Ladder.MadeAhead) <= day;
}
