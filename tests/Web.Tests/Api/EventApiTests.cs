using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class EventApiTests(RunningProduct product)
{
    private const string Literature = "/api/bodies/12-LiteratureArtsAssociation";

    [Fact]
    public async Task An_event_opens_what_counts_from_it_once_however_often_it_is_sent()
    {
        const string Form = """{"submissionId":"dai-hoi-vhnt-2021","kind":"congress","on":"2021-03-31","document":"Số 02-NQ/ĐH ngày 31/3/2021"}""";
        var (status, entered, location) = await product.Post(Literature + "/events", Form);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(
            ["12-LiteratureArtsAssociation/HOI-DH-NK/2021-03-31", "12-LiteratureArtsAssociation/HOI-DH-KQ/2021-03-31"],
            entered.GetProperty("opened").EnumerateArray().Select(key => key.GetString()));
        Assert.EndsWith("+07:00", entered.GetProperty("recordedAt").GetString(), StringComparison.Ordinal);
        Assert.Equal(entered.ToString(), (await product.Get(location!.OriginalString)).ToString());

        var (again, same, place) = await product.Post(Literature + "/events", Form);
        Assert.Equal((HttpStatusCode.OK, entered.ToString(), location), (again, same.ToString(), place));
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Literature + "/events", Form.Replace("03-31", "03-30", StringComparison.Ordinal))).Status);
        var (known, problem, _) = await product.Post(Literature + "/events", Form.Replace("dai-hoi-vhnt-2021", "dai-hoi-vhnt-xxxx", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Conflict, known);
        Assert.Contains(entered.GetProperty("id").GetString()!, problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Single((await product.Get(Literature + "/events")).EnumerateArray());

        var term = await product.Get("/api/obligations/12-LiteratureArtsAssociation/HOI-DH-NK/2021-03-31");
        Assert.Equal(("2026-03-31", 2026), (term.GetProperty("due").GetString(), term.GetProperty("year").GetInt32()));
        Assert.StartsWith("Hạn 31/03/2026: Đại hội nhiệm kỳ, trong thời hạn 5 năm kể từ ngày đại hội 31/03/2021", term.GetProperty("explanation").GetProperty("sentence").GetString(), StringComparison.Ordinal);

        // Nothing bound it before its event was known.
        var binding = Assert.Single(term.GetProperty("bindings").EnumerateArray());
        Assert.Equal(($"event:{entered.GetProperty("id").GetString()}", entered.GetProperty("recordedAt").GetString()), (binding.GetProperty("cause").GetString(), binding.GetProperty("from").GetString()));

        // The year its next term ends in has not begun: no board opens on it, and none offers it.
        Assert.DoesNotContain("/boards/12?year=2026", await product.Http.GetStringAsync("/boards/12?year=2023"), StringComparison.Ordinal);

        // What has a row in another year is not without a date in this one; what has none at all is.
        var rules = (await product.Get(Literature + "?year=2024")).GetProperty("obligations").EnumerateArray()
            .Where(one => one.GetProperty("text").GetString() == "Chưa có mốc tính hạn").Select(one => one.GetProperty("rule").GetString());
        Assert.Equal(["HOI-DH-BC"], rules);
    }

    [Fact]
    public async Task An_event_taken_back_stays_on_record_with_its_reason()
    {
        var (_, entered, location) = await product.Post("/api/bodies/12-JournalistsAssociation/events", """{"submissionId":"dai-hoi-nha-bao-1","kind":"congress","on":"2020-08-20"}""");
        var address = location!.OriginalString + "/withdraw";

        Assert.Equal(HttpStatusCode.BadRequest, (await product.Post(address, "{}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post("/api/bodies/12-JournalistsAssociation/events/SK-0000/withdraw", """{"reason":"nhầm"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post(address.Replace("12-JournalistsAssociation", "106-RedCross", StringComparison.Ordinal), """{"reason":"nhầm"}""")).Status);
        var (status, gone, _) = await product.Post(address, """{"reason":"Nhầm hội"}""");
        Assert.Equal((HttpStatusCode.OK, "Nhầm hội"), (status, gone.GetProperty("withdrawnReason").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await product.Post(address, """{"reason":"Nhầm hội"}""")).Status);
        Assert.Equal("NotApplicable", (await product.Get($"/api/obligations/{entered.GetProperty("opened")[0].GetString()}")).GetProperty("status").GetString());
    }

    public static TheoryData<string, string, int, string?> Bad => new()
    {
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"2023-12-29"}""", 400, "on" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"2023-02-31"}""", 400, "on" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"1899-12-31"}""", 400, "on" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress"}""", 400, "on" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","on":"2023-06-15"}""", 400, "kind" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"dialogue","on":"2023-06-15"}""", 400, "kind" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"2023-06-15","due":"2023-07-01"}""", 400, "due" },
        { "106-RedCross", """{"submissionId":"xau","kind":"congress","on":"2023-06-15"}""", 400, "submissionId" },
        { "106-RedCross", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"2023-06-15","day":"2023-06-15"}""", 400, "day" },
        { "khong-co", """{"submissionId":"su-kien-xau-01","kind":"congress","on":"2023-06-15"}""", 404, null },
        { "106-RedCross", "[]", 400, null },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_makes_no_sense_is_refused_at_its_field_and_leaves_nothing(string body, string form, int status, string? field)
    {
        var (answered, problem, _) = await product.Post($"/api/bodies/{body}/events", form);

        Assert.Equal(status, (int)answered);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        if (status != 404) Assert.Empty((await product.Get($"/api/bodies/{body}/events")).EnumerateArray());
    }

    [Fact]
    public async Task The_description_knows_the_events()
    {
        var paths = (await product.Get("/openapi/v1.json")).GetProperty("paths");
        var post = paths.GetProperty("/api/bodies/{id}/events").GetProperty("post");

        Assert.Equal(["200", "201", "400", "404", "409", "413", "415"], post.GetProperty("responses").EnumerateObject().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.True(paths.TryGetProperty("/api/bodies/{id}/events/{eventId}/withdraw", out _));
        Assert.Equal(JsonValueKind.Object, post.GetProperty("requestBody").ValueKind);
    }
}
