using System.Diagnostics;
using System.Net;
using Dapper;
using HoiQC.Web.Tests.Accounts;
using Microsoft.Data.Sqlite;

namespace HoiQC.Web.Tests.Commands;

public sealed class FolderTests
{
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"];

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_told_in_a_sentence()
    {
        using var scratch = new Scratch();
        await File.WriteAllTextAsync(scratch["file"], "");
        await Refused(scratch["file/data"], "kiểm tra đường dẫn sau --data");
    }

    [Fact]
    public async Task A_folder_that_may_not_be_written_is_told_in_a_sentence()
    {
        // Nobody may write there, the superuser neither.
        await Refused("/proc/sys/hoiqc", "Không dùng được thư mục dữ liệu /proc/sys/hoiqc");
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_told_in_a_sentence()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Data);
        await File.WriteAllTextAsync(Path.Combine(scratch.Data, "hoiqc.db"), string.Concat(Enumerable.Repeat("không phải cơ sở dữ liệu ", 200)));
        await Refused(scratch.Data, "tệp hoiqc.db đã hỏng hoặc không phải của HoiQC");
    }

    [Fact]
    public async Task Data_of_a_newer_release_is_refused()
    {
        using var scratch = new Scratch();
        await using (var product = await Product.Run(scratch.Data)) await product.Stop();
        using (var connection = new SqliteConnection($"Data Source={Path.Combine(scratch.Data, "hoiqc.db")};Pooling=False")) connection.Execute("PRAGMA user_version = 99");
        await Refused(scratch.Data, "do bản HoiQC mới hơn ghi (bước 99");
    }

    [Fact]
    public async Task A_disk_too_full_for_the_sample_is_told_in_a_sentence_and_nothing_of_it_stays()
    {
        using var scratch = new Scratch();

        var (code, said) = await Product.Do(WithFilesUpTo(200), ["run", "--port", "0", "--data", scratch.Data, .. Sample]);
        Assert.Equal(1, code);
        Assert.StartsWith($"Không dùng được thư mục dữ liệu {scratch.Data}: ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);

        await using var product = await Product.Run(scratch.Data, Sample);
        Assert.Equal(62, (await product.Get("/api/boards/106?year=2023")).GetProperty("totals").GetProperty("all").GetProperty("all").GetInt32());
    }

    [Fact]
    public async Task A_disk_that_fills_up_loses_nothing_that_was_acknowledged_and_says_so_in_a_sentence()
    {
        using var scratch = new Scratch();
        await using (var first = await Product.Run(scratch.Data, Sample)) await first.Stop();
        var blocks = (int)(new FileInfo(Path.Combine(scratch.Data, "hoiqc.db")).Length / 1024) + 40;
        var note = $",\"note\":\"{new string('đ', 1900)}\"";
        var received = 0;

        await using (var narrow = await Product.RunAs(WithFilesUpTo(blocks), scratch.Data, "--clock", "2023-12-28T09:00:00+07:00"))
        {
            while ((await narrow.HandIn("3430-FrontBloc/MT-PB/2023", $"full-disk-{received:D4}", note))!.Value is var (status, body))
            {
                if (status == HttpStatusCode.Created)
                {
                    received++;
                    continue;
                }
                Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                Assert.StartsWith("Cơ sở dữ liệu đang không trả lời. Những gì đã có mã biên nhận vẫn được giữ.", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
                break;
            }
            using var caller = new Caller(narrow.Address, ("Authorization", $"Bearer {narrow.Key}"));
            var page = await caller.Send(
                "/bodies/3430-FrontBloc/evidence?rule=MT-PB&period=2023", "evidence", ("occurred_on", "20/12/2023"), ("draft_document", "Dự thảo nghị quyết"), ("note", new string('đ', 1900)));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)), (page.Status, page.Headers.RetryAfter?.Delta));
            Assert.Contains("<h1>Hệ thống chưa sẵn sàng</h1>", page.Text, StringComparison.Ordinal);
            Assert.Contains("Đề nghị thử lại sau nửa phút; nếu vẫn vậy, báo người phụ trách máy chủ.", page.Text, StringComparison.Ordinal);
            Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Equal(received, (await narrow.Get("/api/obligations/3430-FrontBloc/MT-PB/2023")).GetProperty("evidence").GetArrayLength());
        }

        await using var wide = await Product.Run(scratch.Data, "--clock", "2023-12-28T10:00:00+07:00");
        var stored = (await wide.Get("/api/obligations/3430-FrontBloc/MT-PB/2023")).GetProperty("evidence").GetArrayLength();
        Assert.Equal(HttpStatusCode.Created, (await wide.HandIn("3430-FrontBloc/MT-PB/2023", $"full-disk-{received:D4}", note))!.Value.Status);
        Assert.Equal(received, stored);
    }

    private static async Task Refused(string folder, string words)
    {
        var (code, said) = await Product.Do("run", "--port", "0", "--data", folder);
        Assert.Equal(1, code);
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    /// <summary>No file may grow beyond so many KiB: what a full disk is to the database.</summary>
    private static ProcessStartInfo WithFilesUpTo(int blocks) => new("bash", ["-c", $"trap '' XFSZ; ulimit -f {blocks}; exec dotnet \"$@\"", "dotnet"])
    {
        // The runtime keeps its own code in files too, unless it is told not to.
        Environment = { ["DOTNET_EnableWriteXorExecute"] = "0", ["DOTNET_EnableDiagnostics"] = "0" },
    };
}
