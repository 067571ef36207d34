using HoiQC.Domain.People;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web;

/// <summary>What a node says of itself.</summary>
public sealed record HealthAnswer(string Status);

/// <summary>Whether the process lives, and whether it can answer.</summary>
public static partial class Health
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").Needs(Act.Arrive);
        group.MapGet("/live", () => TypedResults.Ok(new HealthAnswer("live"))).WithSummary("The process runs");
        group.MapGet("/ready", Ready).WithSummary("The configuration is loaded and the database answers").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        return group;
    }

    private static async Task<Results<Ok<HealthAnswer>, ProblemHttpResult>> Ready(
        Sight sight, INodeConfiguration node, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        FolderFacts folder;
        try
        {
            folder = await sight.Folder(cancellationToken).WaitAsync(Patience, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            NotReady(loggers.CreateLogger(typeof(Health)), error);
            return Problems.Of(StatusCodes.Status503ServiceUnavailable, "Cơ sở dữ liệu chưa trả lời. Đề nghị thử lại sau ít giây.");
        }

        // A folder without units has nothing to load.
        return node.Current.Version > 0 || !folder.HasData
            ? TypedResults.Ok(new HealthAnswer("ready"))
            : Problems.Of(StatusCodes.Status503ServiceUnavailable, "Quy tắc và đơn vị chưa được nạp xong. Đề nghị thử lại sau ít giây.");
    }

    [LoggerMessage(EventId = 500, EventName = "NotReady", Level = LogLevel.Warning, Message = "Not ready: the database does not answer.")]
    private static partial void NotReady(ILogger logger, Exception error);
}
