using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class BoardApiTests(RunningProduct product)
{
    [Fact]
    public async Task The_board_of_the_report_says_what_the_report_says()
    {
        var board = await product.Get("/api/boards/106?year=2023&asOf=2023-09-06");

        Assert.Equal("Huyện Tam Đường", board.GetProperty("name").GetString());
        Assert.Equal((62, 45), (Number(All(board), "all"), Number(All(board), "fulfilled")));
        var criticism = Assert.Single(board.GetProperty("totals").GetProperty("columns").EnumerateArray(), column => column.GetProperty("rule").GetString() == "MT-PB");
        Assert.Equal((13, 8), (Number(criticism, "all"), Number(criticism, "fulfilled")));
        Assert.Equal("received", board.GetProperty("basis").GetString());
        Assert.False(board.TryGetProperty("seq", out _));
    }

    [Fact]
    public async Task Totals_are_the_sums_of_cells_and_of_rows_and_of_columns()
    {
        var board = await product.Get("/api/boards/106");
        var totals = board.GetProperty("totals");
        foreach (var number in new[] { "all", "fulfilled", "overdue", "done", "required" })
        {
            var cells = board.GetProperty("rows").EnumerateArray().SelectMany(row => row.GetProperty("cells").EnumerateArray()).Sum(cell => Number(cell, number));
            Assert.Equal(cells, totals.GetProperty("rows").EnumerateArray().Sum(row => Number(row, number)));
            Assert.Equal(cells, totals.GetProperty("columns").EnumerateArray().Sum(column => Number(column, number)));
            Assert.Equal(cells, Number(All(board), number));
        }
    }

    [Fact]
    public async Task A_board_of_now_carries_its_number_and_opens_on_the_year_of_the_sample()
    {
        var board = await product.Get("/api/boards/106");

        Assert.Equal(2023, Number(board, "year"));
        Assert.True(board.GetProperty("seq").GetInt64() > 0);
        Assert.Equal(JsonValueKind.Null, board.GetProperty("asOf").ValueKind);
        var since = All(board).GetProperty("since").GetString();
        Assert.EndsWith("+07:00", since, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MT-PB", 5, "còn 5/13 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)")]
    [InlineData("MT-GS", 3, "còn 3/13 xã MTTQ và các đoàn thể chưa thực hiện giám sát theo Quyết định 217-QĐ/TW (Tả Lèng, Giang Ma, Khun Há)")]
    public async Task The_gap_list_writes_the_sentence_of_the_report(string rule, int n, string sentence)
    {
        var gap = await product.Get($"/api/boards/106/gaps?year=2023&rule={rule}&asOf=2023-09-06");

        Assert.Equal((n, 13), (Number(gap, "n"), Number(gap, "of")));
        Assert.Equal(sentence, gap.GetProperty("sentence").GetString());
        Assert.Equal(n, gap.GetProperty("missing").GetArrayLength());
    }

    [Fact]
    public async Task Communes_come_by_columns_with_a_letter_for_each()
    {
        var board = await product.Get("/api/boards/12?year=2023&asOf=2023-09-06&level=commune");

        Assert.Equal(13, board.GetProperty("units").GetArrayLength());
        var column = Assert.Single(board.GetProperty("columns").EnumerateArray(), one => one.GetProperty("rule").GetString() == "MT-PB");
        var letters = column.GetProperty("status").GetString()!;
        Assert.Equal(13, letters.Length);
        Assert.Equal(8, letters.Count(letter => board.GetProperty("legend").GetProperty($"{letter}").GetString() == "Fulfilled"));
        foreach (var numbers in new[] { "all", "fulfilled", "overdue", "due" }) Assert.Equal(13, column.GetProperty(numbers).GetArrayLength());
        Assert.Equal("2023-12-31", column.GetProperty("due")[0].GetString());
    }

    [Fact]
    public async Task By_the_day_it_happened_a_board_is_as_of_today()
    {
        var board = await product.Get("/api/boards/106?basis=happened");

        Assert.Equal("2023-12-28", board.GetProperty("asOf").GetString());
        Assert.Equal("happened", board.GetProperty("basis").GetString());
    }

    [Theory]
    [InlineData("/api/boards/106?year=2023&asOf=2023-09-06")]
    [InlineData("/api/boards/106?year=2023&asOf=2023-09-06&level=commune")]
    [InlineData("/api/boards/106/gaps?year=2023&rule=MT-PB&asOf=2023-09-06")]
    public async Task Who_has_the_board_already_gets_304(string address)
    {
        using var first = await product.Http.GetAsync(address);
        var tag = first.Headers.ETag!;
        Assert.True(tag.IsWeak);

        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.IfNoneMatch.Add(tag);
        using var second = await product.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Empty(await second.Content.ReadAsByteArrayAsync());
        Assert.Equal(tag, second.Headers.ETag);

        using var other = new HttpRequestMessage(HttpMethod.Get, address);
        other.Headers.TryAddWithoutValidation("If-None-Match", "W/\"other\", nonsense");
        using var third = await product.Http.SendAsync(other);
        Assert.Equal(HttpStatusCode.OK, third.StatusCode);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task Answers_travel_compressed(string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/boards/106");
        request.Headers.AcceptEncoding.Add(new(encoding));
        using var response = await product.Http.SendAsync(request);
        Assert.Equal([encoding], response.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("/api/boards/106?year=", 200)]
    [InlineData("/api/boards/106?year=abc", 400)]
    [InlineData("/api/boards/106?year=1989", 400)]
    [InlineData("/api/boards/106?year=2101", 400)]
    [InlineData("/api/boards/106?year=-2023", 400)]
    [InlineData("/api/boards/106?year=99999999999999999999", 400)]
    [InlineData("/api/boards/106?year=2023&year=2024", 400)]
    [InlineData("/api/boards/106?year=2100", 200)]
    [InlineData("/api/boards/106?asOf=2023-12-28", 200)]
    [InlineData("/api/boards/106?asOf=2023-12-29", 400)]
    [InlineData("/api/boards/106?asOf=06/09/2023", 400)]
    [InlineData("/api/boards/106?asOf=2023-02-30", 400)]
    [InlineData("/api/boards/106?asOf=0001-01-01", 400)]
    [InlineData("/api/boards/106?asOf=2023-09-06&basis=guessed", 400)]
    [InlineData("/api/boards/106?level=village", 400)]
    [InlineData("/api/boards/106?overdue=perhaps", 400)]
    [InlineData("/api/boards/106?colour=red&colour=blue", 200)]
    [InlineData("/api/boards/106?q=ban%20hon&overdue=1", 200)]
    [InlineData("/api/boards/999", 404)]
    [InlineData("/api/boards/106/gaps", 400)]
    [InlineData("/api/boards/106/gaps?rule=", 400)]
    [InlineData("/api/boards/106/gaps?rule=XX-YY", 404)]
    [InlineData("/api/boards/999/gaps?rule=MT-PB", 404)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/api", 404)]
    [InlineData("/api/transitions?limit=0", 400)]
    [InlineData("/api/transitions?limit=1001", 400)]
    [InlineData("/api/transitions?limit=ten", 400)]
    [InlineData("/api/transitions?after=-1", 400)]
    [InlineData("/api/transitions?after=9223372036854775807", 200)]
    [InlineData("/api/transitions?after=9223372036854775808", 400)]
    [InlineData("/api/bodies/nobody", 404)]
    [InlineData("/api/bodies/3430-FrontBloc?year=x", 400)]
    [InlineData("/api/obligations/nobody/MT-PB/2023", 404)]
    [InlineData("/api/obligations/3430-FrontBloc/MT-PB/2022", 404)]
    [InlineData("/api/obligations/3430-FrontBloc/MT-PB/2023/evidence/AAAA", 404)]
    [InlineData("/api/obligations/3430-FrontBloc", 404)]
    [InlineData("/api/obligations/3430-FrontBloc%2FMT-PB%2F2022", 404)]
    [InlineData("/boards/999/board.csv", 404)]
    [InlineData("/boards/106/board.csv?year=x", 400)]
    [InlineData("/boards/106/gaps.csv", 400)]
    public async Task What_makes_no_sense_is_refused_with_a_sentence(string address, int status)
    {
        using var response = await product.Http.GetAsync(address);
        var text = await response.Content.ReadAsStringAsync();

        Assert.Equal(status, (int)response.StatusCode);
        if (status == 200) return;
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using var problem = JsonDocument.Parse(text);
        Assert.EndsWith(".", problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("\\u1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_names_its_field()
    {
        var (_, problem) = await product.Ask("/api/boards/106?asOf=2023-12-29");
        Assert.Equal("Ngày 29/12/2023 chưa đến; hôm nay là 28/12/2023. Đề nghị chọn ngày không sau hôm nay.", problem.GetProperty("errors").GetProperty("asOf")[0].GetString());
    }

    [Fact]
    public async Task A_verb_that_an_address_does_not_take_is_405()
    {
        using var response = await product.Http.DeleteAsync("/api/boards/106");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task OpenApi_describes_every_address()
    {
        var paths = (await product.Get("/openapi/v1.json")).GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        foreach (var path in new[]
        {
            "/api/boards/{unit}", "/api/boards/{unit}/gaps", "/api/bodies/{id}", "/api/obligations/{body}/{rule}/{period}", "/api/transitions", "/health/ready", "/health/live",
            "/api/obligations/{body}/{rule}/{period}/evidence", "/api/obligations/{body}/{rule}/{period}/evidence/{code}/withdraw",
        })
        {
            Assert.Contains(path, paths);
        }
        Assert.DoesNotContain("/api/{rest}", paths);
    }

    [Fact]
    public async Task The_journal_is_read_page_by_page()
    {
        var first = await product.Get("/api/transitions?limit=5");
        var items = first.GetProperty("items");
        Assert.Equal(5, items.GetArrayLength());
        Assert.Equal(items[4].GetProperty("seq").GetInt64(), first.GetProperty("next").GetInt64());

        var second = await product.Get($"/api/transitions?limit=1&after={first.GetProperty("next").GetInt64()}");
        Assert.True(second.GetProperty("items")[0].GetProperty("seq").GetInt64() > first.GetProperty("next").GetInt64());
        var obligation = items[0].GetProperty("obligation").GetString()!;
        Assert.Equal($"{items[0].GetProperty("body").GetString()}/{items[0].GetProperty("rule").GetString()}", obligation[..obligation.LastIndexOf('/')]);
    }

    private static JsonElement All(JsonElement board) => board.GetProperty("totals").GetProperty("all");

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
