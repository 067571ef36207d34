using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Deadlines;

/// <summary>
/// Makes one alert for each unit, rule, kind and instant once all rows of that instant are recorded, with the gap sentence as of that
/// instant; the unit is the parent of the owing communes, or the district or province itself for its own bodies.
/// </summary>
internal sealed class Alerts(IDeadlineStore store, IArchive archive, IGrainFactory grains, INodeConfiguration node, VietnamClock clock)
{
    /// <summary>Raises what is not yet raised of everything that turned red up to an instant all of whose rows are recorded.</summary>
    public async Task Raise(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        var reds = await store.UntoldReds(upTo, cancellationToken);
        if (reds.IsEmpty) return;
        var configuration = node.Current;
        var raised = new List<AlertRow>();
        foreach (var group in reds.GroupBy(red => (Unit: StandsAt(configuration.Tree, red.Unit), red.Rule, red.Year, red.Kind, red.At)).OrderBy(group => group.Key.At))
        {
            var (unit, rule, year, kind, at) = group.Key;
            if (configuration.Book.InForce(rule, new(year, 12, 31)) is not { } version) continue;

            // At 00:00 nothing has come in since the end of the day before; what opens at that very instant is not late with it.
            var before = new AsOf(VietnamTime.DayOf(at).AddDays(-1), Happened: false);
            var gap = Gap.Compose(version, await Scope(unit, rule, year, before, cancellationToken));
            raised.Add(new(0, unit, rule, year, kind, at, gap.N, gap.Of, gap.Sentence));
        }
        await store.Tell(raised, upTo, reds.Max(red => red.LastSeq), clock.Now, cancellationToken);
        var units = raised.Select(alert => alert.Unit).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (units.Length > 0) await grains.GetGrain<IBoardFeedGrain>(IBoardFeedGrain.Key).Raised(units);
    }

    /// <summary>Who an alert at a unit speaks of: its own bodies and those of the communes directly below it.</summary>
    private async Task<IEnumerable<Owing>> Scope(string unit, string rule, int year, AsOf asOf, CancellationToken cancellationToken)
    {
        var tree = node.Current.Tree;
        var owing = await archive.Owing(unit, rule, year, asOf, cancellationToken);
        return owing.Where(one => StandsAt(tree, one.Unit) == unit);
    }

    private static string StandsAt(UnitTree tree, string code) =>
        tree.Find(code) is { Level: UnitTree.Commune, Parent: { } parent } ? parent : code;
}
