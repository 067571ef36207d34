using System.Text;
using HoiQC.Domain.Files;

namespace HoiQC.Domain.Tests.Files;

public sealed class FileHeadTests
{
    public static TheoryData<byte[], FileKind> Taken => new()
    {
        { "%PDF-1.7\n%âãÏÓ"u8.ToArray(), FileKind.Pdf },
        { [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13], FileKind.Png },
        { [0xFF, 0xD8, 0xFF, 0xE1, 0, 0x10], FileKind.Jpeg },
    };

    [Theory]
    [MemberData(nameof(Taken))]
    public void Content_tells_the_kind(byte[] head, FileKind kind) => Assert.Equal(new FileHead.Plain(kind), FileHead.Of(head));

    [Fact]
    public void A_zip_file_is_told_by_its_entries() => Assert.IsType<FileHead.Container>(FileHead.Of("PK\u0003\u0004\u0014\0"u8));

    [Theory]
    [InlineData("<!DOCTYPE html>", "lưu lại dạng .pdf")]
    [InlineData(" %PDF-1.7", "lưu lại dạng .pdf")]
    [InlineData("MZ\u0090\0", "lưu lại dạng .pdf")]
    [InlineData("GIF89a", "lưu lại dạng .pdf")]
    [InlineData("PK\u0005\u0006", "lưu lại dạng .pdf")]
    [InlineData("", "lưu lại dạng .pdf")]
    [InlineData("ÐÏ\u0011à¡±\u001Aá\0\0", ".docx, .xlsx hoặc .pdf, không đặt mật khẩu")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "lưu lại dạng .jpg")]
    public void Anything_else_is_refused_with_what_to_do(string head, string advice) =>
        Assert.Contains(advice, Assert.IsType<FileHead.Other>(FileHead.Of(Encoding.Latin1.GetBytes(head))).Advice, StringComparison.Ordinal);

    [Theory]
    [InlineData(0, "0 byte")]
    [InlineData(35_840, "35 KB")]
    [InlineData(1_258_292, "1,2 MB")]
    [InlineData(20L * 1024 * 1024, "20,0 MB")]
    public void A_size_is_written_as_people_read_it(long bytes, string words) => Assert.Equal(words, FileLimits.Size(bytes));
}
