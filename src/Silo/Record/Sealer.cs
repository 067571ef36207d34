using HoiQC.Domain;
using HoiQC.Grains.Record;
using HoiQC.Silo.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Record;

/// <summary>
/// Numbers and chains the rows of the record after they are committed, in the order of their commits: a commit wakes it, and it is done well within a second. Nobody
/// waits for it; what an end of the process leaves is sealed at the next start. Once a day it prints and notes where the chain ends.
/// </summary>
internal sealed partial class Sealer(Database database, RecordHeads heads, TimeProvider machine, ILogger<Sealer> logger) : BackgroundService
{
    /// <summary>Commits that follow each other this closely are sealed together.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it looks besides: for the daily head, and for rows of a node that died before it sealed them.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(1);

    /// <summary>When the head is printed each day, local.</summary>
    private static readonly TimeOnly Daily = new(0, 5);

    private readonly SemaphoreSlim _wake = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        database.Committed += Wake;
        try
        {
            var daily = machine.GetUtcNow();
            while (true)
            {
                var head = await Round(stoppingToken);
                if (head is not null && daily <= machine.GetUtcNow())
                {
                    await Tell(head);
                    daily = NextDaily(machine.GetUtcNow());
                }
                await _wake.WaitAsync(head is null ? AfterFault : Look, stoppingToken);
                await Task.Delay(Breath, stoppingToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops; whoever closes the folder seals what is left.
        }
        finally
        {
            database.Committed -= Wake;
        }
    }

    /// <summary>The first 00:05 local after an instant.</summary>
    internal static DateTimeOffset NextDaily(DateTimeOffset after)
    {
        var today = VietnamTime.StartOf(VietnamTime.DayOf(after)) + Daily.ToTimeSpan();
        return today > after ? today : VietnamTime.StartOf(VietnamTime.DayOf(after).AddDays(1)) + Daily.ToTimeSpan();
    }

    private void Wake(object? sender, EventArgs committed)
    {
        if (_wake.CurrentCount == 0) _wake.Release();
    }

    /// <summary>Seals everything that waits; null where that failed and is to be tried again.</summary>
    private async Task<RecordHead?> Round(CancellationToken cancellationToken)
    {
        try
        {
            return await SealTable.ChainAll(database, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Stumbled(error);
            return null;
        }
    }

    private async Task Tell(RecordHead head)
    {
        if (head.IsNone) return;
        try
        {
            Printed(head);
            await heads.NoteNewest(database, machine);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            NotNoted(error);
        }
    }

    [LoggerMessage(EventId = 201, EventName = "RecordEnds", Level = LogLevel.Information, Message = "The record ends at {Head}.")]
    private partial void Printed(RecordHead head);

    [LoggerMessage(EventId = 202, EventName = "SealingFailed", Level = LogLevel.Error, Message = "Rows of the record could not be sealed; it is tried again.")]
    private partial void Stumbled(Exception error);

    [LoggerMessage(EventId = 203, EventName = "HeadNotNoted", Level = LogLevel.Error, Message = "The head of the record could not be noted in record-heads.txt.")]
    private partial void NotNoted(Exception error);
}
