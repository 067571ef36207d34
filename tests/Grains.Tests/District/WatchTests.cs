using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using HoiQC.Grains.Health;
using HoiQC.Silo.Record;
using HoiQC.Silo.Tests.Store;
using HoiQC.Silo.Watching;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace HoiQC.Grains.Tests.District;

/// <summary>What stands still is noticed, whatever the reason; what only takes its time is not.</summary>
public sealed class WatchTests
{
    private const string BeforeMidnight = "2023-12-31T23:59:59+07:00";
    private const string AfterMidnight = "2024-01-01T00:00:00+07:00";
    private const string Well = "database Ok, sweep Ok, sealer Ok, configuration Ok";
    private const string SweepStands = "database Ok, sweep Failing, sealer Ok, configuration Ok";

    private readonly HandMachine _machine = new();

    [Fact]
    public async Task A_sweep_that_nobody_rings_for_is_noticed_after_three_minutes_and_so_is_its_return()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        Assert.Equal(Well, await Look(watch));

        district.Now(AfterMidnight);
        Assert.Equal(Well, await Look(watch));
        _machine.Advance(Watch.SweepPatience);
        Assert.Equal(SweepStands, await Look(watch));
        Assert.StartsWith("Nghĩa vụ đến hạn đã mấy phút chưa được ghi nhận", (await watch.Look()).Fault!.Sentence, StringComparison.Ordinal);

        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal(Well, await Look(watch));
    }

    [Fact]
    public async Task A_sweep_that_throws_each_time_is_noticed()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        await district.Database.Write(connection => connection.Execute(Broken("transition")));
        district.Now(AfterMidnight);
        await Look(watch);

        for (var ring = 0; ring < 3; ring++)
        {
            await Assert.ThrowsAnyAsync<DbException>(() => district.Sweep.Run(CancellationToken.None));
            _machine.Advance(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(SweepStands, await Look(watch));

        await district.Database.Write(connection => connection.Execute(TestDatabase.IsPostgres ? "DROP TRIGGER broken ON transition" : "DROP TRIGGER broken"));
        await district.Sweep.Run(CancellationToken.None);
        Assert.Equal(Well, await Look(watch));
    }

    [Fact]
    public async Task Alerts_that_are_never_made_are_noticed_although_every_deadline_is_recorded()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        await district.Database.Write(connection => connection.Execute(Broken("alert")));
        district.Now(AfterMidnight);

        await Assert.ThrowsAnyAsync<DbException>(() => district.Sweep.Run(CancellationToken.None));
        Assert.Equal(Well, await Look(watch));
        _machine.Advance(Watch.SweepPatience);
        await Assert.ThrowsAnyAsync<DbException>(() => district.Sweep.Run(CancellationToken.None));
        Assert.Equal(SweepStands, await Look(watch));
    }

    [Fact]
    public async Task A_sweep_that_works_off_a_long_line_is_no_standstill()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        district.Now(AfterMidnight);
        for (var chunk = 0; chunk < 4; chunk++)
        {
            Assert.Equal(Well, await Look(watch));
            _machine.Advance(TimeSpan.FromMinutes(2));
            await district.Database.Write(connection => connection.Execute(
                "UPDATE obligation SET set_aside_until = 9999999999999 WHERE id = (SELECT id FROM obligation WHERE next <= @now AND set_aside_until IS NULL ORDER BY next, id LIMIT 1)",
                new { now = district.Clock.Now.ToUnixTimeMilliseconds() }));
        }
        Assert.Equal(Well, await Look(watch));
    }

    [Fact]
    public async Task Rows_of_the_record_that_nobody_seals_are_noticed()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("20/12/2023"), Who.Officer);
        Assert.Equal(Well, await Look(watch));
        _machine.Advance(Watch.SealPatience);
        Assert.Equal("database Ok, sweep Ok, sealer Failing, configuration Ok", await Look(watch));

        await SealTable.ChainAll(district.Database);
        Assert.Equal(Well, await Look(watch));
    }

    [Fact]
    public async Task A_lane_of_writes_that_is_taken_for_seconds_is_borne_and_one_that_does_not_answer_is_not()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        Assert.Equal(Well, await Look(watch));
        using var free = new ManualResetEventSlim();
        var taking = district.Database.Write(_ => free.Wait(TimeSpan.FromMinutes(1)));
        try
        {
            var waits = _machine.NextTimer();
            _machine.Advance(TimeSpan.FromSeconds(1));
            var look = Later(watch);
            await waits;
            _machine.Advance(Watch.Patience);
            Assert.Equal(Well, await look);

            _machine.Advance(Watch.LongestTurn);
            Assert.Equal("database Failing, sweep Ok, sealer Ok, configuration Ok", await Look(watch));
        }
        finally
        {
            free.Set();
        }
        Assert.True(await taking);
        // The question that waited is answered by now, or at the next look.
        await TamDuong.Until(async () =>
        {
            _machine.Advance(TimeSpan.FromSeconds(1));
            return await Later(watch) == Well;
        });
    }

    [Fact]
    public async Task Who_asks_often_asks_the_database_once_a_second()
    {
        await using var district = await Swept();
        using var watch = WatchOver(district);
        var asked = 0;
        district.Database.Committed += (_, _) => asked++;

        for (var ask = 0; ask < 50; ask++) await watch.Look();

        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task The_log_says_once_that_a_check_fails_and_once_that_it_goes_on()
    {
        await using var district = await Swept();
        var log = new Heard();
        using var watch = WatchOver(district, log);
        var waits = _machine.NextTimer();
        await watch.StartAsync(CancellationToken.None);
        await waits;
        district.Now(AfterMidnight);
        await Ticks(watch, until: 701);
        await district.Sweep.Run(CancellationToken.None);
        await Ticks(watch, until: 702);
        await watch.StopAsync(CancellationToken.None);

        Assert.Equal([701, 702], log.Events);

        async Task Ticks(Watch watch, int until) => await TamDuong.Until(() =>
        {
            _machine.Advance(Watch.Between);
            return Task.FromResult(log.Events.Contains(until));
        });
    }

    private static async Task<TamDuong> Swept()
    {
        var district = await TamDuong.At(BeforeMidnight);
        await district.Sweep.Run(CancellationToken.None);
        await SealTable.ChainAll(district.Database);
        return district;
    }

    private Watch WatchOver(TamDuong district, ILogger<Watch>? logger = null) => new(district.Database, district.Node, district.Clock, _machine, [], logger ?? NullLogger<Watch>.Instance);

    /// <summary>Looks when the last answer has gone stale.</summary>
    private async Task<string> Look(Watch watch)
    {
        _machine.Advance(TimeSpan.FromSeconds(1));
        return await Later(watch);
    }

    private static async Task<string> Later(Watch watch) => string.Join(", ", (await watch.Look()).Findings.Select(finding => $"{finding.Check} {finding.State}"));

    private sealed class Heard : ILogger<Watch>
    {
        private readonly ConcurrentQueue<int> _events = new();

        public IReadOnlyCollection<int> Events => _events;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => _events.Enqueue(eventId.Id);
    }

    /// <summary>What makes every row of a table fail to be written.</summary>
    private static string Broken(string table) => TestDatabase.IsPostgres
        ? $"CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''hỏng''; END'; CREATE TRIGGER broken BEFORE INSERT ON {table} FOR EACH ROW EXECUTE FUNCTION broken()"
        : $"CREATE TRIGGER broken BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'hỏng'); END";
}
