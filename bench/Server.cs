using System.Diagnostics;
using System.Globalization;
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
        Http = new() { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    /// <summary>Resident memory now, in MB; 0 where the system does not say.</summary>
    public long Memory => File.Exists($"/proc/{_process.Id}/status")
        ? File.ReadLines($"/proc/{_process.Id}/status").Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal)).Select(line => long.Parse(line[6..^2].Trim(), CultureInfo.InvariantCulture) / 1024).FirstOrDefault()
        : 0;

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
        var process = Launch([program, "run", "--data", data, "--port", "0", .. options]);
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(ReadyLine, StringComparison.Ordinal)) continue;
            var server = new Server(process, new(line[ReadyLine.Length..].Split(' ')[0]));
            _ = process.StandardOutput.ReadToEndAsync();
            while (!(await server.Http.GetAsync("/health/ready")).IsSuccessStatusCode) await Task.Delay(50);
            server.Http.DefaultRequestHeaders.Authorization = new("Bearer", await Key(program, data));
            return server;
        }
        throw new InvalidOperationException($"The program ended instead of starting: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>A key of somebody who may do everything, made the first time the program runs on a folder.</summary>
    private static async Task<string> Key(string program, string data)
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

    private static Process Launch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, UseShellExecute = false, WorkingDirectory = Path.GetDirectoryName(arguments[0])! };
        return Process.Start(start)!;
    }
}
