using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class EvidenceApiTests(RunningProduct product)
{
    private const string Thèn_Sin = "/api/obligations/3394-FrontBloc/MT-PB/2023";
    private const string Nùng_Nàng = "/api/obligations/3415-FrontBloc/MT-PB/2023";
    private const string Bản_Giang = "/api/obligations/3418-FrontBloc/MT-PB/2023";

    [Fact]
    public async Task Evidence_is_received_once_however_often_it_is_sent()
    {
        const string Form = """{"submissionId":"then-sin-0001","occurredOn":"2023-12-20","documentNo":"15/BC-MTTQ","participants":42,"opinions":7,"fields":{"draft_document":"Dự thảo nghị quyết"}}""";
        var (status, receipt, location) = await product.Post(Thèn_Sin + "/evidence", Form);

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal("Fulfilled", receipt.GetProperty("status").GetString());
        Assert.EndsWith("+07:00", receipt.GetProperty("receivedAt").GetString(), StringComparison.Ordinal);
        var code = receipt.GetProperty("code").GetString();
        Assert.Equal($"{Thèn_Sin}/evidence/{code}", location?.OriginalString);
        Assert.Equal(42, (await product.Get(location!.OriginalString)).GetProperty("participants").GetInt32());

        var (again, same, _) = await product.Post(Thèn_Sin + "/evidence", Form);
        Assert.Equal(HttpStatusCode.OK, again);
        Assert.Equal(receipt.ToString(), same.ToString());

        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Thèn_Sin + "/evidence", Form.Replace("42", "43", StringComparison.Ordinal))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await product.Post(Nùng_Nàng + "/evidence", Form)).Status);
        Assert.Single((await product.Get(Thèn_Sin)).GetProperty("evidence").EnumerateArray());
    }

    [Fact]
    public async Task A_key_in_one_piece_is_the_same_obligation()
    {
        var whole = await product.Get("/api/obligations/3424-FrontBloc%2FMT-PB%2F2023");
        var parts = await product.Get("/api/obligations/3424-FrontBloc/MT-PB/2023");

        Assert.Equal(parts.ToString(), whole.ToString());
        Assert.Equal("3424-FrontBloc/MT-PB/2023", whole.GetProperty("obligation").GetString());
        Assert.True(whole.GetProperty("evidence")[0].GetProperty("imported").GetBoolean());
        Assert.StartsWith("Hạn 31/12/2023: Hội nghị phản biện xã hội", whole.GetProperty("explanation").GetProperty("sentence").GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(whole.GetProperty("transitions").EnumerateArray());
    }

    [Fact]
    public async Task What_was_taken_back_stays_on_record_with_its_reason()
    {
        var (_, receipt, _) = await product.Post("/api/obligations/3418-FrontBloc%2FMT-PB%2F2023/evidence", """{"submissionId":"ban-giang-0001","occurredOn":"2023-12-20"}""");
        var address = $"{Bản_Giang}/evidence/{receipt.GetProperty("code").GetString()}/withdraw";

        Assert.Equal(HttpStatusCode.BadRequest, (await product.Post(address, "{}")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await product.Post(address, """{"reason":"   "}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post(Bản_Giang + "/evidence/ZZZZ/withdraw", """{"reason":"nhầm"}""")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post(address.Replace("3418", "3415", StringComparison.Ordinal), """{"reason":"nhầm"}""")).Status);

        var (status, evidence, _) = await product.Post(address, """{"reason":"Ghi nhầm xã"}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Ghi nhầm xã", evidence.GetProperty("withdrawnReason").GetString());
        Assert.Equal(HttpStatusCode.OK, (await product.Post(address, """{"reason":"Ghi nhầm xã"}""")).Status);
        var obligation = await product.Get(Bản_Giang);
        Assert.NotEqual("Fulfilled", obligation.GetProperty("status").GetString());
        Assert.NotEqual(JsonValueKind.Null, obligation.GetProperty("evidence")[0].GetProperty("withdrawnAt").ValueKind);
    }

    public static TheoryData<string, int, string?> Bad => new()
    {
        { """{"submissionId":"short"}""", 400, "submissionId" },
        { """{"occurredOn":"2023-12-20"}""", 400, "submissionId" },
        { """{"submissionId":"has space 1"}""", 400, "submissionId" },
        { """{"submissionId":12345678}""", 400, "submissionId" },
        { """{"submissionId":"refused-0001","occurredOn":"31/02/2023"}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","occurredOn":"2023-02-31"}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","occurredOn":20231220}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","occurredOn":"2023-12-29"}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","occurredOn":"2022-12-31"}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","occurredOn":"0001-01-01"}""", 400, "occurredOn" },
        { """{"submissionId":"refused-0001","documentDate":"2024-01-01"}""", 400, "documentDate" },
        { """{"submissionId":"refused-0001","participants":-1}""", 400, "participants" },
        { """{"submissionId":"refused-0001","participants":1.5}""", 400, "participants" },
        { """{"submissionId":"refused-0001","participants":"12"}""", 400, "participants" },
        { """{"submissionId":"refused-0001","participants":99999999999}""", 400, "participants" },
        { """{"submissionId":"refused-0001","note":["a"]}""", 400, "note" },
        { """{"submissionId":"refused-0001","note":"\ud800"}""", 400, "note" },
        { """{"submissionId":"refused-0001","note":"a\u0000b"}""", 400, "note" },
        { """{"submissionId":"refused-0001","fields":[]}""", 400, "fields" },
        { """{"submissionId":"refused-0001","fields":{"draft_document":{}}}""", 400, "fields.draft_document" },
        { """{"submissionId":"refused-0001","fields":{"occurred_on":"2023-12-20"}}""", 400, "fields.occurred_on" },
        { """{"submissionId":"refused-0001","documentDate":"2022-12-31"}""", 400, "documentDate" },
        { """{"submissionId":"refused-0001","ocurredOn":"2023-12-20"}""", 400, "ocurredOn" },
        { """{"submissionId":"refused-0001","submissionId":"refused-0002"}""", 400, null },
        { "[]", 400, null },
        { "null", 400, null },
        { "\"text\"", 400, null },
        { "{", 400, null },
        { "", 400, null },
        { "submissionId=refused-0001", 400, null },
        { $$"""{"submissionId":"refused-0001","note":"{{new string('a', 2001)}}"}""", 400, "note" },
        { $$"""{"submissionId":"refused-0001","note":"{{new string('a', 3 * 1024 * 1024)}}"}""", 413, null },
    };

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public async Task What_cannot_be_true_is_refused_and_nothing_is_stored(string body, int status, string? field)
    {
        var before = (await product.Get(Nùng_Nàng)).ToString();
        var (answered, problem, _) = await product.Post(Nùng_Nàng + "/evidence", body);

        Assert.Equal(status, (int)answered);
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        if (field is not null) Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.Equal(before, (await product.Get(Nùng_Nàng)).ToString());
    }

    [Theory]
    [InlineData("/bodies/3430-FrontBloc?year=2023", HttpStatusCode.BadRequest, "Phiên gửi đã hết hiệu lực")]
    [InlineData("/nothing", HttpStatusCode.NotFound, "Không tìm thấy trang")]
    public async Task A_form_that_is_refused_gets_a_page_that_says_what_to_do(string address, HttpStatusCode status, string words)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "called", ["on"] = "1" });

        using var answer = await product.Http.PostAsync(address, form);

        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(words, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("")]
    public async Task Only_JSON_is_taken(string type)
    {
        var (status, problem, _) = await product.Post(Nùng_Nàng + "/evidence", """{"submissionId":"refused-0001"}""", type);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, status);
        Assert.Contains("application/json", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/obligations/nobody/MT-PB/2023/evidence")]
    [InlineData("/api/obligations/3415-FrontBloc/MT-PB/2031/evidence")]
    [InlineData("/api/obligations/3415-FrontBloc/CU-DT/2023/evidence")]
    [InlineData("/api/obligations/3415-FrontBloc%2FMT-PB/evidence")]
    public async Task Nothing_can_be_handed_in_for_what_is_not_owed(string address) =>
        Assert.Equal(HttpStatusCode.NotFound, (await product.Post(address, """{"submissionId":"refused-0002","occurredOn":"2023-12-20"}""")).Status);

    [Fact]
    public async Task A_date_that_is_none_is_told_in_its_own_words()
    {
        var (_, problem, _) = await product.Post(Nùng_Nàng + "/evidence", """{"submissionId":"refused-0001","occurredOn":"31/02/2023"}""");
        Assert.Equal("Ngày tổ chức “31/02/2023” không có thật; ghi theo dạng năm-tháng-ngày, ví dụ 2023-12-28.", problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task A_body_says_what_it_owes_and_what_has_no_date_yet()
    {
        var body = await product.Get("/api/bodies/3390-WomensUnion?year=2024");
        var congress = Assert.Single(body.GetProperty("obligations").EnumerateArray(), one => one.GetProperty("rule").GetString() == "MT-DH-NK");

        Assert.Equal("Thị trấn Tam Đường", body.GetProperty("unitName").GetString());
        Assert.Equal(("NoData", "Chưa có mốc tính hạn"), (congress.GetProperty("status").GetString(), congress.GetProperty("text").GetString()));

        var bloc = (await product.Get("/api/bodies/3430-FrontBloc?year=2023")).GetProperty("obligations");
        Assert.Equal(2, bloc.GetArrayLength());
        Assert.All(bloc.EnumerateArray(), one => Assert.StartsWith("Hạn 31/12/2023: ", one.GetProperty("explanation").GetString(), StringComparison.Ordinal));
    }
}
