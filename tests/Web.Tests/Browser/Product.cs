using System.Net;
using System.Text;
using System.Text.Json;
using HoiQC.Grains;
using HoiQC.Grains.Bodies;
using HoiQC.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Tests.Browser;

/// <summary>The whole product in this process, on a folder and a clock of its own.</summary>
internal sealed class Product : IAsyncDisposable
{
    public const string KhunHa = "3430-FrontBloc";

    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-pages-").FullName;
    private DataFolder? _folder;
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public VietnamClock Clock => _folder!.Clock;

    /// <summary>The key of <see cref="TestPerson"/>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The application.</summary>
    public WebApplication App => _app!;

    /// <summary>The folder it runs on.</summary>
    public DataFolder Folder => _folder!;

    /// <summary>Whether what is handed in waits for review.</summary>
    public bool Reviewed { get; init; }

    /// <summary>Id of somebody who only reviews, where there are reviews.</summary>
    public const string Reviewer = "nguoi-duyet";

    /// <summary>What that person is called.</summary>
    public const string ReviewerName = "Cán bộ duyệt của huyện";

    /// <summary>That person's key.</summary>
    public string ReviewerKey { get; private set; } = "";

    /// <summary>Huyện Tam Đường at an instant: "2024-01-05T08:00:00".</summary>
    public static Task<Product> TamDuong(string clock) => Start(clock, "tam-duong-2023");

    /// <summary>The same where what is handed in waits for review.</summary>
    public static async Task<Product> Reviewing(string clock)
    {
        var product = new Product { Reviewed = true };
        await product.Open(clock, "tam-duong-2023");
        return product;
    }

    /// <summary>The product on a new folder.</summary>
    public static async Task<Product> Start(string clock, string? sample)
    {
        var product = new Product();
        await product.Open(clock, sample);
        return product;
    }

    /// <summary>Stops it; the folder stays.</summary>
    public async Task Stop()
    {
        await _app!.StopAsync();
        await _app.DisposeAsync();
        _folder!.Dispose();
        _app = null;
    }

    /// <summary>Opens the folder, at the address it had before if it had one.</summary>
    public async Task Open(string clock, string? sample = null)
    {
        var port = Address.IsDefaultPort ? 0 : Address.Port;
        var command = CommandLine.Read(["run", "--data", _path, "--port", $"{port}", "--clock", clock]);
        _folder = await DataFolder.Open(command, TimeProvider.System);
        await _folder!.Fill(sample);
        Key = await TestPerson.Prepare(_folder);
        if (Reviewed && ReviewerKey.Length == 0)
        {
            Assert.True((await _folder.Accounts.Do(new("add", Reviewer, ReviewerName, ["reviewer:106"], null, null))).Done);
            ReviewerKey = await TestPerson.Key(_folder, Reviewer);
        }
        _app = Program.Build(_folder, command);
        _app.Services.GetRequiredService<IOptions<ReviewPolicy>>().Value.Required = Reviewed;
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new(addresses.First(address => !address.Contains("unix", StringComparison.Ordinal)));
        await Ready();
    }

    public async Task<JsonElement> Get(string address)
    {
        using var http = new HttpClient { BaseAddress = Address }.As(Key);
        using var document = JsonDocument.Parse(await http.GetStringAsync(address));
        return document.RootElement.Clone();
    }

    /// <summary>How many pieces were handed in, by whatever way, for a rule of 2023.</summary>
    public async Task<int> HandedIn(string body, string rule) =>
        (await Get($"/api/obligations/{body}/{rule}/2023")).GetProperty("evidence").EnumerateArray().Count(piece => !piece.GetProperty("imported").GetBoolean());

    /// <summary>Hands in evidence of a conference without a browser.</summary>
    public async Task HandIn(string body, string rule, string occurredOn, string period = "2023")
    {
        using var http = new HttpClient { BaseAddress = Address }.As(Key);
        var form = JsonSerializer.Serialize(new { submissionId = $"tu-may-khac-{body}-{rule}", occurredOn, documentNo = "05/BC-MTTQ", participants = 64, opinions = 9, place = "Nhà văn hóa bản Sin Chải" });
        using var content = new StringContent(form, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync($"/api/obligations/{body}/{rule}/{period}/evidence", content);
        Assert.True(response.StatusCode == HttpStatusCode.Created, await response.Content.ReadAsStringAsync());
    }

    public async ValueTask DisposeAsync()
    {
        if (_app is not null) await Stop();
        Directory.Delete(_path, recursive: true);
    }

    private async Task Ready()
    {
        using var http = new HttpClient { BaseAddress = Address }.As(Key);
        for (var attempt = 0; attempt < 600; attempt++)
        {
            using var response = await http.GetAsync("/health/ready");
            if (response.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        throw new TimeoutException("The product is not ready.");
    }
}

/// <summary>Huyện Tam Đường on the morning of 05/01/2024, for tests whose changes do not meet.</summary>
public sealed class SharedDistrict : IAsyncLifetime
{
    internal Product Product { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Product = await Product.TamDuong("2024-01-05T08:00:00");

    public ValueTask DisposeAsync() => Product.DisposeAsync();
}
