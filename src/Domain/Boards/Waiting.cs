using HoiQC.Domain.Words;

namespace HoiQC.Domain.Boards;

/// <summary>Pieces of evidence that wait for review: a column of its own beside a board's lines, with sums of its own. It says what the reviewers owe, not the owners.</summary>
/// <param name="All">How many wait.</param>
/// <param name="Late">How many of them have waited beyond the reviewer's working days.</param>
public sealed record Waiting(int All, int Late)
{
    /// <summary>Nothing waits.</summary>
    public static readonly Waiting None = new(0, 0);

    /// <summary>The head of the column.</summary>
    public const string Head = "Chờ duyệt";

    /// <summary>Both together.</summary>
    public static Waiting operator +(Waiting a, Waiting b) => new(a.All + b.All, a.Late + b.Late);

    /// <summary>All of them together.</summary>
    public static Waiting Sum(IEnumerable<Waiting> parts) => parts.Aggregate(None, (sum, part) => sum + part);

    /// <summary>The short text of a cell: "⇪ 3 · 1 trễ".</summary>
    public string Cell => All == 0 ? "0" : $"⇪ {Vietnamese.Number(All)}" + (Late > 0 ? $" · {Vietnamese.Number(Late)} trễ" : "");

    /// <summary>As it is spoken: "3 minh chứng chờ duyệt, 1 quá 5 ngày làm việc".</summary>
    /// <param name="workingDays">The reviewer's working days.</param>
    public string Spoken(int workingDays) => All == 0
        ? "không có minh chứng chờ duyệt"
        : $"{Vietnamese.Number(All)} minh chứng chờ duyệt" + (Late > 0 ? $", {Vietnamese.Number(Late)} quá {workingDays} ngày làm việc" : "");
}
