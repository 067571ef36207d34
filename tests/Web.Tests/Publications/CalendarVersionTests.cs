using System.Net;
using System.Text.Json.Nodes;

namespace HoiQC.Web.Tests.Publications;

public sealed class CalendarVersionTests(RunningProduct product) : IClassFixture<RunningProduct>
{
    private const string Holiday = """{"overrides":[{"date":"2024-01-31","kind":"holiday","name":"Ngày hội của huyện"}]}""";

    [Fact]
    public async Task A_holiday_moves_the_due_days_that_a_day_off_moves_and_leaves_all_others_their_calendar()
    {
        foreach (var (code, roll) in new[] { ("LICH-SAU", "next"), ("LICH-GIU", "none") })
        {
            var rule = PackRow.Draft("MT-PB", ("code", code), ("name", $"Việc {code}"), ("short_name", code), ("due", "31/01"), ("checkpoint", ""), ("quantity_from", ""), ("roll", roll));
            Assert.Equal(13, (await product.Publish($"/api/rules/{code}", rule)).Count("created"));
        }
        var kept = await product.Get("/api/obligations/3430-FrontBloc/LICH-GIU/2024");
        var preview = await product.Publish("/api/calendar", JsonNode.Parse(Holiday)!.AsObject());

        Assert.Equal(13, preview.Count("moved"));
        Assert.All(preview.Keys("moved"), key => Assert.EndsWith("/LICH-SAU/2024", key, StringComparison.Ordinal));
        Assert.Equal((0, 0, 0, 0), (preview.Count("created"), preview.Count("voided"), preview.Count("renewed"), preview.GetProperty("kept").GetInt32()));
        var moved = await product.Get("/api/obligations/3430-FrontBloc/LICH-SAU/2024");
        Assert.Equal("2024-02-01", moved.Text("due"));
        Assert.Contains("Ngày hội của huyện", moved.GetProperty("explanation").Text("sentence"), StringComparison.Ordinal);
        Assert.Equal(kept.ToString(), (await product.Get("/api/obligations/3430-FrontBloc/LICH-GIU/2024")).ToString());
        Assert.Contains(
            "LICH-SAU, năm 2024: hạn mới 01/02/2024 (trước là 31/01/2024).", (await product.Get("/api/bodies/3430-FrontBloc?year=2024")).GetProperty("notices")[0].Text("sentence"), StringComparison.Ordinal);
        Assert.Equal(2, (await product.Get("/api/calendar/2024")).GetProperty("version").GetInt32());
    }

    [Theory]
    [InlineData("""{"swaps":[{"off":"2024-02-07","on":"2024-02-08"}]}""", "swaps[0].on")]
    [InlineData("""{"overrides":[{"date":"31/02/2024","kind":"holiday","name":"Nghỉ"}]}""", "overrides[0].date")]
    [InlineData("""{"overrides":[{"ngay":"2024-02-07"}]}""", "overrides[0].ngay")]
    [InlineData("""{"cultureDay":"yes"}""", "cultureDay")]
    public async Task A_calendar_that_makes_no_sense_is_refused_at_its_field(string draft, string field)
    {
        var (status, body, _) = await product.Post("/api/calendar/versions:preview", draft);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.True(body.GetProperty("errors").TryGetProperty(field, out _), body.ToString());
    }
}
