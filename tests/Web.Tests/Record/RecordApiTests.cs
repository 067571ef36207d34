using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using HoiQC.Web.Tests.Publications;

namespace HoiQC.Web.Tests.Record;

/// <summary>What somebody did by API and page stands in the record, on a product that nobody else changes.</summary>
public sealed partial class RecordApiTests(RunningProduct product) : IClassFixture<RunningProduct>
{
    private const string KhunHa = "3430-FrontBloc/MT-PB/2023";

    [Fact]
    public async Task Every_change_is_one_row_with_old_and_new_and_the_same_again_is_none()
    {
        var start = await Newest();
        var (_, receipt, _) = await product.Post($"/api/obligations/{KhunHa}/evidence", """{"submissionId":"nhat-ky-a1"}""");
        await product.Post($"/api/obligations/{KhunHa}/evidence", """{"submissionId":"nhat-ky-a1"}""");
        await product.Post($"/api/obligations/{KhunHa}/evidence/{receipt.Text("code")}/withdraw", """{"reason":"Nhầm xã"}""");
        await product.Post("/api/obligations/3405-PeoplesCommittee/UB-DT/2024/extensions", """{"submissionId":"nhat-ky-a2","until":"2025-01-31","documentNo":"45-CV/HU","documentDate":"2023-12-20","grantedBy":"Huyện ủy","reason":"Mưa lũ"}""");
        await product.Post("/api/obligations/3405-PeoplesCommittee/UB-DT/2024/reliefs/lift", """{"submissionId":"nhat-ky-a3","reason":"Ghi nhầm","grantedBy":"Huyện ủy"}""");
        var (_, congress, place) = await product.Post("/api/bodies/12-LiteratureArtsAssociation/events", """{"submissionId":"nhat-ky-a4","kind":"congress","on":"2021-03-31"}""");
        await product.Post(place!.OriginalString + "/withdraw", """{"reason":"Nhầm hội"}""");
        await product.Publish("/api/rules/NHAT-KY", PackRow.Draft("MT-PB", ("code", "NHAT-KY"), ("name", "Việc thử"), ("short_name", "Thử"), ("due", "31/01"), ("checkpoint", ""), ("quantity_from", "")));
        await product.Publish("/api/calendar", JsonNode.Parse("""{"overrides":[{"date":"2024-01-31","kind":"holiday","name":"Ngày hội của huyện"}]}""")!.AsObject());

        var rows = (await Rows()).Where(row => row.GetProperty("id").GetInt64() > start).Reverse().ToList();
        Assert.Equal(
            [
                ("evidence.submitted", $"{KhunHa}#{receipt.Text("code")}", "3430"), ("evidence.withdrawn", $"{KhunHa}#{receipt.Text("code")}", "3430"),
                ("relief.extended", Subject(rows[2]), "3405"), ("relief.lifted", Subject(rows[3]), "3405"),
                ("event.entered", $"12-LiteratureArtsAssociation/congress/2021-03-31#{congress.Text("id")}", "12"), ("event.withdrawn", $"12-LiteratureArtsAssociation/congress/2021-03-31#{congress.Text("id")}", "12"),
                ("rule.published", "NHAT-KY v1", null), ("publication.applied", "NHAT-KY v1", null), ("calendar.published", "lịch v2", null), ("publication.applied", "lịch v2", null),
            ],
            rows.Select(row => (row.Text("what"), Subject(row), row.GetProperty("unit").GetString())));
        Assert.Equal(("Behind", "Fulfilled"), (rows[0].GetProperty("old").Text("status"), rows[0].GetProperty("new").Text("status")));
        Assert.Equal(("2024-12-31", "2025-01-31"), (rows[2].GetProperty("old").Text("due"), rows[2].GetProperty("new").Text("due")));
        Assert.Equal("45-CV/HU", rows[2].GetProperty("new").Text("documentNo"));
        Assert.Equal(JsonValueKind.Null, rows[6].GetProperty("old").ValueKind);
        Assert.Equal("31/01", rows[6].GetProperty("new").GetProperty("row").Text("due"));
        Assert.Equal(13, rows[7].GetProperty("new").GetProperty("created").GetInt32());
        Assert.Equal((1, 2), (rows[8].GetProperty("old").GetProperty("number").GetInt32(), rows[8].GetProperty("new").GetProperty("number").GetInt32()));
        Assert.All(rows.Where(row => row.Text("what") != "publication.applied"), row => Assert.Equal("127.0.0.1", row.Text("from")));
        Assert.All(rows.Where(row => row.Text("what") == "publication.applied"), row => Assert.Equal(("HoiQC", "system"), (row.Text("name"), row.Text("via"))));

        static string Subject(JsonElement row) => row.Text("subject");
    }

