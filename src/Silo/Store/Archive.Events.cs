using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <content>Events, and congresses as they follow each other.</content>
internal sealed partial class Archive
{
    public Task<ImmutableArray<(EventRow Event, ImmutableArray<ObligationKey> Opened)>> Events(string body, CancellationToken cancellationToken = default) =>
        database.Read<ImmutableArray<(EventRow, ImmutableArray<ObligationKey>)>>(
            connection =>
            {
                var opened = connection.Rows(
                        "SELECT v.id, o.body, o.rule, o.period FROM event v JOIN obligation o ON o.event = v.id WHERE v.body = @body ORDER BY o.id", new { body },
                        reader => (Event: reader.GetString(0), Key: new ObligationKey(reader.GetString(1), reader.GetString(2), reader.GetString(3))))
                    .ToLookup(row => row.Event, row => row.Key, StringComparer.Ordinal);
                return [.. EventTable.Where(connection, "v.body = @body", new { body }).Select(row => (row, opened[row.Id].ToImmutableArray()))];
            },
            cancellationToken);

    public Task<(int All, ImmutableArray<CongressRow> Worst)> Congresses(string unit, int limit, CancellationToken cancellationToken = default) => database.Read(
        connection =>
        {
            var (configuration, now) = (node.Current, clock.Now);
            var today = VietnamTime.DayOf(now);
            var scope = Scope.AtOrBelow(unit, configuration.Tree);
            List<RuleVersion> terms = [.. configuration.Book.Newest.Where(rule => rule is { Enabled: true, Schedule: Schedule.Anchored { IsTerm: true } })];
            var rules = configuration.Book.Newest.Where(rule => rule.Schedule is Schedule.Anchored anchored && IsOfCongress(anchored.Event)).Select(rule => rule.Code).ToArray();
            var rows = Anchored(connection, scope, rules, new(configuration, now)).ToLookup(row => row.Key.Body, StringComparer.Ordinal);
            var events = EventTable.Where(connection, $"{scope.In("v.unit")} AND v.kind IN (SELECT value FROM json_each(@kinds)) AND v.withdrawn_at IS NULL",
                new { units = scope.Units, kinds = Query.List([EventKind.Congress.Code, EventKind.PlannedCongress.Code]) }).ToLookup(row => row.Body, StringComparer.Ordinal);

            var kinds = terms.SelectMany(rule => rule.Owners.Kinds).Distinct(StringComparer.Ordinal).ToArray();
            var bodies = connection.Rows(
                $"SELECT {BodyTable.Columns} FROM body b WHERE {scope.In("b.unit")} AND {BodyTable.OfKinds}",
                new { units = scope.Units, kinds = Query.List(kinds), associations = kinds.Contains(Owners.Associations) }, reader => BodyTable.Read(reader, configuration.Tree));
            var found = bodies.Where(body => scope.Holds(body.Unit) && !(body.LastDay < today))
                .SelectMany(body => terms.Where(configuration.Owing(body)), (body, rule) => Row(body, rule, rows[body.Id], events[body.Id])).ToList();
            return (found.Count, found.OrderBy(row => row.Rank).ThenBy(row => row.Due ?? DateOnly.MaxValue).ThenBy(row => row.Body.Id, StringComparer.Ordinal).Take(limit).ToImmutableArray());
        },
        cancellationToken);

    private static CongressRow Row(BodyRow body, RuleVersion rule, IEnumerable<ObligationRow> rows, IEnumerable<EventRow> events)
    {
        DateOnly? last = null, planned = null;
        foreach (var one in events)
            if (one.Kind == EventKind.Congress.Code) last = one.On;
            else planned = one.On;
        List<ObligationRow> known = [.. rows.Where(row => row.Standing.Status is not (Status.NotApplicable or Status.NoData)).OrderBy(row => row.Due)];
        return new(
            body, rule.Code, last, planned > last || last is null ? planned : null,
            known.Find(row => row.Key.Rule == rule.Code && !row.Standing.Status.IsSettled()) ?? known.FindLast(row => row.Key.Rule == rule.Code),
            [.. known.Where(row => row.Key.Rule != rule.Code && !row.Standing.Status.IsSettled())]);
    }

    /// <summary>Rows of event rules as they stand now: of few units found by their bodies, of many by the events there are.</summary>
    private IEnumerable<ObligationRow> Anchored(DbConnection connection, Scope scope, string[] rules, LadderReading ladder) =>
        ObligationTable.Facts(
                connection, Tree,
                ("obligation o", $"{(scope.IsListed ? $"o.body IN (SELECT id FROM body WHERE {scope.In("unit")})" : "o.event IS NOT NULL")} AND o.rule IN (SELECT value FROM json_each(@rules))"),
                "o.id", new { units = scope.Units, rules = Query.List(rules) })
            .Where(fact => scope.Holds(fact.Unit)).Select(fact => fact.Row with { Standing = ladder.Of(fact) });

    private static bool IsOfCongress(EventKind kind) => kind == EventKind.Congress || kind == EventKind.PlannedCongress;
}
