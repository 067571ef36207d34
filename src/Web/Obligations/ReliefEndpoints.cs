using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using HoiQC.Web.Bodies;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Obligations;

/// <summary>An extension, a waiver, a "không áp dụng", or the lifting of one, as it is handed in.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _. The same again gives the same answer.</param>
/// <param name="Until">For an extension, the last day in time, yyyy-MM-dd: later than the present due day.</param>
/// <param name="DocumentNo">Number and symbol of the document; must be given for an extension and a waiver.</param>
/// <param name="DocumentDate">The document's day, yyyy-MM-dd, not in the future.</param>
/// <param name="Reason">1–500 letters.</param>
/// <param name="GrantedBy">Who decided.</param>
public sealed record ReliefIn(string SubmissionId, DateOnly? Until, string? DocumentNo, DateOnly? DocumentDate, string Reason, string GrantedBy);

/// <summary>A decision on record.</summary>
/// <param name="Id">Its short code.</param>
/// <param name="Obligation">The obligation's key {body}/{rule}/{period}.</param>
/// <param name="Kind">extension, waiver, notApplicable or lifted.</param>
/// <param name="Lifts">What a lifting takes back; null for every other kind.</param>
/// <param name="Text">Its name in words.</param>
/// <param name="Until">For an extension, the last day in time.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day.</param>
/// <param name="Reason">Why.</param>
/// <param name="GrantedBy">Who decided.</param>
/// <param name="RecordedAt">When it was stored; it binds from then on.</param>
public sealed record ReliefAnswer(
    string Id, string Obligation, string Kind, string? Lifts, string Text, DateOnly? Until, string? DocumentNo, DateOnly? DocumentDate, string? Reason, string? GrantedBy,
    DateTimeOffset RecordedAt)
{
    /// <summary>The answer for a row.</summary>
    public static ReliefAnswer Of(ObligationKey key, ReliefRow row) => new(
        row.Id, key.ToString(), ExplanationAnswer.Code(row.Terms.Kind), row.Lifts is { } lifts ? ExplanationAnswer.Code(lifts) : null, ReliefWords.Name(row.Terms.Kind, row.Lifts),
        row.Terms.Until, row.Terms.DocumentNo, row.Terms.DocumentDate, row.Terms.Reason, row.Terms.GrantedBy, row.RecordedAt);
}

/// <summary>What a decision came to.</summary>
/// <param name="Relief">The decision as it is on record.</param>
/// <param name="Due">The last day in time now.</param>
/// <param name="Status">Code of the status that followed.</param>
/// <param name="Text">That status in words.</param>
public sealed record GrantedAnswer(ReliefAnswer Relief, DateOnly Due, string Status, string Text);

/// <summary>Granting, lifting and listing reliefs.</summary>
internal static class ReliefEndpoints
{
    private static readonly (string Path, ReliefKind Kind, string Summary)[] Kinds =
    [
        ("/extensions", ReliefKind.Extension, "Extends an obligation to a later day, by a document; a second extension takes the place of the first"),
        ("/waivers", ReliefKind.Waiver, "Waives an obligation, by a document"),
        ("/exclusions", ReliefKind.NotApplicable, "Declares an obligation not applicable, for a reason"),
        ("/reliefs/lift", ReliefKind.Lifted, "Takes back the waiver, the exclusion or the extension that holds now"),
    ];

    /// <summary>Maps them below an obligation's key, written as three parts or as one.</summary>
    public static void MapReliefs(this RouteGroupBuilder group, string three, RouteGroupBuilder whole, string one)
    {
        foreach (var (path, kind, summary) in Kinds)
        {
            var route = group.MapPost(three + path, (string body, string rule, string period, HttpRequest request, Sight sight, CancellationToken cancel) =>
                    Grant(new(body, rule, period), kind, request, sight, cancel)).Needs(Act.Relieve, Where.Body("body"))
                .WithSummary(summary).WithDescription("The same submissionId with the same content gives the same answer (200). A fulfilled obligation is not changed (409).")
                .Accepts<ReliefIn>("application/json");
            foreach (var status in new[] { 400, 409, 413, 415 }) route.ProducesProblem(status);
            whole.MapPost(one + path, (string key, HttpRequest request, Sight sight, CancellationToken cancel) =>
                Grant(ObligationEndpoints.KeyOf(key), kind, request, sight, cancel)).Needs(Act.Relieve, Where.Obligation("key"));
        }
        group.MapGet(three + "/reliefs", (string body, string rule, string period, Sight sight, CancellationToken cancel) =>
            List(new(body, rule, period), sight, cancel)).WithSummary("Every extension, waiver, exclusion and lifting of an obligation, oldest first");
        whole.MapGet(one + "/reliefs", (string key, Sight sight, CancellationToken cancel) => List(ObligationEndpoints.KeyOf(key), sight, cancel));
    }

