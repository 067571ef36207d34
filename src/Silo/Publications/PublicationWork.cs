using System.Collections.Immutable;
using HoiQC.Domain.Publications;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Publications;

/// <summary>
/// Works publications off, body after body in chunks, and takes up at the start what an end of the process left. Chunks are small enough that a hand-in that
/// waits behind one hardly notices: they grow while they are quick and shrink while they are slow.
/// </summary>
internal sealed partial class PublicationWork(
    Database database, Sweep sweep, DeadlineStart deadlines, IGrainFactory grains, INodeConfiguration node, VietnamClock clock, ILogger<PublicationWork> logger) : BackgroundService
{
    private const int First = 8;
    private const int Largest = 2_000;
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Slow = TimeSpan.FromMilliseconds(120);

    /// <summary>How often it looks what other nodes have published; several may apply one at once, since the cursor lets each chunk be done by one of them.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _wake = new(0);
    private ImmutableArray<PublicationRow> _running = [];

    /// <summary>Publications whose obligations have not all followed, the oldest first.</summary>
    public ImmutableArray<PublicationRow> Running => _running;

    /// <summary>Takes on a publication that has just been stored: whoever works from memory learns of the new version, then obligations follow.</summary>
    public async Task Begin(PublicationRow row)
    {
        ImmutableInterlocked.Update(ref _running, running => running.Add(row));
        await Refresh();
        _wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var pause = await Round(stoppingToken) ? Look : AfterFault;
                await _wake.WaitAsync(pause, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; what is left is taken up at the next start.
        }
    }

    /// <summary>Everything that is to be done now; false where something failed and is to be tried again.</summary>
    private async Task<bool> Round(CancellationToken cancellationToken)
    {
        try
        {
            while (await database.Read(PublicationTable.Running, cancellationToken) is var running)
            {
                _running = running;
                if (running.IsEmpty) return true;
                await Apply(running[0], cancellationToken);
                await deadlines.Ring(cancellationToken);
            }
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Stumbled(error);
        }
        return false;
    }

    private async Task Apply(PublicationRow row, CancellationToken cancellationToken)
    {
        var size = First;
        var (configuration, plan) = await Planned(row);
        while (row.DoneAt is null)
        {
            // One more than the chunk takes, to know whether anything comes after it.
            var ids = await database.Read(connection => plan.Candidates(connection, row.Reached, size + 1), cancellationToken);
            var last = ids.Count <= size;
            if (!last) ids.RemoveAt(size);
            var took = TimeSpan.Zero;
            var done = await database.Write(connection =>
            {
                var began = TimeProvider.System.GetTimestamp();
                var chunk = new Chunk(connection, configuration, row, plan, clock.Now).Run(ids, last);
                took = TimeProvider.System.GetElapsedTime(began);
                return chunk;
            }, cancellationToken);
            if (done.Row is not { } stored)
            {
                (configuration, plan) = await Planned(row);
                continue;
            }
            row = stored;
            if (done.Touched.Count > 0 && !last) FailPoint.Reach(FailPoint.PartlyApplied);
            await sweep.Tell(done.Touched, cancellationToken);
            size = took < Quick ? Math.Min(Largest, size * 2) : took > Slow ? Math.Max(First, size / 2) : size;
        }
        Applied(row.Id, row.Effects.Created, row.Effects.Moved, row.Effects.Voided);
    }

    /// <summary>What a publication does under the newest configuration.</summary>
    private async Task<(Configuration Configuration, Plan Plan)> Planned(PublicationRow row)
    {
        await Refresh();
        var configuration = node.Current;
        if (row.Rule is null) return (configuration, new CalendarPlan(configuration, row.Version, row.NoticeDays, row.At));
        var version = configuration.Book.Find(row.Rule, row.Version) ?? throw new InvalidOperationException($"Publication {row.Id} names version {row.Version} of {row.Rule}, which is not stored.");
        return (configuration, new RulePlan(configuration, version, row.Mode, row.At));
    }

    private async Task Refresh()
    {
        await Task.WhenAll(
            grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Refresh(),
            grains.GetGrain<ICalendarGrain>(DocumentNames.Key).Refresh(),
            grains.GetGrain<IUnitTreeGrain>(DocumentNames.Key).Refresh());
        await node.Refresh();
    }

    [LoggerMessage(EventId = 301, EventName = "PublicationStumbled", Level = LogLevel.Error, Message = "A publication could not be applied further; it is tried again.")]
    private partial void Stumbled(Exception error);

    [LoggerMessage(EventId = 302, EventName = "PublicationApplied", Level = LogLevel.Information, Message = "Publication {Publication} is applied: {Created} created, {Moved} moved, {Voided} voided.")]
    private partial void Applied(string publication, int created, int moved, int voided);
}
