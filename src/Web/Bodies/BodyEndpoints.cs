using System.ComponentModel;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Boards;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Bodies;

/// <summary>Bodies and what they owe.</summary>
public static class BodyEndpoints
{
    private const int MostNotices = 20;

    /// <summary>Maps <c>/bodies</c> of the API.</summary>
    public static RouteGroupBuilder MapBodyApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/bodies/{id}").WithTags("Bodies")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/", Body).WithSummary("A body with its obligations of a year");
        group.MapEventApi();
        return group;
    }

    private static async Task<Results<Ok<BodyAnswer>, ProblemHttpResult>> Body(
        string id, [Description("Year of the obligations; missing: the newest that has begun at its unit.")] string? year,
        ILedger ledger, IPublishing publishing, INodeConfiguration node, BoardQueries queries, VietnamClock clock, CancellationToken cancellationToken)
    {
        var (given, refusal) = BoardQueries.ReadYear(year);
        if (refusal is not null) return Problems.Of(refusal);
        if (await ledger.Facts(id, cancellationToken) is not { } facts) return Problems.Of(StatusCodes.Status404NotFound, NoBody(id));

        var configuration = node.Current;
        var shown = given ?? (configuration.Tree.Find(facts.Body.Unit) is { } unit ? await queries.YearFor(unit, asOf: null, cancellationToken) : clock.Today.Year);
        return TypedResults.Ok(BodyAnswer.Of(configuration, facts, shown, clock.Now, clock.Today) with { Notices = await publishing.NoticesOf(id, MostNotices, cancellationToken) });
    }

    /// <summary>What is said of a body that does not exist.</summary>
    internal static string NoBody(string id) => $"Không có tổ chức mang mã {Problems.Quote(id)}. Đề nghị kiểm tra lại mã tổ chức.";
}
