using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Boards;

/// <summary>A piece of evidence that waits for review.</summary>
/// <param name="Code">Receipt code.</param>
/// <param name="Obligation">The obligation's key {body}/{rule}/{period}.</param>
/// <param name="Body">Body id.</param>
/// <param name="BodyName">Body name.</param>
/// <param name="Unit">Code of its unit.</param>
/// <param name="UnitName">Name of its unit.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="RuleVersion">The version that binds the obligation; a review must name it.</param>
/// <param name="Period">Period key.</param>
/// <param name="Revision">SHA-256 of what was handed in; a review must name it.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="ReviewDue">The last day on which its review is in time.</param>
/// <param name="Late">Whether that day is over.</param>
public sealed record WaitingAnswer(
    string Code, string Obligation, string Body, string BodyName, string Unit, string? UnitName, string Rule, int RuleVersion, string Period, string Revision,
    DateTimeOffset ReceivedAt, DateOnly ReviewDue, bool Late)
{
    /// <summary>The answer for a piece.</summary>
    public static WaitingAnswer Of(WaitingReview waiting, Configuration configuration)
    {
        var (piece, due, late) = waiting;
        return new(
            piece.Row.Code, piece.Key.ToString(), piece.Key.Body, piece.BodyName, piece.Unit, configuration.Tree.Find(piece.Unit)?.Name, piece.Key.Rule, piece.RuleVersion,
            piece.Key.Period, piece.Row.FormHash, piece.Row.ReceivedAt, due, late);
    }
}

/// <summary>What the reviewers owe, with the sentence that a report takes over.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">Year of the obligations.</param>
/// <param name="AsOf">The day whose last instant it shows; null for now.</param>
/// <param name="WorkingDays">The reviewer's working days.</param>
/// <param name="N">Pieces that have waited beyond them.</param>
/// <param name="Of">Pieces that wait.</param>
/// <param name="Sentence">The sentence.</param>
/// <param name="Waiting">The pieces, the reviewer's earliest last day first.</param>
public sealed record ReviewGapAnswer(string Unit, int Year, DateOnly? AsOf, int WorkingDays, int N, int Of, string Sentence, ImmutableArray<WaitingAnswer> Waiting);

/// <summary>What waits for review at or below a unit, as an answer and as a table for a spreadsheet.</summary>
internal static class ReviewEndpoints
{
    /// <summary>The answer of the API.</summary>
    public static async Task<Results<Tagged<ReviewGapAnswer>, ProblemHttpResult>> Waiting(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, ReviewReader reader, INodeConfiguration node, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);
        var waiting = await reader.List(asked.Board, asked.Year, asked.AsOf, cancellationToken);
        var gap = reader.GapOf(waiting);
        return new Tagged<ReviewGapAnswer>(new(
            asked.Unit.Code, asked.Year, asked.AsOf?.Day, reader.WorkingDays, gap.N, gap.Of, gap.Sentence, [.. waiting.Select(one => WaitingAnswer.Of(one, node.Current))]));
    }

    /// <summary>The same for a spreadsheet.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Csv(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, ReviewReader reader, INodeConfiguration node, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);
        var waiting = await reader.List(asked.Board, asked.Year, asked.AsOf, cancellationToken);
        return ExportEndpoints.File("cho-duyet", asked, Rows(waiting, reader.GapOf(waiting).Sentence, node.Current));
    }

    private static IEnumerable<IEnumerable<string>> Rows(ImmutableArray<WaitingReview> waiting, string sentence, Configuration configuration)
    {
        yield return ["STT", "Mã đơn vị", "Đơn vị", "Mã tổ chức", "Tổ chức", "Nhiệm vụ", "Kỳ", "Mã giấy báo nhận", "Nhận lúc", "Hạn duyệt", "Quá hạn duyệt"];
        foreach (var ((piece, due, late), index) in waiting.Select((one, index) => (one, index)))
        {
            yield return
            [
                ExportEndpoints.Number(index + 1), piece.Unit, configuration.Tree.Find(piece.Unit)?.Name ?? piece.Unit, piece.Key.Body, piece.BodyName,
                configuration.Book.Find(piece.Key.Rule, piece.RuleVersion)?.ShortName ?? piece.Key.Rule, piece.Key.Period, piece.Row.Code,
                Vietnamese.Instant(piece.Row.ReceivedAt), Vietnamese.Date(due), late ? "quá hạn" : "",
            ];
        }
        yield return ["Cộng", "", "", "", sentence, "", "", "", "", "", ExportEndpoints.Number(waiting.Count(one => one.IsLate))];
    }
}
