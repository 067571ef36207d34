using System.Collections.Immutable;
using Orleans.Concurrency;

namespace HoiQC.Grains.Boards;

/// <summary>The board of one unit: lines of its own bodies, and of its child units as they report them. Key: unit code. Its memory is a cache; the tables are truth.</summary>
public interface IBoardGrain : IGrainWithStringKey
{
    /// <summary>Something of the unit's own bodies changed in that year, at that number; the board reads its lines.</summary>
    [OneWay]
    Task Changed(int year, long number);

    /// <summary>The unit's own lines, read by the sweep for many units at once.</summary>
    [OneWay]
    Task Take(BoardLines own);

    /// <summary>A child unit's lines (one for each rule); older numbers than the one held are passed over.</summary>
    [OneWay]
    Task Report(BoardLines child);

    /// <summary>Everything the board holds for a year: bodies' lines and child units' lines.</summary>
    /// <param name="year">The year.</param>
    /// <param name="atLeast">With a number, nothing recorded up to it is missing, whatever messages are still on their way.</param>
    /// <param name="configuration">The version of the configuration the caller knows; a board on a node that knows an older one loads the newer first.</param>
    Task<BoardLines> Read(int year, long atLeast = 0, long configuration = 0);
}

/// <summary>A web node that wants to hear of changes.</summary>
public interface IBoardWatcher : IGrainObserver
{
    /// <summary>A unit's lines (one for each rule) are new.</summary>
    [OneWay]
    Task Changed(BoardLines unit);

    /// <summary>New alerts stand at these units.</summary>
    [OneWay]
    Task Raised(ImmutableArray<string> units);
}

/// <summary>Hands changes to every web node's observer. Key: "default".</summary>
public interface IBoardFeedGrain : IGrainWithStringKey
{
    /// <summary>The one key.</summary>
    const string Key = "default";

    /// <summary>Tells the watcher for two minutes; subscribe again before they end.</summary>
    Task Subscribe(IBoardWatcher watcher);

    /// <summary>Tells it no longer.</summary>
    Task Unsubscribe(IBoardWatcher watcher);

    /// <summary>A unit's lines are new.</summary>
    [OneWay]
    Task Changed(BoardLines unit);

    /// <summary>New alerts stand at these units.</summary>
    [OneWay]
    Task Raised(ImmutableArray<string> units);
}
