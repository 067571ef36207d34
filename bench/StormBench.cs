using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Dapper;
using Quartz;

namespace HoiQC.Bench;

/// <summary>
/// A hundred thousand obligations fall due at one instant. Ours is the time from that instant until every transition is committed and the country's board, each province's and the country's
/// communes' have told somebody who follows them the right numbers.
/// </summary>
internal sealed class StormBench(BenchOptions options, Grounds grounds)
{
    private const int Clients = 100;
    private const int Silence = 2;
    private static readonly DateTimeOffset Instant = new(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(7));

    private static readonly string[] Limit =
    [
        """
        INSERT INTO transition (obligation, unit, year, rule, from_status, to_status, at, cause, recorded_at, told)
        SELECT id, unit, year, rule, status, 'Overdue', @instant, 'clock', @now, 0 FROM obligation WHERE next = @instant
        """,
        """
        UPDATE obligation SET status = 'Overdue', since = @instant, next = @escalates, late_days = 0, reported_late_days = 0, recorded_up_to = @now,
            version = version + 1, set_aside_until = NULL, set_aside_error = NULL
        WHERE next = @instant
        """,
    ];

    private int Obligations => options.Small ? Country.Few : 100_000;

    private int Measured => options.Small ? 10 : 3_000;

    private int Times => options.Small ? 1 : 3;

    /// <summary>What one storm of ours took, in seconds.</summary>
    private sealed record Storm(double Committed, double Right, double LastClient, double AfterCommit, double Worked, int HandedIn);

    public async Task<Report> Run() => await Run(Obligations);

    /// <summary>The same with another number of obligations.</summary>
    public async Task<Report> Run(int obligations)
    {
        var country = Country.Storm(obligations);
        var storms = new List<Storm>();
        var ahead = TimeSpan.FromSeconds(options.Small ? 3 : 15);
        while (storms.Count < Times)
        {
            if (await Ours(country, ahead) is { } storm) storms.Add(storm);
            else ahead *= 2;
        }
        var limits = new List<double>();
        for (var n = 0; n < Times; n++) limits.Add(await SetBased(country));
        var measured = Math.Min(Measured, obligations);
        var (peer, fired) = (await Triggers(country, measured), (double)obligations / measured);

        var (limit, ours) = (Measure.Median(limits), Measure.Median(storms.Select(storm => storm.Right)));
        return new("storm", options.Database,
            [
                new($"{obligations:N0} obligations fall due at one instant", "seconds", limit, peer * fired, ours) { AskedFor = "≤ 3 × limit, ≥ 100 × peer" },
                Figure.Alone("  of it, until every transition was committed", "seconds", Measure.Median(storms.Select(storm => storm.Committed))),
                Figure.Alone($"until the last of {Clients} clients was told", "seconds", Measure.Median(storms.Select(storm => storm.LastClient))),
                Figure.Alone("  of it, after the last commit", "seconds", Measure.Median(storms.Select(storm => storm.AfterCommit)), "≤ 1 s"),
                Figure.Alone("processor time of the product meanwhile", "seconds", Measure.Median(storms.Select(storm => storm.Worked))),
            ],
            [
                $"ours: medians of {Times}: right after {Measure.Spread(storms.Select(storm => storm.Right))} s; followed by one client on each of {Country.ProvinceCodes.Count + 2} boards (country, provinces, all communes) and {Clients} more on the country's.",
                $"The product has been running for a while before the instant and has swept {country.Warming:N0} other obligations, and until {Silence} s before the instant somebody handed in up to twenty times a second, {storms.Min(storm => storm.HandedIn)} times at least.",
                $"limit: median of {Measure.Spread(limits)} s; one durable transaction on a copy of the same tables and indexes:\n{string.Join(";\n", Limit)}",
                $"peer: Quartz with one stored trigger for each obligation, whose job updates and inserts in a transaction: {measured:N0} took {Measure.Spread([peer])} s, scaled by {fired:0.#}.",
            ]);
    }

