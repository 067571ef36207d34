using System.Data.Common;
using Dapper;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;

namespace HoiQC.Bench.Children;

/// <summary>The parts that children play.</summary>
internal static class Parts
{
    /// <summary>Plays one until it is ended.</summary>
    public static Task Play(string part, string[] arguments) => part switch
    {
        "bytes" => Bytes(arguments[0]),
        "group-by" => GroupBy(arguments[0]),
        "insert" => Insert(arguments[0]),
        "bare" => Bare(arguments[0]),
        "triggers" => Triggers(arguments[0]),
        "broadcast" => Broadcast(),
        "viewers" => Viewers.Play(arguments),
        _ => throw new ArgumentException($"There is no part {part}.", nameof(part)),
    };

    /// <summary>The limit of a board: bytes from memory.</summary>
    private static Task Bytes(string file)
    {
        var bytes = File.ReadAllBytes(file);
        return Serve(app => app.MapGet("/board", () => Results.Bytes(bytes, "application/json")));
    }

    /// <summary>The peer of a board: the rows are counted for each request. A commune's code begins with its province's.</summary>
    private static Task GroupBy(string database) => Serve(app => app.MapGet("/board", async (string? unit) =>
    {
        await using var connection = Grounds.Connect(database);
        var row = unit is null ? "substr(unit, 1, 2)" : "unit";
        var sql = $"""
            SELECT {row} AS row, rule, COUNT(*) AS owed, SUM(CASE WHEN status IN ('Fulfilled', 'FulfilledLate') THEN 1 ELSE 0 END) AS fulfilled,
                SUM(CASE WHEN status IN ('Overdue', 'Escalated') THEN 1 ELSE 0 END) AS overdue, SUM(done) AS done, SUM(required) AS required, MIN(due) AS due, MIN(since) AS since
            FROM obligation WHERE year = {Country.Year} AND unit >= @first AND unit < @last AND status NOT IN ('Waived', 'NotApplicable', 'NoData', 'Dormant')
            GROUP BY 1, 2 ORDER BY 1, 2
            """;
        return Results.Json((await connection.QueryAsync(sql, new { first = unit ?? "", last = (unit ?? "") + "~" })).ToList());
    }));

    /// <summary>The peer of handing in: one insert a request, and nothing else.</summary>
    private static Task Insert(string database) => Serve(app => app.MapPost("/evidence/{obligation:long}", async (long obligation, Piece piece) =>
    {
        await using var connection = Grounds.Connect(database);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        const string Sql = """
            INSERT INTO evidence (code, obligation, submission, form, form_hash, occurred_on, document_date, count, imported, received_at, recorded_at)
            VALUES (@code, @obligation, @submission, @form, @hash, NULL, @date, 1, 0, @now, @now)
            """;
        var code = Guid.NewGuid().ToString("N");
        await connection.ExecuteAsync(Sql, new { code, obligation, submission = piece.SubmissionId, form = System.Text.Json.JsonSerializer.Serialize(piece), hash = code + code, date = piece.DocumentDate, now });
        return Results.Created($"/evidence/{code}", new { code });
    }));

    /// <summary>A piece as clients send it.</summary>
    internal sealed record Piece(string SubmissionId, string DocumentNo, string DocumentDate);

    /// <summary>The limit of a start and of memory: a web application that does nothing but look whether its database answers.</summary>
    private static Task Bare(string database) => Serve(app => app.MapGet("/health/ready", () =>
    {
        using var connection = Grounds.Connect(database);
        return Results.Ok(connection.ExecuteScalar<int>("SELECT 1"));
    }));

    /// <summary>The peer of a start and of memory: every obligation's next checkpoint as a trigger in Quartz' memory, ready once all are there.</summary>
    private static Task Triggers(string database) => Serve(
        async app =>
        {
            var scheduler = await app.Services.GetRequiredService<ISchedulerFactory>().GetScheduler();
            var job = JobBuilder.Create<NothingJob>().WithIdentity("due").StoreDurably().Build();
            await scheduler.AddJob(job, new AddJobOptions { Replace = true });
            await using var connection = Grounds.Connect(database);
            foreach (var (id, next) in connection.Query<(long Id, long Next)>("SELECT id, next FROM obligation WHERE next IS NOT NULL", buffered: false))
            {
                // Checkpoints of made-up data lie in the past by the machine's clock; what counts is that each has its trigger.
                var at = DateTimeOffset.FromUnixTimeMilliseconds(next).AddYears(10);
                await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob(job).WithIdentity($"{id}").StartAt(at).UsingJobData("obligation", id).Build());
            }
            app.MapGet("/health/ready", () => Results.Ok());
        },
        services => services.AddQuartz().AddQuartzHostedService());

    private sealed class NothingJob : IJob
    {
        public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
    }

    /// <summary>The limit of viewers: a hub that sends everybody as many bytes as it is told, and knows nothing of what they say.</summary>
    private static Task Broadcast() => Serve(
        app =>
        {
            app.MapHub<SilentHub>("/hub");
            app.MapPost("/broadcast/{size:int}", async (int size, string? last, IHubContext<SilentHub> hub) => await hub.Clients.All.SendAsync("Changed", new { Cells = new string('x', size), Last = last }));
        },
        services => services.AddSignalR());

    private sealed class SilentHub : Hub;

    private static Task Serve(Action<WebApplication> map, Action<IServiceCollection>? add = null) => Serve(
        app =>
        {
            map(app);
            return Task.CompletedTask;
        },
        add);

    private static async Task Serve(Func<WebApplication, Task> map, Action<IServiceCollection>? add = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        add?.Invoke(builder.Services);
        await using var app = builder.Build();
        await map(app);
        await app.StartAsync();
        Console.WriteLine(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        await app.WaitForShutdownAsync();
    }
}
