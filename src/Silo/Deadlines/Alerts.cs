using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
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
        foreach (var group in reds.GroupBy(red => (Unit: AlertScope.StandsAt(configuration.Tree, red.Unit), red.Rule, red.Year, red.Kind, red.At)).OrderBy(group => group.Key.At))
        {
            var (unit, rule, year, kind, at) = group.Key;
            if (configuration.Book.Of(rule, year) is not { } version) continue;

            // At 00:00 nothing has come in since the end of the day before; what opens at that very instant is not late with it.
            var day = VietnamTime.DayOf(at).AddDays(-1);
            var owing = await archive.Owing(unit, rule, year, new(day, Happened: false), dueBy: day, cancellationToken);
            var gap = Gap.Compose(version, AlertScope.Of(configuration.Tree, unit, owing));
            raised.Add(new(0, unit, rule, year, kind, at, gap.N, gap.Of, gap.Sentence));
        }
        await store.Tell(raised, upTo, reds.Max(red => red.LastSeq), clock.Now, cancellationToken);
        var units = raised.Select(alert => alert.Unit).Distinct(StringComparer.Ordinal).ToImmutableArray();
        if (units.Length > 0) await grains.GetGrain<IBoardFeedGrain>(IBoardFeedGrain.Key).Raised(units);
    }
}
