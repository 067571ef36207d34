using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Bench.Children;

/// <summary>The bench once more, as a process of its own that plays a part: what the product is measured against, or people who look at it.</summary>
internal sealed class Child : IAsyncDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Its process.</summary>
    public int Id => _process.Id;

    /// <summary>Where it answers; null for one that answers nobody.</summary>
    public Uri? Address { get; private set; }

    /// <summary>Starts one and waits for its first line, which names its address where it has one.</summary>
    public static async Task<Child> Start(string part, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location, "child", part, .. arguments]) { RedirectStandardOutput = true, RedirectStandardInput = true, UseShellExecute = false };
        var child = new Child(Process.Start(start)!);
        var line = await child.Hear();
        child.Address = Uri.TryCreate(line, UriKind.Absolute, out var address) ? address : null;
        return child;
    }

    /// <summary>Its next line.</summary>
    public async Task<string> Hear() => await _process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("A child of the bench ended before it had said what it was asked.");

    /// <summary>Its next line, as JSON.</summary>
    public async Task<JsonElement> HearJson() => JsonDocument.Parse(await Hear()).RootElement.Clone();

    /// <summary>Tells it something.</summary>
    public async Task Say(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
    }

    /// <summary>What a child says to whoever started it.</summary>
    public static void Answer(JsonObject answer) => Console.WriteLine(answer.ToJsonString());

    /// <summary>Ends it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
