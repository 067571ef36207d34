using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Security.Claims;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Silo.Accounts;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Access;
using HoiQC.Tests;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Tests;

/// <summary>Somebody who holds every role everywhere, for tests that are not about who may do what.</summary>
internal static class TestPerson
{
    public const string Id = "moi-vai-tro";

    /// <summary>What the person is called, where pages and answers name who did something.</summary>
    public const string Name = "Cán bộ kiểm thử";

    private static readonly ConcurrentDictionary<string, string> Keys = new(StringComparer.Ordinal);

    /// <summary>Makes the person and a key on a folder that nothing runs on; again, the key is the same.</summary>
    public static async Task<string> Prepare(DataFolder folder)
    {
        if (Keys.TryGetValue(folder.Path, out var known)) return known;
        var made = await folder.Accounts.Do(new("add", Id, Name, ["watcher:*", "reviewer:*", "officer:*", "administrator:*", "inspector:*"], null, null));
        Assert.True(made.Done, string.Join("\n", made.Lines));
        return Keys[folder.Path] = await Key(folder, Id);
    }

    /// <summary>A new key of somebody on that folder.</summary>
    public static async Task<string> Key(DataFolder folder, string id)
    {
        var answer = await folder.Accounts.Do(AccountOrder.Of("addkey", id));
        Assert.True(answer.Done, string.Join("\n", answer.Lines));
        return answer.Lines[^1];
    }

    /// <summary>The same on a folder that a program of its own will run on.</summary>
    public static async Task<string> Prepare(string data, IEnumerable<string> options)
    {
        if (Keys.TryGetValue(data, out var known)) return known;
        using var folder = await DataFolder.Open(CommandLine.Read(["run", "--data", data, .. options.Contains("--database") ? [] : TestServer.Arguments(data), .. options]), TimeProvider.System);
        return await Prepare(folder!);
    }

    /// <summary>Lets a client speak as the holder of a key.</summary>
    public static HttpClient As(this HttpClient http, string key)
    {
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    /// <summary>Name and value of the cookie of a new sign-in.</summary>
    public static async Task<(string Name, string Value)> Cookie(WebApplication app, string id = Id)
    {
        var now = TimeProvider.System.GetUtcNow();
        var session = new SessionRecord(Secret.New(), now, now + SignIn.Longest, "127.0.0.1", "password");
        var account = await app.Services.GetRequiredService<People>().Change(id, one => one.With(session), Actor.Operator);
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id), new(ClaimTypes.Name, account!.Name), new(SignIn.SessionClaim, session.Id), new(Actors.Via, "page")], SignIn.Scheme);
        var options = app.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SignIn.Scheme);
        var ticket = new AuthenticationTicket(new(identity), new() { IssuedUtc = now, ExpiresUtc = now.AddHours(8) }, SignIn.Scheme);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }
}
