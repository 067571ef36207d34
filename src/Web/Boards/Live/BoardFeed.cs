using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Threading.Channels;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Web.Access;

namespace HoiQC.Web.Boards.Live;

/// <summary>
/// Hears from the grains that boards changed and tells those who follow them. Messages are speed: every five seconds it asks the tables
/// which units changed before the last five, so that a lost message is healed.
/// </summary>
internal sealed partial class BoardFeed(FeedSources sources, Connections connections, IGrainFactory grains, SweepNotice sweep, VietnamClock clock, ILogger<BoardFeed> logger)
    : BackgroundService, IBoardWatcher
{
    private static readonly TimeSpan Coalesced = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(5);

    // The feed's grain forgets its watchers where it moves to another node.
    private static readonly TimeSpan Subscription = TimeSpan.FromSeconds(10);

    private readonly Channel<News> _news = Channel.CreateUnbounded<News>(new() { SingleReader = true });
    private readonly Channel<News> _ofCommunes = Channel.CreateUnbounded<News>(new() { SingleReader = true });
    private readonly ConcurrentDictionary<FollowedBoard, bool> _stale = new();
    private readonly Queue<long> _newest = new();
    private (DateOnly Day, long Configuration) _seen;
    private DateOnly _today;

    /// <summary>Who follows what.</summary>
    public Followers Followers { get; } = new(sources);

    /// <inheritdoc />
    public Task Changed(BoardLines unit)
    {
        _news.Writer.TryWrite(new(unit, []));
        if (sources.Node.Current.Tree.Find(unit.Unit)?.Level == UnitTree.Commune) _ofCommunes.Writer.TryWrite(new(unit, []));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task Raised(ImmutableArray<string> units)
    {
        _news.Writer.TryWrite(new(null, units));
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Listen(_news, Tell, stoppingToken), Listen(_ofCommunes, TellCommunes, stoppingToken), Every(Beat, Pulse, stoppingToken), Every(Beat, Heal, stoppingToken), Subscribe(stoppingToken));

    private async Task Subscribe(CancellationToken cancellationToken)
    {
        var self = grains.CreateObjectReference<IBoardWatcher>(this);
        await Every(Subscription, _ => grains.GetGrain<IBoardFeedGrain>(IBoardFeedGrain.Key).Subscribe(self), cancellationToken);
    }

    /// <summary>Takes what comes within a tenth of a second together. Boards of all communes have a listener of their own: reading one again takes longest, and no other board waits for it.</summary>
    private async Task Listen(Channel<News> channel, Func<IReadOnlyCollection<BoardLines>, IReadOnlyCollection<string>, CancellationToken, Task> tell, CancellationToken cancellationToken)
    {
        try
        {
            while (await channel.Reader.WaitToReadAsync(cancellationToken))
            {
                await Task.Delay(Coalesced, sources.Machine, cancellationToken);
                var lines = new Dictionary<(string, int), BoardLines>();
                var raised = new HashSet<string>(StringComparer.Ordinal);
                while (channel.Reader.TryRead(out var news))
                {
                    raised.UnionWith(news.Raised);
                    if (news.Lines is { } unit && (!lines.TryGetValue((unit.Unit, unit.Year), out var held) || held.Number <= unit.Number)) lines[(unit.Unit, unit.Year)] = unit;
                }
                await tell(lines.Values, raised, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private async Task Tell(IReadOnlyCollection<BoardLines> lines, IReadOnlyCollection<string> raised, CancellationToken cancellationToken)
    {
        var tree = sources.Node.Current.Tree;
        var boards = lines.Select(unit => Followers.Find(new(unit.Unit, unit.Year, Communes: false))).OfType<FollowedBoard>().ToList();
        await Each(boards, board => board.Refresh(cancellationToken), cancellationToken);

        foreach (var above in raised.SelectMany(unit => WithAncestors(tree, unit).Select(above => (Above: above, Unit: unit))).GroupBy(pair => pair.Above, pair => pair.Unit, StringComparer.Ordinal))
            await Guarded(() => sources.Hub.Clients.Group(BoardKey.AlertGroup(above.Key)).Alerts([.. above]));
    }

    private Task TellCommunes(IReadOnlyCollection<BoardLines> lines, IReadOnlyCollection<string> raised, CancellationToken cancellationToken)
    {
        var tree = sources.Node.Current.Tree;
        var boards = lines.SelectMany(unit => WithAncestors(tree, unit.Unit).Select(above => (Board: Followers.Find(new(above, unit.Year, Communes: true)), Lines: unit)))
            .Where(pair => pair.Board is not null).GroupBy(pair => pair.Board!, pair => pair.Lines);
        return Each(boards, board => board.Key.Take([.. board], cancellationToken), cancellationToken, board => board.Key);
    }

    private async Task Pulse(CancellationToken cancellationToken)
    {
        var now = clock.Now;
        var newest = await sources.Archive.Newest(cancellationToken: cancellationToken);
        await sources.Hub.Clients.All.Heartbeat(new(newest, clock.Today, Vietnamese.InstantWithSeconds(now), sources.Reader.Applying));
        Followers.DropUnfollowed();
        await connections.EndOutlived();
    }

    /// <summary>
    /// Reads again what may have been missed: of a new configuration, and a beat after a new day began (what changes with it is told first), everything; else the boards of units
    /// that changed, of which messages have had a beat to come.
    /// </summary>
    private async Task Heal(CancellationToken cancellationToken)
    {
        if (sweep.IsRecording) return;
        var stale = _stale.Keys.ToHashSet();
        _stale.Clear();
        var configuration = sources.Node.Current;
        if (_seen != (_today, configuration.Version)) stale.UnionWith(Followers.Boards);
        (_seen, _today) = ((_today, configuration.Version), clock.Today);

        // Asked about for ten seconds, so that a board which was itself told late is met again.
        var (since, upTo) = (_newest.Count > 0 ? _newest.Peek() : 0, _newest.LastOrDefault());
        _newest.Enqueue(await sources.Archive.Newest(cancellationToken: cancellationToken));
        if (_newest.Count > 3) _newest.Dequeue();
        if (upTo > since && Followers.Boards.Count > 0)
        {
            var changed = (await sources.Archive.UnitsChangedAfter(since, upTo, cancellationToken))
                .SelectMany(unit => WithAncestors(configuration.Tree, unit).Select(above => (Above: above, Unit: unit)))
                .ToLookup(pair => pair.Above, pair => pair.Unit, StringComparer.Ordinal);
            stale.UnionWith(Followers.Boards.Where(board => !board.Key.Communes && changed.Contains(board.Key.Unit)));
            foreach (var board in Followers.Boards.Where(board => board.Key.Communes && !stale.Contains(board)))
                foreach (var unit in changed[board.Key.Unit].Where(unit => configuration.Tree.Find(unit)?.Level == UnitTree.Commune))
                    await Guarded(() => board.Heal(unit, since, cancellationToken), board);
        }
        await Each(stale, board => board.Refresh(cancellationToken), cancellationToken);
    }

    private static IEnumerable<string> WithAncestors(UnitTree tree, string unit) => tree.Ancestors(unit).Select(above => above.Code).Prepend(unit);

    private Task Each(IEnumerable<FollowedBoard> boards, Func<FollowedBoard, Task> work, CancellationToken cancellationToken) => Each(boards, work, cancellationToken, board => board);

    private Task Each<T>(IEnumerable<T> all, Func<T, Task> work, CancellationToken cancellationToken, Func<T, FollowedBoard> board) => Parallel.ForEachAsync(
        all, new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = cancellationToken }, async (one, _) => await Guarded(() => work(one), board(one)));

    /// <summary>One board that cannot be read stops no other; it is tried again at the next beat.</summary>
    private async Task Guarded(Func<Task> work, FollowedBoard? board = null)
    {
        try
        {
            await work();
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            if (board is not null) _stale.TryAdd(board, true);
            Stumbled(error, board?.Key.Group);
        }
    }

    private async Task Every(TimeSpan period, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(period, sources.Machine);
        try
        {
            do await Guarded(() => work(cancellationToken));
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    /// <summary>New lines of a unit, or where alerts were raised.</summary>
    private readonly record struct News(BoardLines? Lines, ImmutableArray<string> Raised);

    [LoggerMessage(EventId = 504, EventName = "BoardFeedStumbled", Level = LogLevel.Error, Message = "The board feed stumbled ({Board}).")]
    private partial void Stumbled(Exception error, string? board);
}
