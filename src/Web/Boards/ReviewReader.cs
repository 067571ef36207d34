using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Boards;

/// <summary>A piece that waits, with the last day on which its review is in time.</summary>
/// <param name="Piece">The piece.</param>
/// <param name="Due">The reviewer's last day.</param>
/// <param name="IsLate">Whether that day is over.</param>
public sealed record WaitingReview(ListedEvidence Piece, DateOnly Due, bool IsLate);

/// <summary>Reads what the reviewers owe: beside boards, as a list, as a sentence.</summary>
public sealed class ReviewReader(IArchive archive, INodeConfiguration node, IOptions<ReviewPolicy> policy, VietnamClock clock)
{
    /// <summary>The most pieces that are read for a sentence or a list.</summary>
    public const int Most = 5_000;

    /// <summary>Working days a reviewer has.</summary>
    public int WorkingDays => policy.Value.WorkingDays;

    /// <summary>The column of a board; null where nothing is reviewed and nothing waits.</summary>
    /// <param name="unit">Whose board.</param>
    /// <param name="year">Which year.</param>
    /// <param name="asOf">The past it shows; null for now.</param>
    /// <param name="communes">Every commune below, instead of child units and own bodies.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ReviewColumn?> Column(Unit unit, int year, AsOf? asOf, bool communes, CancellationToken cancellationToken)
    {
        var (tree, day) = (node.Current.Tree, asOf?.Day ?? clock.Today);
        var counts = await archive.Waiting(unit.Code, year, asOf, Review.LateBefore(day, node.Current.Calendar, WorkingDays), cancellationToken);
        if (counts.IsEmpty && !policy.Value.Required) return null;
        var rows = counts.GroupBy(RowOf, StringComparer.Ordinal).Where(row => row.Key.Length > 0)
            .ToImmutableDictionary(row => row.Key, row => Waiting.Sum(row.Select(count => new Waiting(count.All, count.Late))), StringComparer.Ordinal);
        return new(rows, WorkingDays);

        // The row that a body's pieces stand in; nowhere for bodies of units that are no rows.
        string RowOf(WaitingCount count) =>
            communes ? tree.Find(count.Unit)?.Level == UnitTree.Commune ? count.Unit : ""
            : count.Unit == unit.Code ? count.Body
            : tree.Ancestors(count.Unit).Select(above => above.Code).Prepend(count.Unit).TakeWhile(code => code != unit.Code).LastOrDefault() ?? "";
    }

    /// <summary>The pieces that wait at or below a unit, the reviewer's earliest last day first; null year for all.</summary>
    public async Task<ImmutableArray<WaitingReview>> List(BoardInSight board, int? year, AsOf? asOf, CancellationToken cancellationToken)
    {
        var (calendar, day) = (node.Current.Calendar, asOf?.Day ?? clock.Today);
        return
        [
            .. (await board.Waiting(year, asOf, Most, cancellationToken))
                .Select(piece => (Piece: piece, Due: Review.Due(piece.Row.ReceivedAt, calendar, WorkingDays)))
                .Select(one => new WaitingReview(one.Piece, one.Due, one.Due < day)),
        ];
    }

    /// <summary>The sentence about them.</summary>
    public ReviewGap GapOf(IEnumerable<WaitingReview> waiting)
    {
        var tree = node.Current.Tree;
        return ReviewGap.Compose([.. waiting.Select(one => new WaitingPiece(one.Piece.Unit, tree.Find(one.Piece.Unit)?.ShortName ?? one.Piece.Unit, one.IsLate))], WorkingDays);
    }
}
