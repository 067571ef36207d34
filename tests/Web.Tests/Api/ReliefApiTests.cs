using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

/// <summary>Extensions, waivers and exclusions on the morning of 28/12/2023.</summary>
[Collection(RunningProductCollection.Name)]
public sealed class ReliefApiTests(RunningProduct product)
{
    private const string Sơn_Bình = "/api/obligations/3413-PeoplesCommittee/UB-DT/2023";
    private const string Hồ_Thầu = "/api/obligations/3406-PeoplesCommittee/UB-DT/2023";
    private const string Giang_Ma = "/api/obligations/3405-PeoplesCommittee/UB-DT/2024";

    private static string Extension(string submission, string until = "2024-01-31") =>
        $$"""{"submissionId":"{{submission}}","until":"{{until}}","documentNo":"45-CV/HU","documentDate":"2023-12-20","reason":"Xã bị mưa lũ","grantedBy":"Ban Thường vụ Huyện ủy"}""";

    private static string Waiver(string submission) =>
        $$"""{"submissionId":"{{submission}}","documentNo":"46-CV/HU","documentDate":"2023-12-27","reason":"Chủ tịch UBND xã chuyển công tác","grantedBy":"Ban Thường vụ Huyện ủy"}""";

    private static string Reason(string submission) => $$"""{"submissionId":"{{submission}}","reason":"Ghi nhầm","grantedBy":"Ban Dân vận Huyện ủy"}""";

    [Fact]
    public async Task An_extension_is_explained_step_by_step_with_its_document_and_what_bound_before()
    {
        var (status, granted, location) = await product.Post(Giang_Ma + "/extensions", Extension("gia-han-giang-ma", "2025-01-31"));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(Giang_Ma + "/reliefs", location?.ToString());
        Assert.Equal(("2025-01-31", "extension", "Gia hạn"), (granted.GetProperty("due").GetString(), granted.GetProperty("relief").GetProperty("kind").GetString(), granted.GetProperty("relief").GetProperty("text").GetString()));
        Assert.Equal(HttpStatusCode.OK, (await product.Post(Giang_Ma + "/extensions", Extension("gia-han-giang-ma", "2025-01-31"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Giang_Ma + "/extensions", Extension("gia-han-giang-ma", "2025-02-28"))).Status);

        var obligation = await product.Get(Giang_Ma);
        var steps = obligation.GetProperty("explanation").GetProperty("steps").EnumerateArray().ToList();
        Assert.Equal(("2025-01-31", "2025-01-31"), (obligation.GetProperty("due").GetString(), obligation.GetProperty("explanation").GetProperty("due").GetString()));
        Assert.Equal(["named", "extended"], steps.Select(step => step.GetProperty("kind").GetString()));
        Assert.Equal("Được gia hạn đến 31/01/2025 theo văn bản số 45-CV/HU ngày 20/12/2023 của Ban Thường vụ Huyện ủy.", steps[1].GetProperty("text").GetString());
        Assert.Equal(("2024-12-31", "days", 0, JsonValueKind.Array), (
            steps[1].GetProperty("from").GetString(), steps[1].GetProperty("unit").GetString(), steps[1].GetProperty("amount").GetInt32(), steps[1].GetProperty("skipped").ValueKind));
        var bindings = obligation.GetProperty("bindings").EnumerateArray().ToList();
        Assert.Equal(["2024-12-31", "2025-01-31"], bindings.Select(bound => bound.GetProperty("due").GetString()));
        Assert.Equal((JsonValueKind.Null, "opened"), (bindings[0].GetProperty("from").ValueKind, bindings[0].GetProperty("cause").GetString()));
        Assert.StartsWith("extended:", bindings[1].GetProperty("cause").GetString(), StringComparison.Ordinal);
        Assert.Equal("Ban Thường vụ Huyện ủy", Assert.Single(obligation.GetProperty("reliefs").EnumerateArray()).GetProperty("grantedBy").GetString());
    }

    [Fact]
    public async Task A_waiver_leaves_the_board_and_the_spreadsheet_and_comes_back_when_it_is_lifted()
    {
        var before = await Dialogues("3406");
        var (status, granted, _) = await product.Post(Hồ_Thầu + "/waivers", Waiver("mien-ho-thau-01"));

        Assert.Equal((HttpStatusCode.Created, "Waived", "Được miễn"), (status, granted.GetProperty("status").GetString(), granted.GetProperty("text").GetString()));
        Assert.Equal((before - 1, "Waived"), (await Dialogues("3406"), (await product.Get(Hồ_Thầu)).GetProperty("status").GetString()));
        Assert.Contains("Được miễn", await product.Http.GetStringAsync("/boards/3406/board.csv?year=2023"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Hồ_Thầu + "/extensions", Extension("gia-han-ho-thau"))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Hồ_Thầu + "/exclusions", Reason("khong-ad-ho-thau"))).Status);

