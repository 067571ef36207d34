using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Deadlines;

/// <summary>
/// Brings every obligation whose checkpoint has come up to now, the rule and period with the oldest first, tells boards, makes rows ahead, and raises alerts.
/// It reads what is due from the tables, so a lost or double ring does no harm, and what an outage missed is recorded at its true instant.
/// </summary>
internal sealed partial class Sweep(
    IDeadlineStore store, IArchive archive, Alerts alerts, IGrainFactory grains, INodeConfiguration node, SweepNotice notice, VietnamClock clock, ILogger<Sweep> logger)
{
    private const int ChunkSize = 5_000;
    private const int AlikeAtOnce = 10_000;
    private const int ToldAtOnce = 500;
    private static readonly TimeSpan SetAsideFor = TimeSpan.FromHours(1);

    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateOnly Day, long Configuration) _opened;

    /// <summary>One sweep; calls beside each other run one after the other.</summary>
    /// <returns>The instant up to which it read what is due.</returns>
    public async Task<DateTimeOffset> Run(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        var (began, well) = (TimeProvider.System.GetTimestamp(), false);
        try
        {
            notice.IsRecording = true;
            var (complete, upTo, told) = await Advance([], cancellationToken);
            await Task.Delay(Ahead(told), cancellationToken);
            if (await Open(cancellationToken) is { Count: > 0 } made)
            {
                // They stand as of when their making began, which may be a while ago.
                (complete, upTo, _) = await Advance(made, cancellationToken);
            }
            notice.IsRecording = false;
            if (complete)
            {
                await alerts.Raise(upTo, cancellationToken);
                await store.Forget(upTo, cancellationToken);
            }
            well = complete;
            return upTo;
        }
        finally
        {
            notice.IsRecording = false;
            SweepMeasures.Swept(began, well);
            _one.Release();
        }
    }

    /// <summary>How long boards that were told go ahead of what reads long: new rows, and alerts, which read all that turned red once more. A quarter of a millisecond for each, a second at most.</summary>
    private static TimeSpan Ahead(int boards) => TimeSpan.FromMilliseconds(Math.Min(boards / 4, 1000));

    /// <summary>Reads the lines of these boards, those of many units at once, and hands each board its own.</summary>
    public Task Tell(IReadOnlyCollection<(string Unit, int Year)> touched, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        touched.GroupBy(pair => pair.Year).SelectMany(year => year.Select(pair => pair.Unit).Order(StringComparer.Ordinal).Chunk(ToldAtOnce).Select(units => (Year: year.Key, Units: units))),
        cancellationToken,
        async (chunk, stop) =>
        {
            foreach (var own in await archive.OwnLines(chunk.Units, chunk.Year, stop)) await grains.GetGrain<IBoardGrain>(own.Unit).Take(own);
        });

    /// <summary>Makes the rows that are to exist today. Cheap when neither day nor configuration changed since the last time.</summary>
    private async Task<HashSet<(string Unit, int Year)>> Open(CancellationToken cancellationToken)
    {
        var touched = new HashSet<(string Unit, int Year)>();
        var configuration = node.Current;
        var now = clock.Now;
        var today = clock.Today;
        if (_opened == (today, configuration.Version)) return touched;
        if (await store.NoteMissing(cancellationToken) is > 0 and var missing) CheckpointsMissed(missing);
        var published = await store.BeingPublished(cancellationToken);
        foreach (var code in configuration.Book.Codes.Except(published, StringComparer.Ordinal))
        {
            foreach (var opening in Opening.All(configuration.Book, code, configuration.Calendar, today).GroupBy(pair => pair.Opening.Period.Key, StringComparer.Ordinal))
            {
                var byLevel = opening.ToDictionary(pair => pair.Level, pair => pair.Opening, StringComparer.Ordinal);
                var kinds = opening.SelectMany(pair => pair.Opening.Version.Owners.Kinds).Distinct(StringComparer.Ordinal).ToImmutableArray();
                var rows = new List<NewObligation>();
                foreach (var body in await store.BodiesWithout(code, opening.Key, kinds, cancellationToken))
                {
                    if (configuration.Tree.Find(body.Unit) is not { } unit || !byLevel.TryGetValue(unit.Level, out var period)) continue;
                    if (!body.Owes(period.Version, configuration.Tree) || !Opening.Owes(period, body.RegisteredOn, body.LastDay)) continue;
                    var terms = period.Terms with { LastDay = body.LastDay };
                    rows.Add(new(body, period, BindingRow.Of(period, configuration.CalendarNumber), null, Ladder.Advance(terms, [], Status.Dormant, recordedUpTo: null, now)));
                }
                foreach (var chunk in rows.Chunk(ChunkSize))
                    touched.UnionWith(await store.Make(chunk, configuration.Version, now, cancellationToken));
            }
        }
        // What a publication has in hand it makes itself, as of its own instant; the sweep comes again after it.
        if (published.IsEmpty) _opened = (today, configuration.Version);
        return touched;
    }

    /// <summary>Pass after pass until nothing is due; not complete when something due could not be saved this time. Whoever looks on is told after each, and need not wait for the look at whether it was all.</summary>
    /// <param name="touched">Boards to be told besides.</param>
    /// <param name="cancellationToken">Gives up.</param>
    private async Task<(bool Complete, DateTimeOffset UpTo, int Told)> Advance(HashSet<(string Unit, int Year)> touched, CancellationToken cancellationToken)
    {
        for (var (fruitless, told) = (0, 0); ;)
        {
            var (now, met, settled) = await Pass(touched, cancellationToken);
            await Tell(touched, cancellationToken);
            told += touched.Count;
            touched.Clear();
            if (met == 0) return (true, now, told);
            if (settled > 0)
            {
                fruitless = 0;
                continue;
            }
            if (++fruitless == 3) return (false, now, told);
            await node.Refresh();
        }
    }

    /// <summary>Everything that is due now, chunk after chunk: while one is written the next is read and decided. First those that stand alike, many by one decision; then each of the others.</summary>
    /// <returns>The instant, how many were due, and how many of them are no longer.</returns>
    private async Task<(DateTimeOffset Now, int Met, int Settled)> Pass(HashSet<(string Unit, int Year)> touched, CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var decisions = new Decisions(node.Current, now);
        var (met, settled, looked) = (0, 0, 0);
        var writing = Task.CompletedTask;
        try
        {
            for (Reached? reached = null; await store.DueAlike(now, AlikeAtOnce, reached, cancellationToken) is { } chunk; reached = chunk.Reached)
            {
                looked += chunk.Looked;
                // What cannot be decided so is met once more below, each by itself.
                var alike = chunk.Groups.SelectMany(group => decisions.Of(group.One, out _) is { } decision ? [(group, decision)] : Array.Empty<(AlikeObligations, Decision)>()).ToList();
                if (alike.Count == 0) continue;
                await writing;
                met += alike.Sum(pair => pair.Item1.Ids.Length);
                writing = Write(store.Record(alike, cancellationToken), chunk.Groups[0].One);
            }
            await writing;
            var left = settled < looked;
            ImmutableArray<DueObligation> due;
            for (Reached? reached = null; left && (due = await store.Due(now, ChunkSize, cancellationToken, reached)).Length > 0; reached = Reached.At(due[^1].Row))
            {
                met += due.Length;
                var chunk = await Decide(due, decisions, cancellationToken);
                await writing;
                settled += due.Length - chunk.Count;
                writing = Write(store.Record(chunk, cancellationToken), due[0]);
            }
        }
        finally
        {
            await writing;
        }
        return (now, met, settled);

        async Task Write(Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> recording, DueObligation oldest)
        {
            var (saved, changed) = await recording;
            touched.UnionWith(changed);
            settled += saved;
            SweepMeasures.Recorded(saved, oldest.Row.Standing.Next, clock);
        }
    }

    /// <summary>What is to be written; an obligation that cannot be computed is set aside instead.</summary>
    private async Task<List<Decision>> Decide(ImmutableArray<DueObligation> due, Decisions decisions, CancellationToken cancellationToken)
    {
        var chunk = new List<Decision>(due.Length);
        foreach (var obligation in due)
        {
            if (decisions.Of(obligation, out var error) is { } decision)
            {
                chunk.Add(decision);
                continue;
            }
            CannotBeComputed(error!, obligation.Row.Key.ToString());
            SweepMeasures.Left();
            await store.SetAside(obligation.Row.Id, decisions.Now + SetAsideFor, error!.Message, cancellationToken);
        }
        return chunk;
    }

    [LoggerMessage(EventId = 104, EventName = "CheckpointsMissed", Level = LogLevel.Warning, Message = "{Count} instants at which obligations may change were noted nowhere; they are now. Rows were changed by hand, or a node of an earlier release still runs.")]
    private partial void CheckpointsMissed(int count);

    [LoggerMessage(EventId = 101, EventName = "ObligationSetAside", Level = LogLevel.Error, Message = "Obligation {Obligation} cannot be computed; it is set aside for an hour and stops no other.")]
    private partial void CannotBeComputed(Exception error, string obligation);
}
