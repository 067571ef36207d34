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

    [GeneratedRegex("^Dòng cuối: (?<head>[0-9]+:[0-9a-f]{64})$", RegexOptions.Multiline | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();
}
