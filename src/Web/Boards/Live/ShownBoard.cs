using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Boards;

namespace HoiQC.Web.Boards.Live;

/// <summary>
/// What the followers of one board have been shown. It turns readings into changes, and never goes back below a number already shown.
/// Knows nothing of grains and connections; one caller at a time.
/// </summary>
internal sealed class ShownBoard(BoardKey key)
{
    private readonly Dictionary<string, long> _rowNumbers = new(StringComparer.Ordinal);
    private Dictionary<CellKey, BoardCell> _cells = [];
    private BoardReading? _reading;
    private long _readAt = -1;
    private ChangeLog? _log;

    /// <summary>The number shown; -1 before the first reading.</summary>
    public long Number => _reading?.Number ?? -1;

    /// <summary>Whether it holds everything a unit's row had at a number.</summary>
    public bool Holds(string unit, long number) => _reading is not null && NumberOf(unit) > number;

    /// <summary>Whether a reading is older than what is shown: it must be thrown away and made again.</summary>
    public bool IsBehind(BoardReading reading) => (reading.Number ?? 0) < Number;

    /// <summary>Takes a reading; the change to be told, or null for nothing new.</summary>
    public BoardChange? Take(BoardReading reading, DateTimeOffset at)
    {
        if (IsBehind(reading)) return null;
        _rowNumbers.Clear();
        _readAt = reading.Number ?? 0;
        return Show(reading, at);
    }

    /// <summary>Takes the lines of communes into a board of communes, newer ones only; null for nothing new.</summary>
    /// <param name="communes">Their lines.</param>
    /// <param name="book">The rules.</param>
    /// <param name="day">The day to count from.</param>
    /// <param name="at">Machine time.</param>
    /// <param name="reviews">What waits for review beside them now.</param>
    /// <returns>Whether all of them have a row here; if not the board is to be read again.</returns>
    public (BoardChange? Change, bool Complete) Take(IReadOnlyCollection<BoardLines> communes, RuleBook book, DateOnly day, DateTimeOffset at, ReviewColumn? reviews = null)
    {
        if (_reading is not { } before) return (null, false);
        var board = before.Board;
        var rows = board.Rows.ToDictionary(row => row.Head.Id, StringComparer.Ordinal);
        var newer = communes.Where(lines => lines.Number >= NumberOf(lines.Unit)).ToList();
        var known = newer.Where(lines => rows.ContainsKey(lines.Unit)).ToDictionary(lines => lines.Unit, StringComparer.Ordinal);
        if (known.Count == 0) return (null, newer.Count == 0);

        foreach (var lines in known.Values) _rowNumbers[lines.Unit] = lines.Number;
        var parts = board.Rows.SelectMany(row => known.TryGetValue(row.Head.Id, out var lines)
            ? lines.Lines.Select(line => new Part(row.Head, line.Rule, line.Line))
            : row.Cells.Select(cell => new Part(row.Head, cell.Key, cell.Value)));
        var number = Math.Max(Number, known.Values.Max(lines => lines.Number));
        var composed = Board.Compose(board.Unit, board.Year, book, parts) with { Untracked = board.Untracked };
        return (Show(new(composed, null, number, day) { Reviews = reviews }, at), known.Count == newer.Count);
    }

    /// <summary>What somebody needs who saw the board at a number (0 for never).</summary>
    /// <param name="after">That number.</param>
    /// <param name="newest">The newest number there is; a number beyond it is of another world.</param>
    /// <param name="at">Machine time.</param>
    public BoardChange Open(long after, long newest, DateTimeOffset at)
    {
        var reading = _reading ?? throw new InvalidOperationException($"{key} is opened before it was read.");
        if (after <= 0 || after > Math.Max(newest, Number) || _log!.Since(after, at) is not { } places) return Whole(after, reading);

        // Somebody saw more over HTTP than has come here yet: nothing to tell, and never a lower number.
        if (after > Number) return Change(after, after, reset: false, []);
        return Change(after, Number, reset: false, [.. places.Where(_cells.ContainsKey).Select(place => _cells[place].View(reading))]);
    }

    private BoardChange? Show(BoardReading reading, DateTimeOffset at)
    {
        var (before, shown) = (_reading, _cells);
        _cells = BoardCell.Of(reading).ToDictionary(cell => cell.Key);
        _reading = reading;
        if (before is null)
        {
            _log = new(Number);
            return null;
        }
        var prev = before.Number ?? 0;
        if (_cells.Count != shown.Count || _cells.Keys.Any(place => !shown.ContainsKey(place)))
        {
            _log = new(Number);
            return Whole(prev, reading);
        }
        var changed = _cells.Values.Where(cell => shown[cell.Key] is var old
            && (old != cell || (before.Day != reading.Day && old.View(before) != cell.View(reading)))).ToList();
        if (changed.Count == 0 && prev == Number) return null;
        _log!.Append(Number, [.. changed.Select(cell => cell.Key)], at);
        return Change(prev, Number, reset: false, [.. changed.Select(cell => cell.View(reading))]);
    }

    private BoardChange Whole(long prev, BoardReading reading) =>
        Change(prev, Number, reset: true, _cells.Count > BoardChange.MostCells ? [] : [.. _cells.Values.Select(cell => cell.View(reading))]);

    private BoardChange Change(long prev, long seq, bool reset, ImmutableArray<CellView> cells) => new(key.Unit, key.Year, key.Level, prev, seq, reset, cells);

    private long NumberOf(string unit) => _rowNumbers.GetValueOrDefault(unit, _readAt);
}
