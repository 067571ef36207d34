using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Antiforgery;

namespace HoiQC.Web.Accounts;

/// <summary>Forms that every page has in its head.</summary>
internal static class AccountEndpoints
{
    /// <summary>The referrer policy of pages whose address is a secret: where they lead learns of the server, never of the path; unlike with none at all, forms still say where they come from.</summary>
    public const string SecretPath = "strict-origin";

    /// <summary>Maps the form by which one signs out.</summary>
    public static IEndpointConventionBuilder MapSignOut(this IEndpointRouteBuilder routes) => routes.MapPost("/sign-out", async (HttpContext context, SignIn signIn) =>
    {
        await signIn.End(context);

        // Whoever sits down at this machine next finds nothing of it in the browser, drafts of forms neither.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\", \"storage\"";
        return Results.LocalRedirect("/sign-in");
    }).ExcludeFromDescription().WithMetadata(new RequireAntiforgeryTokenAttribute());

    /// <summary>A path as it is handed to somebody: with the address under which people reach this server.</summary>
    public static string AddressOf(this HttpContext context, string path) => context.RequestServices.GetRequiredService<Listening>().AddressFor(context.Request) + path;
}
