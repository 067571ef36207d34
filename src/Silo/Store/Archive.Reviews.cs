using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <content>Evidence that waits for review.</content>
internal sealed partial class Archive
{
    private const string Listed = "e.review = 'Pending' AND e.withdrawn_at IS NULL";

    private const string ListedThen =
        "e.review IS NOT NULL AND e.received_at <= @at AND (e.reviewed_at IS NULL OR e.reviewed_at > @at) AND (e.withdrawn_at IS NULL OR e.withdrawn_at > @at)";

    public Task<ImmutableArray<WaitingCount>> Waiting(string unit, int year, AsOf? asOf, DateOnly lateBefore, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<WaitingCount>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, Tree);
            var sql = $"""
                SELECT o.unit, o.body, COUNT(*), COUNT(CASE WHEN e.received_at < @late THEN 1 END) FROM evidence e CROSS JOIN obligation o
                WHERE o.id = e.obligation AND {(asOf is null ? Listed : ListedThen)} AND o.year = @year AND {scope.In("o.unit")} GROUP BY o.unit, o.body
                """;
            return
            [
                .. connection.Rows(sql, new { year, units = scope.Units, at = At(asOf), late = Columns.Of(VietnamTime.StartOf(lateBefore)) },
                        reader => new WaitingCount(reader.Text(0), reader.Text(1), (int)reader.Number(2), (int)reader.Number(3)))
                    .Where(count => scope.Holds(count.Unit)),
            ];
        },
        cancellationToken);

    public Task<ImmutableArray<ListedEvidence>> Reviews(string unit, int? year, AsOf? asOf, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<ListedEvidence>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, Tree);
            var where = $"{(asOf is null ? Listed : ListedThen)} AND (@year IS NULL OR o.year = @year) AND {scope.In("o.unit")}";
            return [.. Pieces(connection, where, new { year, units = scope.Units, at = At(asOf) }, scope.First(limit)).Where(piece => scope.Holds(piece.Unit)).Take(limit)];
        },
        cancellationToken);

    public Task<ListedEvidence?> Evidence(string code, CancellationToken cancellationToken = default) =>
        database.Read(connection => Pieces(connection, "e.code = @code", new { code }).FirstOrDefault(), cancellationToken);

    private static IEnumerable<ListedEvidence> Pieces(DbConnection connection, string where, object parameters, string first = "") => connection.Rows(
        $"""
        SELECT {EvidenceTable.Columns}, o.body, o.rule, o.period, o.unit, b.name, o.rule_version
        FROM evidence e CROSS JOIN obligation o CROSS JOIN body b WHERE o.id = e.obligation AND b.id = o.body AND {where} ORDER BY e.received_at, e.id{first}
        """,
        parameters, reader => new ListedEvidence(
            EvidenceTable.Read(reader), new(reader.Text(EvidenceTable.Width), reader.Text(EvidenceTable.Width + 1), reader.Text(EvidenceTable.Width + 2)),
            reader.Text(EvidenceTable.Width + 3), reader.Text(EvidenceTable.Width + 4), (int)reader.Number(EvidenceTable.Width + 5)));

    private static long? At(AsOf? asOf) => asOf is null ? null : Columns.Of(VietnamTime.EndOf(asOf.Day));
}
