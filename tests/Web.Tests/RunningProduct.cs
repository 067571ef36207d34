using System.Net;
using System.Text;
using System.Text.Json;
using HoiQC.Silo.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests;

/// <summary>The whole product on a folder of its own with the sample district, on the morning of 28/12/2023, spoken to over HTTP.</summary>
public sealed class RunningProduct : IAsyncLifetime
{
    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-web-").FullName;
    private DataFolder? _folder;
    private WebApplication? _app;

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>The file of its database.</summary>
    public string Database => Path.Combine(_path, "hoiqc.db");

    public HttpClient Http { get; private set; } = new();

    /// <summary>The key of <see cref="TestPerson"/>.</summary>
    public string Key { get; private set; } = "";

    /// <summary>The folder it runs on.</summary>
    public DataFolder Folder => _folder!;

    /// <summary>The application.</summary>
    public WebApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        var command = CommandLine.Read(["run", "--data", _path, "--port", "0", "--clock", "2023-12-28T08:00:00+07:00"]);
        _folder = await DataFolder.Open(command, TimeProvider.System);
        await _folder!.Fill("tam-duong-2023");
        Key = await TestPerson.Prepare(_folder);
        _app = Program.Build(_folder, command);
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Address = new(addresses.First(address => !address.Contains("unix", StringComparison.Ordinal)));
        Http = new(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
        Http.As(Key);
        await Ready();
    }

    public async Task<JsonElement> Get(string address) => Parse(await Http.GetStringAsync(address));

    /// <summary>An answer with its status.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)> Ask(string address)
    {
        using var response = await Http.GetAsync(address);
        return (response.StatusCode, Parse(await response.Content.ReadAsStringAsync()));
    }

    public async Task<(HttpStatusCode Status, JsonElement Body, Uri? Location)> Post(string address, string body, string type = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8);
        content.Headers.ContentType = type.Length > 0 ? new(type) : null;
        using var response = await Http.PostAsync(address, content);
        return (response.StatusCode, Parse(await response.Content.ReadAsStringAsync()), response.Headers.Location);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text.Length > 0 ? text : "null");
        return document.RootElement.Clone();
    }

    private async Task Ready()
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            using var response = await Http.GetAsync("/health/ready");
            if (response.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
        throw new TimeoutException("The product is not ready.");
    }
}

/// <summary>Tests that share one running product; what they change does not overlap.</summary>
[CollectionDefinition(Name)]
public sealed class RunningProductCollection : ICollectionFixture<RunningProduct>
{
    public const string Name = "running product";
}
