using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Obligations;

/// <summary>A decision about one piece of evidence, as it is sent.</summary>
/// <param name="Outcome">accept or return.</param>
/// <param name="Reason">1–500 letters; must be given for a return.</param>
/// <param name="Revision">The revision of the evidence that was seen.</param>
/// <param name="RuleVersion">The version of the rule that was seen.</param>
public sealed record ReviewIn(string Outcome, string? Reason, string Revision, int RuleVersion);

/// <summary>The review of a piece of evidence.</summary>
/// <param name="Outcome">pending, accepted or returned.</param>
/// <param name="At">When; null while it waits.</param>
/// <param name="By">Who decided; null while it waits.</param>
/// <param name="Reason">Why.</param>
/// <param name="RuleVersion">The version of the rule it was judged under; null while it waits.</param>
public sealed record ReviewAnswer(string Outcome, DateTimeOffset? At, string? By, string? Reason, int? RuleVersion)
{
    /// <summary>The answer for a row's review.</summary>
    public static ReviewAnswer Of(ReviewRow review) => new(ExplanationAnswer.Code(review.Verdict), review.At, review.By?.Name, review.Reason, review.RuleVersion);
}

/// <summary>What a review came to.</summary>
/// <param name="Evidence">The piece as it is on record.</param>
/// <param name="Due">The last day in time of its obligation now.</param>
/// <param name="Status">Code of the status that followed.</param>
/// <param name="Text">That status in words.</param>
public sealed record ReviewedAnswer(EvidenceAnswer Evidence, DateOnly Due, string Status, string Text);

/// <summary>Accepting and returning evidence.</summary>
internal static class ReviewEndpoints
{
    /// <summary>Accepts or returns one piece.</summary>
    public static async Task<Results<Ok<ReviewedAnswer>, ProblemHttpResult>> Review(
        ObligationKey key, string code, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body || body.For(Act.Review) is not { } grain || await EvidenceEndpoints.Find(key, code, sight, cancellationToken) is null) return Problems.Of(StatusCodes.Status404NotFound, EvidenceEndpoints.NoEvidence(code));
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var (outcome, reason, revision, version) = (form.Text("outcome"), form.Text("reason"), form.Text("revision"), form.Count("ruleVersion"));
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        if (VerdictOf(outcome) is not { } verdict)
            return Problems.Of(StatusCodes.Status400BadRequest, "Đề nghị ghi outcome là accept (chấp nhận) hoặc return (trả lại).", "outcome");

        var answer = await grain.Review(new(code, verdict.ToString(), reason, revision, version), request.HttpContext.Actor());
        if (answer.Reviewed is not { } reviewed) return Problems.Of(answer.Refusal!);
        var piece = await EvidenceEndpoints.Find(key, code, sight, cancellationToken);
        return TypedResults.Ok(new ReviewedAnswer(EvidenceAnswer.Of(piece!), reviewed.Due, reviewed.Status, reviewed.Sentence));
    }

    /// <summary>What an outcome means; null for one that is none.</summary>
    internal static Verdict? VerdictOf(string? outcome) => outcome switch
    {
        "accept" => Verdict.Accepted,
        "return" => Verdict.Returned,
        _ => null,
    };
}
