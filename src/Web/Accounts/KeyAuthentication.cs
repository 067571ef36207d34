using System.Security.Claims;
using System.Text.Encodings.Web;
using HoiQC.Grains;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HoiQC.Web.Accounts;

/// <summary>Knows who calls by an API key: <c>Authorization: Bearer hoiqc_…</c>, for the hub also in the query, because browsers' sockets have no headers.</summary>
internal sealed class KeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, People people, VietnamClock clock, TimeProvider machine)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme of API keys.</summary>
    public const string Name = "hoiqc-key";

    private const string Bearer = "Bearer ";

    /// <summary>The key a request bears; null for none.</summary>
    public static string? KeyOf(HttpRequest request)
    {
        var header = request.Headers[HeaderNames.Authorization].ToString();
        if (header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return header[Bearer.Length..].Trim();
        return request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) && request.Query["access_token"].ToString() is { Length: > 0 } token ? token : null;
    }

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Without a key the scheme hands on to the cookie's, and this is not asked.
        if (await people.OfKey(KeyOf(Request)!, machine.GetUtcNow()) is not var (account, key)) return AuthenticateResult.Fail("The key is unknown, revoked or has ended.");
        Context.Features.Set(account.ViewerOn(clock.Today, key));
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, account.Id), new(ClaimTypes.Name, account.Name), new(Actors.Via, "api")], Name);
        return AuthenticateResult.Success(new(new(identity), Name));
    }
}