    /// <summary>Maps the list over units.</summary>
    public static void MapReliefList(this IEndpointRouteBuilder routes) => routes.MapGet("/reliefs", All).WithTags("Obligations").Needs(Act.ReadUnit, Where.UnitAsked("unit"))
        .WithSummary("Reliefs at or below a unit, newest first").ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Created<GrantedAnswer>, Ok<GrantedAnswer>, ProblemHttpResult>> Grant(
        ObligationKey key, ReliefKind kind, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body || body.For(Act.Relieve) is not { } grain) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(key.Body));
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var relief = new ReliefForm(
            form.Text("submissionId") ?? "", key.Rule, key.Period, kind.ToString(), kind == ReliefKind.Extension ? form.Day("until") : null,
            form.Text("documentNo"), form.Day("documentDate"), form.Text("reason"), form.Text("grantedBy"));
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);

        var answer = await grain.Grant(relief, request.HttpContext.Actor());
        if (answer.Granted is not { } granted) return Problems.Of(answer.Refusal!);
        var row = (await body.ReliefsOf((await body.Facts(cancellationToken)).Find(key.Rule, key.Period)!, cancellationToken)).First(one => one.Id == granted.Id);
        var outcome = new GrantedAnswer(ReliefAnswer.Of(key, row), granted.Due, granted.Status, granted.Sentence);
        var place = $"/api/obligations/{Uri.EscapeDataString(key.Body)}/{Uri.EscapeDataString(key.Rule)}/{Uri.EscapeDataString(key.Period)}/reliefs";
        if (!answer.Repeated) return TypedResults.Created(place, outcome);
        request.HttpContext.Response.Headers.Location = place;
        return TypedResults.Ok(outcome);
    }

    private static async Task<Results<Ok<ImmutableArray<ReliefAnswer>>, ProblemHttpResult>> List(ObligationKey key, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(key.Body));
        var facts = await body.Facts(cancellationToken);
        if (facts.Find(key.Rule, key.Period) is not { } owed) return Problems.Of(StatusCodes.Status404NotFound, ObligationEndpoints.NotOwed(facts.Body, key));
        return TypedResults.Ok<ImmutableArray<ReliefAnswer>>([.. (await body.ReliefsOf(owed, cancellationToken)).Select(row => ReliefAnswer.Of(key, row))]);
    }

    private static async Task<Results<Ok<ImmutableArray<ReliefAnswer>>, ProblemHttpResult>> All(string? unit, string? kind, Sight sight, CancellationToken cancellationToken)
    {
        if (sight.Unit(string.IsNullOrEmpty(unit) ? sight.Units(Act.ReadUnit)[0].Code : unit) is not { } seen) return Problems.Of(StatusCodes.Status404NotFound, BoardQueries.NoUnit(unit!));
        var only = Enum.GetValues<ReliefKind>().Cast<ReliefKind?>().FirstOrDefault(one => ExplanationAnswer.Code(one!.Value) == kind);
        if (kind is not null && only is null)
            return Problems.Of(StatusCodes.Status400BadRequest, $"Không có loại {Problems.Quote(kind)}. Đề nghị ghi extension, waiver, notApplicable hoặc lifted.", "kind");
        return TypedResults.Ok<ImmutableArray<ReliefAnswer>>([.. (await seen.Reliefs(only, 1_000, cancellationToken)).Select(listed => ReliefAnswer.Of(listed.Key, listed.Row))]);
    }
}
