using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace HoiQC.Chaos;

/// <summary>The built program in a process of its own, to be killed.</summary>
internal sealed class Product : IAsyncDisposable
{
    private const string ReadyLine = "HoiQC đã sẵn sàng: ";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly Process _process;
    private readonly StringBuilder _said = new();
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _launched = Stopwatch.GetTimestamp();
    private long _listening;

    private Product(IEnumerable<string> arguments, string failAt, DateTimeOffset clock, double speed)
    {
        (Clock, Speed) = (clock, speed);
        // A process whose parent ignores SIGXFSZ gets an error from the disk instead of that signal.
        var start = new ProcessStartInfo("bash", ["-c", "trap '' XFSZ; exec dotnet \"$@\"", "dotnet", .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["HOIQC_FAIL_AT"] = failAt;
        // Lives are too short for a profile of the code to pay.
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["Review__Required"] = "true";
        start.Environment["Pace__SubmissionsAtOnce"] = start.Environment["Pace__SubmissionsPerMinute"] = "100000";
        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Heard(line.Data);
        _process.ErrorDataReceived += (_, line) => Heard(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public bool Runs => !_process.HasExited;

    /// <summary>What its clock showed when it was started.</summary>
    public DateTimeOffset Clock { get; }

    public double Speed { get; }

    public Uri Address { get; private set; } = new("http://127.0.0.1/");

    /// <summary>Speaks for whoever hands in.</summary>
    public HttpClient Officer { get; private set; } = new();

    /// <summary>Speaks for whoever reviews.</summary>
    public HttpClient Reviewer { get; private set; } = new();

    public string Said
    {
        get
        {
            lock (_said) return _said.ToString();
        }
    }

    /// <summary>The earliest and the latest instant its clock can show now.</summary>
    public (DateTimeOffset From, DateTimeOffset To) Now =>
        (Clock + (Stopwatch.GetElapsedTime(_listening) * Speed), Clock + (Stopwatch.GetElapsedTime(_launched) * Speed));

    /// <summary>A command that ends by itself.</summary>
    public static async Task<(int Code, string Said)> Do(params IEnumerable<string> arguments)
    {
        await using var product = new Product(arguments, "", default, 1);
        await product.Ended();
        return (product._process.ExitCode, product.Said);
    }

    /// <summary>Starts it and waits until it answers; null when it ended instead, or was killed before.</summary>
    public static async Task<(Product? Running, string Said)> Start(
        IReadOnlyList<string> program, IReadOnlyList<string> options, DateTimeOffset clock, double speed, string failAt, (string Officer, string Reviewer) keys, TimeSpan? killAfter = null)
    {
        var product = new Product(
            [.. program, "run", "--port", "0", "--clock", clock.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture), "--speed", speed.ToString(CultureInfo.InvariantCulture), .. options],
            failAt, clock, speed);
        if (killAfter is { } after)
        {
            await Task.Delay(after);
            await product.DisposeAsync();
            return (null, product.Said);
        }
        var first = await Task.WhenAny(product._ready.Task, product._process.WaitForExitAsync()).WaitAsync(Patience);
        if (first != product._ready.Task)
        {
            await product.DisposeAsync();
            return (null, product.Said);
        }
        product.Address = await product._ready.Task;
        (product.Officer, product.Reviewer) = (product.ClientOf(keys.Officer), product.ClientOf(keys.Reviewer));
        for (var patience = Stopwatch.StartNew(); product.Runs;)
        {
            if (patience.Elapsed > Patience) throw new TimeoutException($"It never became ready:\n{product.Said}");
            try
            {
                using var answer = await product.Officer.GetAsync("/health/ready");
                if (answer.IsSuccessStatusCode) break;
            }
            catch (HttpRequestException)
            {
                // A fail point may end it before it is ready.
            }
            await Task.Delay(20);
        }
        return (product, product.Said);
    }

    /// <summary>Asks it to stop.</summary>
    public async Task<int> Stop()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{Id}"])) await kill.WaitForExitAsync();
        await Ended();
        return _process.ExitCode;
    }

    public Task Ended() => _process.WaitForExitAsync().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        if (Runs) Native.Kill(Id);
        await Ended();
        _process.Dispose();
        Officer.Dispose();
        Reviewer.Dispose();
    }

    private HttpClient ClientOf(string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(60) };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    private void Heard(string? line)
    {
        if (line is null) return;
        lock (_said) _said.AppendLine(line);
        if (!line.StartsWith(ReadyLine, StringComparison.Ordinal)) return;
        _listening = Stopwatch.GetTimestamp();
        _ready.TrySetResult(new(line[ReadyLine.Length..].Split(' ')[0]));
    }
}
