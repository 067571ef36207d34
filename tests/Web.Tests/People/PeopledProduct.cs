using System.Net;
using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Silo.Hosting;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>The whole product on the sample district on the morning of 05/01/2024, to which people are added and in which they act for themselves.</summary>
public sealed class PeopledProduct : IAsyncLifetime
{
    /// <summary>The password of everybody who was added with one.</summary>
    public const string Password = "trâu trắng ăn ngô";

    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-people-").FullName;
    private DataFolder? _folder;
    private WebApplication? _app;
    private int _added;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Settings it starts with.</summary>
    internal IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    internal IServiceProvider Services => _app!.Services;

    internal Web.Accounts.People People => Services.GetRequiredService<Web.Accounts.People>();

    public async ValueTask InitializeAsync()
    {
        var command = CommandLine.Read(["run", "--data", _path, "--port", "0", "--clock", "2024-01-05T08:00:00+07:00"]);
        _folder = await DataFolder.Open(command, TimeProvider.System);
        await _folder!.Fill("tam-duong-2023");
        _app = Program.Build(_folder, command, settings: Settings);
        await _app.StartAsync();
        Address = new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First(address => !address.Contains("unix", StringComparison.Ordinal)));
        using var http = new HttpClient { BaseAddress = Address };
        for (var attempt = 0; attempt < 600 && (await http.GetAsync("/health/ready")).StatusCode != HttpStatusCode.OK; attempt++) await Task.Delay(TimeSpan.FromMilliseconds(50));
    }

    /// <summary>Adds somebody whose password is <see cref="Password"/>; the name they sign in with.</summary>
    internal async Task<string> Add(params Assignment[] roles)
    {
        var id = $"nguoi.{Interlocked.Increment(ref _added)}";
        var account = AccountRecord.New(id, $"Người thứ {_added}", DateTimeOffset.UnixEpoch);
        using var scope = Services.CreateScope();
        account = roles.Aggregate(account, (one, held) => one.Given(held));
        Assert.NotNull(await People.Make(account.WithPassword(scope.ServiceProvider.GetRequiredService<Passwords>().Hash(account, Password)), Actor.System));
        return id;
    }

    /// <summary>Adds somebody who has only a link; its secret and the name.</summary>
    internal async Task<(string Id, string Secret)> Invite(DateTimeOffset? ends = null)
    {
        var (id, secret) = ($"duoc.moi.{Interlocked.Increment(ref _added)}", Secret.New());
        Assert.NotNull(await People.Make(AccountRecord.New(id, "Lò Thị Mến", DateTimeOffset.UnixEpoch).Invited(Secret.Hash(secret), ends ?? TimeProvider.System.GetUtcNow().AddDays(1)), Actor.System));
        return (id, secret);
    }

    /// <summary>Somebody's browser, not signed in.</summary>
    internal Caller Browser() => new(Address);

    /// <summary>Somebody's browser, signed in.</summary>
    internal async Task<Caller> SignedIn(string id, string password = Password)
    {
        var caller = Browser();
        var answer = await caller.Send("/sign-in", "sign-in", ("name", id), ("password", password));
        Assert.True(answer.Status == HttpStatusCode.Found, answer.Text);
        return caller;
    }

    public static Assignment Administrator(string? unit = null) => new(Role.Administrator, unit is null ? RoleScope.Everything : RoleScope.Of(unit), new(2024, 1, 1));

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}

/// <summary>Tests that share one product and add people of their own.</summary>
[CollectionDefinition(Name)]
public sealed class PeopledProductCollection : ICollectionFixture<PeopledProduct>
{
    public const string Name = "peopled product";
}
