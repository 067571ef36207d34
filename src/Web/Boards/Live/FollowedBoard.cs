using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using Microsoft.AspNetCore.SignalR;

namespace HoiQC.Web.Boards.Live;

/// <summary>What following a board needs of its surroundings.</summary>
internal sealed record FeedSources(
    BoardReader Reader, IArchive Archive, INodeConfiguration Node, IHubContext<BoardHub, IBoardClient> Hub, TimeProvider Machine, ReviewReader Reviews);

/// <summary>A board that somebody follows: reads it when told to, and tells its followers in the order of its numbers.</summary>
internal sealed class FollowedBoard(BoardKey key, FeedSources sources)
{
    private const int Attempts = 5;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(40);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ShownBoard _shown = new(key);
    private long _readBegan = long.MinValue;

    /// <summary>Which board.</summary>
    public BoardKey Key => key;

    /// <summary>When it was last opened or left.</summary>
    public DateTimeOffset LastAsked { get; set; } = sources.Machine.GetUtcNow();

    /// <summary>Reads the board again and tells what is new, unless somebody has begun to read it since.</summary>
    public Task Refresh(CancellationToken cancellationToken)
    {
        var asked = sources.Machine.GetTimestamp();
        return Alone(async () => _readBegan > asked ? null : await Read(cancellationToken), cancellationToken);
    }

    /// <summary>Takes new lines of communes into a board of communes.</summary>
    public Task Take(IReadOnlyCollection<BoardLines> communes, CancellationToken cancellationToken) => Alone(async () =>
    {
        if (sources.Node.Current.Tree.Find(key.Unit) is not { } unit) return null;
        var reviews = await sources.Reviews.Column(unit, key.Year, asOf: null, communes: true, cancellationToken);
        var (change, complete) = _shown.Take(communes, sources.Node.Current.Book, sources.Reader.Today, sources.Machine.GetUtcNow(), reviews);
        if (complete) return change;
        if (change is not null) _ = Tell(change);
        return await Read(cancellationToken);
    }, cancellationToken);

    /// <summary>Reads a board of communes again if it has heard nothing of a unit since a number.</summary>
    public async Task Heal(string unit, long since, CancellationToken cancellationToken) =>
        await Alone(async () => _shown.Holds(unit, since) ? null : await Read(cancellationToken), cancellationToken);

    /// <summary>What somebody needs who saw the board at a number. Whoever calls follows the board already.</summary>
    public async Task<BoardChange> Open(long after, CancellationToken cancellationToken)
    {
        var asked = sources.Machine.GetTimestamp();
        BoardChange? answer = null;
        await Alone(async () =>
        {
            // A board of communes is a large reading: its lines come with the feed.
            var enough = key.Communes ? _shown.Number >= 0 && _shown.Number >= after : _readBegan > asked;
            var change = enough ? null : await Read(cancellationToken);
            var newest = after > _shown.Number ? await sources.Archive.Newest(cancellationToken: cancellationToken) : _shown.Number;
            answer = _shown.Open(after, newest, sources.Machine.GetUtcNow());
            return change;
        }, cancellationToken);
        return answer!;
    }

    private async Task<BoardChange?> Read(CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (sources.Node.Current.Tree.Find(key.Unit) is not { } unit) throw new InvalidOperationException($"The unit of {key} is gone.");
            var began = sources.Machine.GetTimestamp();
            var reading = await (key.Communes ? Communes(unit) : sources.Reader.Read(unit, key.Year, asOf: null, live: true, cancellationToken));
            if (!_shown.IsBehind(reading))
            {
                _readBegan = began;
                return _shown.Take(reading, sources.Machine.GetUtcNow());
            }
            await Task.Delay(Breath * attempt, sources.Machine, cancellationToken);
        }
        return null;

        Task<BoardReading> Communes(Unit unit) => sources.Reader.Communes(unit, key.Year, asOf: null, cancellationToken);
    }

    /// <summary>One at a time; what is new goes out in order, but nobody waits here for a slow browser.</summary>
    private async Task Alone(Func<Task<BoardChange?>> work, CancellationToken cancellationToken)
    {
        Task telling;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            telling = await work() is { } change ? Tell(change) : Task.CompletedTask;
        }
        finally
        {
            _gate.Release();
        }
        await telling;
    }

    private Task Tell(BoardChange change)
    {
        FailPoint.Reach(FailPoint.BeforeHub);
        return sources.Hub.Clients.Group(key.Group).Changed(change);
    }
}
