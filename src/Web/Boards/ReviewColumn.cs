using System.Collections.Immutable;
using HoiQC.Domain.Boards;

namespace HoiQC.Web.Boards;

/// <summary>The column "Chờ duyệt" of a board: what waits for review in each row. Its sums are its own and no part of the obligations'.</summary>
/// <param name="Rows">By row id; rows with nothing are left out.</param>
/// <param name="WorkingDays">The reviewer's working days.</param>
public sealed record ReviewColumn(ImmutableDictionary<string, Waiting> Rows, int WorkingDays)
{
    /// <summary>What stands in the place of a rule's code in the cells of the column.</summary>
    public const string Rule = "reviews";

    /// <summary>What waits in a row.</summary>
    public Waiting Of(RowHead row) => Rows.GetValueOrDefault(row.Id, Waiting.None);

    /// <summary>What waits in the rows of a board.</summary>
    public Waiting Total(Board board) => Waiting.Sum(board.Rows.Select(row => Of(row.Head)));

    /// <summary>A cell of the column as page and hub show it.</summary>
    /// <param name="row">"unit:3430", "body:106-PartyCommittee" or "*".</param>
    /// <param name="rowName">The row's name.</param>
    /// <param name="waiting">What waits.</param>
    public CellView View(string row, string rowName, Waiting waiting) => new(
        row, Rule, waiting.All == 0 ? "NoReview" : waiting.Late > 0 ? "ReviewLate" : "Submitted", waiting.Cell, $"{rowName}, {waiting.Spoken(WorkingDays)}",
        null, null, waiting.All, 0, waiting.Late, 0, 0);
}
