using System.Collections.Immutable;
using System.Text.Json.Serialization;
using HoiQC.Domain.Boards;

namespace HoiQC.Web.Boards;

/// <summary>A column's head.</summary>
/// <param name="Rule">Rule code.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">The column head.</param>
public sealed record ColumnAnswer(string Rule, string Name, string ShortName);

/// <summary>The numbers of a cell or a sum.</summary>
/// <param name="Rule">Rule code; "*" where it sums all of them.</param>
/// <param name="Status">Code of the worst status.</param>
/// <param name="Since">The instant it began.</param>
/// <param name="Due">The earliest due day not fulfilled, else the last.</param>
/// <param name="All">Obligations in the denominator.</param>
/// <param name="Fulfilled">Fulfilled of them, late ones too.</param>
/// <param name="Overdue">Overdue and escalated of them.</param>
/// <param name="Done">Sum of counts.</param>
/// <param name="Required">Sum of minimum counts.</param>
public sealed record CellAnswer(string Rule, string Status, DateTimeOffset? Since, DateOnly? Due, int All, int Fulfilled, int Overdue, int Done, int Required)
{
    /// <summary>The numbers of a line.</summary>
    public static CellAnswer Of(string rule, Line line) =>
        new(rule, line.Status.ToString(), line.Since, line.Due, line.All, line.Fulfilled, line.Overdue, line.Done, line.Required);
}

/// <summary>What waits for review in a row, or in all of them: no part of the obligations' numbers.</summary>
/// <param name="Waiting">Pieces of evidence that wait.</param>
/// <param name="Late">Of them, those that have waited beyond the reviewer's working days.</param>
public sealed record ReviewsAnswer(int Waiting, int Late)
{
    /// <summary>The answer for what waits.</summary>
    public static ReviewsAnswer Of(Domain.Boards.Waiting waiting) => new(waiting.All, waiting.Late);
}

/// <summary>A row of a board.</summary>
/// <param name="Kind">unit or body.</param>
/// <param name="Id">Unit code or body id.</param>
/// <param name="Name">Full name.</param>
/// <param name="Demo">Added for demonstration.</param>
/// <param name="Cells">Its cells; a rule that nobody in it owes has none.</param>
public sealed record RowAnswer(string Kind, string Id, string Name, bool Demo, ImmutableArray<CellAnswer> Cells)
{
    /// <summary>What waits for review in it; absent where nothing is reviewed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReviewsAnswer? Reviews { get; init; }
}

/// <summary>The sum of a row.</summary>
public sealed record RowTotal(string Kind, string Id, string Status, DateTimeOffset? Since, DateOnly? Due, int All, int Fulfilled, int Overdue, int Done, int Required);

/// <summary>The sums of a board.</summary>
public sealed record Totals(ImmutableArray<CellAnswer> Columns, ImmutableArray<RowTotal> Rows, CellAnswer All)
{
    /// <summary>What waits for review in all rows; absent where nothing is reviewed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ReviewsAnswer? Reviews { get; init; }
}

/// <summary>A board, now or as of a day.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Name">Unit name.</param>
/// <param name="Year">Year of the obligations.</param>
/// <param name="AsOf">The day whose last instant it shows; null for now.</param>
/// <param name="Basis">received or happened; null for now.</param>
/// <param name="Seq">The newest transition it holds; absent in as-of answers.</param>
/// <param name="Columns">Rules with data, by first due day.</param>
/// <param name="Rows">Child units by code, then the unit's own bodies.</param>
/// <param name="Totals">Sums of the rows shown.</param>
public sealed record BoardAnswer(
    string Unit, string Name, int Year, DateOnly? AsOf, string? Basis, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seq,
    ImmutableArray<ColumnAnswer> Columns, ImmutableArray<RowAnswer> Rows, Totals Totals)
{
    /// <summary>What was published and is still being applied; absent when nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Applying { get; init; }

    /// <summary>The answer for a reading.</summary>
    public static BoardAnswer Of(BoardReading reading)
    {
        var board = reading.Board;
        return new(
            board.Unit.Code, board.Unit.Name, board.Year, reading.AsOf?.Day, BasisOf(reading), reading.Number, ColumnsOf(board),
            [
                .. board.Rows.Select(row => new RowAnswer(KindOf(row.Head), row.Head.Id, row.Head.Name, row.Head.Demo, CellsOf(board, row))
                {
                    Reviews = reading.Reviews is { } reviews ? ReviewsAnswer.Of(reviews.Of(row.Head)) : null,
                }),
            ],
            new([.. board.Columns.Select(column => CellAnswer.Of(column.Rule.Code, column.Total))], [.. board.Rows.Select(TotalOf)], CellAnswer.Of("*", board.Total))
            {
                Reviews = reading.Reviews is { } all ? ReviewsAnswer.Of(all.Total(board)) : null,
            })
        {
            Applying = reading.Applying.IsEmpty ? null : reading.Applying,
        };
    }

    /// <summary>How the address says which past it is; null for now.</summary>
    internal static string? BasisOf(BoardReading reading) => reading.AsOf is { } past ? past.Happened ? "happened" : "received" : null;

    /// <summary>The heads of the columns.</summary>
    internal static ImmutableArray<ColumnAnswer> ColumnsOf(Board board) =>
        [.. board.Columns.Select(column => new ColumnAnswer(column.Rule.Code, column.Rule.Name, column.Rule.ShortName))];

    private static ImmutableArray<CellAnswer> CellsOf(Board board, Row row) =>
        [.. board.Columns.Where(column => row.Cells.ContainsKey(column.Rule.Code)).Select(column => CellAnswer.Of(column.Rule.Code, row.Cells[column.Rule.Code]))];

    private static string KindOf(RowHead head) => head.Kind == RowKind.Unit ? "unit" : "body";

    private static RowTotal TotalOf(Row row) => new(
        KindOf(row.Head), row.Head.Id, row.Total.Status.ToString(), row.Total.Since, row.Total.Due, row.Total.All, row.Total.Fulfilled, row.Total.Overdue,
        row.Total.Done, row.Total.Required);
}
