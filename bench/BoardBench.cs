using System.Diagnostics;
using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>The boards of the country and of a province as people read them, and as of a past day, where every obligation goes through the ladder again.</summary>
internal sealed class BoardBench(BenchOptions options, Grounds grounds)
{
    private const string Province = "02";
    private const string Large = "01";

    /// <summary>Limit and ours take turns, so that both meet what else the machine does.</summary>
    private int Turns => options.Small ? 1 : 15;

    private int Times => options.Small ? 5 : 1_500;

    private int Few => options.Small ? 3 : 30;

    /// <summary>Until the runtime has compiled what has turned out to be used much.</summary>
    private TimeSpan Warming => TimeSpan.FromSeconds(options.Small ? 0.1 : 5);

    private Country Boards => options.Small ? Country.TenInEach(34) : Country.TenInEach();

    private Country Million => options.Small ? Boards : Country.TenTimes(100_000);

    public async Task<Report> Run()
    {
        var figures = new List<Figure>();
        var (ground, key) = await grounds.Prepared(Boards);
        await using (ground)
        await using (var server = (await Server.Launch(options.Program, ground, ["--clock", "2026-06-30T12:30:00+07:00"])).As(key))
        await using (var peer = await Child.Start("group-by", ground.Address))
        {
            figures.Add(await Now(server, peer, $"board of the country, {Boards.Communes:N0} communes × {Boards.Rules.Count}", Country.Root, "/board") with { AskedFor = "≤ 2 × limit, ≥ 20 × peer" });
            figures.Add(await Now(server, peer, "board of a province", Province, $"/board?unit={Province}"));
            figures.Add(Figure.Alone("the country as of a past day", "milliseconds", await Past(server, Country.Root, Few)));
            figures.Add(Figure.Alone("every commune of the country (level=commune)", "milliseconds", await Milliseconds(server.Http, Address(Country.Root) + "&level=commune", Few)));
        }
        figures.AddRange(await Largest());
        return new("board", options.Database, figures,
            [
                $"medians of {Times} (of the past and of every commune {Few}), one request after the other over one connection, read to the last byte; limit and ours warm up for {Warming.TotalSeconds:0.#} s each.",
                "limit: the same bytes from memory, served by a minimal API. peer: a minimal API that opens the same database and counts the rows with GROUP BY for each request.",
                $"as of a past day on large data: {Million.Bodies:N0} bodies, {Million.Obligations:N0} obligations; nothing of it is kept between two readings.",
            ]);
    }

    private async Task<Figure> Now(Server server, Child peer, string what, string unit, string ofPeer)
    {
        var address = Address(unit);
        var bytes = await server.Http.GetByteArrayAsync(address);
        var file = Path.Combine(grounds.NewFolder(), "board.json");
        await File.WriteAllBytesAsync(file, bytes);
        await using var limit = await Child.Start("bytes", file);
        using var http = new HttpClient { BaseAddress = limit.Address };
        using var counting = new HttpClient { BaseAddress = peer.Address };
        await Warm(http, "/board");
        await Warm(server.Http, address);
        var (ofBytes, ours) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Turns; turn++)
        {
            ofBytes.Add(await Milliseconds(http, "/board", Times / Turns));
            ours.Add(await Milliseconds(server.Http, address, Times / Turns));
        }
        return new($"{what}: {bytes.Length / 1024} KB", "milliseconds", Measure.Median(ofBytes), await Milliseconds(counting, ofPeer, Few), Measure.Median(ours));
    }

    private async Task<List<Figure>> Largest()
    {
        var (ground, key) = await grounds.Prepared(Million);
        await using var thrownAway = ground;
        await using var server = (await Server.Launch(options.Program, ground, ["--clock", "2026-06-30T12:30:00+07:00"])).As(key);
        await server.Get(Address(Large));
        var province = await Past(server, Large, 3);
        await Measure.ForgetPeak(server.Id);
        var before = Measure.Memory(server.Id);
        var country = await Past(server, Country.Root, 1, toWarmUp: 0);
        return
        [
            Figure.Alone($"as of a past day, a province of {Million.BodiesByProvince()[Large]:N0} bodies", "milliseconds", province, "≤ 1,000"),
            Figure.Alone($"as of a past day, the country of {Million.Obligations:N0} obligations", "milliseconds", country, "≤ 20,000"),
            Figure.Alone("  resident memory before", "MB", before),
            Figure.Alone("  at most meanwhile", "MB", Measure.Memory(server.Id, "VmHWM:"), "bounded"),
        ];
    }

    private async Task Warm(HttpClient http, string address)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Warming;) await http.GetByteArrayAsync(address);
    }

    private static Task<double> Past(Server server, string unit, int times, int toWarmUp = 1) => Milliseconds(server.Http, Address(unit) + "&asOf=2026-05-15", Math.Max(1, times), toWarmUp);

    private static async Task<double> Milliseconds(HttpClient http, string address, int times, int? toWarmUp = null) =>
        1_000 * await Measure.Repeated(Math.Max(1, times), toWarmUp ?? Math.Max(3, times), () => http.GetByteArrayAsync(address));

    private static string Address(string unit) => $"/api/boards/{unit}?year={Country.Year}";
}
