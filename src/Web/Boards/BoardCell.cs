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

    /// <summary>As it is shown on a day.</summary>
    public CellView View(DateOnly day) => CellView.Of(Key.Row, RowName, Key.Rule, RuleName, Line, day);
}
