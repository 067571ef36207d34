using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>What publishing a version of a rule does: to the rule's obligations, and to bodies that come to owe it.</summary>
internal sealed class RulePlan(Configuration configuration, RuleVersion version, PublicationMode mode, DateTimeOffset at) : Plan(configuration, at)
{
    private readonly RulePublication _publication = new(configuration.Book, version, mode, configuration.Calendar, VietnamTime.DayOf(at));
    private readonly Dictionary<string, ImmutableArray<OpeningPeriod>> _openings = new(StringComparer.Ordinal);

    public override string Head => version.Number == 1
        ? $"Quy tắc mới “{version.Name}”, hiệu lực từ ngày {Vietnamese.Date(version.From)}."
        : $"Quy tắc “{version.Name}” có phiên bản mới, hiệu lực từ ngày {Vietnamese.Date(version.From)}.";

    public override bool NamesRules => false;

    public override List<string> Candidates(DbConnection connection, string after, int limit) =>
    [
        .. connection.Rows(
            $"""
            SELECT b.id FROM body b
            WHERE b.id > @after AND ({BodyTable.OfKinds} OR EXISTS (SELECT 1 FROM obligation o WHERE o.body = b.id AND o.rule = @rule))
            ORDER BY b.id LIMIT @limit
            """,
            new { after, limit, rule = version.Code, kinds = Query.List(version.Owners.Kinds), associations = version.Owners.Kinds.Contains(Owners.Associations) }, reader => reader.Text(0)),
    ];

    public override IEnumerable<BodyPlan> Read(DbConnection connection, IReadOnlyList<string> ids)
    {
        var sql = $"""
            SELECT {BodyTable.Columns}, {ObligationTable.Columns} FROM body b LEFT JOIN obligation o ON o.body = b.id AND o.rule = @rule
            WHERE ({BodyTable.OfKinds} OR o.id IS NOT NULL) AND b.id IN (SELECT value FROM json_each(@ids))
            ORDER BY b.id, o.id
            """;
        var parameters = new { ids = Query.List(ids), rule = version.Code, kinds = Query.List(version.Owners.Kinds), associations = version.Owners.Kinds.Contains(Owners.Associations) };
        var rows = connection.Rows(sql, parameters, reader => (
            (BodyRow?)BodyTable.Read(reader, Configuration.Tree), reader.Text(0), reader.IsDBNull(BodyTable.Width) ? null : ObligationTable.Read(reader, BodyTable.Width)));
        foreach (var (body, obligations) in ByBody(rows.ToList()))
        {
            if (Configuration.Tree.Find(body.Unit) is not { Level: var level }) continue;
            ImmutableArray<PlannedChange> changes = [.. Existing(connection, body, obligations), .. New(body, level, obligations)];
            if (changes.Length > 0) yield return new(body, changes);
        }
    }

    private IEnumerable<PlannedChange> Existing(DbConnection connection, BodyRow body, List<ObligationRow> rows)
    {
        var owes = body.Owes(version, Configuration.Tree);
        var numbers = new RaisedNumbers(connection);
        foreach (var row in rows)
            if (row.RuleVersion != version.Number && Meet(connection, row, body.LastDay) is { } met && _publication.Of(met, owes) is { } following)
                yield return new(version, met.Period, row, null, Raised(following, row));

        Following Raised(Following following, ObligationRow row) => following.Terms is { } terms && version.Quantity.From is not null
            ? following with { Terms = terms with { Required = numbers.At(version.Quantity, body.Unit, row.Year, terms.Opens, At) } }
            : following;
    }

    /// <summary>Obligations that come into being, those among them that the sweep has made first.</summary>
    private IEnumerable<PlannedChange> New(BodyRow body, string level, List<ObligationRow> rows)
    {
        if (!body.Owes(version, Configuration.Tree)) yield break;
        foreach (var opening in Openings(level))
        {
            var row = rows.Find(row => row.Key.Period == opening.Period.Key);
            var made = row is not null && (row.Earlier is [var first, ..] ? first : row.Bound) is { Cause: BindingRow.Opened } opened && opened.RuleVersion == version.Number;
            if (made || (row is null && Opening.Owes(opening, body.RegisteredOn, body.LastDay))) yield return new(version, opening.Period, row, opening, null);
        }
    }

    private ImmutableArray<OpeningPeriod> Openings(string level)
    {
        if (!_openings.TryGetValue(level, out var openings))
        {
            _openings[level] = openings = [.. Opening.Periods(Configuration.Book, version.Code, level, Configuration.Calendar, VietnamTime.DayOf(At))
                .Where(opening => ReferenceEquals(opening.Version, version))];
        }
        return openings;
    }
}
