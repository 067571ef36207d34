using System.Text;
using HoiQC.Domain.Files;

namespace HoiQC.Domain.Tests.Files;

public sealed class FileNameTests
{
    public static TheoryData<string?, string> Names => new()
    {
        // sent                                             kept
        { "Báo cáo hội nghị phản biện.pdf",                 "Báo cáo hội nghị phản biện.pdf" },
        { "Bao ca\u0301o Ba\u0309n Hon.PDF",                "Bao cáo Bản Hon.PDF" },
        { "../../../etc/passwd.pdf",                        "passwd.pdf" },
        { @"C:\Users\mttq\Desktop\Biên bản.pdf",            "Biên bản.pdf" },
        { @"..\..\web.config\..pdf",                        "pdf.pdf" },
        { "/etc/cron.d/",                                   "tệp-3.pdf" },
        { "..",                                             "tệp-3.pdf" },
        { " . ",                                            "tệp-3.pdf" },
        { "",                                               "tệp-3.pdf" },
        { null,                                             "tệp-3.pdf" },
        { "báo cáo",                                        "báo cáo.pdf" },
        { "15.BC-MTTQ",                                     "15.BC-MTTQ.pdf" },
        { "Báo cáo quý 3.2023",                             "Báo cáo quý 3.2023.pdf" },
        { "a\r\nSet-Cookie: x=1.pdf",                       "aSet-Cookie- x=1.pdf" },
        { "a\0b\u0007\u001b[31m.pdf",                       "ab[31m.pdf" },
        { "báo cáo\u202Efdp.pdf",                           "báo cáofdp.pdf" },
        { "a\u200B\u2066b\u2069\uFEFF.pdf",                 "ab.pdf" },
        { "a\u2028b\u2029\u0085.pdf",                       "ab.pdf" },
        { "nửa chữ \uD800.pdf",                             "nửa chữ.pdf" },
        { "CON.pdf",                                        "_CON.pdf" },
        { "lpt1.bao cao.pdf",                               "_lpt1.bao cao.pdf" },
        { "nul",                                            "_nul.pdf" },
        { "Concluzie.pdf",                                  "Concluzie.pdf" },
        { "<script>\"a\"|b?*.pdf",                          "-script--a--b--.pdf" },
        { "a \u00A0 \t b.pdf.",                             "a b.pdf" },
        { ".pdf",                                           "pdf.pdf" },
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_keeps_its_Vietnamese_letters_and_nothing_that_could_do_harm(string? sent, string kept)
    {
        var (name, refusal) = FileName.Of(sent, FileKind.Pdf, 3);

        Assert.Null(refusal);
        Assert.Equal(kept, name);
        Assert.True(name.IsNormalized(NormalizationForm.FormC));
        Assert.Equal(name, FileName.Of(name, FileKind.Pdf, 3).Name);
    }

    [Theory]
    [InlineData("Báo cáo.html", ".html")]
    [InlineData("báo cáo.pdf.exe", ".exe")]
    [InlineData("Ảnh.JPG", ".JPG")]
    [InlineData("Danh sách.xlsx", ".xlsx")]
    [InlineData("mau.doc", ".doc")]
    [InlineData("bài.mp3", ".mp3")]
    public void A_name_that_ends_otherwise_than_its_content_is_refused(string sent, string end)
    {
        var (_, refusal) = FileName.Of(sent, FileKind.Pdf, 1);

        Assert.Equal((RefusalKind.Invalid, "file"), (refusal!.Kind, refusal.Field));
        Assert.Equal($"Tệp “{sent}” có tên kết thúc bằng {end} nhưng nội dung là PDF. Đề nghị đổi tên cho đúng đuôi .pdf hoặc chọn lại tệp rồi gửi lại.", refusal.Sentence);
    }

    [Theory]
    [InlineData("ảnh.jpg")]
    [InlineData("ảnh.JPEG")]
    public void A_photograph_ends_in_either_way(string sent) => Assert.Equal((sent, null), FileName.Of(sent, FileKind.Jpeg, 1));

    [Theory]
    [InlineData("Biên bản ")]
    [InlineData("ể")]
    [InlineData("e\u0302\u0309")]
    [InlineData("👨‍👩‍👧 ")]
    [InlineData("x")]
    public void A_long_name_is_cut_between_letters_and_keeps_its_extension(string piece)
    {
        var (name, refusal) = FileName.Of(string.Concat(Enumerable.Repeat(piece, 400)) + ".pdf", FileKind.Pdf, 1);

        Assert.Null(refusal);
        Assert.InRange(name.Length, 50, FileName.Longest);
        Assert.InRange(Encoding.UTF8.GetByteCount(name), 100, 240);
        Assert.EndsWith(".pdf", name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Fact]
    public void No_text_whatever_becomes_a_name_that_does_harm()
    {
        var dice = new Random(20231231);
        for (var n = 0; n < 20_000; n++)
        {
            var sent = new string([.. Enumerable.Range(0, dice.Next(30)).Select(_ => (char)dice.Next(dice.Next(2) == 0 ? 0x80 : 0x10000))]);
            var (name, _) = FileName.Of(sent, FileKind.Pdf, 1);
            Assert.DoesNotContain(name, letter => char.IsControl(letter) || "/\\<>:\"|?*\u202A\u202B\u202D\u202E\u2066\u2067\u2068".Contains(letter, StringComparison.Ordinal));
            Assert.NotEqual('.', name[0]);
            Assert.InRange(name.Length, 1, FileName.Longest);
        }
    }
}
