using System.Diagnostics;
using System.Text.Json.Nodes;
using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>Resident memory with a thousand, ten thousand and a hundred thousand bodies: at most while boards are read and evidence is handed in, and after minutes in which nobody asks.</summary>
internal sealed class MemoryBench(BenchOptions options, Grounds grounds)
{
    private const int Readers = 4;
    private const int Submitters = 8;

    /// <summary>The product gives memory back after an idle minute, looks every minute, and the first of them is not idle.</summary>
    private TimeSpan Idle => options.Small ? TimeSpan.FromSeconds(0.5) : TimeSpan.FromSeconds(135);

    private TimeSpan Busy => TimeSpan.FromSeconds(options.Small ? 0.5 : 20);

    private int[] Sizes => options.Small ? [Country.Few] : [1_000, 10_000, 100_000];

    public async Task<Report> Run()
    {
        var found = await Run(Sizes);
        return new("memory", options.Database, [.. found.OrderByDescending(one => one.Bodies).SelectMany(one => one.Figures)],
            [
                $"busy: the most in {Busy.TotalSeconds:0.#} s in which {Readers} people read the boards of the country and its provinces and {Submitters} hand in without a pause. idle: {Idle.TotalSeconds:0.#} s after the last request.",
                "limit: a minimal API that looks whether the database answers. peer: a minimal API with Quartz, one trigger for each obligation.",
            ]);
    }

    /// <summary>What was found with each number of bodies.</summary>
    public async Task<List<(int Bodies, List<Figure> Figures)>> Run(IEnumerable<int> sizes)
    {
        var running = new List<(int Bodies, Ground Ground, Server Server, double Limit, double Peer, double Busy)>();
        try
        {
            foreach (var size in sizes)
            {
                var country = Country.Storm(size);
                var (ground, key) = await grounds.Prepared(country);
                var (limit, peer) = (await Other("bare", ground), await Other("triggers", ground));
                var server = (await Server.Launch(options.Program, ground, ["--clock", "2026-06-30T12:30:00+07:00"])).As(key);
                running.Add((size, ground, server, limit, peer, await Busily(server, country)));
            }
            await Task.Delay(Idle);
            return
            [
                .. running.Select(one => (one.Bodies, new List<Figure>
                {
                    new($"{one.Bodies:N0} bodies, busy", "MB", one.Limit, one.Peer, one.Busy) { AskedFor = one.Bodies == 100_000 ? "< 1,024" : "" },
                    new($"{one.Bodies:N0} bodies, idle", "MB", one.Limit, one.Peer, Measure.Memory(one.Server.Id)) { AskedFor = one.Bodies == 100_000 ? "< 300" : "" },
                })),
            ];
        }
        finally
        {
            foreach (var one in running)
            {
                await one.Server.DisposeAsync();
                await one.Ground.DisposeAsync();
            }
        }
    }

    private async Task<double> Busily(Server server, Country country)
    {
        await Measure.ForgetPeak(server.Id);
        var (next, clock) = (0, Stopwatch.StartNew());
        await Task.WhenAll(Enumerable.Range(0, Readers + Submitters).Select(n => Task.Run(async () =>
        {
            for (var turn = n; clock.Elapsed < Busy; turn++)
            {
                var unit = turn % 5 == 0 ? Country.Root : Country.ProvinceCodes[turn % Country.ProvinceCodes.Count];
                if (n < Readers) await server.Http.GetByteArrayAsync($"/api/boards/{unit}?year={Country.Year}{(turn % 10 == 0 ? "&level=commune" : "")}");
                else if (Interlocked.Increment(ref next) is var body && body < country.Bodies) await HandIn(server, country.Obligation(body));
                else return;
            }
        })));
        return Measure.Memory(server.Id, "VmHWM:");
    }

    private static async Task HandIn(Server server, string obligation)
    {
        var (status, body) = await server.Post($"/api/obligations/{obligation}/evidence", new JsonObject { ["submissionId"] = Guid.NewGuid().ToString("N"), ["documentNo"] = "1-BC", ["documentDate"] = "2026-06-01" });
        if (status != 201) throw new InvalidOperationException(body.ToString());
    }

    private static async Task<double> Other(string part, Ground ground)
    {
        await using var child = await Child.Start(part, ground.Address);
        using var http = new HttpClient { BaseAddress = child.Address };
        (await http.GetAsync("/health/ready")).EnsureSuccessStatusCode();
        return Measure.Memory(child.Id);
    }
}
