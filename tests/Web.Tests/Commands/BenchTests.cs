using System.Diagnostics;
using System.Text.Json;
using HoiQC.Chaos;

namespace HoiQC.Web.Tests.Commands;

/// <summary>The benches work; how fast anything is, a test does not judge.</summary>
public sealed class BenchTests
{
    private static readonly string[] Keys = ["name", "database", "limit", "peer", "ours", "ratioToLimit", "ratioToPeer", "unit"];

    [Fact]
    public async Task On_tiny_data_a_bench_says_what_bounds_it_what_one_would_build_instead_and_what_ours_is()
    {
        var (code, lines) = await Bench("storm", "board", "--scale", "small", "--json");

        Assert.Equal(0, code);
        Assert.Equal(["storm", "board"], lines.Select(line => line.GetProperty("name").GetString()!));
        foreach (var line in lines)
        {
            Assert.All(Keys, key => Assert.True(line.TryGetProperty(key, out _), key));
            Assert.Equal("sqlite", line.GetProperty("database").GetString());
            Assert.All(["limit", "peer", "ours"], key => Assert.True(line.GetProperty(key).GetDouble() > 0, key));
        }
    }

    [Fact]
    public async Task A_bench_that_there_is_not_is_answered_with_those_there_are() => Assert.Equal(2, (await Bench("race")).Code);

    private static async Task<(int Code, List<JsonElement> Lines)> Bench(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "HoiQC.Bench.dll"), BuiltProgram.Path, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement.Clone())]);
    }
}
