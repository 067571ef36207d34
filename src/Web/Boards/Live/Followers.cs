using System.Collections.Concurrent;

namespace HoiQC.Web.Boards.Live;

/// <summary>Which connection follows which board. A board stays followed for ten minutes after the last one left; their number is bounded.</summary>
internal sealed class Followers(FeedSources sources, int most = 500)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<BoardKey, FollowedBoard> _boards = new();
    private readonly ConcurrentDictionary<string, BoardKey> _connections = new(StringComparer.Ordinal);

    /// <summary>All followed boards.</summary>
    public ICollection<FollowedBoard> Boards => _boards.Values;

    /// <summary>The board if it is followed.</summary>
    public FollowedBoard? Find(BoardKey key) => _boards.GetValueOrDefault(key);

    /// <summary>A connection follows a board from now on; null where too many boards are open.</summary>
    public FollowedBoard? Follow(string connection, BoardKey key)
    {
        lock (_lock)
        {
            if (!_boards.ContainsKey(key) && _boards.Count >= most)
            {
                DropUnfollowed(idle: TimeSpan.Zero, atMost: 1);
                if (_boards.Count >= most) return null;
            }
            _connections[connection] = key;
            var board = _boards.GetOrAdd(key, static (it, sources) => new(it, sources), sources);
            board.LastAsked = sources.Machine.GetUtcNow();
            return board;
        }
    }

    /// <summary>A connection follows nothing any more; the board it followed, if any.</summary>
    public BoardKey? Leave(string connection)
    {
        if (!_connections.TryRemove(connection, out var key)) return null;
        if (Find(key) is { } board) board.LastAsked = sources.Machine.GetUtcNow();
        return key;
    }

    /// <summary>Forgets boards that nobody has followed for a while.</summary>
    public void DropUnfollowed()
    {
        lock (_lock) DropUnfollowed(ChangeLog.Kept, int.MaxValue);
    }

    private void DropUnfollowed(TimeSpan idle, int atMost)
    {
        var followed = _connections.Values.ToHashSet();
        var before = sources.Machine.GetUtcNow() - idle;
        foreach (var board in _boards.Values.Where(board => !followed.Contains(board.Key) && board.LastAsked <= before).OrderBy(board => board.LastAsked).Take(atMost))
            _boards.TryRemove(board.Key, out _);
    }
}
