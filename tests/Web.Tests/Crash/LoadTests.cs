using System.Collections.Concurrent;
using System.Net;

namespace HoiQC.Web.Tests.Crash;

public sealed class LoadTests(ITestOutputHelper output)
{
    private const string Owed = "SELECT body || '/' || rule || '/' || period FROM obligation WHERE rule IN ('HOI-KH-NAM', 'HOI-BC-NAM', 'MT-BC-KY', 'MT-PB') ORDER BY body, rule, period";

    [Fact]
    public async Task Killed_at_random_under_load_nothing_acknowledged_is_lost_and_nothing_is_doubled()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        using var scratch = new Scratch();
        var recount = new Recount(scratch.Data);
        var receipts = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);

        for (var round = 0; round < 3; round++)
        {
            await using var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", $"2024-01-05T{8 + round:D2}:00:00+07:00");
            await recount.Agrees(product, 2024, "2024-01-05");
            var owed = recount.Rows(Owed);
            foreach (var obligation in owed.Where(receipts.ContainsKey)) await Holds(product, obligation, receipts[obligation]);

            // The answer at which it is killed is chosen at random; the others are then anywhere between arrival and answer.
            var last = random.Next(1, owed.Count - 20);
            var answered = 0;
            await Parallel.ForEachAsync(owed.OrderBy(_ => random.Next()).ToList(), new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (obligation, _) =>
            {
                if (!product.Runs || await product.HandIn(obligation, SubmissionOf(obligation)) is not { } answer) return;
                Assert.True(answer.Status is HttpStatusCode.Created or HttpStatusCode.OK, answer.Body.ToString());
                var code = answer.Body.GetProperty("code").GetString()!;
                Assert.Equal(code, receipts.GetOrAdd(obligation, code));
                if (Interlocked.Increment(ref answered) == last) await product.Kill();
            });
            output.WriteLine($"round {round}: killed at answer {last} of {owed.Count}; {receipts.Count} acknowledged so far");
        }

        await using var after = await Product.Run(scratch.Data, "--clock", "2024-01-05T12:00:00+07:00");
        foreach (var obligation in recount.Rows(Owed))
        {
            if (receipts.TryGetValue(obligation, out var code)) await Holds(after, obligation, code);
            var answer = (await after.HandIn(obligation, SubmissionOf(obligation)))!.Value;
            Assert.Equal(receipts.GetOrAdd(obligation, answer.Body.GetProperty("code").GetString()!), answer.Body.GetProperty("code").GetString());
        }
        await recount.Agrees(after, 2024, "2024-01-05");
        await recount.Agrees(after, 2023, "2024-01-05");
    }

    private static async Task Holds(Product product, string obligation, string code) => Assert.Equal(
        [code], (await product.Get($"/api/obligations/{obligation}")).GetProperty("evidence").EnumerateArray()
            .Where(piece => !piece.GetProperty("imported").GetBoolean()).Select(piece => piece.GetProperty("code").GetString()));

    private static string SubmissionOf(string obligation) => obligation.Replace('/', '_');
}
