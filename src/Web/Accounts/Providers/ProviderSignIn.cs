using System.Security.Claims;
using System.Security.Cryptography;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Accounts.Providers;

/// <summary>Signing in by a provider. It opens accounts that were linked to it by whoever was signed in to them, and makes none.</summary>
internal sealed class ProviderSignIn(IOptions<ProviderOptions> options, IAccountStore store, People people, SignIn signIn, OwnAccount own, IDataProtectionProvider protection)
{
    private const string LinkItem = "link";
    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(10);

    private readonly ITimeLimitedDataProtector _tickets = protection.CreateProtector("HoiQC.Link").ToTimeLimitedDataProtector();

    /// <summary>What the provider is called; null while there is none.</summary>
    public string? Name => options.Value.IsOn ? options.Value.Name : null;

    /// <summary>The provider's login of an account; null for none.</summary>
    public LoginRecord? LoginOf(AccountRecord account) => account.Logins.FirstOrDefault(login => login.Provider == Name);

    /// <summary>Sends the browser to the provider, to come back signed in.</summary>
    public IResult ToSignIn(string? goOn) => Results.Challenge(new() { RedirectUri = LocalPath.Of(goOn) }, [ProviderSetup.Scheme]);

    /// <summary>Where one's own account is linked, once the password was said; the sentence where it was wrong.</summary>
    public async Task<(string? Address, string? Wrong)> BeginLink(HttpContext context, string password) =>
        (await signIn.Prove(context, password)).Wrong is { } wrong ? (null, wrong) : ($"/account/provider?ticket={Uri.EscapeDataString(_tickets.Protect(SessionOf(context), TicketLife))}", null);

    /// <summary>Sends the browser to the provider, to come back linked; only the browser that said the password goes.</summary>
    public IResult ToLink(HttpContext context, string? ticket) =>
        Read(ticket) is not { Length: > 0 } session || session != SessionOf(context) ? Results.NotFound()
        : Results.Challenge(new() { RedirectUri = "/account?told=linked", Items = { [LinkItem] = session } }, [ProviderSetup.Scheme]);

    /// <summary>Ends the link; an account that could not be signed in to otherwise keeps it.</summary>
    public async Task<bool> Unlink(HttpContext context) =>
        await own.Find(context) is { PasswordHash: not null } account && LoginOf(account) is { } login
        && await people.Change(account.Id, one => one.PasswordHash is null ? null : one with { Logins = one.Logins.Remove(login) }, context.Actor()) is not null;

    /// <summary>The browser is back, and the provider has said who it is.</summary>
    public async Task Finish(TicketReceivedContext received)
    {
        received.HandleResponse();
        var context = received.HttpContext;
        var subject = received.Principal!.FindFirstValue(ClaimTypes.NameIdentifier)!;

        // This runs before anybody is known by their cookie.
        if (await context.AuthenticateAsync(SignIn.Scheme) is { Principal: { } present }) context.User = present;
        context.Response.Redirect(received.Properties!.Items.TryGetValue(LinkItem, out var session)
            ? await Link(context, session, subject) ? received.ReturnUri! : "/account?told=not-linked"
            : await Enter(context, subject, received.ReturnUri));
    }

    private async Task<bool> Link(HttpContext context, string? session, string subject)
    {
        if (session != SessionOf(context) || await own.Find(context) is not { } account) return false;
        if (await store.OfLogin(Name!, subject) is { } holder) return holder.Id == account.Id;
        return await people.Change(account.Id, one => one.IsClosed || LoginOf(one) is not null ? null : one with { Logins = one.Logins.Add(new(Name!, subject)) }, context.Actor()) is not null;
    }

    private async Task<string> Enter(HttpContext context, string subject, string? goOn)
    {
        if (await store.OfLogin(Name!, subject) is not { IsClosed: false } account) return "/sign-in?told=unlinked";
        var answer = await signIn.WithProof(context, account, Name!);
        return answer.Done ? LocalPath.Of(goOn) : answer.Ticket is { } ticket ? $"/sign-in?return={Uri.EscapeDataString(LocalPath.Of(goOn))}&step={Uri.EscapeDataString(ticket)}" : "/sign-in";
    }

    private static string SessionOf(HttpContext context) => context.User.FindFirstValue(SignIn.SessionClaim) ?? "";

    private string? Read(string? ticket)
    {
        try
        {
            return string.IsNullOrEmpty(ticket) ? null : _tickets.Unprotect(ticket);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
