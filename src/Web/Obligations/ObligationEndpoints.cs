using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Bodies;
using HoiQC.Web.Files;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Obligations;

/// <summary>Obligations by their key, written as three parts of the path or, with %2F, as one.</summary>
public static class ObligationEndpoints
{
    private const string Three = "/{body}/{rule}/{period}";
    private const string One = "/{key}";

    /// <summary>Maps <c>/obligations</c> of the API.</summary>
    public static RouteGroupBuilder MapObligationApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/obligations").WithTags("Obligations").Needs(Act.ReadBody, Where.Body("body")).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet(Three, (string body, string rule, string period, Sight sight, INodeConfiguration node, VietnamClock clock, CancellationToken cancel) =>
            Read(new(body, rule, period), sight, node, clock, cancel)).WithSummary("An obligation with its standing, due day explained, evidence and history");
        group.MapPost(Three + "/evidence", (string body, string rule, string period, HttpRequest request, Sight sight, CancellationToken cancel) =>
                EvidenceEndpoints.Submit(new(body, rule, period), request, sight, cancel)).Needs(Act.HandIn, Where.Body("body"))
            .WithSummary("Hands evidence in").WithDescription("Late is always possible. The same submissionId with the same content gives the same receipt (200). With files: multipart/form-data, first the part form, which is this JSON, then the files.")
            .Accepts<EvidenceIn>("application/json", "multipart/form-data").WithMetadata(new TakesFilesAttribute()).Refuses(400, 409, 413, 415, 429).WithMetadata(new PacedAttribute(Pace.Submission));
        group.MapGet(Three + "/evidence/{code}", (string body, string rule, string period, string code, Sight sight, CancellationToken cancel) =>
            EvidenceEndpoints.Read(new(body, rule, period), code, sight, cancel)).WithSummary("One piece of evidence");
        group.MapPost(Three + "/evidence/{code}/withdraw", (string body, string rule, string period, string code, HttpRequest request, Sight sight, CancellationToken cancel) =>
                EvidenceEndpoints.Withdraw(new(body, rule, period), code, request, sight, cancel)).Needs(Act.HandIn, Where.Body("body"))
            .WithSummary("Takes evidence back, with a reason; it stays on record").Accepts<WithdrawalIn>("application/json").Refuses(400, 413, 415);
        group.MapPost(Three + "/evidence/{code}/review", (string body, string rule, string period, string code, HttpRequest request, Sight sight, CancellationToken cancel) =>
                ReviewEndpoints.Review(new(body, rule, period), code, request, sight, cancel)).Needs(Act.Review, Where.Body("body"))
            .WithSummary("Accepts or returns a piece of evidence that waits").WithDescription(
                "Once, and never by whoever handed it in. revision and ruleVersion are those that were seen; where either is another by now the answer is 409. The same again changes nothing.")
            .Accepts<ReviewIn>("application/json").Refuses(400, 409, 413, 415);

        var whole = group.MapGroup("").ExcludeFromDescription().Needs(Act.ReadBody, Where.Obligation("key"));
        whole.MapGet(One, (string key, Sight sight, INodeConfiguration node, VietnamClock clock, CancellationToken cancel) =>
            Read(KeyOf(key), sight, node, clock, cancel));
        whole.MapPost(One + "/evidence", (string key, HttpRequest request, Sight sight, CancellationToken cancel) =>
            EvidenceEndpoints.Submit(KeyOf(key), request, sight, cancel)).Needs(Act.HandIn, Where.Obligation("key")).WithMetadata(new TakesFilesAttribute(), new PacedAttribute(Pace.Submission));
        whole.MapPost(One + "/evidence/{code}/withdraw", (string key, string code, HttpRequest request, Sight sight, CancellationToken cancel) =>
            EvidenceEndpoints.Withdraw(KeyOf(key), code, request, sight, cancel)).Needs(Act.HandIn, Where.Obligation("key"));
        whole.MapPost(One + "/evidence/{code}/review", (string key, string code, HttpRequest request, Sight sight, CancellationToken cancel) =>
            ReviewEndpoints.Review(KeyOf(key), code, request, sight, cancel)).Needs(Act.Review, Where.Obligation("key"));
        group.MapReliefs(Three, whole, One);
        routes.MapReliefList();
        return group;
    }

    /// <summary>What is said of an obligation that a body does not have.</summary>
    internal static string NotOwed(BodyRow body, ObligationKey key) =>
        $"{body.Name} không có nghĩa vụ {Problems.Quote(key.Rule)} kỳ {Problems.Quote(key.Period)}. Đề nghị chọn một nghĩa vụ trên trang của tổ chức.";

    /// <summary>A key that came as one part of the path, where %2F stays as it was sent.</summary>
    internal static ObligationKey KeyOf(string text)
    {
        var parts = text.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase).Split('/');
        return parts.Length == 3 ? new(parts[0], parts[1], parts[2]) : new(text, "", "");
    }

    private static async Task<Results<Ok<ObligationAnswer>, ProblemHttpResult>> Read(
        ObligationKey key, Sight sight, INodeConfiguration node, VietnamClock clock, CancellationToken cancellationToken)
    {
        if (await sight.Body(key.Body, cancellationToken) is not { } body) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(key.Body));
        var facts = await body.Facts(cancellationToken);
        if (facts.Find(key.Rule, key.Period) is not { } row) return Problems.Of(StatusCodes.Status404NotFound, NotOwed(facts.Body, key));
        var transitions = await body.TransitionsOf(row, cancellationToken);
        var reliefs = await body.ReliefsOf(row, cancellationToken);
        return TypedResults.Ok(ObligationAnswer.Of(node.Current, facts, row, transitions, reliefs, clock.Now, clock.Today));
    }

    internal static RouteHandlerBuilder Refuses(this RouteHandlerBuilder builder, params ReadOnlySpan<int> statuses)
    {
        foreach (var status in statuses) builder.ProducesProblem(status);
        return builder;
    }
}
