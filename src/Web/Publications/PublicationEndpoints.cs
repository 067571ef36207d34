using System.Collections.Immutable;
using System.ComponentModel;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Publications;

/// <summary>Publications, the newest first.</summary>
public sealed record PublicationsAnswer(ImmutableArray<Publication> Items);

/// <summary>Previewing and publishing versions of rules and of the calendar.</summary>
public static class PublicationEndpoints
{
    private const int Longest = 200;

    /// <summary>Maps <c>/rules/{code}/versions</c>, <c>/calendar/versions</c> and <c>/publications</c> of the API.</summary>
    public static void MapPublicationApi(this IEndpointRouteBuilder routes)
    {
        var rules = routes.MapGroup("/rules/{code}").WithTags("Rules").Needs(Act.Configure).Drafts();
        rules.MapPost("/versions:preview", (string code, HttpRequest request, IPublishing publishing, CancellationToken cancel) => Preview(request, form => DraftForms.Rule(code, form), publishing.Preview, cancel))
            .WithSummary("What publishing a version of a rule would do").WithDescription("Nothing is stored. A code that does not exist yet is a new rule. The lists name at most 1,000 obligations each.")
            .Accepts<RuleDraftIn>("application/json");
        rules.MapPost("/versions", (string code, HttpRequest request, IPublishing publishing, CancellationToken cancel) => Publish(request, form => DraftForms.Rule(code, form), (draft, preview, token) => publishing.Publish(draft, preview, request.HttpContext.Actor(), token), cancel))
            .WithSummary("Publishes a version of a rule").WithDescription(
                "preview names the preview whose effects are wanted; where they would now be others, 409 carries the new preview. The version is stored at once, obligations follow (GET /api/publications/{id}).")
            .Accepts<RuleDraftIn>("application/json");

        var calendar = routes.MapGroup("/calendar").WithTags("Calendar").Needs(Act.Configure).Drafts();
        calendar.MapPost("/versions:preview", (HttpRequest request, IPublishing publishing, CancellationToken cancel) =>
                Preview(request, DraftForms.Calendar, (draft, token) => publishing.Preview(draft.Draft, draft.NoticeDays, token), cancel))
            .WithSummary("Which due days a calendar would move").Accepts<CalendarDraftIn>("application/json");
        calendar.MapPost("/versions", (HttpRequest request, IPublishing publishing, CancellationToken cancel) =>
                Publish(request, DraftForms.Calendar, (draft, preview, token) => publishing.Publish(draft.Draft, draft.NoticeDays, preview, request.HttpContext.Actor(), token), cancel))
            .WithSummary("Publishes a calendar").Accepts<CalendarDraftIn>("application/json");

        var publications = routes.MapGroup("/publications").WithTags("Publications").Needs(Act.Configure).ProducesProblem(StatusCodes.Status404NotFound);
        publications.MapGet("/", async ([Description("1 to 200; 50 without it.")] int? limit, IPublishing publishing, CancellationToken cancel) =>
            TypedResults.Ok(new PublicationsAnswer(await publishing.Publications(Math.Clamp(limit ?? 50, 1, Longest), cancel)))).WithSummary("Publications, the newest first");
        publications.MapGet("/{id}", Find).WithSummary("One publication and how far its obligations have followed");
    }

    private static async Task<Results<Ok<Publication>, ProblemHttpResult>> Find(string id, IPublishing publishing, CancellationToken cancellationToken) =>
        await publishing.Find(id, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.Of(StatusCodes.Status404NotFound, $"Không có lần công bố mang mã {Problems.Quote(id)}.");

    private static async Task<Results<Ok<Preview>, ProblemHttpResult>> Preview<T>(
        HttpRequest request, Func<JsonForm, T> read, Func<T, CancellationToken, Task<PreviewAnswer>> preview, CancellationToken cancellationToken)
    {
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var draft = read(form);
        form.Text("preview");
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        var answer = await preview(draft, cancellationToken);
        return answer.Preview is { } computed ? TypedResults.Ok(computed) : Problems.Of(answer.Refusals);
    }

    private static async Task<Results<Created<Publication>, ProblemHttpResult>> Publish<T>(
        HttpRequest request, Func<JsonForm, T> read, Func<T, string, CancellationToken, Task<PublishAnswer>> publish, CancellationToken cancellationToken)
    {
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var draft = read(form);
        var preview = form.Text("preview");
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        if (preview is null) return Problems.Of(Refusal.Invalid("Đề nghị xem trước (versions:preview) rồi công bố với mã của bản xem trước.", "preview"));

        var answer = await publish(draft, preview, cancellationToken);
        if (answer.Publication is { } published) return TypedResults.Created($"/api/publications/{published.Id}", published);
        return answer.Changed is { } changed
            ? Problems.Of(StatusCodes.Status409Conflict, "Kết quả áp dụng nay đã khác với bản xem trước nên chưa công bố. Đề nghị xem lại bản mới rồi công bố.", changed)
            : Problems.Of(answer.Refusals);
    }

    private static RouteGroupBuilder Drafts(this RouteGroupBuilder group)
    {
        foreach (var status in new[] { StatusCodes.Status400BadRequest, StatusCodes.Status409Conflict, StatusCodes.Status413PayloadTooLarge, StatusCodes.Status415UnsupportedMediaType }) group.ProducesProblem(status);
        return group;
    }
}