        var (lifted, back, _) = await product.Post("/api/obligations/3406-PeoplesCommittee%2FUB-DT%2F2023/reliefs/lift", Reason("bo-mien-ho-thau"));
        Assert.Equal((HttpStatusCode.Created, "waiver", "Bỏ miễn"), (lifted, back.GetProperty("relief").GetProperty("lifts").GetString(), back.GetProperty("relief").GetProperty("text").GetString()));
        Assert.Equal(before, await Dialogues("3406"));
        Assert.Equal(["waiver", "lifted"], (await product.Get(Hồ_Thầu + "/reliefs")).EnumerateArray().Select(one => one.GetProperty("kind").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Hồ_Thầu + "/reliefs/lift", Reason("bo-mien-ho-thau-2"))).Status);
    }

    private async Task<int> Dialogues(string unit) =>
        (await product.Get($"/api/boards/{unit}?year=2023")).GetProperty("totals").GetProperty("columns").EnumerateArray().Where(column => column.GetProperty("rule").GetString() == "UB-DT").Sum(column => column.GetProperty("all").GetInt32());

    public static TheoryData<string, string, int, string?> Bad => new()
    {
        { "extensions", Extension("refused-0001", "2023-12-31"), 400, "until" },
        { "extensions", Extension("refused-0001", "2024-02-30"), 400, "until" },
        { "extensions", Extension("refused-0001", "31/01/2024"), 400, "until" },
        { "extensions", Extension("refused-0001", "9999-12-31"), 400, "until" },
        { "extensions", Waiver("refused-0001"), 400, "until" },
        { "waivers", Extension("refused-0001"), 400, "until" },
        { "waivers", Waiver("short"), 400, "submissionId" },
        { "waivers", Reason("refused-0001"), 400, "documentNo" },
        { "waivers", Waiver("refused-0001").Replace("2023-12-27", "2023-12-29", StringComparison.Ordinal), 400, "documentDate" },
        { "waivers", Waiver("refused-0001").Replace("Chủ tịch UBND xã chuyển công tác", " ", StringComparison.Ordinal), 400, "reason" },
        { "waivers", Waiver("refused-0001").Replace("Chủ tịch UBND xã chuyển công tác", new string('a', 501), StringComparison.Ordinal), 400, "reason" },
        { "exclusions", """{"submissionId":"refused-0001","reason":"Xã chưa có hội"}""", 400, "grantedBy" },
        { "exclusions", """{"submissionId":"refused-0001","reason":"Xã chưa có hội","grantedBy":"Huyện ủy","lydo":"x"}""", 400, "lydo" },
        { "reliefs/lift", Reason("refused-0001"), 409, null },
        { "extensions", "[]", 400, null },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_true_is_refused_at_its_field_and_nothing_is_stored(string what, string form, int expected, string? field)
    {
        var before = (await product.Get(Sơn_Bình)).ToString();
        var (status, problem, _) = await product.Post($"{Sơn_Bình}/{what}", form);

        Assert.Equal(expected, (int)status);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Equal(before, (await product.Get(Sơn_Bình)).ToString());
    }

    [Fact]
    public async Task What_is_fulfilled_is_not_changed()
    {
        const string Fulfilled = "/api/obligations/3400-FrontBloc/MT-PB/2023";
        Assert.Equal("Fulfilled", (await product.Get(Fulfilled)).GetProperty("status").GetString());

        var (status, problem, _) = await product.Post(Fulfilled + "/waivers", Waiver("mien-ta-leng-01"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("đã hoàn thành", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/obligations/nobody/MT-PB/2023")]
    [InlineData("/api/obligations/3415-FrontBloc/MT-PB/2031")]
    [InlineData("/api/obligations/3415-FrontBloc%2FMT-PB")]
    public async Task Nothing_is_granted_for_what_is_not_owed(string address)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post(address + "/waivers", Waiver("mien-khong-co-01"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Ask(address + "/reliefs")).Status);
    }

    [Theory]
    [InlineData("/api/reliefs?unit=106&kind=extension", 200)]
    [InlineData("/api/reliefs?unit=106", 200)]
    [InlineData("/api/reliefs?unit=999", 404)]
    [InlineData("/api/reliefs?unit=106&kind=mien", 400)]
    public async Task Reliefs_are_listed_by_unit_and_kind(string address, int expected) => Assert.Equal(expected, (int)(await product.Ask(address)).Status);
}
