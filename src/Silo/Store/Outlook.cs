using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Dapper;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>What lies ahead, counted by the database.</summary>
internal sealed class Outlook(Database database, INodeConfiguration node) : IOutlook
{
    /// <summary>How many candidates of a level are looked at for a sample.</summary>
    private const int Candidates = 200;

    public Task<ImmutableArray<string>> Kinds(CancellationToken cancellationToken = default) => database.Read<ImmutableArray<string>>(
        connection => [.. connection.Query<string>("SELECT DISTINCT kind FROM body ORDER BY kind")], cancellationToken);

    public Task<ImmutableArray<BodyRow>> Sample(Owners owners, DateOnly day, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<BodyRow>>(
        connection =>
        {
            var tree = node.Current.Tree;
            var sql = $"""
                SELECT {BodyTable.Columns} FROM body b WHERE b.unit IN (SELECT value FROM json_each(@units)) AND {BodyTable.OfKinds}
                AND (b.last_day IS NULL OR b.last_day >= @day) ORDER BY b.unit, b.id LIMIT {Candidates}
                """;
            var found = owners.Levels.Select(level =>
            {
                var units = Query.List(tree.All.Where(unit => unit.Level == level && !(unit.ValidTo < day) && owners.Reach(tree, unit)).Select(unit => unit.Code));
                return connection.Rows(sql, new { units, kinds = Query.List(owners.Kinds), associations = owners.Kinds.Contains(Owners.Associations), day = Columns.Of(day) }, reader => BodyTable.Read(reader, tree))
                    .Where(body => owners.Include(body.Kind, body.Class == BodyClass.Association, body.Special, level))
                    .GroupBy(body => (body.Unit, body.Kind)).Select(group => group.First()).Take(limit).ToList();
            }).ToList();

            // The first of every level, then the second of every level, until there are enough.
            return [.. Enumerable.Range(0, limit).SelectMany(place => found.Where(level => level.Count > place).Select(level => level[place])).Take(limit)];
        },
        cancellationToken);

    public Task<ImmutableArray<BodyGroup>> Groups(string unit, DateOnly day, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<BodyGroup>>(
        connection =>
        {
            var tree = node.Current.Tree;
            var scope = Scope.AtOrBelow(unit, tree);
            var sql = $"""
                SELECT b.unit, b.kind, CASE WHEN b.class = 'Association' THEN 1 ELSE 0 END, b.special,
                    CASE WHEN b.registered_on > @day THEN b.registered_on ELSE @day END, b.last_day, count(*) FROM body b
                WHERE {scope.In("b.unit")} AND (b.last_day IS NULL OR b.last_day >= @day) GROUP BY 1, 2, 3, 4, 5, 6 ORDER BY 1, 2, 3, 4, 5, 6
                """;
            return
            [
                .. connection.Rows(sql, new { units = scope.Units, day = Columns.Of(day) }, reader => new BodyGroup(
                        reader.Text(0), reader.Text(1), reader.Number(2) != 0, reader.Number(3) != 0, reader.Day(4), BodyTable.LastDay(tree, reader.Text(0), reader.DayOrNull(5)), (int)reader.Number(6)))
                    .Where(group => scope.Holds(group.Unit) && !(group.LastDay < day)),
            ];
        },
        cancellationToken);

    public Task<ImmutableArray<DueCount>> Dues(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<DueCount>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, node.Current.Tree);
            var sql = $"SELECT o.unit, o.rule, o.due, count(*) FROM ({ToCome(scope, "o.unit, o.rule, o.due")}) o GROUP BY 1, 2, 3";
            return
            [
                .. connection.Rows(sql, new { units = scope.Units, from = Columns.Of(from), to = Columns.Of(to) }, reader => (Unit: reader.Text(0), Rule: reader.Text(1), Due: reader.Day(2), Count: (int)reader.Number(3)))
                    .Where(row => scope.Holds(row.Unit)).GroupBy(row => (row.Rule, row.Due)).Select(group => new DueCount(group.Key.Rule, group.Key.Due, group.Sum(row => row.Count)))
                    .OrderBy(count => count.Due).ThenBy(count => count.Rule, StringComparer.Ordinal),
            ];
        },
        cancellationToken);

    /// <summary>Rows due from @from to @to that are owed, or made ahead and not yet open; each half has an index of its own.</summary>
    private static string ToCome(Scope scope, string columns) => string.Join(" UNION ALL ", new[] { Schema.Owed, "status = 'Dormant' AND o.next IS NOT NULL" }
        .Select(status => $"SELECT {columns} FROM obligation o WHERE {scope.In("o.unit")} AND o.due BETWEEN @from AND @to AND o.{status}"));

    public Task<ImmutableArray<DueBurden>> Burdens(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<DueBurden>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, node.Current.Tree);

            var sql = $"""
                SELECT one.unit, b.kind, b.special, one.week, one.dues, count(*)
                FROM (SELECT o.body, o.unit, {WeekOf("o.due", from, to)} AS week, count(*) AS dues FROM ({ToCome(scope, "o.body, o.unit, o.due")}) o GROUP BY o.body, o.unit, week) one
                JOIN body b ON b.id = one.body GROUP BY 1, 2, 3, 4, 5
                """;
            return
            [
                .. connection.Rows(sql, new { units = scope.Units, from = Columns.Of(from), to = Columns.Of(to) }, reader => new DueBurden(
                        reader.Text(0), reader.Text(1), reader.Number(2) != 0, reader.Day(3), (int)reader.Number(4), (int)reader.Number(5)))
                    .Where(burden => scope.Holds(burden.Unit)),
            ];
        },
        cancellationToken);

    /// <summary>The Monday of a day's week, said day by day: databases differ in what they call a week.</summary>
    private static string WeekOf(string day, DateOnly from, DateOnly to)
    {
        var words = new StringBuilder("CASE");
        for (var monday = from.AddDays(-(((int)from.DayOfWeek + 6) % 7)); monday <= to; monday = monday.AddDays(7))
            words.Append(CultureInfo.InvariantCulture, $" WHEN {day} < '{Columns.Of(monday.AddDays(7))}' THEN '{Columns.Of(monday)}'");
        return words.Append(" END").ToString();
    }

    public Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueList(string unit, DateOnly from, DateOnly to, int limit, CancellationToken cancellationToken = default) =>
        database.Read<ImmutableArray<(BodyRow, ObligationRow)>>(
            connection =>
            {
                var tree = node.Current.Tree;
                var scope = Scope.AtOrBelow(unit, tree);
                var sql = $"""
                    SELECT {ObligationTable.Columns}, {BodyTable.Columns} FROM ({ToCome(scope, "o.*")}) o JOIN body b ON b.id = o.body ORDER BY o.due, o.rule, o.unit, o.body{scope.First(limit)}
                    """;
                return
                [
                    .. connection.Rows(sql, new { units = scope.Units, from = Columns.Of(from), to = Columns.Of(to) }, reader => (Body: BodyTable.Read(reader, tree, ObligationTable.Width), Row: ObligationTable.Read(reader)))
                        .Where(pair => scope.Holds(pair.Body.Unit)).Take(limit),
                ];
            },
            cancellationToken);
}
