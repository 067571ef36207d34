using HoiQC.Grains.Configuration;
using HoiQC.Silo.Deadlines;
using Microsoft.Extensions.Logging.Abstractions;
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

    /// <summary>A publication that an earlier run left is applied, and rings, while the first sweep has hardly begun.</summary>
    [Fact]
    public async Task It_can_be_rung_before_the_first_sweep()
    {
        await using var district = await TamDuong.At("2023-12-28T08:00:00+07:00");
        await using var factory = QuartzSchedulerBuilder.Create(quartz => quartz.UseInMemoryStore()).Build();
        var reading = new Reading();
        using var deadlines = new DeadlineStart(district.Sweep, new Alarm(district.Deadlines, district.Clock), factory, reading, district.Clock, NullLogger<DeadlineStart>.Instance);
        await deadlines.StartAsync(CancellationToken.None);

        await deadlines.Ring(CancellationToken.None);

        Assert.NotEmpty(await (await factory.GetScheduler()).GetTriggersOfJob(SweepJob.Key));
        reading.Configuration.SetCanceled();
        await deadlines.StopAsync(CancellationToken.None);
    }

    /// <summary>A node that still reads its configuration.</summary>
    private sealed class Reading : INodeConfiguration
    {
        public TaskCompletionSource<Configuration.Configuration> Configuration { get; } = new();

        public Configuration.Configuration Current => throw new InvalidOperationException("It is still being read.");

        public Task<Configuration.Configuration> Refresh() => Configuration.Task;
    }
}
