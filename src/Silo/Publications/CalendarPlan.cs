using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain;
using HoiQC.Domain.Publications;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>What publishing a calendar does: to every obligation that is not closed and whose due day is another under it.</summary>
internal sealed class CalendarPlan(Configuration configuration, int number, int noticeDays, DateTimeOffset at) : Plan(configuration, at)
{
    private const string NotClosed = "o.status NOT IN ('Fulfilled', 'FulfilledLate', 'Waived', 'NotApplicable')";

    private readonly CalendarPublication _publication = new(configuration.Book, configuration.CalendarOf(number), noticeDays, VietnamTime.DayOf(at));
    private readonly HashSet<(string Rule, int Version, string Period, DateOnly Due)> _unmoved = [];

    public override string Head => $"Lịch làm việc có phiên bản mới (số {number}).";

    public override bool NamesRules => true;

    public override List<string> Candidates(DbConnection connection, string after, int limit) =>
    [
        .. connection.Rows(
            $"SELECT b.id FROM body b WHERE b.id > @after AND EXISTS (SELECT 1 FROM obligation o WHERE o.body = b.id AND {NotClosed}) ORDER BY b.id LIMIT @limit",
            new { after, limit }, reader => reader.Text(0)),
    ];

    public override IEnumerable<BodyPlan> Read(DbConnection connection, IReadOnlyList<string> ids)
    {
        var sql = $"""
            SELECT {BodyTable.Columns}, {ObligationTable.Columns} FROM body b CROSS JOIN obligation o
            WHERE o.body = b.id AND {NotClosed} AND b.id IN (SELECT value FROM json_each(@ids))
            ORDER BY b.id, o.id
            """;
        var rows = connection.Rows(sql, new { ids = Query.List(ids) }, reader => ((BodyRow?)BodyTable.Read(reader, Configuration.Tree), reader.Text(0), (ObligationRow?)ObligationTable.Read(reader, BodyTable.Width)));
        foreach (var (body, obligations) in ByBody(rows.ToList()))
        {
            ImmutableArray<PlannedChange> changes = [.. obligations.Select(row => Change(connection, body, row)).OfType<PlannedChange>()];
            if (changes.Length > 0) yield return new(body, changes);
        }
    }

    private PlannedChange? Change(DbConnection connection, BodyRow body, ObligationRow row)
    {
        // Most obligations share period and due day with thousands of others, and few of them move.
        var shared = (row.Key.Rule, row.RuleVersion, row.Key.Period, row.Due);
        if (row.Bound.Calendar == number || (row.Bound.Given is null && _unmoved.Contains(shared))) return null;
        if (Meet(connection, row, body.LastDay) is not { } met) return null;
        if (_publication.Of(met, row.Key.Rule) is { } following)
            return new(Configuration.VersionOf(row)!, met.Period, row, null, following);
        if (row.Bound is { Given: null, Noticed: null, ExtendedTo: null, Supplement: null } && !Domain.Obligations.Statuses.IsSettled(met.Status)) _unmoved.Add(shared);
        return null;
    }
}
