using System.Net;
using System.Text;
using System.Text.Json;
using HoiQC.Grains;

namespace HoiQC.Web.Tests.Crash;

public sealed class EventTests
{
    private const string Form = """{"submissionId":"dai-hoi-crash-1","kind":"congress","on":"2023-06-15"}""";

    [Theory]
    [InlineData(FailPoint.Arrived, HttpStatusCode.Created)]
    [InlineData(FailPoint.Committed, HttpStatusCode.OK)]
    [InlineData(FailPoint.BeforeBoard, HttpStatusCode.OK)]
    public async Task Killed_at_any_step_an_event_and_what_it_opens_are_there_together_or_not_at_all(string point, HttpStatusCode afterwards)
    {
        using var scratch = new Scratch();
        await using (var product = await Product.RunUntil(point, scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-06-20T08:00:00+07:00"))
        {
            await Assert.ThrowsAnyAsync<HttpRequestException>(() => Enter(product));
            Assert.Equal(137, await product.Ended());
        }

        await using var again = await Product.Run(scratch.Data, "--clock", "2023-06-20T09:00:00+07:00");
        var known = (await again.Get("/api/bodies/106-RedCross/events")).GetArrayLength();
        var opened = (await again.Get("/api/bodies/106-RedCross?year=2028")).GetProperty("obligations").EnumerateArray().Count(one => one.GetProperty("rule").GetString() == "HOI-DH-NK" && one.GetProperty("period").ValueKind == JsonValueKind.String);
        Assert.Equal(afterwards == HttpStatusCode.OK ? (1, 1) : (0, 0), (known, opened));

        var (status, body) = await Enter(again);
        Assert.Equal(afterwards, status);
        Assert.Equal(["106-RedCross/HOI-DH-NK/2023-06-15", "106-RedCross/HOI-DH-KQ/2023-06-15"], body.GetProperty("opened").EnumerateArray().Select(key => key.GetString()));
        Assert.Single((await again.Get("/api/bodies/106-RedCross/events")).EnumerateArray());
    }

    private static async Task<(HttpStatusCode Status, JsonElement Body)> Enter(Product product)
    {
        using var content = new StringContent(Form, Encoding.UTF8, "application/json");
        using var response = await product.Http.PostAsync("/api/bodies/106-RedCross/events", content);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }
}
