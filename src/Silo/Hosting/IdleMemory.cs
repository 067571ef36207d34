using Microsoft.Extensions.Hosting;

namespace HoiQC.Silo.Hosting;

/// <summary>
/// Gives memory back to the machine once a busy time is over: the collector does not run while nothing is allocated, and an office's
/// computer has other work. Idle is a minute in which hardly anything was allocated.
/// </summary>
internal sealed class IdleMemory : BackgroundService
{
    private const long HardlyAnything = 16 << 20;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var minute = new PeriodicTimer(Minute);
        var before = 0L;
        var busy = true;
        try
        {
            while (await minute.WaitForNextTickAsync(stoppingToken))
            {
                var allocated = GC.GetTotalAllocatedBytes();
                var idle = allocated - before < HardlyAnything;
                if (idle && busy) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                (before, busy) = (allocated, !idle);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }
}
