using System.Diagnostics;
using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>From the start of the process until it says that it is ready: on an empty folder, and with a hundred thousand bodies.</summary>
internal sealed class StartBench(BenchOptions options, Grounds grounds)
{
    /// <summary>Each start is later than the one before: a clock that stands before what was recorded is refused.</summary>
    private int _hour;

    private int Times => options.Small ? 1 : 5;

    private Country Country => Country.Storm(options.Small ? Country.Few : 100_000);

    public async Task<Report> Run()
    {
        var (ground, _) = await grounds.Prepared(Country);
        await using var thrownAway = ground;
        var (limit, peer) = (new List<double>(), new List<double>());
        var (empty, full) = (new List<(double Took, double Worked)>(), new List<(double Took, double Worked)>());

        // What fell due since the data was made is swept once.
        await Ours(ground);
        for (var n = 0; n < Times; n++)
        {
            full.Add(await Ours(ground));
            limit.Add(await Other("bare", ground));
            peer.Add(await Other("triggers", ground));
            await using var nothing = await grounds.Empty();
            empty.Add(await Ours(nothing));
        }
        return new("start", options.Database,
            [
                new($"cold start to ready, {Country.Bodies:N0} bodies", "seconds", Measure.Median(limit), Measure.Median(peer), Measure.Median(full.Select(start => start.Took))) { AskedFor = "< 4 s" },
                new("cold start to ready, empty", "seconds", Measure.Median(limit), null, Measure.Median(empty.Select(start => start.Took))) { AskedFor = "< 1.5 s" },
                Figure.Alone($"  processor time of it, {Country.Bodies:N0} bodies", "seconds", Measure.Median(full.Select(start => start.Worked))),
                Figure.Alone("  processor time of it, empty", "seconds", Measure.Median(empty.Select(start => start.Worked))),
            ],
            [
                $"medians of {Times}, one after the other in turn; empty makes the database too.",
                "limit: a minimal API that looks whether the database answers. peer: a minimal API with Quartz, one trigger for each obligation, ready once all are there.",
            ]);
    }

    private async Task<(double Took, double Worked)> Ours(Ground ground)
    {
        var clock = Stopwatch.StartNew();
        await using var server = await Server.Launch(options.Program, ground, ["--clock", $"2026-06-30T{++_hour:D2}:00:00+07:00"]);
        return (clock.Elapsed.TotalSeconds, server.Worked.TotalSeconds);
    }

    private static async Task<double> Other(string part, Ground ground)
    {
        var clock = Stopwatch.StartNew();
        await using var child = await Child.Start(part, ground.Address);
        using var http = new HttpClient { BaseAddress = child.Address };
        (await http.GetAsync("/health/ready")).EnsureSuccessStatusCode();
        return clock.Elapsed.TotalSeconds;
    }
}
