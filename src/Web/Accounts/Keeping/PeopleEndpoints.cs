using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Accounts.Screens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>Somebody who is invited; the documentation's view of what <see cref="JsonForm"/> reads.</summary>
/// <param name="Id">Name to sign in with: 3–40 of a–z, 0–9, dot, dash.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Role">Watcher, Reviewer, Officer, Administrator or Inspector.</param>
/// <param name="Scope">"*", a unit's code or, for an Officer, a body's id; within the caller's own scope.</param>
/// <param name="From">First day, yyyy-MM-dd; today where it is missing.</param>
/// <param name="Until">Last day, yyyy-MM-dd; no end where it is missing.</param>
public sealed record InvitationIn(string Id, string Name, string Role, string Scope, DateOnly? From, DateOnly? Until);

/// <summary>A role that is given or ended.</summary>
/// <param name="Role">Its code.</param>
/// <param name="Scope">"*", a unit's code or a body's id.</param>
/// <param name="From">First day; when ending, which of several.</param>
/// <param name="Until">Last day.</param>
public sealed record RoleIn(string Role, string Scope, DateOnly? From, DateOnly? Until);

/// <summary>Why an account is closed.</summary>
public sealed record ClosingIn(string Reason);

/// <summary>Whether the second step goes off too.</summary>
public sealed record LinkIn(bool? WithoutSecondStep);

/// <summary>A screen that is made.</summary>
/// <param name="Unit">Code of the unit whose board it shows.</param>
/// <param name="Place">Where it hangs.</param>
/// <param name="Until">Its last day, at most a year ahead.</param>
public sealed record ScreenIn(string Unit, string Place, DateOnly Until);

/// <summary>A role of a person, as far as the caller keeps people there.</summary>
public sealed record HeldRole(string Role, string RoleText, string Scope, string ScopeText, DateOnly From, DateOnly? Until);

/// <summary>A person.</summary>
/// <param name="Id">Name to sign in with.</param>
/// <param name="Name">The person's name.</param>
/// <param name="State">invited, open, locked or closed.</param>
/// <param name="Roles">Roles in the caller's scope, ended ones too.</param>
/// <param name="SignedInAt">When the account was signed in to last.</param>
/// <param name="ClosedAt">When it was closed.</param>
/// <param name="ClosedReason">Why.</param>
public sealed record PersonAnswer(string Id, string Name, string State, ImmutableArray<HeldRole> Roles, DateTimeOffset? SignedInAt, DateTimeOffset? ClosedAt, string? ClosedReason);

/// <summary>A person with a link that is shown once.</summary>
/// <param name="Person">The person.</param>
/// <param name="Link">The link to hand over.</param>
/// <param name="EndsAt">When it ends.</param>
public sealed record LinkAnswer(PersonAnswer Person, string Link, DateTimeOffset EndsAt);

/// <summary>People over the API: the desk decides, as for the pages.</summary>
internal sealed class PeopleEndpoints(PeopleDesk desk, ScopeNames names, TimeProvider machine)
{
    /// <summary>Maps <c>/people</c> and <c>/screens</c> of the API.</summary>
    public static IEndpointConventionBuilder Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("").WithTags("People").Needs(Act.KeepPeople, Where.Anywhere);
        group.MapGet("/people", (string? q, string? state, HttpContext context, PeopleEndpoints people) => people.List(q, state, context)).WithSummary("People who hold a role in the caller's scope");
        group.MapGet("/people/{id}", (string id, HttpContext context, PeopleEndpoints people) => people.Read(id, context)).WithSummary("One person").ProducesProblem(404);
        Post<InvitationIn>("/people", (form, context, people) => people.Invite(form, context), "Invites somebody; the link is given once", 201);
        Post<RoleIn>("/people/{id}/roles", (form, context, people) => people.Role(form, context, people.Desk.Give), "Gives a role, never wider than the caller's own scope; a link to set a password that waits is good no more");
        Post<RoleIn>("/people/{id}/roles/end", (form, context, people) => people.Role(form, context, (keeper, by, id, role, _) => people.Desk.End(keeper, by, id, role)), "Ends a role from today on");
        Post<LinkIn>("/people/{id}/link", (form, context, people) => people.Link(form, context), "Makes a new link to set a password; the earlier one is good no more");
        Post<ClosingIn>("/people/{id}/close", (form, context, people) => people.Close(form, context), "Closes an account for ever; its sign-ins, keys and links end at once");
        group.MapPost("/people/{id}/unlock", (string id, HttpContext context, PeopleEndpoints people) => people.Unlock(id, context)).WithSummary("Takes passwords again after too many wrong ones").Produces<PersonAnswer>().ProducesProblem(404);
        Post<ScreenIn>("/screens", (form, context, people) => people.Screen(form, context), "Makes a screen that shows one board; its link is given once", 201);
        return group;

