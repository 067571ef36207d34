using HoiQC.Domain.People;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Obligations;

/// <summary>What is handed in; the documentation's view of what <see cref="JsonForm"/> reads.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _. The same again gives the same receipt.</param>
/// <param name="OccurredOn">The day it happened, yyyy-MM-dd.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day, yyyy-MM-dd.</param>
/// <param name="Participants">People, from 0.</param>
/// <param name="Opinions">Opinions raised, from 0.</param>
/// <param name="UnitsInspected">Units inspected, from 0.</param>
/// <param name="Place">Where.</param>
/// <param name="LeadBody">The member of a bloc that led it.</param>
/// <param name="Note">At most 2,000 letters.</param>
/// <param name="Fields">Further fields of the rule's own form, by their names in the pack.</param>
public sealed record EvidenceIn(
    string SubmissionId, DateOnly? OccurredOn, string? DocumentNo, DateOnly? DocumentDate, int? Participants, int? Opinions, int? UnitsInspected, string? Place,
    string? LeadBody, string? Note, IReadOnlyDictionary<string, string>? Fields);

/// <summary>Why evidence is taken back.</summary>
/// <param name="Reason">1–500 letters.</param>
public sealed record WithdrawalIn(string Reason);

/// <summary>Handing evidence in, reading it and taking it back.</summary>
internal static class EvidenceEndpoints
{
    /// <summary>Hands evidence in for an obligation.</summary>
    public static async Task<Results<Created<Receipt>, Ok<Receipt>, ProblemHttpResult>> Submit(
        ObligationKey key, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body || body.For(Act.HandIn) is not { } grain) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(key.Body));
        var (evidence, problem) = await SentEvidence.Read(key, request, cancellationToken);
        if (evidence is null) return problem!;
        if (await body.LeadFault(evidence.LeadBody, cancellationToken) is { } wrong) return Problems.Of(wrong);

        var answer = await grain.Submit(evidence, request.HttpContext.Actor());
        if (answer.Receipt is not { } receipt) return Problems.Of(answer.Refusal!);
        var place = $"/api/obligations/{Path(key)}/evidence/{Uri.EscapeDataString(receipt.Code)}";
        if (!answer.Repeated) return TypedResults.Created(place, receipt);
        request.HttpContext.Response.Headers.Location = place;
        return TypedResults.Ok(receipt);
    }

    /// <summary>One piece of evidence.</summary>
    public static async Task<Results<Ok<EvidenceAnswer>, ProblemHttpResult>> Read(
        ObligationKey key, string code, Sight sight, CancellationToken cancellationToken) =>
        await Find(key, code, sight, cancellationToken) is { } row ? TypedResults.Ok(EvidenceAnswer.Of(row)) : Problems.Of(StatusCodes.Status404NotFound, NoEvidence(code));

    /// <summary>Takes evidence back; it stays on record with the reason.</summary>
    public static async Task<Results<Ok<EvidenceAnswer>, ProblemHttpResult>> Withdraw(
        ObligationKey key, string code, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body || body.For(Act.HandIn) is not { } grain || await Find(key, code, sight, cancellationToken) is null)
            return Problems.Of(StatusCodes.Status404NotFound, NoEvidence(code));
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var reason = form.Text("reason");
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);

        if (await grain.Withdraw(code, reason ?? "", request.HttpContext.Actor()) is { } refusal) return Problems.Of(refusal);
        return await Read(key, code, sight, cancellationToken);
    }

    /// <summary>A piece of an obligation; null where there is none.</summary>
    internal static async Task<EvidenceRow?> Find(ObligationKey key, string code, Sight sight, CancellationToken cancellationToken) =>
        await sight.Body(key.Body, cancellationToken) is { } body && await body.Facts(cancellationToken) is var facts && facts.Find(key.Rule, key.Period) is { } row
            ? facts.Evidence.FirstOrDefault(piece => piece.Obligation == row.Id && piece.Code == code)
            : null;

    /// <summary>What is said of a piece that an obligation does not have.</summary>
    internal static string NoEvidence(string code) => $"Nghĩa vụ này không có minh chứng mang mã {Problems.Quote(code)}. Đề nghị xem lại mã trên giấy báo nhận.";

    private static string Path(ObligationKey key) => $"{Uri.EscapeDataString(key.Body)}/{Uri.EscapeDataString(key.Rule)}/{Uri.EscapeDataString(key.Period)}";
}
