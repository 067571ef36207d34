using System.Collections.Immutable;
using HoiQC.Domain.Events;
using HoiQC.Domain.People;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;
using HoiQC.Web.Obligations;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Bodies;

/// <summary>An event as it is entered; the documentation's view of what <see cref="JsonForm"/> reads.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _. The same again gives the same answer.</param>
/// <param name="Kind">congress, planned congress, complete file, dialogue, basis document, leader change or request.</param>
/// <param name="On">The day, yyyy-MM-dd. Only what is planned, asked for or counted back from may lie ahead.</param>
/// <param name="Due">The deadline that a request names itself, yyyy-MM-dd.</param>
/// <param name="Document">Number and day of its document, at most 300 letters.</param>
/// <param name="Note">At most 2,000 letters.</param>
public sealed record EventIn(string SubmissionId, string Kind, DateOnly On, DateOnly? Due, string? Document, string? Note);

/// <summary>An event of a body, withdrawn ones too.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Body">Body id.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="KindText">The kind in words.</param>
/// <param name="On">The day.</param>
/// <param name="Due">The deadline that a request names itself.</param>
/// <param name="Evidence">Receipt code of the evidence that is this event; null for one that was only entered.</param>
/// <param name="Document">Number and day of its document.</param>
/// <param name="Note">Free text.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="WithdrawnAt">When it was taken back; null while it stands.</param>
/// <param name="WithdrawnReason">Why.</param>
/// <param name="Opened">Keys of the obligations it opened, {body}/{rule}/{period}.</param>
public sealed record BodyEventAnswer(
    string Id, string Body, string Kind, string KindText, DateOnly On, DateOnly? Due, string? Evidence, string Document, string Note, DateTimeOffset RecordedAt,
    DateTimeOffset? WithdrawnAt, string? WithdrawnReason, ImmutableArray<string> Opened)
{
    /// <summary>The answer for a row.</summary>
    public static BodyEventAnswer Of(EventRow row, ImmutableArray<ObligationKey> opened) => new(
        row.Id, row.Body, row.Kind, EventKind.Find(row.Kind)?.Label ?? row.Kind, row.On, row.Due, row.Evidence, row.Document, row.Note, row.RecordedAt, row.WithdrawnAt,
        row.WithdrawnReason, [.. opened.Select(key => key.ToString())]);
}

/// <summary>Events of a body: entering them, reading them, taking them back.</summary>
internal static class EventEndpoints
{
    /// <summary>Maps <c>/bodies/{id}/events</c> of the API.</summary>
    public static void MapEventApi(this IEndpointRouteBuilder bodies)
    {
        bodies.MapPost("/events", Enter).Needs(Act.HandIn, Where.Body("id")).WithSummary("Enters an event and opens what counts from it")
            .WithDescription("The same submissionId with the same content gives the same answer (200). An event that is known by the same body, kind and day is refused (409).")
            .Accepts<EventIn>("application/json").Refuses(400, 409, 413, 415);
        bodies.MapGet("/events", List).WithSummary("Events of a body with what each opened");
        bodies.MapGet("/events/{eventId}", Read).WithSummary("One event");
        bodies.MapPost("/events/{eventId}/withdraw", Withdraw).Needs(Act.HandIn, Where.Body("id")).WithSummary("Takes an event back, with a reason; what it opened and is still open applies no more")
            .Accepts<WithdrawalIn>("application/json").Refuses(400, 409, 413, 415);
    }

    private static async Task<Results<Created<BodyEventAnswer>, Ok<BodyEventAnswer>, ProblemHttpResult>> Enter(
        string id, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(id, cancellationToken) is not { } body || body.For(Act.HandIn) is not { } grain) return Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(id));
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var entered = new EventForm(form.Text("submissionId") ?? "", form.Text("kind") ?? "", form.Day("on"), form.Day("due"), form.Text("document"), form.Text("note"));
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);

        var answer = await grain.Report(entered, request.HttpContext.Actor());
        if (answer.Refusal is { } refusal) return Problems.Of(refusal);
        var stored = (await Find(body, answer.Id!, cancellationToken))!;
        var place = $"/api/bodies/{Uri.EscapeDataString(id)}/events/{Uri.EscapeDataString(stored.Id)}";
        if (!answer.Repeated) return TypedResults.Created(place, stored);
        request.HttpContext.Response.Headers.Location = place;
        return TypedResults.Ok(stored);
    }

    private static async Task<Results<Ok<ImmutableArray<BodyEventAnswer>>, ProblemHttpResult>> List(string id, Sight sight, CancellationToken cancellationToken) =>
        await sight.Body(id, cancellationToken) is not { } body
            ? Problems.Of(StatusCodes.Status404NotFound, BodyEndpoints.NoBody(id))
            : TypedResults.Ok((await body.Events(cancellationToken)).Select(one => BodyEventAnswer.Of(one.Event, one.Opened)).ToImmutableArray());

    private static async Task<Results<Ok<BodyEventAnswer>, ProblemHttpResult>> Read(string id, string eventId, Sight sight, CancellationToken cancellationToken) =>
        await sight.Body(id, cancellationToken) is { } body && await Find(body, eventId, cancellationToken) is { } found ? TypedResults.Ok(found) : Problems.Of(StatusCodes.Status404NotFound, NoEvent(eventId));

    private static async Task<Results<Ok<BodyEventAnswer>, ProblemHttpResult>> Withdraw(
        string id, string eventId, HttpRequest request, Sight sight, CancellationToken cancellationToken)
    {
        if (await sight.Body(id, cancellationToken) is not { } body || await Find(body, eventId, cancellationToken) is null || body.For(Act.HandIn) is not { } grain)
            return Problems.Of(StatusCodes.Status404NotFound, NoEvent(eventId));
        var (form, status, sentence) = await JsonForm.Read(request, cancellationToken);
        if (form is null) return Problems.Of(status, sentence);
        var reason = form.Text("reason");
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        if (await grain.WithdrawEvent(eventId, reason ?? "", request.HttpContext.Actor()) is { } refusal) return Problems.Of(refusal);
        return await Read(id, eventId, sight, cancellationToken);
    }

    private static async Task<BodyEventAnswer?> Find(BodyInSight body, string id, CancellationToken cancellationToken) =>
        (await body.Events(cancellationToken)).Where(one => one.Event.Id == id).Select(one => BodyEventAnswer.Of(one.Event, one.Opened)).FirstOrDefault();

    private static string NoEvent(string id) => $"Tổ chức này không có sự kiện mang mã {Problems.Quote(id)}. Đề nghị xem lại mã trên trang của tổ chức.";
}
