using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json.Serialization;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Web.Boards;

/// <summary>A commune of a board of communes.</summary>
public sealed record CommuneAnswer(string Id, string Name);

/// <summary>One rule over all communes, in the order of the units.</summary>
/// <param name="Rule">Rule code.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">The column head.</param>
/// <param name="Status">One letter a unit; the answer's legend says what it stands for.</param>
/// <param name="All">Obligations in the denominator.</param>
/// <param name="Fulfilled">Fulfilled of them.</param>
/// <param name="Overdue">Overdue and escalated of them.</param>
/// <param name="Due">The earliest due day not fulfilled, else the last.</param>
public sealed record CommuneColumn(
    string Rule, string Name, string ShortName, string Status, ImmutableArray<int> All, ImmutableArray<int> Fulfilled, ImmutableArray<int> Overdue, ImmutableArray<DateOnly?> Due);

/// <summary>What waits for review in all communes, in the order of the units: no part of the obligations' numbers.</summary>
/// <param name="Waiting">Pieces of evidence that wait.</param>
/// <param name="Late">Of them, those that have waited beyond the reviewer's working days.</param>
/// <param name="Total">The sums.</param>
public sealed record CommuneReviews(ImmutableArray<int> Waiting, ImmutableArray<int> Late, ReviewsAnswer Total);

/// <summary>Sums of a board of communes.</summary>
public sealed record CommuneTotals(ImmutableArray<CellAnswer> Columns, CellAnswer All);

/// <summary>Every commune below a unit by columns, small enough for a weak line.</summary>
public sealed record CommunesAnswer(
    string Unit, string Name, int Year, DateOnly? AsOf, string? Basis, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Seq,
    string Level, IReadOnlyDictionary<string, string> Legend, ImmutableArray<CommuneAnswer> Units, ImmutableArray<CommuneColumn> Columns, CommuneTotals Totals)
{
    private const char Nothing = '.';

    /// <summary>What was published and is still being applied; absent when nothing is.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<string>? Applying { get; init; }

    /// <summary>What waits for review; absent where nothing is reviewed.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CommuneReviews? Reviews { get; init; }

    private static readonly FrozenDictionary<Status, char> Letters = new[]
    {
        (Status.Escalated, 'E'), (Status.Overdue, 'V'), (Status.Behind, 'B'), (Status.Returned, 'R'), (Status.DueSoon, 'D'), (Status.Open, 'O'), (Status.Extended, 'X'),
        (Status.Submitted, 'S'), (Status.FulfilledLate, 'L'), (Status.Fulfilled, 'F'), (Status.Waived, 'W'), (Status.NotApplicable, 'N'), (Status.Dormant, 'Z'), (Status.NoData, '-'),
    }.ToFrozenDictionary(pair => pair.Item1, pair => pair.Item2);

    private static readonly SortedDictionary<string, string> TheLegend = new(
        Letters.ToDictionary(pair => pair.Value.ToString(), pair => pair.Key.ToString(), StringComparer.Ordinal), StringComparer.Ordinal)
    { [$"{Nothing}"] = "" };

    /// <summary>The letters as one sentence, for the documentation.</summary>
    public static string LegendText => string.Join(", ", TheLegend.Select(pair => $"{pair.Key} = {(pair.Value.Length > 0 ? pair.Value : "nobody in it owes the rule")}"));

    /// <summary>The answer for a reading of communes.</summary>
    public static CommunesAnswer Of(BoardReading reading)
    {
        var board = reading.Board;
        return new(
            board.Unit.Code, board.Unit.Name, board.Year, reading.AsOf?.Day, BoardAnswer.BasisOf(reading), reading.Number, Domain.Units.UnitTree.Commune, TheLegend,
            [.. board.Rows.Select(row => new CommuneAnswer(row.Head.Id, row.Head.Name))],
            [.. board.Columns.Select(column => ColumnOf(board, column))],
            new([.. board.Columns.Select(column => CellAnswer.Of(column.Rule.Code, column.Total))], CellAnswer.Of("*", board.Total)))
        {
            Applying = reading.Applying.IsEmpty ? null : reading.Applying,
            Reviews = reading.Reviews is { } reviews
                ? new([.. board.Rows.Select(row => reviews.Of(row.Head).All)], [.. board.Rows.Select(row => reviews.Of(row.Head).Late)], ReviewsAnswer.Of(reviews.Total(board)))
                : null,
        };
    }

    private static CommuneColumn ColumnOf(Board board, Column column)
    {
        var lines = board.Rows.Select(row => row.Cells.GetValueOrDefault(column.Rule.Code)).ToList();
        return new(
            column.Rule.Code, column.Rule.Name, column.Rule.ShortName, string.Concat(lines.Select(line => line is null ? Nothing : Letters[line.Status])),
            [.. lines.Select(line => line?.All ?? 0)], [.. lines.Select(line => line?.Fulfilled ?? 0)], [.. lines.Select(line => line?.Overdue ?? 0)],
            [.. lines.Select(line => line?.Due)]);
    }
}
