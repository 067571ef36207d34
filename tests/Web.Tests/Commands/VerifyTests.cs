using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Dapper;
using HoiQC.Grains;
using Microsoft.Data.Sqlite;

namespace HoiQC.Web.Tests.Commands;

public sealed partial class VerifyTests
{
    private const string KhunHa = "3430-FrontBloc/MT-PB/2023";
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"];

    [Fact]
    public async Task The_record_is_verified_in_the_running_server_and_on_the_folder_itself_and_an_altered_row_is_named()
    {
        using var scratch = new Scratch();
        string head;
        await using (var product = await Product.Run(scratch.Data, Sample))
        {
            await product.HandIn(KhunHa, "nhat-ky-1");
            await Until(scratch, 0);
            var (code, said) = await Product.Do("verify", "--data", scratch.Data);
            Assert.True(code == 0, said);
            Assert.StartsWith("Nhật ký nguyên vẹn: ", said, StringComparison.Ordinal);
            Assert.Contains("Chưa niêm phong: 0 dòng.", said, StringComparison.Ordinal);
            head = Head().Match(said).Groups["head"].Value;
            Assert.Equal(0, (await Product.Do("verify", "--data", scratch.Data, "--head", head)).Code);
            Assert.Contains("The record ends at ", product.Said, StringComparison.Ordinal);
            Assert.Equal(0, await product.Stop());
        }
        Assert.EndsWith($" {head}", (await File.ReadAllLinesAsync(Path.Combine(scratch.Data, "record-heads.txt")))[^1], StringComparison.Ordinal);
        Assert.Equal(0, (await Product.Do("verify", "--data", scratch.Data, "--head", head)).Code);

        var number = head.Split(':')[0];
        Alter(scratch, "UPDATE record SET new = replace(new, 'F', 'G') WHERE what = 'evidence.submitted'");
        var (altered, names) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal(1, altered);
        Assert.Matches($@"^Dòng {number} của nhật ký \(mã {number}, 08:0\d:\d\d, 28/12/2023, .*: Nộp minh chứng – 3430-FrontBloc/MT-PB/2023#.*\) đã bị sửa sau khi ghi\.", names);
        Assert.Contains("Nhật ký KHÔNG nguyên vẹn.", names, StringComparison.Ordinal);

        await using var again = await Product.Run(scratch.Data, "--clock", "2023-12-28T09:00:00+07:00");
        Assert.Equal((1, names), await Product.Do("verify", "--data", scratch.Data));
    }

