using System.Globalization;

namespace HoiQC.Web.Tests.Crash;

public sealed class SpeedTests(ITestOutputHelper output)
{
    private const int Speed = 3600;

    [Fact]
    public async Task At_an_hour_a_second_every_boundary_is_recorded_within_two_seconds_of_machine_time() => await Task.WhenAll(
        Watch("2023-12-30T20:00:00+07:00", "2024-01-01T00:00:00+07:00"),
        Watch("2024-01-06T20:00:00+07:00", "2024-01-08T00:00:00+07:00"));

    /// <summary>Two midnights: reminders at the first, transitions at the second.</summary>
    private async Task Watch(string start, string last)
    {
        var (began, end) = (DateTimeOffset.Parse(start, CultureInfo.InvariantCulture), DateTimeOffset.Parse(last, CultureInfo.InvariantCulture));
        using var scratch = new Scratch();
        var recount = new Recount(scratch.Data);
        await using var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", start, "--speed", $"{Speed}");
        await Product.Until(() => Task.FromResult(recount.Lateness(end.AddTicks(-1)).Count > 0), $"something recorded of {last}");

        var late = recount.Lateness(began);
        foreach (var (at, milliseconds) in late) output.WriteLine($"{DateTimeOffset.FromUnixTimeMilliseconds(at).ToOffset(began.Offset):dd/MM HH:mm}: {milliseconds / Speed} ms");
        Assert.Equal(2, late.Count);
        Assert.All(late, boundary => Assert.InRange(boundary.Late / Speed, 0, 2000));
    }
}
