using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace HoiQC.Grains.Boards;

/// <summary>Keeps the web nodes' observers and hands every change on; a lost one is healed by the numbers.</summary>
internal sealed class BoardFeedGrain(ILogger<BoardFeedGrain> logger) : Grain, IBoardFeedGrain
{
    private readonly ObserverManager<IBoardWatcher> _watchers = new(TimeSpan.FromMinutes(2), logger);

    public Task Subscribe(IBoardWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task Unsubscribe(IBoardWatcher watcher)
    {
        _watchers.Unsubscribe(watcher);
        return Task.CompletedTask;
    }

    public Task Changed(BoardLines unit) => _watchers.Notify(watcher => watcher.Changed(unit));

    public Task Raised(ImmutableArray<string> units) => _watchers.Notify(watcher => watcher.Raised(units));
}
