using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Bench;

/// <summary>The program, running on a folder until it is disposed of.</summary>
internal sealed class Server : IAsyncDisposable
{
    private const string ReadyLine = "HoiQC đã sẵn sàng: ";
    private readonly Process _process;

    private Server(Process process, Uri address)
    {
        _process = process;
        Http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1_000 }) { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    public HttpClient Http { get; }

    /// <summary>Resident memory now, in MB; 0 where the system does not say.</summary>
    public long Memory => (long)Measure.Memory(_process.Id);

    /// <summary>Processor time it has used.</summary>
    public TimeSpan Worked
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Starts it and waits for its ready line.</summary>
    public static async Task<Server> Start(string program, string data, params string[] options)
    {
        var server = await Ready(Launch([program, "run", "--data", data, "--port", "0", .. options]));
        server.As(await MakeKey(program, data));
        return server;
    }

    /// <summary>The same on a ground that a bench works on, where nobody is hindered by the pace of one person and what is handed in counts at once.</summary>
    public static Task<Server> Launch(string program, Ground ground, IEnumerable<string> options) => Ready(LaunchAt(program, ground, options));

    /// <summary>Its process alone, not waited for.</summary>
    public static Process LaunchAt(string program, Ground ground, IEnumerable<string> options) => Launch(
        [program, "run", .. ground.Arguments, "--port", "0", .. options],
        ("Review__Required", "false"), ("Pace__SubmissionsAtOnce", "100000"), ("Pace__SubmissionsPerMinute", "100000"));

    /// <summary>Waits for the ready line of a process, and until it answers.</summary>
    public static async Task<Server> Ready(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(ReadyLine, StringComparison.Ordinal)) continue;
            var server = new Server(process, new(line[ReadyLine.Length..].Split(' ')[0]));
            _ = process.StandardOutput.ReadToEndAsync();
            while (!(await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode) await Task.Delay(1);
            return server;
        }
        throw new InvalidOperationException("The program ended instead of starting.");
    }

    /// <summary>Asks with a key from now on.</summary>
    public Server As(string key)
    {
        Http.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return this;
    }

    /// <summary>A key of somebody who may do everything, made the first time the program runs on a folder.</summary>
    public static async Task<string> MakeKey(string program, string data)
    {
        if (!(await Do(program, "account", "list", "--data", data)).Contains("do-luong\t", StringComparison.Ordinal))
            await Do(program, "account", "add", "do-luong", "--role", "watcher:*", "--role", "reviewer:*", "--role", "officer:*", "--role", "administrator:*", "--data", data);
        return (await Do(program, "apikey", "add", "do-luong", "--data", data)).TrimEnd().Split('\n')[^1].Trim();
    }

    /// <summary>The way in which commands ask a server that runs on a folder: its local socket.</summary>
    public static HttpClient Local(string data) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(await File.ReadAllTextAsync(Path.Combine(data, "hoiqc.socket-path"), cancellationToken)), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
    });

    /// <summary>Imports files and makes a key of somebody who may do everything, by asking the server that runs on a folder.</summary>
    public static async Task<string> Fill(string data, string files)
    {
        using var local = Local(data);
        local.Timeout = TimeSpan.FromMinutes(30);
        await Order("/local/import", new { folder = files, check = false });
        await Order("/local/account", new { verb = "add", id = "do-luong", roles = new[] { "watcher:*", "reviewer:*", "officer:*", "administrator:*" } });
        return (await Order("/local/account", new { verb = "addkey", id = "do-luong", roles = Array.Empty<string>() })).GetProperty("lines").EnumerateArray().Last().GetString()!.Trim();

        async Task<JsonElement> Order(string address, object order)
        {
            using var response = await local.PostAsJsonAsync("http://localhost" + address, order);
            var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
            return answer.GetProperty("done").GetBoolean() ? answer : throw new InvalidOperationException(answer.ToString());
        }
    }

    /// <summary>Runs a command to its end; what it printed.</summary>
    public static async Task<string> Do(params string[] arguments)
    {
        using var process = Launch(arguments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{string.Join(' ', arguments)}: {said}");
        return said;
    }

    public async Task<JsonElement> Get(string address) => await Http.GetFromJsonAsync<JsonElement>(address);

    public async Task<(int Status, JsonElement Body)> Post(string address, JsonNode body)
    {
        using var response = await Http.PostAsJsonAsync(address, body);
        return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>());
    }

    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
    }

    private static Process Launch(string[] arguments, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(arguments[0])! };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        return Process.Start(start)!;
    }
}
