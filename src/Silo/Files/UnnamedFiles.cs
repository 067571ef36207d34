using System.Data.Common;
using HoiQC.Silo.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HoiQC.Silo.Files;

/// <summary>Removes what no evidence names: files of a refused or broken hand-in. A day is longer than any hand-in takes from its files to its row.</summary>
internal sealed partial class UnnamedFiles(FileStore store, Database database, ILogger<UnnamedFiles> logger) : BackgroundService
{
    private static readonly TimeSpan Age = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>Removes what was sent before an instant of the machine's time and is named by no row; how many.</summary>
    public async Task<int> Remove(DateTime sentBeforeUtc, CancellationToken cancellationToken)
    {
        var removed = 0;
        foreach (var hash in store.SentBefore(sentBeforeUtc))
        {
            if (await database.Read(connection => FileTable.Names(connection, hash), cancellationToken)) continue;
            if (store.Remove(hash, sentBeforeUtc)) removed++;
        }
        return removed;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hour = new PeriodicTimer(Hour);
        try
        {
            do
            {
                try
                {
                    if (await Remove(TimeProvider.System.GetUtcNow().UtcDateTime - Age, stoppingToken) is > 0 and var removed) Removed(logger, removed);
                }
                catch (Exception error) when (error is IOException or UnauthorizedAccessException or DbException)
                {
                    Stumbled(logger, error);
                }
            }
            while (await hour.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    [LoggerMessage(EventId = 401, EventName = "UnnamedFilesRemoved", Level = LogLevel.Information, Message = "{Count} files that no evidence names were removed.")]
    private static partial void Removed(ILogger logger, int count);

    [LoggerMessage(EventId = 402, EventName = "UnnamedFilesKept", Level = LogLevel.Warning, Message = "Files that no evidence names could not be removed; they are tried again in an hour.")]
    private static partial void Stumbled(ILogger logger, Exception error);
}
