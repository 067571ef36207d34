using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using HoiQC.Domain.Files;
using HoiQC.Tests.Files;

namespace HoiQC.Web.Tests.Files;

[Collection(RunningProductCollection.Name)]
public sealed class FileApiTests(RunningProduct product)
{
    private const string Nà_Tăm = "/api/obligations/3427-FrontBloc/MT-GS/2023";
    private const string Bản_Hon = "/api/obligations/3421-FrontBloc/MT-GS/2023";
    private const string Giang_Ma = "/api/obligations/3405-FrontBloc/MT-GS/2023";
    private static readonly (string Name, byte[] Content) Minutes = ("Biên bản giám sát.pdf", SampleFiles.PdfOf(200_000));

    private async Task<(HttpStatusCode Status, JsonElement Body)> Send(string obligation, string fields, params (string Name, byte[] Content)[] files)
    {
        using var content = Parts.Content(fields, files);
        using var response = await product.Http.PostAsync(obligation + "/evidence", content);
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return (response.StatusCode, document.RootElement.Clone());
    }

    [Fact]
    public async Task Files_are_received_once_and_come_back_as_they_were()
    {
        var form = Parts.Form("na-tam-files-1", ""","unitsInspected":2""");
        var (status, receipt) = await Send(Nà_Tăm, form, Minutes, ("Ảnh.png", SampleFiles.Png()));

        Assert.Equal(HttpStatusCode.Created, status);
        Assert.Equal(
            [("Biên bản giám sát.pdf", 200_000L, Convert.ToHexStringLower(SHA256.HashData(Minutes.Content))), ("Ảnh.png", SampleFiles.Png().Length, Convert.ToHexStringLower(SHA256.HashData(SampleFiles.Png())))],
            receipt.GetProperty("files").EnumerateArray().Select(file => (file.GetProperty("name").GetString()!, file.GetProperty("size").GetInt64(), file.GetProperty("sha256").GetString()!)));
        var (again, same) = await Send(Nà_Tăm, form, Minutes, ("Ảnh.png", SampleFiles.Png()));
        Assert.Equal((HttpStatusCode.OK, receipt.ToString()), (again, same.ToString()));
        Assert.Equal(HttpStatusCode.Conflict, (await Send(Nà_Tăm, form, Minutes)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(Nà_Tăm, form, Minutes, ("Ảnh khác.png", SampleFiles.Png()))).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await Send(Bản_Hon, form, Minutes, ("Ảnh.png", SampleFiles.Png()))).Status);

