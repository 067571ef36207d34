using HoiQC.Domain.Boards;

namespace HoiQC.Web.Boards;

/// <summary>Where a cell stands: row key and rule code, "*" for a sum.</summary>
public readonly record struct CellKey(string Row, string Rule);

/// <summary>A cell before it is put into words: two of the same key are told apart by what they show.</summary>
/// <param name="Key">Where it stands.</param>
/// <param name="RowName">Its row's name.</param>
/// <param name="RuleName">Its column's name.</param>
/// <param name="Line">Its numbers.</param>
public readonly record struct BoardCell(CellKey Key, string RowName, string RuleName, Line Line)
{
    private const string Sum = "*";

    /// <summary>What waits for review, in a cell of that column; null for a cell of obligations.</summary>
    public Waiting? Waiting { get; init; }

    /// <summary>All cells of a reading: those of the board, then those of its column of reviews.</summary>
    public static IEnumerable<BoardCell> Of(BoardReading reading)
    {
        foreach (var cell in Of(reading.Board)) yield return cell;
        if (reading.Reviews is not { } reviews) yield break;
        foreach (var row in reading.Board.Rows) yield return Review(CellView.RowKey(row.Head), row.Head.Name, reviews.Of(row.Head));
        yield return Review(Sum, reading.Board.Unit.Name, reviews.Total(reading.Board));

        static BoardCell Review(string row, string name, Waiting waiting) => new(new(row, ReviewColumn.Rule), name, Domain.Boards.Waiting.Head, Line.NoData) { Waiting = waiting };
    }

    /// <summary>All cells of a board, totals included.</summary>
    public static IEnumerable<BoardCell> Of(Board board)
    {
        foreach (var row in board.Rows)
        {
            var key = CellView.RowKey(row.Head);
            foreach (var column in board.Columns)
                if (row.Cells.TryGetValue(column.Rule.Code, out var line))
                    yield return new(new(key, column.Rule.Code), row.Head.Name, column.Rule.ShortName, line);
            yield return new(new(key, Sum), row.Head.Name, "cộng", row.Total);
        }
        foreach (var column in board.Columns) yield return new(new(Sum, column.Rule.Code), "Cộng", column.Rule.ShortName, column.Total);
        yield return new(new(Sum, Sum), board.Unit.Name, "cộng", board.Total);
    }

    /// <summary>As a reading shows it.</summary>
    public CellView View(BoardReading reading) => Waiting is { } waiting && reading.Reviews is { } reviews
        ? reviews.View(Key.Row, RowName, waiting)
        : CellView.Of(Key.Row, RowName, Key.Rule, RuleName, Line, reading.Day);
}
