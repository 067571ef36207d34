using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Boards;

/// <summary>A piece that waits, as a sentence names it.</summary>
/// <param name="Unit">Code of its body's unit.</param>
/// <param name="UnitShortName">Short name of that unit.</param>
/// <param name="IsLate">Whether it has waited beyond the reviewer's working days.</param>
public sealed record WaitingPiece(string Unit, string UnitShortName, bool IsLate);

/// <summary>What the reviewers owe, with the sentence that a report takes over.</summary>
/// <param name="N">Pieces that have waited beyond the reviewer's working days.</param>
/// <param name="Of">Pieces that wait.</param>
/// <param name="Sentence">The sentence.</param>
public sealed record ReviewGap(int N, int Of, string Sentence)
{
    /// <summary>Makes it of all pieces that wait; units by their code, with a number where there are several.</summary>
    public static ReviewGap Compose(IReadOnlyCollection<WaitingPiece> waiting, int workingDays)
    {
        var late = waiting.Where(piece => piece.IsLate).ToList();
        var units = late.GroupBy(piece => piece.Unit, StringComparer.Ordinal).OrderBy(group => group.Key, CodeOrder.Instance)
            .Select(group => group.First().UnitShortName + (group.Count() > 1 ? $" {Vietnamese.Number(group.Count())}" : ""));
        var of = Vietnamese.Number(waiting.Count);
        return new(late.Count, waiting.Count, (late.Count, waiting.Count) switch
        {
            (_, 0) => "không có minh chứng nào chờ duyệt",
            (0, _) => $"{of} minh chứng chờ duyệt, không có minh chứng nào quá {workingDays} ngày làm việc",
            _ => $"còn {Vietnamese.Number(late.Count)}/{of} minh chứng chờ duyệt quá {workingDays} ngày làm việc ({string.Join(", ", units)})",
        });
    }
}
