using System.Collections.Immutable;

namespace HoiQC.Web.Boards.Live;

/// <summary>
/// Which cells of one board changed up to which number, for ten minutes. It holds places, not values: whoever asks gets what stands there now.
/// </summary>
/// <param name="floor">The number of the first reading; before it nothing is known.</param>
public sealed class ChangeLog(long floor)
{
    /// <summary>How long a change is kept.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    /// <summary>How many places are kept at most.</summary>
    public const int MostPlaces = 100_000;

    private readonly Queue<Entry> _entries = new();
    private int _places;
    private long _floor = floor;

    /// <summary>Notes that these cells are new at a number.</summary>
    public void Append(long number, ImmutableArray<CellKey> cells, DateTimeOffset at)
    {
        _entries.Enqueue(new(number, cells, at));
        _places += cells.Length;
        Forget(at);
    }

    /// <summary>
    /// The cells that may differ for somebody who saw the board at that number; null when that is too long ago to be known. Changes at the very
    /// number are among them, because two readings of one number may differ.
    /// </summary>
    public IReadOnlySet<CellKey>? Since(long number, DateTimeOffset now)
    {
        Forget(now);
        return number < _floor ? null : _entries.Where(entry => entry.Number >= number).SelectMany(entry => entry.Cells).ToHashSet();
    }

    private void Forget(DateTimeOffset now)
    {
        while (_entries.TryPeek(out var oldest) && (oldest.At + Kept < now || _places > MostPlaces))
        {
            _entries.Dequeue();
            _places -= oldest.Cells.Length;
            _floor = oldest.Number;
        }
    }

    private readonly record struct Entry(long Number, ImmutableArray<CellKey> Cells, DateTimeOffset At);
}