    /// <summary>One storm; null where the instant came before everybody was connected.</summary>
    private async Task<Storm?> Ours(Country country, TimeSpan ahead)
    {
        var (ground, key) = await grounds.Prepared(country);
        await using var _ = ground;
        await using var server = (await Server.Launch(options.Program, ground, ["--clock", (Instant - ahead).ToString("O", CultureInfo.InvariantCulture)])).As(key);
        var instant = await ProductClock.TimestampOf(server, Instant);
        var hub = new Uri(server.Http.BaseAddress!, "/hubs/board");

        var (provinces, all) = (country.BodiesByProvince(), country.Bodies + country.Warming);
        var boards = new List<(Listener Listener, int Expected)>();
        var clients = new List<Listener>();
        try
        {
            boards.Add((await Follow(Country.Root, ""), all));
            boards.Add((await Follow(Country.Root, "commune"), all));
            foreach (var (code, bodies) in provinces) boards.Add((await Follow(code, ""), bodies));
            await Parallel.ForEachAsync(Enumerable.Range(0, Clients), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (_, _) =>
            {
                var client = await Follow(Country.Root, "");
                lock (clients) clients.Add(client);
            });
            if (Stopwatch.GetTimestamp() > instant) return null;

            var handedIn = await HandIns(server, instant);
            if (handedIn == 0 || Stopwatch.GetTimestamp() > instant) return null;
            await using var looking = ground.Open();
            var awaited = Newest(looking) + country.Bodies;
            await ProductClock.Until(instant);
            var worked = server.Worked;
            var committed = Task.Run(() => Committed(looking, awaited));
            var right = await Task.WhenAll(boards.Select(board => board.Listener.Heard(overdue => overdue == board.Expected)));
            var told = await Task.WhenAll(clients.Select(client => client.Heard(overdue => overdue == all)));
            var commit = await committed;
            Verify(ground, country);
            return new(Listener.Seconds(instant, commit), Listener.Seconds(instant, Math.Max(commit, right.Max())), Listener.Seconds(instant, told.Max()), Math.Max(0, Listener.Seconds(commit, told.Max())),
                (server.Worked - worked).TotalSeconds, handedIn);
        }
        finally
        {
            foreach (var (listener, _) in boards) listener.Dispose();
            foreach (var client in clients) client.Dispose();
        }

        Task<Listener> Follow(string unit, string level) => Listener.Connect(hub, key, (unit, level), "overdue", async () =>
            (await server.Get($"/api/boards/{unit}?year={Country.Year}&level={level}")).GetProperty("totals").GetProperty("all").GetProperty("overdue").GetInt64());
    }

    /// <summary>Hand-ins of which those who follow are told, as on any evening, until shortly before the instant: no server meets the first change of a board at midnight.</summary>
    /// <returns>How many.</returns>
    private static async Task<int> HandIns(Server server, long instant)
    {
        var count = 0;
        for (; Listener.Seconds(Stopwatch.GetTimestamp(), instant) > Silence; count++)
        {
            await ProductClock.HandIn(server);
            await Task.Delay(50);
        }
        return count;
    }

    /// <summary>The timestamp at which nothing is due any more: by one look at an index every few milliseconds until a transition has the number that the last is to have, and then at the rows.</summary>
    public static async Task<long> Committed(DbConnection connection, long last)
    {
        while (Newest(connection) < last) await Task.Delay(5);
        for (; ; await Task.Delay(5))
        {
            var looked = Stopwatch.GetTimestamp();
            if (!connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM obligation WHERE next <= @now)", new { now = Milliseconds(Instant) })) return looked;
        }
    }

    /// <summary>The number of the newest transition.</summary>
    public static long Newest(DbConnection connection) => connection.ExecuteScalar<long>("SELECT COALESCE(MAX(seq), 0) FROM transition");

