using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using HoiQC.Chaos;
using HoiQC.Tests;

namespace HoiQC.Web.Tests;

/// <summary>The built program in a process of its own, started as people start it.</summary>
internal sealed partial class Product : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Product(IReadOnlyCollection<string> arguments, IReadOnlyDictionary<string, string>? environment, ProcessStartInfo? start)
    {
        start ??= new("dotnet");
        start.ArgumentList.Add(BuiltProgram.Path);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (!arguments.Contains("--database") && arguments.SkipWhile(argument => argument != "--data").ElementAtOrDefault(1) is { } folder && TestServer.Arguments(folder) is { } database)
            foreach (var argument in database) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal)) start.Environment[name] = value;
        // It lives too briefly for a profile of its code to pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.WorkingDirectory = AppContext.BaseDirectory;
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        (start.StandardOutputEncoding, start.StandardErrorEncoding) = (Encoding.UTF8, Encoding.UTF8);
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where it listens, as its ready line says.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    public HttpClient Http { get; private set; } = new();

    /// <summary>The key of <see cref="TestPerson"/>; null where the program was started on its own.</summary>
    public string? Key { get; private set; }

    /// <summary>Everything it has printed.</summary>
    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>A command that ends by itself: its exit code and what it printed.</summary>
    public static async Task<(int Code, string Said)> Do(params string[] arguments) => await Do(null, arguments);

    /// <summary>The same, started through another program.</summary>
    public static async Task<(int Code, string Said)> Do(ProcessStartInfo? start, params string[] arguments)
    {
        await using var product = new Product(arguments, null, start);
        return (await product.Ended(), product.Said);
    }

    /// <summary>Runs on a folder at a free port until it answers.</summary>
    public static Task<Product> Run(string folder, params string[] options) => RunUntil("", folder, options);

    /// <summary>The same, to be killed at a fail point.</summary>
    public static async Task<Product> RunUntil(string failPoint, string folder, params string[] options)
    {
        var key = await TestPerson.Prepare(folder, options);
        return await Started(new(["run", "--port", "0", "--data", folder, .. options], new Dictionary<string, string>(StringComparer.Ordinal) { ["HOIQC_FAIL_AT"] = failPoint }, null), key);
    }

    /// <summary>Runs on a folder in an environment of its own until it answers.</summary>
    public static async Task<Product> RunIn(IReadOnlyDictionary<string, string> environment, string folder, params string[] options)
    {
        var key = await TestPerson.Prepare(folder, options);
        return await Started(new(["run", "--port", "0", "--data", folder, .. options], environment, null), key);
    }

    /// <summary>The same for a command that ends by itself.</summary>
    public static async Task<(int Code, string Said)> DoIn(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        await using var product = new Product(arguments, environment, null);
        return (await product.Ended(), product.Said);
    }

    /// <summary>Runs on a folder through another program, until it answers.</summary>
    public static async Task<Product> RunAs(ProcessStartInfo? start, string folder, params string[] options)
    {
        var key = await TestPerson.Prepare(folder, options);
        return await Started(new(["run", "--port", "0", "--data", folder, .. options], null, start), key);
    }

    /// <summary>Runs on a folder as it is found: nobody has an account that the test did not make.</summary>
    public static Task<Product> RunWithoutPeople(string folder, params string[] options) => Started(new(["run", "--port", "0", "--data", folder, .. options], null, null));

    /// <summary>Runs to be shown.</summary>
    public static Task<Product> Demonstrate(string folder, params string[] options) => Started(new(["demo", "--port", "0", "--data", folder, .. options], null, null));

    public async Task<JsonElement> Get(string address) => Parse(await Http.GetStringAsync(address));

    /// <summary>Hands evidence in; null where the process died before it answered.</summary>
    public async Task<(HttpStatusCode Status, JsonElement Body)?> HandIn(string obligation, string submission, string more = "")
    {
        using var content = new StringContent($$"""{"submissionId":"{{submission}}"{{more}}}""", Encoding.UTF8, "application/json");
        try
        {
            using var response = await Http.PostAsync($"/api/obligations/{obligation}/evidence", content);
            return (response.StatusCode, Parse(await response.Content.ReadAsStringAsync()));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>Every transition, in order.</summary>
    public async Task<List<JsonElement>> Transitions()
    {
        var all = new List<JsonElement>();
        for (var after = 0L; ;)
        {
            var page = await Get($"/api/transitions?after={after}");
            if (page.GetProperty("items").GetArrayLength() == 0) return all;
            all.AddRange(page.GetProperty("items").EnumerateArray());
            after = page.GetProperty("next").GetInt64();
        }
    }

    /// <summary>Ends it as hard as kill -9.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await Ended();
    }

    /// <summary>Asks it to stop.</summary>
    public async Task<int> Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
        return await Ended();
    }

    /// <summary>Its exit code once it has ended.</summary>
    public async Task<int> Ended()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    public bool Runs => !_process.HasExited;

    /// <summary>Asks again until it is so.</summary>
    public static async Task Until(Func<Task<bool>> isSo, string what, int seconds = 60)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(seconds));
        while (!await isSo())
        {
            if (patience.IsCancellationRequested) throw new TimeoutException($"Waited in vain: {what}.");
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Runs) await Kill();
        _process.Dispose();
        Http.Dispose();
    }

    private static async Task<Product> Started(Product product, string? key = null)
    {
        var first = await Task.WhenAny(product._ready.Task, product._process.WaitForExitAsync()).WaitAsync(Patience);
        Assert.True(first == product._ready.Task, $"It ended instead of starting:\n{product.Said}");
        product.Address = new(await product._ready.Task);
        product.Http.Dispose();
        // A certificate that a test made for itself is trusted by nobody else.
        product.Http = new(new SocketsHttpHandler { SslOptions = { RemoteCertificateValidationCallback = (_, _, _, _) => true } }) { BaseAddress = product.Address, Timeout = Patience };
        product.Key = key;
        if (key is not null) product.Http.As(key);
        await Until(async () =>
        {
            using var answer = await product.Http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }, "ready");
        return product;
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (ReadyLine().Match(line) is { Success: true } match) _ready.TrySetResult(match.Groups["address"].Value);
    }

    private static JsonElement Parse(string text)
    {
        using var document = JsonDocument.Parse(text.Length > 0 ? text : "null");
        return document.RootElement.Clone();
    }

    [GeneratedRegex("^HoiQC đã sẵn sàng: (?<address>https?://[^ ]+/) ", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ReadyLine();
}

/// <summary>A folder that is gone after the test.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-run-").FullName;

    /// <summary>The data folder; not there yet.</summary>
    public string Data => this["data"];

    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
