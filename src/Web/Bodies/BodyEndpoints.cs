using System.ComponentModel;
using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
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
        var group = routes.MapGroup("/bodies/{id}").WithTags("Bodies").Needs(Act.ReadBody, Where.Body("id"))
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapGet("/", Body).WithSummary("A body with its obligations of a year");
        group.MapEventApi();
        return group;
    }

    private static async Task<Results<Ok<BodyAnswer>, ProblemHttpResult>> Body(
        string id, [Description("Year of the obligations; missing: the newest that has begun at its unit.")] string? year,
        Sight sight, INodeConfiguration node, BoardQueries queries, VietnamClock clock, CancellationToken cancellationToken)
    {
        var (given, refusal) = BoardQueries.ReadYear(year);
        if (refusal is not null) return Problems.Of(refusal);
        if (await sight.Body(id, cancellationToken) is not { } body) return Problems.Of(StatusCodes.Status404NotFound, NoBody(id));

        var configuration = node.Current;
        var facts = await body.Facts(cancellationToken);
        var shown = given ?? await queries.YearFor(sight, () => body.Years(cancellationToken), cancellationToken: cancellationToken);
        return TypedResults.Ok(BodyAnswer.Of(configuration, facts, shown, clock.Now, clock.Today) with { Notices = await body.Notices(MostNotices, cancellationToken) });
    }

    /// <summary>What is said of a body that does not exist.</summary>
    internal static string NoBody(string id) => $"Không có tổ chức mang mã {Problems.Quote(id)}. Đề nghị kiểm tra lại mã tổ chức.";
}
