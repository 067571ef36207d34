using System.Diagnostics;
using System.Globalization;
using Dapper;
using HoiQC.Bench.Children;

namespace HoiQC.Bench;

/// <summary>Five thousand browsers look at the country's board while everything falls due: what each costs in memory, and when the last of them knows.</summary>
internal sealed class ViewersBench(BenchOptions options, Grounds grounds)
{
    private static readonly DateTimeOffset Instant = new(2026, 7, 1, 0, 0, 0, TimeSpan.FromHours(7));

    private TimeSpan Breath => TimeSpan.FromSeconds(options.Small ? 0.1 : 2);

    private int Viewers => options.Small ? 20 : 5_000;

    private Country Country => Country.Storm(options.Small ? Country.Few : 100_000);

    /// <summary>What a crowd of viewers cost.</summary>
    /// <param name="Each">KB of the server's resident memory for each.</param>
    /// <param name="Told">Seconds until the last was told.</param>
    /// <param name="Between">Seconds between the first who was told and the last.</param>
    /// <param name="Sizes">Bytes of each message that one viewer got.</param>
    private sealed record Crowd(double Each, double Told, double Between, int[] Sizes);

    public async Task<Report> Run()
    {
        var ahead = TimeSpan.FromSeconds(options.Small ? 4 : 60);
        Crowd? ours;
        while ((ours = await Ours(ahead)) is null) ahead *= 2;
        var bare = await Bare(ours.Sizes);
        return new("viewers", options.Database,
            [
                new($"the last of {Viewers:N0} viewers is told, between first and last", "seconds", bare.Between, null, ours.Between) { AskedFor = "≤ 1.5 × limit" },
                new("  from the last commit, or the broadcast, until the last is told", "seconds", bare.Told, null, ours.Told),
                new("memory a connection", "KB", bare.Each, null, ours.Each) { AskedFor = "≤ 1.5 × limit" },
            ],
            [
                $"a storm of {Country.Bodies:N0} obligations; each viewer was sent {ours.Sizes.Length} messages of {string.Join(", ", ours.Sizes.Select(size => size.ToString("N0", CultureInfo.InvariantCulture)))} bytes. All viewers in one process beside the server, on the same processors.",
                "limit: SignalR alone broadcasts messages of the same sizes to as many connections, in a process that does nothing else. memory: resident memory with all connected less that before, by connections.",
            ]);
    }

    /// <summary>One storm; null where the instant came before everybody was connected.</summary>
    private async Task<Crowd?> Ours(TimeSpan ahead)
    {
        var (ground, key) = await grounds.Prepared(Country);
        await using var thrownAway = ground;
        await using var server = (await Server.Launch(options.Program, ground, ["--clock", (Instant - ahead).ToString("O", CultureInfo.InvariantCulture)])).As(key);
        var instant = await ProductClock.TimestampOf(server, Instant);
        var hub = new Uri(server.Http.BaseAddress!, "/hubs/board");

        // The first of them looks before all others, so that the board itself is no part of what they cost.
        using var one = await Listener.Connect(hub, key, (Country.Root, ""), "overdue");
        await Task.Delay(Breath);
        var before = Measure.Memory(server.Id);
        await using var viewers = await Crowded(hub, key, Country.Root, "overdue", Country.Bodies + Country.Warming);
        await Task.Delay(Breath);
        var each = (Measure.Memory(server.Id) - before) * 1024 / (Viewers - 1);
        if (Stopwatch.GetTimestamp() > instant) return null;

        await using var looking = ground.Open();
        var last = StormBench.Newest(looking) + Country.Bodies;
        await ProductClock.Until(instant);
        var committed = Task.Run(() => StormBench.Committed(looking, last));
        var told = await viewers.HearJson();
        var commit = await committed;
        return Of(each, commit, told);
    }

    private async Task<Crowd> Bare(int[] sizes)
    {
        await using var server = await Child.Start("broadcast");
        var hub = new Uri(server.Address!, "/hub");
        using var one = await Listener.Connect(hub, null, null, "");
        await Task.Delay(Breath);
        var before = Measure.Memory(server.Id);
        await using var viewers = await Crowded(hub, "", "", "", 1);
        await Task.Delay(Breath);
        var each = (Measure.Memory(server.Id) - before) * 1024 / (Viewers - 1);
        using var http = new HttpClient { BaseAddress = server.Address };
        var began = Stopwatch.GetTimestamp();
        foreach (var (n, size) in sizes.Index()) (await http.PostAsync($"/broadcast/{size}{(n == sizes.Length - 1 ? "?last=yes" : "")}", null)).EnsureSuccessStatusCode();
        return Of(each, began, await viewers.HearJson());
    }

    private Task<Child> Crowded(Uri hub, string key, string unit, string count, long expected) =>
        Child.Start("viewers", hub.ToString(), key, unit, count, (Viewers - 1).ToString(CultureInfo.InvariantCulture), expected.ToString(CultureInfo.InvariantCulture));

    private static Crowd Of(double each, long from, System.Text.Json.JsonElement told)
    {
        var (first, last) = (told.GetProperty("first").GetInt64(), told.GetProperty("last").GetInt64());
        return new(each, Listener.Seconds(from, last), Listener.Seconds(first, last), [.. told.GetProperty("sizes").EnumerateArray().Select(size => size.GetInt32())]);
    }
}
