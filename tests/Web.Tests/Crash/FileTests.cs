using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using HoiQC.Grains;
using HoiQC.Tests.Files;
using HoiQC.Web.Tests.Files;

namespace HoiQC.Web.Tests.Crash;

public sealed class FileTests
{
    private const string Khun_Há = "/api/obligations/3430-FrontBloc/MT-GS/2023";
    private const string Page = "/bodies/3430-FrontBloc/evidence?rule=MT-GS&period=2023";

    private static string[] Kept(string data) =>
        [.. Directory.EnumerateFiles(Path.Combine(data, "files"), "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Path.Combine(data, "files"), path))];

    private static async Task<JsonElement?> Send(Product product, string submission)
    {
        try
        {
            using var content = Parts.Content(Parts.Form(submission), ("Biên bản.pdf", SampleFiles.Pdf()));
            using var response = await product.Http.PostAsync(Khun_Há + "/evidence", content);
            using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            Assert.True(response.IsSuccessStatusCode, document.RootElement.ToString());
            return document.RootElement.Clone();
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    [Theory]
    [InlineData(FailPoint.FileKept, 0)]
    [InlineData(FailPoint.Committed, 1)]
    public async Task Killed_between_a_file_and_its_row_nothing_counts_and_sending_again_gives_one_piece(string point, int counted)
    {
        using var scratch = new Scratch();
        await using (var product = await Product.RunUntil(point, scratch.Data, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00"))
        {
            Assert.Null(await Send(product, "khun-ha-files-1"));
            Assert.Equal(137, await product.Ended());
        }
        var hash = Assert.Single(Kept(scratch.Data));
        await File.WriteAllTextAsync(Path.Combine(scratch.Data, "files", "incoming", "half"), "%PDF-1.7");

        await using var again = await Product.Run(scratch.Data, "--clock", "2024-01-05T09:00:00+07:00");
        Assert.Equal(counted, await HandedIn(again));
        Assert.Equal([hash], Kept(scratch.Data));
        var receipt = (await Send(again, "khun-ha-files-1"))!.Value;
        Assert.Equal(1, await HandedIn(again));
        Assert.Equal([hash], Kept(scratch.Data));
        Assert.Equal(SampleFiles.Pdf(), await again.Http.GetByteArrayAsync($"/files/{receipt.GetProperty("code").GetString()}/1"));
    }

    [Fact]
    public async Task Two_gigabytes_are_refused_early_and_leave_nothing()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data, "--sample", "tam-duong-2023", "--clock", "2024-01-05T08:00:00+07:00");
        foreach (var address in new[] { Khun_Há + "/evidence", Page })
        {
            var (sent, answer) = await Pour(product, address, $"Content-Length: {2L << 30}\r\n", chunked: false, limit: 0);
            Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
            Assert.Contains("100 MB", answer, StringComparison.Ordinal);
            Assert.Equal(0, sent);
        }
        var (poured, refused) = await Pour(product, Khun_Há + "/evidence", "Transfer-Encoding: chunked\r\n", chunked: true, limit: 2L << 30);
        Assert.StartsWith("HTTP/1.1 413 ", refused, StringComparison.Ordinal);
        Assert.Contains("lớn hơn 20 MB", refused, StringComparison.Ordinal);
        // Twenty megabytes are read, some more lie on the way or are let run out before the line is cut.
        Assert.InRange(poured, 20L << 20, 1L << 30);

        Assert.Empty(Kept(scratch.Data));
        Assert.Equal(0, await HandedIn(product));
        Assert.NotNull(await Send(product, "khun-ha-files-2"));
    }

    private static async Task<int> HandedIn(Product product) =>
        (await product.Get(Khun_Há)).GetProperty("evidence").EnumerateArray().Count(piece => !piece.GetProperty("imported").GetBoolean());

    /// <summary>Sends a form whose file does not end, until there is an answer: bytes of the file, and the answer.</summary>
    private static async Task<(long Sent, string Answer)> Pour(Product product, string address, string length, bool chunked, long limit)
    {
        using var line = new TcpClient();
        await line.ConnectAsync(IPAddress.Loopback, product.Address.Port);
        await using var stream = line.GetStream();
        var authorization = product.Http.DefaultRequestHeaders.Authorization is { } key ? $"Authorization: {key}\r\n" : "";
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"POST {address} HTTP/1.1\r\nHost: {product.Address.Authority}\r\n{authorization}Content-Type: {Parts.Type}\r\n{length}\r\n"));
        var answer = Answer(stream);
        var sent = 0L;
        try
        {
            if (chunked) await Chunk(Encoding.UTF8.GetBytes(Parts.Form("khun-ha-files-3") + Parts.FileHead("filename=\"Phim.pdf\"") + "%PDF-1.7"));
            var piece = new byte[1 << 20];
            while (sent < limit && !answer.IsCompleted)
            {
                await Chunk(piece);
                sent += piece.Length;
            }
        }
        catch (IOException)
        {
            // The line was cut: what was said before is read.
        }
        return (sent, await answer);

        async Task Chunk(byte[] bytes)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"{bytes.Length:X}\r\n"));
            await stream.WriteAsync(bytes);
            await stream.WriteAsync("\r\n"u8.ToArray());
        }
    }

    private static async Task<string> Answer(NetworkStream stream)
    {
        var said = new StringBuilder();
        var piece = new byte[4096];
        try
        {
            while (await stream.ReadAsync(piece) is > 0 and var read && !said.ToString().Contains("</html>", StringComparison.Ordinal)) said.Append(Encoding.UTF8.GetString(piece, 0, read));
        }
        catch (IOException)
        {
            // The line was cut after the answer.
        }
        return said.ToString();
    }
}
