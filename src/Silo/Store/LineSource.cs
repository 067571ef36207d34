using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>A line of some obligations of one unit or body; a rule has as many as the reading needs, and they add up.</summary>
internal readonly record struct PartialLine(string Unit, string Body, string Rule, Line Line);

/// <summary>
/// Lines from one snapshot. Now: the database groups the rows whose status column still holds, the ladder reads the few whose checkpoint has passed.
/// As of a day: the ladder reads all of them, one at a time.
/// </summary>
internal sealed class LineSource(SqliteConnection connection, Configuration configuration, DateTimeOffset now, AsOf? asOf)
{
    private readonly LadderReading _ladder = asOf is null ? new(configuration, now) : new(configuration, VietnamTime.EndOf(asOf.Day), asOf.Happened);

    /// <summary>Lines of a year within a scope.</summary>
    /// <param name="scope">Which units.</param>
    /// <param name="year">Which year.</param>
    /// <param name="rule">Which rule; null for all.</param>
    /// <param name="byBody">Whether bodies are told apart; else a line is its unit's, with an empty body.</param>
    public IEnumerable<PartialLine> Read(Scope scope, int year, string? rule, bool byBody)
    {
        var where = $"o.year = @year AND {scope.In("o.unit")}{(rule is null ? "" : " AND o.rule = @rule")}";
        var parameters = new { year, rule, units = scope.Units, now = Columns.Of(now) };
        // Of many units the few rows whose checkpoint has passed are found by it (the + keeps the year's index out of it), of few units by the unit.
        var lines = asOf is not null ? Laddered(where, "o.unit, o.rule, o.id", parameters)
            : Grouped(where, byBody, parameters).Concat(scope.IsListed
                ? Laddered($"{where} AND o.next <= @now", "o.unit, o.rule, o.id", parameters)
                : Laddered($"o.next <= @now AND +{where}", "o.next, o.id", parameters));
        return lines.Where(line => scope.Holds(line.Unit));
    }

    /// <summary>Years that have rows anywhere, newest first.</summary>
    public List<int> Years()
    {
        var years = new List<int>();
        foreach (var year in connection.Rows("""
            WITH RECURSIVE found (year) AS (
                SELECT MAX(year) FROM obligation UNION ALL SELECT (SELECT MAX(o.year) FROM obligation o WHERE o.year < found.year) FROM found WHERE found.year IS NOT NULL)
            SELECT year FROM found WHERE year IS NOT NULL
            """, null, reader => reader.GetInt32(0)))
        {
            years.Add(year);
        }
        return years;
    }

    private IEnumerable<PartialLine> Grouped(string where, bool byBody, object parameters) => connection.Rows(
        $"""
        SELECT o.unit, {(byBody ? "o.body" : "''")}, o.rule, o.status, COUNT(*), MIN(o.since), MIN(o.due), MAX(o.due), SUM(o.done), SUM(o.required), MAX(o.late_days), MAX(o.reported_late_days)
        FROM obligation o WHERE {where} AND (o.next IS NULL OR o.next > @now) GROUP BY o.unit, {(byBody ? "o.body, " : "")}o.rule, o.status
        """,
        parameters,
        reader => new PartialLine(reader.GetString(0), byBody ? reader.GetString(1) : "", reader.GetString(2), Group(reader)));

    /// <summary>The sum of <see cref="Line.Of"/> over obligations of one status.</summary>
    private static Line Group(SqliteDataReader reader)
    {
        var (status, n) = (reader.Status(3), reader.GetInt32(4));
        var counted = status.Counts();
        return new(
            status, reader.Instant(5), status.IsFulfilled() || !counted ? null : reader.Day(6), reader.Day(7), counted ? n : 0, status.IsFulfilled() ? n : 0,
            status.IsOverdue() ? n : 0, status == Status.Escalated ? n : 0, status == Status.Behind ? n : 0, status == Status.DueSoon ? n : 0,
            counted ? reader.GetInt32(8) : 0, counted ? reader.GetInt32(9) : 0, reader.GetInt32(10), reader.GetInt32(11));
    }

    private IEnumerable<PartialLine> Laddered(string where, string order, object parameters) =>
        ObligationTable.Facts(connection, configuration.Tree, ("obligation o", where), order, parameters)
            .Select(fact => new PartialLine(fact.Unit, fact.Row.Key.Body, fact.Row.Key.Rule, Line.Of(_ladder.Of(fact), fact.Row.Due, fact.Row.Required)));
}
