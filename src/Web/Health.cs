using System.Collections.Immutable;
using System.Text.Json.Serialization;
using HoiQC.Domain.People;
using HoiQC.Grains.Health;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web;

/// <summary>What a node says of itself.</summary>
/// <param name="Status">"live" or "ready".</param>
public sealed record HealthAnswer(string Status)
{
    /// <summary>Of "ready", each check with its state: "ok", "failing" or "unknown".</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableSortedDictionary<string, string>? Checks { get; init; }
}

/// <summary>Whether the process lives, and whether it can answer and goes on by itself. Anybody may ask, so nothing is said of anybody's data.</summary>
public static class Health
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static RouteGroupBuilder MapHealth(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/health").WithTags("Health").Needs(Act.Arrive);
        group.MapGet("/live", () => TypedResults.Ok(new HealthAnswer("live"))).WithSummary("The process runs");
        group.MapGet("/ready", Ready).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .WithSummary("The database answers, the configuration is loaded, deadlines are recorded and the record is sealed");
        return group;
    }

    private static async Task<Results<Ok<HealthAnswer>, ProblemHttpResult>> Ready(INodeHealth node, IHostApplicationLifetime lifetime, HttpContext context)
    {
        var stops = lifetime.ApplicationStopping.IsCancellationRequested;
        var health = await node.Look(context.RequestAborted);
        var checks = health.Findings.ToImmutableSortedDictionary(finding => finding.Check, finding => Word(finding.State), StringComparer.Ordinal);
        if (health.IsReady && !stops) return TypedResults.Ok(new HealthAnswer("ready") { Checks = checks });
        context.Response.Headers.RetryAfter = Problems.RetryAfter;
        return Problems.Of(
            StatusCodes.Status503ServiceUnavailable, stops ? "Máy chủ đang dừng. Đề nghị thử lại sau ít phút." : health.Fault?.Sentence ?? "Máy chủ chưa sẵn sàng. Đề nghị thử lại sau ít giây.", ("checks", checks));
    }

    private static string Word(HealthState state) => state switch
    {
        HealthState.Ok => "ok",
        HealthState.Failing => "failing",
        _ => "unknown",
    };
}