    [Fact]
    public async Task The_sample_is_a_row_with_the_hashes_of_its_files_and_one_for_each_unit_and_rule_version()
    {
        var rows = await Rows();
        var import = rows.Single(row => row.Text("what") == "import.stored");
        Assert.Equal(("tam-duong-2023", "HoiQC", "system"), (import.Text("subject"), import.Text("name"), import.Text("via")));
        Assert.Equal(64, import.GetProperty("new").GetProperty("files").Text("units.csv").Length);
        Assert.Equal(import.GetProperty("new").GetProperty("units").GetProperty("new").GetInt32(), rows.Count(row => row.Text("what") == "unit.added"));
        Assert.Equal((await product.Get("/api/rules")).GetArrayLength(), rows.Where(row => row.Text("what") is "rule.imported" or "rule.published").Select(row => row.Text("subject").Split(' ')[0]).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(rows, row => row.Text("what") == "bodies.imported");
    }

    [Fact]
    public async Task Rows_are_narrowed_by_unit_person_word_subject_and_day_and_paged_by_number()
    {
        await product.Post("/api/obligations/3394-FrontBloc/MT-PB/2023/evidence", """{"submissionId":"nhat-ky-b1"}""");
        Assert.Equal(["3394"], (await Rows("&unit=3394&what=unit.added")).Select(row => row.Text("subject")));
        Assert.Equal(14, (await Rows("&unit=106&what=unit.added")).Count);
        Assert.All(await Rows("&person=hoiqc"), row => Assert.Equal("system", row.Text("via")));
        Assert.NotEmpty(await Rows("&subject=3394-FrontBloc"));
        Assert.Empty(await Rows("&to=27/12/2023"));
        Assert.NotEmpty(await Rows("&from=2023-12-28&to=28/12/2023"));

        var all = await Rows();
        Assert.Equal(all.Select(row => row.GetProperty("id").GetInt64()).OrderDescending(), all.Select(row => row.GetProperty("id").GetInt64()));
        Assert.True(all.Count > 100);
    }

    [Theory]
    [InlineData("unit=khong-co", HttpStatusCode.NotFound)]
    [InlineData("from=31/02/2024", HttpStatusCode.BadRequest)]
    [InlineData("to=hom-nay", HttpStatusCode.BadRequest)]
    [InlineData("from=05/01/2024&to=04/01/2024", HttpStatusCode.BadRequest)]
    [InlineData("to=31/12/9999", HttpStatusCode.BadRequest)]
    [InlineData("from=01/01/0001", HttpStatusCode.BadRequest)]
    [InlineData("from=31/12/1989", HttpStatusCode.BadRequest)]
    [InlineData("to=2101-01-01", HttpStatusCode.BadRequest)]
    [InlineData("before=-1", HttpStatusCode.BadRequest)]
    public async Task A_question_that_makes_no_sense_is_refused(string query, HttpStatusCode status)
    {
        foreach (var address in new[] { "/api/record", "/record.csv" })
        {
            var (answered, body) = await product.Ask($"{address}?{query}");
            Assert.Equal(status, answered);
            Assert.NotEmpty(body.Text("detail"));
        }
        using var page = await product.Http.GetAsync($"/record?{query}");
        Assert.Equal(status, page.StatusCode);
    }

    [Fact]
    public async Task The_days_of_every_year_that_is_computed_are_answered_and_the_others_named()
    {
        Assert.NotEmpty(await Rows("&from=01/01/1990&to=31/12/2100"));
        var (_, refused) = await product.Ask("/api/record?to=31/12/9999");
        Assert.Contains("Đến ngày 31/12/9999 nằm ngoài các năm 1990–2100.", refused.GetProperty("errors").GetProperty("to")[0].GetString()!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_table_opens_in_a_spreadsheet_with_nothing_that_runs_as_a_formula_and_ends_with_the_head()
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={product.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO record (at, account, name, via, came_from, what, subject, unit, old, new) VALUES (1703725200000, '@SUM(A1)', '=HYPERLINK(\"x\",\"y\")', '+api', '-1', '\tx', '=1+1', NULL, NULL, '{\"note\":\"=2\"}')";
            await insert.ExecuteNonQueryAsync();
        }
        using var response = await product.Http.GetAsync("/record.csv?from=28/12/2023");
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");

        Assert.Equal(Encoding.UTF8.Preamble.ToArray(), bytes[..3]);
        Assert.Equal("nhat-ky.csv", response.Content.Headers.ContentDisposition?.FileName);
        Assert.StartsWith("Số,Lúc,Tài khoản,Họ tên,", lines[0], StringComparison.Ordinal);
        Assert.Contains("\"08:00:00, 28/12/2023\",'@SUM(A1),\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",'+api,'-1,'\tx,'\tx,'=1+1,,Ghi chú: =2,", string.Join('\n', lines), StringComparison.Ordinal);
        Assert.All(Cell().Matches(string.Join("\r\n", lines)), cell => Assert.DoesNotMatch("^\"?[=+@\t-]", cell.Groups["cell"].Value));
        Assert.Equal($"Nhật ký kết thúc ở,{response.Headers.GetValues("X-HoiQC-Record-Head").Single()}", lines[^2]);
        Assert.Equal((await Rows()).Count, lines.Length - 3);
    }

    [Theory]
    [InlineData("x{\"note\":\"Xã Khun Há nộp đủ\"}")]
    [InlineData("{\"note\":\"nửa chữ \\ud83d\"}")]
    [InlineData("{\"note\":")]
    public async Task A_row_that_was_altered_and_is_no_JSON_any_more_is_shown_as_it_lies_there(string altered)
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={product.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO record (at, account, name, via, came_from, what, subject, unit, old, new) VALUES (1703725200000, 'lo.thi.binh', 'Lò Thị Bình', 'page', '10.0.0.7', 'call.recorded', '3430-FrontBloc', '3430', NULL, @altered)";
            insert.Parameters.AddWithValue("@altered", altered);
            await insert.ExecuteNonQueryAsync();
        }
        var row = (await Rows("&person=lo.thi.binh"))[0];
        Assert.Equal(altered, row.Text("new"));
        var page = System.Net.WebUtility.HtmlDecode(await product.Http.GetStringAsync("/record?person=lo.thi.binh"));
        Assert.Contains(altered, page, StringComparison.Ordinal);
        Assert.Contains("Không đọc được: ", await product.Http.GetStringAsync("/record.csv?person=lo.thi.binh"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_whose_instant_was_altered_beyond_all_time_is_shown_all_the_same()
    {
        await using (var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={product.Database};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var insert = connection.CreateCommand();
            insert.CommandText = "INSERT INTO record (at, account, name, via, came_from, what, subject, unit, old, new) VALUES (9000000000000000000, 'lo.van.sai', 'Lò Văn Sài', 'page', '', 'call.recorded', '3430-FrontBloc', '3430', NULL, NULL)";
            await insert.ExecuteNonQueryAsync();
        }
        Assert.Single(await Rows("&person=lo.van.sai"));
        Assert.Contains("Lò Văn Sài", System.Net.WebUtility.HtmlDecode(await product.Http.GetStringAsync("/record?person=lo.van.sai")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_export_bears_the_head_of_the_record_and_the_rule_pack_stays_as_it_is()
    {
        foreach (var address in new[] { "/boards/106/board.csv?year=2023", "/boards/106/gaps.csv?year=2023&rule=MT-GS", "/boards/106/reviews.csv?year=2023" })
        {
            using var response = await product.Http.GetAsync(address);
            Assert.EndsWith($"\r\nNhật ký kết thúc ở,{response.Headers.GetValues("X-HoiQC-Record-Head").Single()}\r\n", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var pack = await product.Http.GetAsync("/api/rules.csv");
        Assert.Matches("^[0-9]+:[0-9a-f]{64}$", pack.Headers.GetValues("X-HoiQC-Record-Head").Single());
        var (_, again, _) = await product.Post("/api/rules/import", await pack.Content.ReadAsStringAsync(), "text/csv");
        Assert.Contains("0 mới, 0 thay đổi", again.Text("sentence"), StringComparison.Ordinal);
    }

    private async Task<long> Newest() => (await product.Get("/api/record")).GetProperty("items")[0].GetProperty("id").GetInt64();

    /// <summary>All rows of a question, the newest first, page after page.</summary>
    private async Task<List<JsonElement>> Rows(string query = "")
    {
        var rows = new List<JsonElement>();
        for (long? before = null; ;)
        {
            var page = await product.Get($"/api/record?before={before}{query}");
            Assert.Matches("^[0-9]+:[0-9a-f]{64}$", page.Text("head"));
            rows.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").ValueKind == JsonValueKind.Null) return rows;
            before = page.GetProperty("next").GetInt64();
        }
    }

    [GeneratedRegex("(?<=^|,|\\n)(?<cell>\"([^\"]|\"\")*\"|[^,\"\r\n]*)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cell();
}
