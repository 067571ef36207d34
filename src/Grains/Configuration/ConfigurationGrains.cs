using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace HoiQC.Grains.Configuration;

/// <summary>State of the unit tree's grain.</summary>
[GenerateSerializer]
public sealed class UnitTreeState
{
    /// <summary>The document; null before anything was stored.</summary>
    [Id(0)]
    public UnitTreeDocument? Document { get; set; }
}

/// <summary>State of the rule book's grain.</summary>
[GenerateSerializer]
public sealed class RuleBookState
{
    /// <summary>The document; null before anything was stored.</summary>
    [Id(0)]
    public RuleBookDocument? Document { get; set; }
}

/// <summary>State of the calendar's grain.</summary>
[GenerateSerializer]
public sealed class CalendarState
{
    /// <summary>The document; null before anything was stored.</summary>
    [Id(0)]
    public CalendarDocument? Document { get; set; }
}

/// <summary>A document that others are told of when it changes.</summary>
internal abstract class ConfigurationGrain<TState>(IPersistentState<TState> state, ILogger logger) : Grain, IConfigurationGrain
{
    private readonly ObserverManager<IConfigurationWatcher> _watchers = new(TimeSpan.FromMinutes(2), logger);

    protected TState State => state.State;

    public Task Subscribe(IConfigurationWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public async Task Refresh()
    {
        await state.ReadStateAsync();
        await _watchers.Notify(watcher => watcher.Changed());
    }
}

/// <summary>Keeps the unit tree.</summary>
internal sealed class UnitTreeGrain(
    [PersistentState(DocumentNames.Units, DocumentNames.Storage)] IPersistentState<UnitTreeState> state, ILogger<UnitTreeGrain> logger)
    : ConfigurationGrain<UnitTreeState>(state, logger), IUnitTreeGrain
{
    public Task<UnitTreeDocument> Read() => Task.FromResult(State.Document ?? new(0, []));
}

/// <summary>Keeps the rules and what is tracked.</summary>
internal sealed class RuleBookGrain(
    [PersistentState(DocumentNames.Rules, DocumentNames.Storage)] IPersistentState<RuleBookState> state, ILogger<RuleBookGrain> logger)
    : ConfigurationGrain<RuleBookState>(state, logger), IRuleBookGrain
{
    public Task<RuleBookDocument> Read() => Task.FromResult(State.Document ?? new(0, [], []));
}

/// <summary>Keeps the working calendar.</summary>
internal sealed class CalendarGrain(
    [PersistentState(DocumentNames.Calendar, DocumentNames.Storage)] IPersistentState<CalendarState> state, ILogger<CalendarGrain> logger)
    : ConfigurationGrain<CalendarState>(state, logger), ICalendarGrain
{
    public Task<CalendarDocument> Read() => Task.FromResult(State.Document ?? new(0, []));
}
