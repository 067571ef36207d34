using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Boards;

/// <summary>Which rows of a board are shown. The totals of a filtered board are those of the rows shown.</summary>
/// <param name="Query">Words of a name or code in any order, without regard to diacritics and case; null for all.</param>
/// <param name="OnlyOverdue">Only rows with something overdue.</param>
public sealed record BoardFilter(string? Query, bool OnlyOverdue)
{
    /// <summary>Every row.</summary>
    public static readonly BoardFilter None = new(null, OnlyOverdue: false);

    /// <summary>Whether it shows every row.</summary>
    public bool IsNone => Folded.Length == 0 && !OnlyOverdue;

    private string Folded { get; } = Vietnamese.Fold(Query ?? "").Trim();

    /// <summary>Whether a row is shown.</summary>
    public bool Shows(Row row) =>
        (!OnlyOverdue || row.Total.Overdue > 0)
        && (Folded.Length == 0 || Holds(row.Head.Name) || Holds(row.Head.ShortName) || Holds(row.Head.Id));

    /// <summary>The board of the rows shown, with their totals.</summary>
    public Board Apply(Board board)
    {
        if (IsNone) return board;
        var rows = board.Rows.Where(Shows).ToImmutableArray();
        var columns = board.Columns
            .Select(column => column with { Total = Line.Sum(rows.Select(row => row.Cells.GetValueOrDefault(column.Rule.Code, Line.NoData))) })
            .ToImmutableArray();
        return board with { Rows = rows, Columns = columns, Total = Line.Sum(columns.Select(column => column.Total)) };
    }

    private bool Holds(string text) => Vietnamese.Fold(text) is var folded && Folded.Split(' ').All(word => folded.Contains(word, StringComparison.Ordinal));
}
