using System.Collections.Immutable;
using System.ComponentModel;
using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Transitions;

/// <summary>A change of status.</summary>
/// <param name="Seq">Its number.</param>
/// <param name="Obligation">The obligation's key {body}/{rule}/{period}.</param>
/// <param name="Body">Body id.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Year">The obligation's year.</param>
/// <param name="From">Status before.</param>
/// <param name="To">Status after.</param>
/// <param name="At">When it took effect.</param>
/// <param name="Cause">The clock, or which evidence.</param>
/// <param name="RecordedAt">When it was written down.</param>
public sealed record TransitionAnswer(
    long Seq, string Obligation, string Body, string Rule, int Year, string From, string To, DateTimeOffset At, string Cause, DateTimeOffset RecordedAt)
{
    /// <summary>The answer for a row.</summary>
    public static TransitionAnswer Of(TransitionRow row) => new(
        row.Seq, row.Key.ToString(), row.Key.Body, row.Key.Rule, row.Year, row.From.ToString(), row.To.ToString(), row.At, row.Cause, row.RecordedAt);
}

/// <summary>A page of the journal.</summary>
/// <param name="Items">Oldest first.</param>
/// <param name="Next">What to ask for after it.</param>
public sealed record TransitionPage(ImmutableArray<TransitionAnswer> Items, long Next);

/// <summary>The journal of all changes of status.</summary>
public static class TransitionEndpoints
{
    private const int Most = 1000;

    /// <summary>Maps <c>/transitions</c> of the API.</summary>
    public static RouteGroupBuilder MapTransitionApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/transitions").WithTags("Transitions").Needs(Act.ReadUnit, Where.Anywhere).ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapGet("/", Read).WithSummary("Changes of status after a number, oldest first")
            .WithDescription("Those of the units that may be read; numbers are not renumbered. A page without items whose next is the number asked for is the end.");
        return group;
    }

    private static async Task<Results<Ok<TransitionPage>, ProblemHttpResult>> Read(
        [Description("The number of the last one known; 0 from the start.")] string? after, [Description("How many, 1 to 1000.")] string? limit,
        Sight sight, CancellationToken cancellationToken)
    {
        if (Whole(after, 0) is not (>= 0 and { } from))
            return Problems.Of(Refusal.Invalid($"Giá trị after={Problems.Quote(after!)} không hợp lệ; đề nghị ghi số nguyên từ 0 trở lên (số next của lần đọc trước).", "after"));
        if (Whole(limit, Most) is not (>= 1 and <= Most and { } most))
            return Problems.Of(Refusal.Invalid($"Giá trị limit={Problems.Quote(limit!)} không hợp lệ; đề nghị ghi số nguyên từ 1 đến 1000.", "limit"));

        var (rows, next) = await sight.Transitions(from, (int)most, cancellationToken);
        return TypedResults.Ok(new TransitionPage([.. rows.Select(TransitionAnswer.Of)], next));
    }

    private static long? Whole(string? text, long missing) =>
        string.IsNullOrEmpty(text) ? missing : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
