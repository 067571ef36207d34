using System.Net;
using System.Text;
using System.Text.Json;
using HoiQC.Web.Tests.Live;
using ReviewedProduct = HoiQC.Web.Tests.Browser.Product;

namespace HoiQC.Web.Tests.Api;

/// <summary>Huyện Tam Đường from the morning of 28/12/2023 on, where what is handed in waits for review.</summary>
public sealed class ReviewApiTests : IAsyncLifetime
{
    private const string KhunHa = "/api/obligations/3430-FrontBloc/MT-PB/2023";
    private ReviewedProduct _product = null!;
    private HttpClient _http = null!;
    private HttpClient _reviewer = null!;

    public async ValueTask InitializeAsync()
    {
        _product = await ReviewedProduct.Reviewing("2023-12-28T08:00:00");
        _http = new HttpClient { BaseAddress = _product.Address }.As(_product.Key);
        _reviewer = new HttpClient { BaseAddress = _product.Address }.As(_product.ReviewerKey);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _reviewer.Dispose();
        await _product.DisposeAsync();
    }

    /// <summary>Sent by whoever handed in; a review by somebody who only reviews, unless told otherwise.</summary>
    private async Task<(HttpStatusCode Status, JsonElement Body)> Post(string address, object form, bool own = false)
    {
        using var content = new StringContent(JsonSerializer.Serialize(form), Encoding.UTF8, "application/json");
        using var response = await (address.EndsWith("/review", StringComparison.Ordinal) && !own ? _reviewer : _http).PostAsync(address, content);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    private async Task<string> HandIn(string submission = "khun-ha-duyet-01", string obligation = KhunHa)
    {
        var (status, receipt) = await Post(obligation + "/evidence", new { submissionId = submission, occurredOn = "2023-12-27" });
        Assert.Equal((HttpStatusCode.Created, "Submitted", "Chờ duyệt"), (status, receipt.GetProperty("status").GetString(), receipt.GetProperty("sentence").GetString()));
        return receipt.GetProperty("code").GetString()!;
    }

    private async Task<object> Seen(string code, string outcome, string? reason = null, string obligation = KhunHa) => new
    {
        outcome,
        reason,
        revision = (await _product.Get($"{obligation}/evidence/{code}")).GetProperty("revision").GetString(),
        ruleVersion = (await _product.Get(obligation)).GetProperty("ruleVersion").GetInt32(),
    };

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private async Task<(int All, int Fulfilled, int Waiting, int Late)> Totals(string address)
    {
        var totals = (await _product.Get(address)).GetProperty("totals");
        return (Number(totals.GetProperty("all"), "all"), Number(totals.GetProperty("all"), "fulfilled"), Number(totals.GetProperty("reviews"), "waiting"), Number(totals.GetProperty("reviews"), "late"));
    }

    [Fact]
    public async Task What_waits_stands_beside_the_boards_totals_and_counts_in_them_once_it_is_accepted()
    {
        Assert.Equal((62, 45, 0, 0), await Totals("/api/boards/106?year=2023&asOf=2023-09-06"));
        var (all, fulfilled, _, _) = await Totals("/api/boards/106?year=2023");
        var code = await HandIn();

        Assert.Equal((all, fulfilled, 1, 0), await Totals("/api/boards/106?year=2023"));
        var row = (await _product.Get("/api/boards/106?year=2023")).GetProperty("rows").EnumerateArray().Single(row => row.GetProperty("id").GetString() == "3430");
        Assert.Equal((1, 0), (Number(row.GetProperty("reviews"), "waiting"), Number(row.GetProperty("reviews"), "late")));
        Assert.Equal("Submitted", row.GetProperty("cells").EnumerateArray().Single(cell => cell.GetProperty("rule").GetString() == "MT-PB").GetProperty("status").GetString());
        Assert.Equal((1, 0), (await _product.Get("/api/boards/3430?year=2023")).GetProperty("totals").GetProperty("reviews") is var own ? (Number(own, "waiting"), Number(own, "late")) : default);
        var communes = (await _product.Get("/api/boards/12?year=2023&level=commune")).GetProperty("reviews");
        Assert.Equal((1, 1), (communes.GetProperty("waiting").EnumerateArray().Sum(one => one.GetInt32()), Number(communes.GetProperty("total"), "waiting")));

        var (status, reviewed) = await Post($"{KhunHa}/evidence/{code}/review", await Seen(code, "accept"));
        Assert.Equal((HttpStatusCode.OK, "Fulfilled", "accepted"), (status, reviewed.GetProperty("status").GetString(), reviewed.GetProperty("evidence").GetProperty("review").GetProperty("outcome").GetString()));
        Assert.Equal((all, fulfilled + 1, 0, 0), await Totals("/api/boards/106?year=2023"));
    }

    [Fact]
    public async Task Beyond_five_working_days_it_has_its_own_gap_list_now_as_of_a_day_and_as_a_table()
    {
        var code = await HandIn();
        await HandIn("ban-giang-duyet-01", "/api/obligations/3418-FrontBloc/MT-PB/2023");
        await _product.Stop();
        await _product.Open("2024-01-05T08:00:00");

        var gap = await _product.Get("/api/boards/106/reviews?year=2023");
        Assert.Equal((0, 2, "2 minh chứng chờ duyệt, không có minh chứng nào quá 5 ngày làm việc"), (Number(gap, "n"), Number(gap, "of"), gap.GetProperty("sentence").GetString()));
        Assert.Equal(("2024-01-05", false), gap.GetProperty("waiting")[0] is var first ? (first.GetProperty("reviewDue").GetString(), first.GetProperty("late").GetBoolean()) : default);

        await _product.Stop();
        await _product.Open("2024-01-08T08:00:00");
        gap = await _product.Get("/api/boards/106/reviews?year=2023");
        Assert.Equal("còn 2/2 minh chứng chờ duyệt quá 5 ngày làm việc (Bản Giang, Khun Há)", gap.GetProperty("sentence").GetString());
        Assert.Equal((2, 2), await Totals("/api/boards/106?year=2023") is var totals ? (totals.Waiting, totals.Late) : default);
        Assert.Equal((2, 0), await Totals("/api/boards/106?year=2023&asOf=2024-01-05") is var past ? (past.Waiting, past.Late) : default);
        Assert.Equal("không có minh chứng nào chờ duyệt", (await _product.Get("/api/boards/106/reviews?year=2023&asOf=2023-12-27")).GetProperty("sentence").GetString());

        var list = await _http.GetStringAsync("/boards/106/reviews.csv?year=2023");
        Assert.Contains("còn 2/2 minh chứng chờ duyệt quá 5 ngày làm việc (Bản Giang, Khun Há)", list, StringComparison.Ordinal);
        Assert.Contains($"{code},\"08:00, 28/12/2023\",05/01/2024,quá hạn", list, StringComparison.Ordinal);
        var board = (await _http.GetStringAsync("/boards/106/board.csv?year=2023")).Split('\n');
        Assert.EndsWith("Chờ duyệt: số minh chứng,Chờ duyệt: quá 5 ngày làm việc", board[0].Trim(), StringComparison.Ordinal);
        Assert.EndsWith(",1,1", board.Single(line => line.StartsWith("Đơn vị,3430,", StringComparison.Ordinal)).Trim(), StringComparison.Ordinal);
        Assert.EndsWith(",2,2", board.Single(line => line.StartsWith("Cộng,", StringComparison.Ordinal)).Trim(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Returned_it_says_why_and_until_when_and_what_is_handed_in_next_stands_in_its_place()
    {
        var code = await HandIn();
        var (status, returned) = await Post($"{KhunHa}/evidence/{code}/review", await Seen(code, "return", "Thiếu biên bản hội nghị"));

        Assert.Equal((HttpStatusCode.OK, "Returned", "2024-01-05"), (status, returned.GetProperty("status").GetString(), returned.GetProperty("due").GetString()));
        Assert.Equal(
            ("returned", "Thiếu biên bản hội nghị", ReviewedProduct.ReviewerName),
            returned.GetProperty("evidence").GetProperty("review") is var review ? (review.GetProperty("outcome").GetString(), review.GetProperty("reason").GetString(), review.GetProperty("by").GetString()) : default);
        Assert.Equal(TestPerson.Name, returned.GetProperty("evidence").GetProperty("submitter").GetString());
        Assert.Equal(["named", "returned"], (await _product.Get(KhunHa)).GetProperty("explanation").GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("kind").GetString()));

        var again = await HandIn("khun-ha-duyet-02");
        Assert.Equal(code, (await _product.Get($"{KhunHa}/evidence/{again}")).GetProperty("replaces").GetString());
    }

    [Fact]
    public async Task What_was_not_seen_is_not_decided_and_what_makes_no_sense_is_refused_with_a_sentence()
    {
        var code = await HandIn();
        var address = $"{KhunHa}/evidence/{code}/review";

        Assert.Equal(HttpStatusCode.Conflict, (await Post(address, new { outcome = "accept", revision = new string('0', 64), ruleVersion = 1 })).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(address, new { outcome = "accept" })).Status);
        Assert.Equal((HttpStatusCode.BadRequest, true), await Post(address, new { outcome = "maybe" }) is var (odd, problem) ? (odd, problem.GetProperty("errors").TryGetProperty("outcome", out _)) : default);
        Assert.Equal((HttpStatusCode.BadRequest, true), await Post(address, await Seen(code, "return")) is var (silent, fault) ? (silent, fault.GetProperty("errors").TryGetProperty("reason", out _)) : default);
        Assert.Equal(HttpStatusCode.Conflict, (await Post(address, await Seen(code, "accept"), own: true)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await Post($"{KhunHa}/evidence/KHONG-CO/review", new { outcome = "accept" })).Status);
        Assert.Equal("pending", (await _product.Get($"{KhunHa}/evidence/{code}")).GetProperty("review").GetProperty("outcome").GetString());
    }

    [Fact]
    public async Task Who_follows_a_board_hears_of_what_waits()
    {
        using var district = await HubClient.Connect(_product.Address, _product.Key);
        using var communes = await HubClient.Connect(_product.Address, _product.Key);
        await district.Open("106", 2023, "", 0);
        await communes.Open("12", 2023, "commune", 0);
        var code = await HandIn();
        await Hears("⇪ 1", "Submitted");

        await Post($"{KhunHa}/evidence/{code}/review", await Seen(code, "accept"));
        await Hears("0", "NoReview");

        async Task Hears(string text, string status)
        {
            foreach (var client in new[] { district, communes })
            {
                JsonElement cell;
                do cell = (await client.Hear("Changed")).GetProperty("cells").EnumerateArray().FirstOrDefault(one => (one.GetProperty("row").GetString(), one.GetProperty("rule").GetString()) == ("unit:3430", "reviews"));
                while (cell.ValueKind == JsonValueKind.Undefined);
                Assert.Equal((text, status), (cell.GetProperty("text").GetString(), cell.GetProperty("status").GetString()));
            }
        }
    }
}
