using System.Diagnostics;
using System.Globalization;
using System.Net;
using HoiQC.Tests;
using HoiQC.Web.Tests.Live;
using Npgsql;

namespace HoiQC.Web.Tests.Crash;

/// <summary>The database's server stopped under load, over midnight: for some seconds, or for as many as HOIQC_OUTAGE says; with "frozen" behind them it is held still instead.</summary>
public sealed class OutageTests(ITestOutputHelper output)
{
    private const string Others = "SELECT body || '/' || rule || '/' || period FROM obligation WHERE opens <= '2023-12-31' AND NOT (due = '2023-12-31' AND status NOT IN ('Fulfilled', 'FulfilledLate')) ORDER BY body, rule, period";
    private const string Overdue = "SELECT o.body || '/' || o.rule || '/' || o.period FROM obligation o JOIN transition t ON t.obligation = o.id WHERE t.to_status = 'Overdue' AND t.at = 1704042000000 ORDER BY 1";
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task While_its_server_is_lost_requests_get_503_and_a_sentence_and_afterwards_it_goes_on_by_itself_with_everything_acknowledged()
    {
        var said = (Environment.GetEnvironmentVariable("HOIQC_OUTAGE") ?? "5").Split(' ');
        var (outage, frozen) = (TimeSpan.FromSeconds(int.Parse(said[0], CultureInfo.InvariantCulture)), said is [_, "frozen"]);
        Assert.SkipUnless(PostgresServer.IsInstalled, "Needs the programs of PostgreSQL.");
        await using var server = await PostgresServer.Temporary();
        using var scratch = new Scratch();
        var address = server.AddressOf("postgres");
        var recount = new Recount(scratch.Data, address);
        var pace = new Dictionary<string, string>(StringComparer.Ordinal) { ["Pace__SubmissionsAtOnce"] = "100000", ["Pace__SubmissionsPerMinute"] = "100000" };
        await using var product = await Product.RunIn(pace, scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-31T23:59:52+07:00", "--database", address + ";Timeout=2");
        var clients = new Clients(product, recount.Rows(Others));
        using var end = new CancellationTokenSource();
        var working = clients.Run(end.Token);
        await Task.Delay(Before, TestContext.Current.CancellationToken);

        await (frozen ? server.Freeze() : server.Crash());
        var lost = Stopwatch.GetTimestamp();
        await Task.Delay(outage, TestContext.Current.CancellationToken);
        var returns = Stopwatch.GetTimestamp();
        await (frozen ? server.Thaw() : server.GoOn());
        NpgsqlConnection.ClearAllPools();

        var back = Stopwatch.GetTimestamp();
        await Product.Until(async () => (await Ready(product)) == HttpStatusCode.OK, "ready");
        var ready = Stopwatch.GetElapsedTime(back);
        await Product.Until(() => Task.FromResult(recount.Alerts.Count > 0 && recount.AllTold), "the sweep of midnight");
        var swept = Stopwatch.GetElapsedTime(back);
        await end.CancelAsync();
        await working;

        var during = clients.Answers.Where(one => one.Asked > lost && one.Asked + (one.Took.TotalSeconds * Stopwatch.Frequency) < returns).ToList();
        output.WriteLine($"{outage.TotalSeconds} s{(frozen ? " frozen" : "")}; {clients.Answers.Count} requests, {during.Count} of them within, {clients.Answers.Count(one => one.Status == 503)} answered 503, the slowest {clients.Answers.MaxBy(one => one.Took).What} after {clients.Answers.Max(one => one.Took).TotalSeconds:F1} s; {clients.Receipts.Count} acknowledged");
        foreach (var what in during.GroupBy(one => (one.What, one.Status)).OrderBy(group => group.Key)) output.WriteLine($"  {what.Key.What}: {what.Count()} answered {what.Key.Status}");
        output.WriteLine($"ready {ready.TotalSeconds:F1} s after it was back, swept after {swept.TotalSeconds:F1} s");
        Assert.Empty(clients.Faults);
        // Whoever holds still is given up after a minute, whoever is gone at once; the rest is for a slow machine.
        Assert.All(clients.Answers, one => Assert.InRange(one.Took, TimeSpan.Zero, TimeSpan.FromSeconds(frozen ? 75 : 15)));
        if (!frozen) Assert.All(during, one => Assert.Equal(503, one.Status));
        if (!frozen) Assert.NotEmpty(during);

        foreach (var obligation in clients.Receipts.ToLookup(one => one.Obligation, one => one.Code, StringComparer.Ordinal))
        {
            var held = (await product.Get($"/api/obligations/{obligation.Key}")).GetProperty("evidence").EnumerateArray().Where(one => !one.GetProperty("imported").GetBoolean()).Select(one => one.GetProperty("code").GetString()!);
            Assert.Equal(obligation.Order(StringComparer.Ordinal), held.Order(StringComparer.Ordinal));
        }
        await recount.Agrees(product, 2023, "2024-01-01");
        var overdue = recount.Rows(Overdue);
        Assert.Equal((17, 4), (overdue.Count, recount.Alerts.Count));

        using var follower = await HubClient.Connect(product.Address, product.Key);
        await follower.Open("106", 2023, "", 0);
        Assert.Equal(HttpStatusCode.Created, (await product.HandIn(overdue[0], "sau-khi-mat"))!.Value.Status);
        await follower.Hear("Changed");
        Assert.True(product.Runs);
    }

    private static async Task<HttpStatusCode> Ready(Product product)
    {
        using var answer = await product.Http.GetAsync("/health/ready");
        return answer.StatusCode;
    }
}