        void Post<T>(string path, Func<JsonForm, HttpContext, PeopleEndpoints, Task<IResult>> act, string summary, int status = 200)
            where T : notnull
        {
            var route = group.MapPost(path, async Task<IResult> (HttpContext context, PeopleEndpoints people) =>
            {
                var (form, wrong, sentence) = await JsonForm.Read(context.Request, context.RequestAborted);
                return form is null ? Problems.Of(wrong, sentence) : await act(form, context, people);
            }).WithSummary(summary).Accepts<T>("application/json");
            if (typeof(T) == typeof(RoleIn) || typeof(T) == typeof(ClosingIn)) route.Produces<PersonAnswer>(status);
            else route.Produces<LinkAnswer>(status);
            foreach (var problem in new[] { 400, 404, 409, 413, 415 }) route.ProducesProblem(problem);
        }
    }

    private PeopleDesk Desk => desk;

    private async Task<IResult> List(string? text, string? state, HttpContext context)
    {
        var only = Enum.GetValues<PersonState>().Cast<PersonState?>().FirstOrDefault(one => PersonStates.Code(one!.Value) == state);
        if (state is not null && only is null) return Problems.Of(StatusCodes.Status400BadRequest, $"Không có tình trạng {Problems.Quote(state)}. Đề nghị ghi invited, open, locked hoặc closed.", "state");
        var answers = ImmutableArray.CreateBuilder<PersonAnswer>();
        foreach (var account in await desk.List(context.Viewer(), text, only, context.RequestAborted)) answers.Add(await Answer(account, context));
        return TypedResults.Ok(answers.ToImmutable());
    }

    private async Task<IResult> Read(string id, HttpContext context) =>
        await desk.Find(context.Viewer(), id) is { } account ? TypedResults.Ok(await Answer(account, context)) : Problems.Of(PeopleDesk.NoPerson(id));

    private async Task<IResult> Invite(JsonForm form, HttpContext context)
    {
        var (id, name, role) = (form.Text("id"), form.Text("name"), Role(form));
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        return await Linked(await desk.Invite(context.Viewer(), context.Actor(), id, name, role, context.RequestAborted), "/invitation/", context, StatusCodes.Status201Created);
    }

    private async Task<IResult> Role(JsonForm form, HttpContext context, Func<Domain.People.Viewer, Grains.Record.Actor, string, RoleOrder, CancellationToken, Task<DeskAnswer>> act)
    {
        var role = Role(form);
        form.NothingElse();
        return form.Refusal is { } wrong ? Problems.Of(wrong) : await Plain(await act(context.Viewer(), context.Actor(), IdOf(context), role, context.RequestAborted), context);
    }

    private async Task<IResult> Link(JsonForm form, HttpContext context)
    {
        var off = form.Flag("withoutSecondStep");
        form.NothingElse();
        return form.Refusal is { } wrong ? Problems.Of(wrong) : await Linked(await desk.Link(context.Viewer(), context.Actor(), IdOf(context), off == true), "/invitation/", context, StatusCodes.Status200OK);
    }

    private async Task<IResult> Close(JsonForm form, HttpContext context)
    {
        var reason = form.Text("reason");
        form.NothingElse();
        return form.Refusal is { } wrong ? Problems.Of(wrong) : await Plain(await desk.Close(context.Viewer(), context.Actor(), IdOf(context), reason), context);
    }

    private async Task<IResult> Unlock(string id, HttpContext context) => await Plain(await desk.Unlock(context.Viewer(), context.Actor(), id), context);

    private async Task<IResult> Screen(JsonForm form, HttpContext context)
    {
        var (unit, place, until) = (form.Text("unit"), form.Text("place"), form.Day("until"));
        form.NothingElse();
        if (form.Refusal is { } wrong) return Problems.Of(wrong);
        return await Linked(await context.RequestServices.GetRequiredService<ScreenLinks>().Make(context.Viewer(), context.Actor(), unit, place, until), "/tv/", context, StatusCodes.Status201Created);
    }

    private static RoleOrder Role(JsonForm form) => new(form.Text("role"), form.Text("scope"), form.Day("from"), form.Day("until"));

    private static string IdOf(HttpContext context) => context.GetRouteValue("id")?.ToString() ?? "";

    private async Task<IResult> Plain(DeskAnswer answer, HttpContext context) =>
        answer.Account is { } account ? TypedResults.Ok(await Answer(account, context)) : Problems.Of(answer.Refusals);

    private async Task<IResult> Linked(DeskAnswer answer, string path, HttpContext context, int status) => answer.Account is { } account
        ? TypedResults.Json(new LinkAnswer(await Answer(account, context), context.AddressOf(path + answer.Secret), account.Invitation?.EndsAt ?? account.Keys[^1].EndsAt), statusCode: status)
        : Problems.Of(answer.Refusals);

    private async Task<PersonAnswer> Answer(AccountRecord account, HttpContext context)
    {
        var roles = ImmutableArray.CreateBuilder<HeldRole>();
        foreach (var held in account.Assignments.Where(held => desk.Covers(context.Viewer(), held)))
        {
            var role = held.ToAssignment();
            roles.Add(new(held.Role, RoleWords.Name(role.Role), role.Scope.ToString(), await names.Of(role.Scope, context.RequestAborted), held.From, held.Until));
        }
        return new(account.Id, account.Name, PersonStates.Code(PersonStates.Of(account, machine.GetUtcNow())), roles.ToImmutable(), account.SignedInAt, account.ClosedAt, account.ClosedReason);
    }
}
