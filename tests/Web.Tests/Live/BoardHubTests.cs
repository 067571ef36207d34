using System.Net;

namespace HoiQC.Web.Tests.Live;

[Collection(RunningProductCollection.Name)]
public sealed class BoardHubTests(RunningProduct product)
{
    [Fact]
    public async Task Evidence_handed_in_shows_on_every_open_board_above_it()
    {
        using var district = await HubClient.Connect(product.Address, product.Key);
        using var communes = await HubClient.Connect(product.Address, product.Key);
        var board = await product.Get("/api/boards/106?year=2023");
        var seq = board.GetProperty("seq").GetInt64();
        var opened = (await district.Open("106", 2023, "", seq)).GetProperty("result");
        var all = (await communes.Open("12", 2023, "commune", 0)).GetProperty("result");
        Assert.False(opened.GetProperty("reset").GetBoolean());
        Assert.True(all.GetProperty("reset").GetBoolean());

        var (status, _, _) = await product.Post("/api/obligations/3430-FrontBloc/MT-PB/2023/evidence", """{"submissionId":"khun-ha-live-1","occurredOn":"2023-12-20"}""");
        Assert.Equal(HttpStatusCode.Created, status);

        foreach (var (client, last) in new[] { (district, opened), (communes, all) })
        {
            var shown = last.GetProperty("seq").GetInt64();
            while (true)
            {
                var change = await client.Hear("Changed");
                Assert.Equal(shown, change.GetProperty("prev").GetInt64());
                shown = change.GetProperty("seq").GetInt64();
                var cells = change.GetProperty("cells").EnumerateArray().ToDictionary(cell => (cell.GetProperty("row").GetString(), cell.GetProperty("rule").GetString()));
                if (!cells.TryGetValue(("unit:3430", "MT-PB"), out var cell)) continue;
                Assert.Equal("Fulfilled", cell.GetProperty("status").GetString());
                Assert.Contains(("*", "*"), cells.Keys);
                break;
            }
        }

        using var later = await HubClient.Connect(product.Address, product.Key);
        var missed = (await later.Open("106", 2023, "", seq)).GetProperty("result");
        Assert.False(missed.GetProperty("reset").GetBoolean());
        Assert.Contains(missed.GetProperty("cells").EnumerateArray(), cell => cell.GetProperty("row").GetString() == "unit:3430");
    }

    [Fact]
    public async Task Who_has_seen_nothing_gets_the_whole_board()
    {
        using var client = await HubClient.Connect(product.Address, product.Key);
        var opened = (await client.Open("106", 2023, "", 0)).GetProperty("result");
        Assert.True(opened.GetProperty("reset").GetBoolean());
        Assert.Contains(opened.GetProperty("cells").EnumerateArray(), cell => cell.GetProperty("label").GetString()!.StartsWith("Xã Bản Hon, ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_feed_gives_signs_of_life_with_the_local_day()
    {
        using var client = await HubClient.Connect(product.Address, product.Key);
        var beat = await client.Hear("Heartbeat");
        Assert.Equal("2023-12-28", beat.GetProperty("day").GetString());
        Assert.EndsWith("28/12/2023", beat.GetProperty("clock").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("999", 2023, "", 0L, "Không có đơn vị mang mã “999”")]
    [InlineData(null, 2023, "", 0L, "Không có đơn vị")]
    [InlineData("106", 1, "", 0L, "Năm “0001” không hợp lệ")]
    [InlineData("106", 2023, "village", 0L, "Cấp “village” không hợp lệ")]
    [InlineData("106", 2023, null, -1L, "Số after phải từ 0 trở lên")]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(string? unit, int year, string? level, long after, string sentence)
    {
        using var client = await HubClient.Connect(product.Address, product.Key);
        var answer = await client.Open(unit, year, level, after);
        Assert.Contains(sentence, answer.GetProperty("error").GetString(), StringComparison.Ordinal);
    }
}
