using Orleans.Concurrency;

namespace HoiQC.Grains.Configuration;

/// <summary>Told when a configuration document has changed.</summary>
public interface IConfigurationWatcher : IGrainObserver
{
    /// <summary>Something is newer; read again.</summary>
    [OneWay]
    Task Changed();
}

/// <summary>What the three configuration grains have in common.</summary>
public interface IConfigurationGrain : IGrainWithStringKey
{
    /// <summary>Tells the watcher of changes for two minutes; subscribe again before they end.</summary>
    Task Subscribe(IConfigurationWatcher watcher);

    /// <summary>Reads the document again after an import wrote it, and tells the watchers.</summary>
    Task Refresh();
}

/// <summary>The administrative tree. Key: "default".</summary>
public interface IUnitTreeGrain : IConfigurationGrain
{
    /// <summary>The tree as stored.</summary>
    [ReadOnly]
    Task<UnitTreeDocument> Read();
}

/// <summary>The rules with their versions, and what is tracked since when. Key: "default".</summary>
public interface IRuleBookGrain : IConfigurationGrain
{
    /// <summary>The book as stored.</summary>
    [ReadOnly]
    Task<RuleBookDocument> Read();
}

/// <summary>The working calendar. Key: "default".</summary>
public interface ICalendarGrain : IConfigurationGrain
{
    /// <summary>The calendar as stored.</summary>
    [ReadOnly]
    Task<CalendarDocument> Read();
}
