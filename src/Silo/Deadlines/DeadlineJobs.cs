using HoiQC.Grains;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HoiQC.Grains.Configuration;
using HoiQC.Domain;
using Quartz;

namespace HoiQC.Silo.Deadlines;

/// <summary>Quartz only rings. What is due is read from the tables, and after each sweep the next instants are rung for.</summary>
[DisallowConcurrentExecution]
internal sealed partial class SweepJob(Sweep sweep, Alarm alarm, ILogger<SweepJob> logger) : IJob
{
    public static readonly JobKey Key = new("sweep");
    private static readonly TimeSpan AfterFault = TimeSpan.FromSeconds(5);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await alarm.Set(context.Scheduler, await sweep.Run(cancellationToken), cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            SweepFailed(error);
            var again = TriggerBuilder.Create().ForJob(Key).WithIdentity("again").StartAt(TimeProvider.System.GetUtcNow() + AfterFault).Build();
            await context.Scheduler.ScheduleJob(again, ScheduleJobOptions.Replacing, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 103, EventName = "SweepFailed", Level = LogLevel.Error, Message = "A sweep failed; it is tried again in 5 s.")]
    private partial void SweepFailed(Exception error);
}

/// <summary>One trigger for each distinct instant at which something may change, made from the stored next checkpoints.</summary>
internal sealed class Alarm(IDeadlineStore store, VietnamClock clock)
{
    private const int Ahead = 64;

    /// <summary>
    /// Rings for the next instants, and for the next midnight, when new rows may have to be made. What has come since the sweep read what is due rings at once.
    /// </summary>
    /// <param name="scheduler">Where.</param>
    /// <param name="after">The instant up to which was swept.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task Set(IScheduler scheduler, DateTimeOffset after, CancellationToken cancellationToken)
    {
        var instants = await store.NextCheckpoints(after, Ahead, cancellationToken);
        foreach (var instant in instants.Append(VietnamTime.StartOf(VietnamTime.DayOf(after).AddDays(1))).Distinct())
        {
            var trigger = TriggerBuilder.Create().ForJob(SweepJob.Key).WithIdentity($"{instant.UtcDateTime:yyyyMMdd'T'HHmmss.fff}Z")
                .StartAt(clock.ToMachine(instant).AddMilliseconds(1)).Build();
            await scheduler.ScheduleJob(trigger, ScheduleJobOptions.Replacing, cancellationToken);
        }
    }
}

/// <summary>
/// Starts the deadlines and ends them: loads the configuration, sweeps what an outage missed, then lets Quartz ring. Quartz' own hosted service would start
/// it beside the first sweep, and one whose application never starts it would keep waiting when told to end.
/// </summary>
internal sealed partial class DeadlineStart(Sweep sweep, Alarm alarm, ISchedulerFactory schedulers, INodeConfiguration node, VietnamClock clock, ILogger<DeadlineStart> logger) : BackgroundService
{
    private static readonly TimeSpan Besides = TimeSpan.FromSeconds(20);

    /// <summary>From here on it can be rung, whatever the first sweep still has to do.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        var job = JobBuilder.Create<SweepJob>().WithIdentity(SweepJob.Key).StoreDurably().Build();
        await (await schedulers.GetScheduler(cancellationToken)).AddJob(job, new AddJobOptions { Replace = true }, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <summary>Ends with the jobs that run.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await (await schedulers.GetScheduler(cancellationToken)).Shutdown(waitForJobsToComplete: true, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The time to stop is used up: what still runs is cut off, and the next start sweeps again.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var swept = clock.Now;
        try
        {
            await node.Refresh();
            swept = await sweep.Run(stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            FirstSweepFailed(error);
        }
        var scheduler = await schedulers.GetScheduler(stoppingToken);
        var besides = TriggerBuilder.Create().ForJob(SweepJob.Key).WithIdentity("besides").StartAt(TimeProvider.System.GetUtcNow() + Besides)
            .WithSimpleSchedule(schedule => schedule.WithInterval(Besides).RepeatForever()).Build();
        await scheduler.ScheduleJob(besides, ScheduleJobOptions.Replacing, stoppingToken);
        try
        {
            await alarm.Set(scheduler, swept, stoppingToken);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // The trigger besides sweeps, and sets the alarm then.
            FirstSweepFailed(error);
        }
        await scheduler.Start(stoppingToken);
    }

    /// <summary>Rings at once: something was stored that the sweep has not seen.</summary>
    public async Task Ring(CancellationToken cancellationToken) =>
        await (await schedulers.GetScheduler(cancellationToken)).TriggerJob(SweepJob.Key, cancellationToken: cancellationToken);

    [LoggerMessage(EventId = 102, EventName = "FirstSweepFailed", Level = LogLevel.Error, Message = "The first sweep failed; Quartz will ring again.")]
    private partial void FirstSweepFailed(Exception error);
}

/// <summary>Registrations of the deadlines.</summary>
internal static class DeadlinesSetup
{
    /// <summary>Adds them.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="schedule">Says where Quartz keeps its triggers.</param>
    public static IServiceCollection AddDeadlines(this IServiceCollection services, Action<IQuartzBuilder> schedule)
    {
        services.AddSingleton<Sweep>().AddSingleton<Alerts>().AddSingleton<Alarm>();
        services.AddQuartz(quartz =>
        {
            quartz.UseTimeProvider(TimeProvider.System);
            schedule(quartz);
        });
        services.AddSingleton<DeadlineStart>().AddHostedService(provider => provider.GetRequiredService<DeadlineStart>());
        return services;
    }
}
