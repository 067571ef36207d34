using HoiQC.Chaos;

namespace HoiQC.Web.Tests.Crash;

/// <summary>The harness of <c>./hoiqc chaos</c>, a short run of it at each test; docs/chaos.md says what it does.</summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Fifty_kills_lose_nothing_double_nothing_and_leave_every_instant_and_total_right()
    {
        var (harness, said) = await Run(50, planted: false);
        Assert.True(harness.Kills >= 50 && !harness.Findings.Any, said);
    }

    [Fact]
    public async Task An_answer_before_its_commit_is_found_within_a_hundred_kills()
    {
        var (harness, said) = await Run(100, planted: true);
        Assert.True(harness.Findings.Count(Wrong.Lost) + harness.Findings.Count(Wrong.Doubled) > 0, said);
        Assert.InRange(harness.Kills, 1, 100);
    }

    private async Task<(Harness Harness, string Said)> Run(int kills, bool planted)
    {
        await using var said = new StringWriter();
        var harness = new Harness(new ChaosOptions(kills, Random.Shared.Next(1, int.MaxValue), "sqlite", planted, FullCheckEvery: 25), said);
        await harness.Run();
        output.WriteLine(said.ToString());
        return (harness, said.ToString());
    }
}
