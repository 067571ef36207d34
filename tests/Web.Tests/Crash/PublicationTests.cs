using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HoiQC.Grains;
using HoiQC.Web.Tests.Publications;

namespace HoiQC.Web.Tests.Crash;

public sealed partial class PublicationTests
{
    private const string Today = "2023-12-05";
    private const string Rows = "SELECT body || '/' || rule || '/' || period || ' ' || due || ' ' || status || ' ' || rule_version FROM obligation ORDER BY body, rule, period";

    private static readonly string[] Boards =
    [
        .. from unit in new[] { "12", "106", "3430" }
           from past in new[] { "", "&asOf=2023-09-06", "&asOf=2023-10-01", "&asOf=2023-12-04", "&asOf=2023-12-04&basis=happened" }
           select $"/api/boards/{unit}?year=2023{past}",
        "/api/boards/12?year=2023&level=commune", "/api/boards/106?year=2024&asOf=2023-12-04", "/api/boards/3430?year=2024&asOf=2023-12-04",
    ];

    [Theory]
    [InlineData("")]
    [InlineData(FailPoint.Published)]
    [InlineData(FailPoint.PartlyApplied)]
    public async Task A_due_day_changed_for_2024_on_leaves_2023_as_it_was_and_does_what_the_preview_said_wherever_it_was_killed(string point)
    {
        using var scratch = new Scratch();
        var recount = new Recount(scratch.Data);
        JsonElement preview;
        List<string> boards, rows;
        await using (var product = await Product.RunUntil(point, scratch.Data, "--sample", "tam-duong-2023", "--clock", Today + "T08:00:00+07:00"))
        {
            await Product.Until(() => Task.FromResult(recount.AllTold), "the first sweep");
            (boards, rows) = (await Read(product), recount.Rows(Rows));
            (_, preview) = await Post(product, "/api/rules/MT-PB/versions:preview", PackRow.Draft("MT-PB", ("due", "30/11")));
            Assert.Equal(13, preview.GetProperty("moved").GetProperty("count").GetInt32());

            var answer = await Publish(product, preview);
            if (point.Length == 0) Assert.Equal(HttpStatusCode.Created, answer?.Status);
            else Assert.Equal(137, await product.Ended());
            if (point.Length == 0) await Applied(product, preview);
        }
        if (point == FailPoint.PartlyApplied) Assert.InRange(Moved(rows, recount.Rows(Rows)).Count, 1, 12);
        if (point == FailPoint.Published) Assert.Equal(rows, recount.Rows(Rows));

        await using var again = await Product.Run(scratch.Data, "--clock", Today + "T09:00:00+07:00");
        await Applied(again, preview);
        var after = recount.Rows(Rows);

        var planned = preview.GetProperty("moved").GetProperty("listed").EnumerateArray().Select(one =>
            $"{Text(one, "body")}/{Text(one, "rule")}/{Text(one, "period")} {Text(one, "oldDue")} → {Text(one, "newDue")}").ToList();
        Assert.Equal(13, planned.Count);
        Assert.Equal(planned, Moved(rows, after));
        Assert.Equal(rows.Count, after.Count);
        Assert.All(rows.Except(after), row => Assert.Contains("/MT-PB/2024 ", row, StringComparison.Ordinal));
        Assert.Equal(["13"], recount.Rows("SELECT COUNT(*) FROM notice"));
        Assert.Equal(boards, await Read(again));
        await recount.Agrees(again, 2023, Today);

        var transitions = recount.Rows("SELECT COUNT(*) FROM transition");
        Assert.Equal(HttpStatusCode.Created, (await Publish(again, preview))?.Status);
        Assert.Equal(after, recount.Rows(Rows));
        Assert.Equal(transitions, recount.Rows("SELECT COUNT(*) FROM transition"));
    }

    /// <summary>Waits until every obligation has followed and boards say so, and then it did what the preview said.</summary>
    private static async Task Applied(Product product, JsonElement preview)
    {
        JsonElement publication = default;
        await Product.Until(async () => (publication = await product.Get($"/api/publications/{Text(preview, "id")}")).GetProperty("doneAt").ValueKind != JsonValueKind.Null, "the publication");
        await Product.Until(async () => !(await product.Http.GetStringAsync(Boards[0])).Contains("\"applying\"", StringComparison.Ordinal), "boards without the publication");
        foreach (var list in new[] { "created", "moved", "voided", "renewed" })
            Assert.Equal(preview.GetProperty(list).GetProperty("count").GetInt32(), publication.GetProperty(list).GetInt32());
        Assert.Equal(preview.GetProperty("told").GetInt32(), publication.GetProperty("told").GetInt32());
    }

    private static Task<(HttpStatusCode Status, JsonElement Body)?> Publish(Product product, JsonElement preview)
    {
        var draft = PackRow.Draft("MT-PB", ("due", "30/11"));
        draft["preview"] = Text(preview, "id");
        draft["author"] = "Ban Dân vận Huyện ủy";
        return TryPost(product, "/api/rules/MT-PB/versions", draft);
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Post(Product product, string address, JsonObject body) => (await TryPost(product, address, body))!.Value;

    private static async Task<(HttpStatusCode Status, JsonElement Body)?> TryPost(Product product, string address, JsonObject body)
    {
        try
        {
            using var content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
            using var response = await product.Http.PostAsync(address, content);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return (response.StatusCode, document.RootElement.Clone());
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static async Task<List<string>> Read(Product product)
    {
        var read = new List<string>();
        foreach (var board in Boards) read.Add(Seq().Replace(await product.Http.GetStringAsync(board), "\"seq\":0"));
        return read;
    }

    private static List<string> Moved(List<string> before, List<string> after) => [.. before.Zip(after)
        .Select(pair => (Old: pair.First.Split(' '), New: pair.Second.Split(' '))).Where(pair => pair.Old[1] != pair.New[1]).Select(pair => $"{pair.Old[0]} {pair.Old[1]} → {pair.New[1]}")];

    private static string Text(JsonElement one, string name) => one.GetProperty(name).GetString()!;

    [GeneratedRegex("\"seq\":[0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Seq();
}