        var piece = Assert.Single((await product.Get(Nà_Tăm)).GetProperty("evidence").EnumerateArray(), one => !one.GetProperty("imported").GetBoolean());
        var address = piece.GetProperty("files")[0].GetProperty("address").GetString()!;
        Assert.Equal($"/files/{receipt.GetProperty("code").GetString()}/1", address);
        using var file = await product.Http.GetAsync(address.ToLowerInvariant());
        Assert.Equal(Minutes.Content, await file.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", file.Content.Headers.ContentType?.ToString());
        Assert.Equal(("attachment", "Biên bản giám sát.pdf"), (file.Content.Headers.ContentDisposition?.DispositionType, file.Content.Headers.ContentDisposition?.FileNameStar));
        Assert.Equal(
            ["nosniff", "sandbox; default-src 'none'", "same-origin", "no-store, private"],
            new[] { "X-Content-Type-Options", "Content-Security-Policy", "Cross-Origin-Resource-Policy", "Cache-Control" }.Select(name => Assert.Single(file.Headers.GetValues(name))));

        using var rest = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { Range = new(199_990, null) } };
        using var end = await product.Http.SendAsync(rest);
        Assert.Equal((HttpStatusCode.PartialContent, 10L), (end.StatusCode, end.Content.Headers.ContentLength));
    }

    [Fact]
    public async Task A_name_that_would_write_headers_writes_none()
    {
        var (status, receipt) = await Send(
            Bản_Hon, Parts.Form("ban-hon-files-1"),
            ("filename*=UTF-8''b%C3%A1o%20c%C3%A1o%0D%0ASet-Cookie%3A%20hoiqc%3Dx%0D%0A%0D%0A%3Cscript%3E.pdf", SampleFiles.Pdf()),
            ("filename=\"a\\\"; filename*=UTF-8''xau.exe; x=\\\".pdf\"", SampleFiles.Pdf("hai")),
            ("báo\u202Egpj.pdf", SampleFiles.Pdf("ba")),
            ("../../../../keys/chìa khóa.pdf", SampleFiles.Pdf("bốn")));

        Assert.Equal(HttpStatusCode.Created, status);
        string[] names = ["báo cáoSet-Cookie- hoiqc=x-script-.pdf", "-.pdf", "báogpj.pdf", "chìa khóa.pdf"];
        Assert.Equal(names, receipt.GetProperty("files").EnumerateArray().Select(file => file.GetProperty("name").GetString()));
        foreach (var (n, name) in names.Index())
        {
            using var file = await product.Http.GetAsync($"/files/{receipt.GetProperty("code").GetString()}/{n + 1}");
            Assert.False(file.Headers.Contains("Set-Cookie"));
            var disposition = Assert.Single(file.Content.Headers.GetValues("Content-Disposition"));
            Assert.All(disposition, letter => Assert.InRange(letter, ' ', '~'));
            Assert.StartsWith("attachment; ", disposition, StringComparison.Ordinal);
            Assert.Equal(name, file.Content.Headers.ContentDisposition!.FileNameStar);
        }
    }

    // Not written down case by case when tests are looked for: a case of 20 MB takes twelve gigabytes then.
    public static TheoryData<string, byte[], string> Refused => new()
    {
        { "Báo cáo.pdf", SampleFiles.Html(), "không thuộc loại được nhận" },
        { "Báo cáo.html", SampleFiles.Pdf(), "nội dung là PDF" },
        { "Báo cáo.docx", SampleFiles.Bomb(50), "nén bất thường" },
        { "Báo cáo.docx", SampleFiles.Docx(("word/vbaProject.bin", "x"u8.ToArray())), "macro" },
        { "Báo cáo.docx", SampleFiles.Docx(("../../../evil.xml", "x"u8.ToArray())), "bị hỏng" },
        { "Rỗng.pdf", [], "không có nội dung" },
        { "Phim.pdf", SampleFiles.PdfOf((int)FileLimits.Largest + 1), "lớn hơn 20 MB" },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task A_file_that_is_not_taken_takes_the_whole_hand_in_with_it(string name, byte[] content, string words)
    {
        var before = (await product.Get(Giang_Ma)).ToString();
        var (status, problem) = await Send(Giang_Ma, Parts.Form("giang-ma-files-1"), Minutes, (name, content));

        Assert.Equal(content.Length > FileLimits.Largest ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.BadRequest, status);
        Assert.Contains(words, problem.GetProperty("errors").GetProperty("file")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(before, (await product.Get(Giang_Ma)).ToString());
    }

    public static TheoryData<string, int> Forms => new()
    {
        { "", 0 },
        { Parts.Field("form", "{"), 0 },
        { Parts.Field("form", """{"submissionId":"giang-ma-files-2","occurredOn":"20/12/2023"}"""), 0 },
        { Parts.Field("form", """{"submissionId":"giang-ma-files-2","files":[{"sha256":"aa"}]}"""), 0 },
        { Parts.Field("form", """{"submissionId":"../../../x"}"""), 0 },
        { Parts.Form("giang-ma-files-2") + Parts.Form("giang-ma-files-2"), 0 },
        { Parts.Form("giang-ma-files-2") + Parts.Field("khác", "1"), 0 },
        { Parts.Form("giang-ma-files-2"), FileLimits.Most },
        { Parts.Field("form", new string(' ', 1 << 20) + "{}"), 0 },
    };

    [Theory]
    [MemberData(nameof(Forms), DisableDiscoveryEnumeration = true)]
    public async Task A_form_that_makes_no_sense_is_refused_with_its_files(string fields, int more)
    {
        var before = (await product.Get(Giang_Ma)).ToString();
        var (status, problem) = await Send(Giang_Ma, fields, [Minutes, .. Enumerable.Range(0, more).Select(n => ($"{n}.pdf", SampleFiles.Pdf()))]);

        Assert.Contains(status, new[] { HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge });
        Assert.EndsWith(".", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(before, (await product.Get(Giang_Ma)).ToString());
    }

    [Fact]
    public async Task A_form_that_is_cut_off_is_refused()
    {
        var whole = Parts.Body(Parts.Form("giang-ma-files-3"), Minutes);
        using var cut = new ByteArrayContent(whole[..^40]);
        cut.Headers.TryAddWithoutValidation("Content-Type", Parts.Type);
        using var response = await product.Http.PostAsync(Giang_Ma + "/evidence", cut);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("gửi lại", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    /// <summary>A browser sends a form with parts to another site without asking, which it does not do with JSON.</summary>
    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    public async Task A_page_of_another_site_cannot_hand_in(string header, string value)
    {
        var before = (await product.Get(Giang_Ma)).ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, Giang_Ma + "/evidence") { Content = Parts.Content(Parts.Form("giang-ma-files-4"), Minutes) };
        request.Headers.TryAddWithoutValidation(header, value);
        using var response = await product.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.Equal(before, (await product.Get(Giang_Ma)).ToString());
    }

    [Theory]
    [InlineData("/files/ZZZZ-ZZZZ/1")]
    [InlineData("/files/..%2F..%2Fkeys/1")]
    [InlineData("/files/aa/bb")]
    [InlineData("/files/incoming/1")]
    [InlineData("/files/")]
    public async Task An_address_without_a_file_answers_as_any_other(string address)
    {
        using var response = await product.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("/api/rules/MT-PB/versions:preview")]
    [InlineData("/api/obligations/3405-FrontBloc/MT-GS/2023/waivers")]
    public async Task No_other_endpoint_takes_more_than_it_did(string address)
    {
        using var content = new ByteArrayContent(new byte[2 << 20]);
        content.Headers.ContentType = new("application/json");
        using var response = await product.Http.PostAsync(address, content);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }
}
