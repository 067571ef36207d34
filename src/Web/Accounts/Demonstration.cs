using System.Collections.Immutable;
using System.Security.Claims;
using HoiQC.Web.Access;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Net.Http.Headers;

namespace HoiQC.Web.Accounts;

/// <summary>Somebody a demonstration is looked at as.</summary>
/// <param name="Id">Name one signs in with.</param>
/// <param name="Name">What they are.</param>
public sealed record DemonstrationViewer(string Id, string Name);

/// <summary>Whether this is a demonstration, and the people in it to switch between; empty in every other run, and then nothing here does anything.</summary>
public sealed record Demonstration(ImmutableArray<DemonstrationViewer> People)
{
    /// <summary>Whether this run is one.</summary>
    public bool IsOne => !People.IsEmpty;

    /// <summary>The field of the form that switches.</summary>
    public const string Address = "/demonstration";
}

/// <summary>Signs people of a demonstration in without a password.</summary>
internal static class DemonstrationSignIn
{
    /// <summary>Whoever opens a page without being signed in is the first of the people.</summary>
    public static void UseDemonstration(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var demonstration = context.RequestServices.GetRequiredService<Demonstration>();
        if (demonstration.IsOne && Transport.Of(context).MaySignIn && HttpMethods.IsGet(context.Request.Method) && !context.Viewer().IsSomebody && KeyAuthentication.KeyOf(context.Request) is null
            && context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && context.Request.Path != "/sign-in")
        {
            await Enter(context, demonstration.People[0].Id);
        }
        await next(context);
    });

    /// <summary>Maps the form by which one becomes another of the people.</summary>
    public static IEndpointConventionBuilder MapDemonstration(this IEndpointRouteBuilder routes) => routes.MapPost(Demonstration.Address, async (HttpContext context, Demonstration demonstration) =>
    {
        if (!demonstration.IsOne || !context.Request.HasFormContentType) return Results.NotFound();
        if (Transport.Of(context).Refusal is { } open) return Problems.Of(open);
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (demonstration.People.FirstOrDefault(person => person.Id == form["person"]) is not { } person) return Results.NotFound();
        await Enter(context, person.Id);
        return Results.LocalRedirect("/");
    }).ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute());

    /// <summary>Begins a sign-in and lets this very request go on as that person; as nobody, where the account was changed or closed that very moment.</summary>
    private static async Task Enter(HttpContext context, string id)
    {
        var services = context.RequestServices;
        var people = services.GetRequiredService<People>();
        var person = await people.Read(id) ?? throw new InvalidOperationException($"There is no account {id}.");
        if (!await services.GetRequiredService<SignIn>().Begin(context, person, "demonstration") || await people.Find(id) is not { Sessions.IsEmpty: false } account) return;
        context.Features.Set(account.ViewerOn(services.GetRequiredService<Grains.VietnamClock>().Today));
        context.User = new(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, account.Id), new(ClaimTypes.Name, account.Name), new(SignIn.SessionClaim, account.Sessions[^1].Id), new(Actors.Via, "page")], SignIn.Scheme));
    }
}
