using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HoiQC.Grains.Configuration;

/// <summary>Keeps this node's configuration: told by the grains' observers, and reading again every 30 s in case a message was lost.</summary>
internal sealed partial class ConfigurationFeed(IGrainFactory grains, IConfigurationStore store, ILogger<ConfigurationFeed> logger) : BackgroundService, INodeConfiguration, IConfigurationWatcher
{
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private volatile Configuration _current = Configuration.Empty;

    public Configuration Current => _current;

    public async Task<Configuration> Refresh()
    {
        // A node that stored a version may have died before it told the grains.
        if (await Take() is var read && await store.NewestVersion() <= read.Version) return read;
        await Task.WhenAll(
            grains.GetGrain<IUnitTreeGrain>(DocumentNames.Key).Refresh(), grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Refresh(), grains.GetGrain<ICalendarGrain>(DocumentNames.Key).Refresh());
        return await Take();
    }

    public async Task Changed()
    {
        try
        {
            await Refresh();
        }
        catch (Exception error)
        {
            Stumbled(error);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IConfigurationWatcher>(this);
        using var breath = new PeriodicTimer(Breath);
        try
        {
            do
            {
                try
                {
                    await grains.GetGrain<IUnitTreeGrain>(DocumentNames.Key).Subscribe(self);
                    await grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Subscribe(self);
                    await grains.GetGrain<ICalendarGrain>(DocumentNames.Key).Subscribe(self);
                    await Refresh();
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    Stumbled(error);
                }
            }
            while (await breath.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <summary>Takes what the grains hold, where it is newer.</summary>
    private async Task<Configuration> Take()
    {
        var units = grains.GetGrain<IUnitTreeGrain>(DocumentNames.Key).Read();
        var rules = grains.GetGrain<IRuleBookGrain>(DocumentNames.Key).Read();
        var calendar = grains.GetGrain<ICalendarGrain>(DocumentNames.Key).Read();
        await Task.WhenAll(units, rules, calendar);
        if ((await units).Version + (await rules).Version + (await calendar).Version is var version && version <= _current.Version) return _current;
        var read = Configuration.Of(await units, await rules, await calendar);
        lock (_lock)
            return _current = read.Version > _current.Version ? read : _current;
    }

    [LoggerMessage(EventId = 601, EventName = "ConfigurationNotRead", Level = LogLevel.Error, Message = "The configuration could not be read; the last one stays in use.")]
    private partial void Stumbled(Exception error);
}
