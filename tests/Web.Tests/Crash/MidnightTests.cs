namespace HoiQC.Web.Tests.Crash;

public sealed class MidnightTests
{
    private const long NewYear = 1704042000000;      // 2024-01-01T00:00:00+07:00

    private static readonly DateTimeOffset SixthDay = new(2024, 1, 6, 0, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Four =
        [$"106 MT-GS Overdue {NewYear} 3/13", $"106 MT-GS-H Overdue {NewYear} 2/6", $"106 MT-PB Overdue {NewYear} 5/13", $"106 UB-DT Overdue {NewYear} 7/13"];

    [Fact]
    public async Task Killed_at_23_59_and_started_at_00_10_seventeen_are_overdue_since_midnight_and_four_alerts_stand_once()
    {
        using var scratch = new Scratch();
        var recount = new Recount(scratch.Data);
        await using (var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-31T23:59:00+07:00")) await product.Kill();
        Assert.Empty(recount.Alerts);

        await using (var product = await Product.Run(scratch.Data, "--clock", "2024-01-01T00:10:00+07:00"))
        {
            await Product.Until(() => Task.FromResult(recount.Alerts.Count > 0 && recount.AllTold), "the alerts");
            await recount.Agrees(product, 2023, "2024-01-01");
            await product.Kill();
        }
        Assert.Equal(Four, recount.Alerts);

        await using var last = await Product.Run(scratch.Data, "--clock", "2024-01-07T00:10:00+07:00");
        await Product.Until(() => Task.FromResult(recount.Lateness(SixthDay).Count > 0), "the reminders of the seventh day");
        var overdue = (await last.Transitions()).Where(one => one.GetProperty("to").GetString() == "Overdue").ToList();
        Assert.Equal(17, overdue.Count);
        Assert.All(overdue, one => Assert.Equal("2024-01-01T00:00:00+07:00", one.GetProperty("at").GetString()));
        Assert.All(overdue, one => Assert.StartsWith("2024-01-01T00:10:", one.GetProperty("recordedAt").GetString(), StringComparison.Ordinal));
        await last.Stop();
        Assert.Equal(Four, recount.Alerts);
    }
}
