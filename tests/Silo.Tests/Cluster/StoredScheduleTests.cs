using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace HoiQC.Silo.Tests.Cluster;

/// <summary>Quartz on the database of a cluster.</summary>
public sealed class StoredScheduleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-quartz-").FullName;

    public StoredScheduleTests() => Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Notes how many run beside each other; one that rings while another is still at it waits.</summary>
    [DisallowConcurrentExecution]
    private sealed class Slow(Runs runs) : IJob
    {
        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            runs.Beside = Math.Max(runs.Beside, Interlocked.Increment(ref runs.Now));
            await Task.Delay(100, cancellationToken);
            Interlocked.Decrement(ref runs.Now);
            if (Interlocked.Increment(ref runs.Ended) == Runs.Wanted) runs.All.TrySetResult();
        }
    }

    private sealed class Runs
    {
        public const int Wanted = 3;

        public int Now;
        public int Beside;
        public int Ended;

        public TaskCompletionSource All { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    [Fact]
    public async Task Nodes_that_start_together_make_the_tables_once_and_one_of_them_rings_at_a_time()
    {
        var connection = new Postgres(TestServer.ConnectionOf(_folder), Postgres.Holding.Nothing).ForOthers("test schedule");
        var runs = new Runs();
        var nodes = Enumerable.Range(0, 3).Select(_ => new ServiceCollection().AddLogging().AddSingleton(runs).AddQuartz(quartz => quartz.KeepInDatabase(connection)).BuildServiceProvider()).ToList();
        try
        {
            var schedulers = await Task.WhenAll(nodes.Select(node => Task.Run(async () => await node.GetRequiredService<ISchedulerFactory>().GetScheduler())));
            await Task.WhenAll(schedulers.Select(scheduler => Task.Run(async () => await scheduler.Start())));
            var job = JobBuilder.Create<Slow>().WithIdentity("slow").StoreDurably().Build();
            await schedulers[0].AddJob(job, new AddJobOptions { Replace = true });
            Assert.True(await schedulers[2].Exists(job.Key));
            for (var ring = 0; ring < Runs.Wanted; ring++) await schedulers[ring % schedulers.Length].TriggerJob(job.Key);
            await runs.All.Task.WaitAsync(TimeSpan.FromSeconds(30));
            Assert.Equal(1, runs.Beside);
            foreach (var scheduler in schedulers) await scheduler.Shutdown(waitForJobsToComplete: true);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
        }
    }
}