    /// <summary>That each has its one transition, at the instant.</summary>
    private static void Verify(Ground ground, Country country)
    {
        using var connection = ground.Open();
        var found = connection.ExecuteScalar<long>("SELECT COUNT(*) FROM transition t JOIN obligation o ON o.id = t.obligation WHERE t.to_status = 'Overdue' AND o.status = 'Overdue' AND t.at = @at AND o.since = @at", new { at = Milliseconds(Instant) });
        if (found != country.Bodies) throw new InvalidOperationException($"{found} transitions instead of {country.Bodies}.");
    }

    private async Task<double> SetBased(Country country)
    {
        var (ground, _) = await grounds.Prepared(country);
        await using var thrownAway = ground;
        await using var connection = ground.Open();
        var clock = Stopwatch.StartNew();
        connection.Execute(ground.BeginWriting);
        foreach (var statement in Limit) connection.Execute(statement, Moments);
        connection.Execute("COMMIT TRANSACTION");
        var took = clock.Elapsed.TotalSeconds;
        Verify(ground, country);
        return took;
    }

    private async Task<double> Triggers(Country country, int measured)
    {
        var (ground, _) = await grounds.Prepared(country);
        await using var thrownAway = ground;
        List<long> due;
        await using (var connection = ground.Open()) due = [.. connection.Query<long>("SELECT id FROM obligation WHERE next = @next ORDER BY id LIMIT @measured", new { next = Milliseconds(Instant), measured })];
        DueJob.Begin(ground, measured);
        await using var factory = QuartzSchedulerBuilder.Create(quartz => quartz.UsePersistentStore(store =>
        {
            ground.Schedule(store);
            store.UseSystemTextJsonSerializer();
            store.ProvisionSchema();
            store.ConfigureStore(settings => settings.MisfireThreshold = TimeSpan.FromHours(1));
        })).Build();
        var scheduler = await factory.GetScheduler();
        var job = JobBuilder.Create<DueJob>().WithIdentity("due").StoreDurably().Build();
        await scheduler.AddJob(job, new AddJobOptions { Replace = true });

        // The instant lies behind once all are stored: then the scheduler starts, and every trigger is due.
        var at = TimeProvider.System.GetUtcNow();
        var triggers = due.Select(id => TriggerBuilder.Create().ForJob(job).WithIdentity($"{id}").StartAt(at).UsingJobData("obligation", id.ToString(CultureInfo.InvariantCulture)).Build()).ToList();
        foreach (var trigger in triggers) await scheduler.ScheduleJob(trigger);
        var clock = Stopwatch.StartNew();
        await scheduler.Start();
        await DueJob.Done;
        var took = clock.Elapsed.TotalSeconds;
        await scheduler.Shutdown(waitForJobsToComplete: true);
        return took;
    }

    private static object Moments => new { instant = Milliseconds(Instant), now = Milliseconds(Instant.AddMilliseconds(1)), escalates = Milliseconds(Instant.AddDays(14)) };

    private static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    /// <summary>What one would write: the obligation of a trigger is overdue now.</summary>
    private sealed class DueJob : IJob
    {
        private static Ground? _ground;
        private static int _left;
        private static TaskCompletionSource _done = new();

        public static Task Done => _done.Task;

        public static void Begin(Ground ground, int count) => (_ground, _left, _done) = (ground, count, new(TaskCreationOptions.RunContinuationsAsynchronously));

        public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
        {
            var id = long.Parse(context.MergedJobDataMap.GetString("obligation")!, CultureInfo.InvariantCulture);
            await using (var connection = _ground!.Open()) Turn(connection, id);
            if (Interlocked.Decrement(ref _left) == 0) _done.SetResult();
        }

        private static void Turn(DbConnection connection, long id)
        {
            connection.Execute(_ground!.BeginWriting);
            foreach (var statement in Limit)
                connection.Execute(statement.Replace("WHERE next = @instant", "WHERE id = @id AND next = @instant", StringComparison.Ordinal), new { id, instant = Milliseconds(Instant), now = Milliseconds(Instant.AddMilliseconds(1)), escalates = Milliseconds(Instant.AddDays(14)) });
            connection.Execute("COMMIT TRANSACTION");
        }
    }
}
