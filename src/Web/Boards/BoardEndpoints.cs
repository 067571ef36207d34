using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Boards;

/// <summary>Who has not, and the sentence that a report takes over.</summary>
/// <param name="Unit">Unit code.</param>
/// <param name="Year">Year of the obligations.</param>
/// <param name="AsOf">The day whose last instant it shows; null for now.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="N">Bodies that owe and have not fulfilled.</param>
/// <param name="Of">Bodies in the denominator.</param>
/// <param name="Missing">Those that have not, by unit code, then body; those with some but not enough last.</param>
/// <param name="Sentence">The rule's sentence, filled in.</param>
public sealed record GapAnswer(string Unit, int Year, DateOnly? AsOf, string Rule, int N, int Of, ImmutableArray<Missing> Missing, string Sentence);

/// <summary>Boards and gap lists.</summary>
public static class BoardEndpoints
{
    private const string Past =
        "year is 1990 to 2100; without it the newest whose obligations have begun. asOf (yyyy-MM-dd) shows the last instant of that day, without seq. "
        + "basis=received counts evidence from its receipt, basis=happened from the day it happened (without asOf as of today). ";

    /// <summary>Maps <c>/boards</c> of the API.</summary>
    public static RouteGroupBuilder MapBoardApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/boards/{unit}").WithTags("Boards").Needs(Act.ReadBoard, Where.Unit("unit"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/", Board).WithSummary("The board of a unit, now or as of a day").WithDescription(
            "Child units (each with everything below it) and the unit's own bodies, by rules. " + Past + "With level=commune every commune below, by columns: "
            + $"status holds one letter a unit ({CommunesAnswer.LegendText}). q shows only rows whose name or code holds it, without regard to diacritics; "
            + "overdue=1 only rows with something overdue; the totals are those of the rows shown.");
        group.MapGet("/gaps", Gaps).WithSummary("Who has not done what a rule asks, with the sentence for the report").WithDescription("rule is needed. " + Past);
        group.MapGet("/reviews", ReviewEndpoints.Waiting).Needs(Act.ReadReviews, Where.Unit("unit")).WithSummary("What waits for review, with the sentence for the report").WithDescription(Past);
        return group;
    }

    private static async Task<Results<Tagged<BoardAnswer>, Tagged<CommunesAnswer>, ProblemHttpResult>> Board(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, BoardReader reader, KeptBoards kept, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);
        if (asked is { AsOf: null, Communes: false, Filter.IsNone: true }) return Tagged<BoardAnswer>.Kept(await kept.Of(asked, cancellationToken));

        var reading = await reader.Read(asked, cancellationToken);
        return asked.Communes ? new Tagged<CommunesAnswer>(CommunesAnswer.Of(reading)) : new Tagged<BoardAnswer>(BoardAnswer.Of(reading));
    }

    private static async Task<Results<Tagged<GapAnswer>, ProblemHttpResult>> Gaps(
        string unit, [AsParameters] BoardQuery query, Sight sight, BoardQueries queries, BoardReader reader, CancellationToken cancellationToken)
    {
        var (asked, refusal) = await queries.Read(sight, unit, query, cancellationToken);
        if (asked is null) return Problems.Of(refusal!);
        if (asked.Rule is not { } rule) return Problems.Of(NoRule);

        var (gap, _) = await reader.Gap(asked, rule, cancellationToken);
        return new Tagged<GapAnswer>(new(asked.Unit.Code, asked.Year, asked.AsOf?.Day, gap.Rule, gap.N, gap.Of, gap.List, gap.Sentence));
    }

    /// <summary>A gap list is about one rule.</summary>
    internal static Refusal NoRule => Refusal.Invalid("Đề nghị chọn quy tắc cần xem, ví dụ rule=MT-PB.", "rule");
}