    [Theory]
    [InlineData("UPDATE evidence SET form = replace(form, 'nguyên', 'khác') WHERE imported = 0", "đã bị sửa sau khi nộp: nội dung không còn khớp với dấu ở dòng ")]
    [InlineData("DELETE FROM evidence WHERE imported = 0", "không còn trong cơ sở dữ liệu, nhưng dòng ")]
    [InlineData("UPDATE evidence SET form = replace(form, '\"Fields\"', '\"Fieldz\"') WHERE imported = 0", "đã bị sửa sau khi nộp: nội dung không còn khớp với dấu ở dòng ")]
    [InlineData("UPDATE evidence SET form = substr(form, 2) WHERE imported = 0", "đã bị sửa sau khi nộp: nội dung không còn khớp với dấu ở dòng ")]
    public async Task Evidence_that_is_no_longer_what_was_handed_in_is_named(string sql, string words)
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, Sample))
        {
            await product.HandIn(KhunHa, "minh-chung-1", ",\"note\":\"nội dung nguyên\"");
            await product.Stop();
        }
        Assert.Contains("1 minh chứng đã nộp, 0 tệp đính kèm, không sai khác.", (await Product.Do("verify", "--data", scratch.Data)).Said, StringComparison.Ordinal);

        Alter(scratch, sql);
        var (code, said) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal(1, code);
        Assert.StartsWith($"Minh chứng {KhunHa}#", said, StringComparison.Ordinal);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Contains("Nhật ký nguyên vẹn: ", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'x' || substr(new, 2)", "Dòng {0} của nhật ký ghi minh chứng {1}", "đã nộp, nhưng nội dung của dòng không còn đọc được nên không đối chiếu được.")]
    [InlineData("NULL", "Dòng {0} của nhật ký ghi minh chứng {1}", "đã nộp, nhưng nội dung của dòng không còn đọc được nên không đối chiếu được.")]
    [InlineData("json_set(new, '$.formHash', 17)", "Minh chứng {1}", "đã bị sửa sau khi nộp: nội dung không còn khớp với dấu ở dòng {0} của nhật ký.")]
    public async Task A_row_that_can_no_longer_be_read_is_named_with_the_evidence_that_it_was_about(string altered, string first, string then)
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, Sample))
        {
            await product.HandIn(KhunHa, "nhat-ky-4");
            await product.Stop();
        }
        Alter(scratch, $"UPDATE record SET new = {altered} WHERE what = 'evidence.submitted'");

        var (code, said) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal(1, code);
        var number = Altered().Match(said).Groups["number"].Value;
        Assert.True(number.Length > 0, said);
        Assert.Contains(said.Split('\n'), line => line.StartsWith(string.Format(CultureInfo.InvariantCulture, first, number, KhunHa), StringComparison.Ordinal)
            && line.Contains(string.Format(CultureInfo.InvariantCulture, then, number), StringComparison.Ordinal));
    }

    /// <summary>What somebody does who holds the file and leaves the record alone; each is found by the one row that tells otherwise, or that there is not.</summary>
    public static readonly (string Sql, string Words)[] Forgeries =
    [
        ("UPDATE evidence SET received_at = received_at - 86400000 WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: thời điểm nhận không còn như dòng "),
        ("UPDATE evidence SET submitter = 'lo.van.sai' WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: người nộp không còn như dòng "),
        ("UPDATE evidence SET occurred_on = '2023-06-30' WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: ngày tháng hoặc số lượng không còn như dòng "),
        ("UPDATE evidence SET count = 2 WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: ngày tháng hoặc số lượng không còn như dòng "),
        ("UPDATE evidence SET obligation = (SELECT id FROM obligation WHERE body = '3421-FrontBloc' AND rule = 'MT-PB' AND period = '2023') WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: nghĩa vụ không còn như dòng "),
        ("UPDATE evidence SET review = NULL WHERE submission = 'cho-duyet-1'", "đã bị sửa sau khi nộp: việc chờ duyệt không còn như dòng "),
        ("UPDATE evidence SET review = 'Accepted', reviewed_at = received_at, reviewer = 'lo.van.sai', reviewer_name = 'Lò Văn Sài' WHERE submission = 'cho-duyet-1'", "đã duyệt, nhưng nhật ký không có dòng nào về việc đó."),
        ("UPDATE evidence SET review = 'Accepted' WHERE submission = 'tra-lai-1'", "đã bị sửa sau khi duyệt: kết quả duyệt không còn như dòng "),
        ("UPDATE evidence SET review = NULL WHERE submission = 'tra-lai-1'", "đã bị sửa sau khi "),
        ("UPDATE evidence SET review_reason = 'Đủ' WHERE submission = 'tra-lai-1'", "đã bị sửa sau khi duyệt: kết quả duyệt không còn như dòng "),
        ("UPDATE evidence SET reviewed_at = reviewed_at - 1 WHERE submission = 'tra-lai-1'", "đã bị sửa sau khi duyệt: kết quả duyệt không còn như dòng "),
        ("UPDATE evidence SET withdrawn_at = NULL, withdrawn_reason = NULL WHERE submission = 'rut-lai-1'", "đã bị sửa sau khi rút: việc rút không còn như dòng "),
        ("UPDATE evidence SET withdrawn_reason = 'Nhầm kỳ' WHERE submission = 'rut-lai-1'", "đã bị sửa sau khi rút: việc rút không còn như dòng "),
        ("UPDATE evidence SET withdrawn_at = received_at, withdrawn_reason = 'Nhầm' WHERE submission = 'cho-duyet-1'", "đã rút, nhưng nhật ký không có dòng nào về việc đó."),
        ("UPDATE evidence SET withdrawn_at = (SELECT MAX(at) FROM record), withdrawn_reason = 'Nhầm' WHERE id = (SELECT MIN(id) FROM evidence WHERE imported = 1)", "đã rút, nhưng nhật ký không có dòng nào về việc đó."),
        ("""
            INSERT INTO evidence (obligation, code, form, form_hash, count, imported, received_at, recorded_at, submitter, submitter_name)
            SELECT obligation, 'K7F2-9QX4', form, form_hash, 1, 0, received_at, recorded_at, submitter, submitter_name FROM evidence WHERE submission = 'cho-duyet-1'
            """, $"Cơ sở dữ liệu ghi minh chứng {KhunHa}#K7F2-9QX4 đã nộp, nhưng nhật ký không có dòng nào về việc đó."),
    ];

    [Fact]
    public async Task Evidence_that_was_backdated_decided_moved_or_made_up_in_the_tables_is_named_though_the_chain_is_whole()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["Review__Required"] = "true" }, scratch.Data, Sample))
        {
            await product.HandIn(KhunHa, "cho-duyet-1", ",\"occurredOn\":\"2023-12-27\"");
            var returned = await product.HandIn("3421-FrontBloc/MT-PB/2023", "tra-lai-1");
            var withdrawn = await product.HandIn("3394-FrontBloc/MT-PB/2023", "rut-lai-1");
            Assert.Equal(0, (await Product.Do("account", "add", "giang.a.pao", "--name", "Giàng A Páo", "--role", "reviewer:106", "--data", scratch.Data)).Code);
            using var reviewer = new HttpClient { BaseAddress = product.Address }.As((await Product.Do("apikey", "add", "giang.a.pao", "--data", scratch.Data)).Said.TrimEnd().Split('\n')[^1]);
            var obligation = "/api/obligations/3421-FrontBloc/MT-PB/2023";
            var code = returned!.Value.Body.GetProperty("code").GetString();
            await Sent(reviewer, $"{obligation}/evidence/{code}/review", new
            {
                outcome = "return",
                reason = "Thiếu biên bản",
                revision = (await product.Get($"{obligation}/evidence/{code}")).GetProperty("revision").GetString(),
                ruleVersion = (await product.Get(obligation)).GetProperty("ruleVersion").GetInt32(),
            });
            await Sent(product.Http, $"/api/obligations/3394-FrontBloc/MT-PB/2023/evidence/{withdrawn!.Value.Body.GetProperty("code").GetString()}/withdraw", new { reason = "Nhầm xã" });
            await product.Stop();
        }
        Assert.Contains("3 minh chứng đã nộp, 0 tệp đính kèm, không sai khác.", (await Product.Do("verify", "--data", scratch.Data)).Said, StringComparison.Ordinal);
        File.Copy(Path.Combine(scratch.Data, "hoiqc.db"), scratch["nguyen.db"]);
        foreach (var (sql, words) in Forgeries)
        {
            File.Copy(scratch["nguyen.db"], Path.Combine(scratch.Data, "hoiqc.db"), overwrite: true);
            Alter(scratch, sql);
            var (code, said) = await Product.Do("verify", "--data", scratch.Data);
            Assert.True(code == 1 && said.Split('\n')[0].Contains(words, StringComparison.Ordinal) && said.Contains("Nhật ký nguyên vẹn: ", StringComparison.Ordinal), $"{sql}\n{said}");
        }

        static async Task Sent(HttpClient http, string address, object form)
        {
            using var response = await http.PostAsJsonAsync(address, form);
            Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        }
    }

    [Fact]
    public async Task A_tail_that_was_cut_off_is_missed_because_of_the_head_noted_at_the_stop()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, Sample))
        {
            await product.HandIn(KhunHa, "nhat-ky-2");
            await product.Stop();
        }
        Alter(scratch, "DELETE FROM seal WHERE record = (SELECT MAX(id) FROM record); DELETE FROM record WHERE what = 'evidence.submitted'; UPDATE sqlite_sequence SET seq = (SELECT MAX(id) FROM record) WHERE name = 'record'");

        var (code, said) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal(1, code);
        Assert.Matches(@"^Phần cuối của nhật ký đã bị cắt: dòng \d+ có trong record-heads\.txt, lúc .*, nhưng nhật ký nay dừng ở dòng \d+ \(", said);
    }

    [Fact]
    public async Task Killed_between_commit_and_seal_the_rows_are_sealed_at_the_next_start()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data, Sample)) await product.Stop();
        await using (var product = await Product.RunUntil(FailPoint.BeforeSeal, scratch.Data, "--clock", "2023-12-28T09:00:00+07:00"))
        {
            await product.HandIn(KhunHa, "nhat-ky-3");      // answered or not: it is committed before the sealer comes to it
            Assert.Equal(137, await product.Ended());
        }
        var (code, said) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal(0, code);
        Assert.Contains("Chưa niêm phong: 1 dòng;", said, StringComparison.Ordinal);

        await using var again = await Product.Run(scratch.Data, "--clock", "2023-12-28T10:00:00+07:00");
        await Until(scratch, 0);
    }

    [Theory]
    [InlineData("--head", "17", "“17” không phải là dấu của nhật ký")]
    [InlineData("--port", "1", "Không hiểu “--port”.")]
    public async Task What_the_command_does_not_understand_is_said(string option, string value, string words)
    {
        using var scratch = new Scratch();
        var (code, said) = await Product.Do("verify", "--data", scratch.Data, option, value);
        Assert.Equal(1, code);
        Assert.StartsWith(words, said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_there_is_no_data_there_is_nothing_to_verify_and_nothing_is_made()
    {
        using var scratch = new Scratch();
        var (code, said) = await Product.Do("verify", "--data", scratch.Data);
        Assert.Equal((1, $"Không có dữ liệu ở {scratch.Data}. Đề nghị ghi thư mục dữ liệu sau --data."), (code, said.TrimEnd()));
        Assert.False(Directory.Exists(scratch.Data));
    }

    /// <summary>Waits until so many rows are without a seal.</summary>
    private static Task Until(Scratch scratch, int unsealed) => Product.Until(async () =>
    {
        await using var connection = Open(scratch);
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM record WHERE id NOT IN (SELECT record FROM seal)") == unsealed;
    }, "seals");

    private static void Alter(Scratch scratch, string sql)
    {
        using var connection = Open(scratch);
        connection.Execute("PRAGMA foreign_keys = OFF;" + sql);
    }

    private static SqliteConnection Open(Scratch scratch)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.Data, "hoiqc.db")};Pooling=False");
        connection.Open();
        return connection;
    }

    [GeneratedRegex("^Dòng (?<number>[0-9]+) của nhật ký \\(", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Altered();

    [GeneratedRegex("^Dòng cuối: (?<head>[0-9]+:[0-9a-f]{64})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();
}
