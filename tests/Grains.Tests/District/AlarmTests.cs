using HoiQC.Silo.Deadlines;
using Quartz;

namespace HoiQC.Grains.Tests.District;

public sealed class AlarmTests
{
    private const string Midnight = "20231231T170000.000Z";

    /// <summary>A start may sweep just before midnight and set its first alarm just after it.</summary>
    [Theory]
    [InlineData("2023-12-31T23:59:59.900+07:00")]
    [InlineData("2024-01-01T00:00:00.400+07:00")]
    public async Task What_comes_between_the_sweep_and_its_alarm_rings_too(string alarmed)
    {
        await using var district = await TamDuong.At("2023-12-31T23:59:59+07:00");
        await using var factory = QuartzSchedulerBuilder.Create(quartz => quartz.UseInMemoryStore()).Build();
        var scheduler = await factory.GetScheduler();
        await scheduler.AddJob(JobBuilder.Create<SweepJob>().WithIdentity(SweepJob.Key).StoreDurably().Build(), new AddJobOptions { Replace = true });

        var swept = await district.Sweep.Run(CancellationToken.None);
        district.Now(alarmed);
        await new Alarm(district.Deadlines, district.Clock).Set(scheduler, swept, CancellationToken.None);

        var rings = await scheduler.GetTriggersOfJob(SweepJob.Key);
        Assert.Equal(district.Clock.ToMachine(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(7))).AddMilliseconds(1), Assert.Single(rings, ring => ring.Key.Name == Midnight).StartTimeUtc);
        await scheduler.Shutdown();
    }
}
