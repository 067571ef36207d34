using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>A provider on this machine: whoever comes is whom the test says; it insists on the proof that the code is changed by whom it was given to.</summary>
internal sealed class FakeProvider : IAsyncDisposable
{
    public const string Name = "Công dịch vụ";
    private const string Client = "hoiqc", ClientSecret = "bí mật của máy";

    private readonly ConcurrentDictionary<string, (string Challenge, string Subject)> _codes = new(StringComparer.Ordinal);
    private readonly WebApplication _app;

    private FakeProvider(WebApplication app) => _app = app;

    /// <summary>Who the person at the browser is.</summary>
    public string Subject { get; set; } = "";

    /// <summary>How often a code was changed for a token.</summary>
    public int Changed { get; private set; }

    public Uri Address => new(_app.Urls.First());

    public Dictionary<string, string?> Settings => new(StringComparer.Ordinal)
    {
        ["Provider:Name"] = Name,
        ["Provider:AuthorizationEndpoint"] = new Uri(Address, "/authorize").ToString(),
        ["Provider:TokenEndpoint"] = new Uri(Address, "/token").ToString(),
        ["Provider:UserInformationEndpoint"] = new Uri(Address, "/me").ToString(),
        ["Provider:ClientId"] = Client,
        ["Provider:ClientSecret"] = ClientSecret,
    };

    public static async Task<FakeProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var provider = new FakeProvider(app);
        app.MapGet("/authorize", (HttpContext context) =>
        {
            var asked = context.Request.Query;
            Assert.Equal((Client, "code", "S256"), (asked["client_id"].ToString(), asked["response_type"].ToString(), asked["code_challenge_method"].ToString()));
            var code = RandomNumberGenerator.GetHexString(32);
            provider._codes[code] = (asked["code_challenge"].ToString(), provider.Subject);
            return Results.Redirect($"{asked["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(asked["state"].ToString())}");
        });
        app.MapPost("/token", async (HttpContext context) =>
        {
            var form = await context.Request.ReadFormAsync();
            var proof = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(form["code_verifier"].ToString())));
            if (form["client_secret"] != ClientSecret || !provider._codes.TryRemove(form["code"].ToString(), out var given) || given.Challenge != proof) return Results.BadRequest();
            provider.Changed++;
            return Results.Json(new { access_token = given.Subject, token_type = "Bearer" });
        });
        app.MapGet("/me", (HttpContext context) => Results.Json(new { sub = context.Request.Headers.Authorization.ToString()["Bearer ".Length..] }));
        await app.StartAsync();
        return provider;
    }

    /// <summary>Lets a browser go where it is sent, and come back.</summary>
    public async Task<string> Visit(string address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var response = await http.GetAsync(address);
        return response.Headers.Location!.PathAndQuery;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
