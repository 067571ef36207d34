using HoiQC.Tests;

namespace HoiQC.Web.Tests.Commands;

/// <summary>The product on a PostgreSQL server, as people start it.</summary>
public sealed class DatabaseTests
{
    [Fact]
    public async Task The_product_runs_on_a_server_alone_and_its_folder_is_bound_to_it()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        using var scratch = new Scratch();
        string[] server = ["--database", TestServer.ConnectionOf(scratch.Data)];
        string board;
        await using (var product = await Product.Run(scratch.Data, [.. server, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00"]))
        {
            board = (await product.Get("/api/boards/106?year=2023")).GetProperty("totals").ToString();
            var (code, said) = await Product.Do(["run", "--port", "0", "--data", scratch["other"], .. server]);
            Assert.Equal(1, code);
            Assert.Contains("HoiQC đang chạy với dữ liệu này (PostgreSQL ", said, StringComparison.Ordinal);
            Assert.Equal(0, (await Product.Do(["verify", "--data", scratch.Data, .. server])).Code);
        }
        await using (var again = await Product.Run(scratch.Data, [.. server, "--clock", "2024-01-05T09:00:00+07:00"]))
            Assert.Equal(board, (await again.Get("/api/boards/106?year=2023")).GetProperty("totals").ToString());
        Assert.False(File.Exists(Path.Combine(scratch.Data, "hoiqc.db")));
    }

    [Fact]
    public async Task A_folder_with_a_file_of_its_own_takes_no_server()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Data);
        await File.WriteAllTextAsync(Path.Combine(scratch.Data, "hoiqc.db"), "");
        var (code, said) = await Product.Do("run", "--port", "0", "--database", "Host=127.0.0.1;Port=1;Database=hoiqc;Username=hoiqc;Password=bi-mat", "--data", scratch.Data);
        Assert.Equal(1, code);
        Assert.Contains("đã có dữ liệu riêng", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_named_in_a_sentence_without_the_password()
    {
        using var scratch = new Scratch();
        var (code, said) = await Product.Do("run", "--port", "0", "--database", "Host=127.0.0.1;Port=1;Database=hoiqc;Username=hoiqc;Password=bi-mat", "--data", scratch.Data);
        Assert.Equal(1, code);
        Assert.Contains("không nối được tới máy chủ", said, StringComparison.Ordinal);
        Assert.DoesNotContain("bi-mat", said, StringComparison.Ordinal);
    }
}
