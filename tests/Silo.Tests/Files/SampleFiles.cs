using System.IO.Compression;
using System.Text;

namespace HoiQC.Tests.Files;

/// <summary>Files as people have them, and some as nobody should.</summary>
internal static class SampleFiles
{
    private const string Types = """
        <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>
        <Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>
        """;

    public static byte[] Pdf(string text = "Báo cáo") => Encoding.UTF8.GetBytes($"%PDF-1.7\n1 0 obj <</Title ({text})>> endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n");

    public static byte[] PdfOf(int size)
    {
        var content = new byte[size];
        new Random(size).NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        return content;
    }

    public static byte[] Png() => Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    public static byte[] Html() => "<!DOCTYPE html><script>alert(document.cookie)</script>"u8.ToArray();

    /// <summary>A text of Word with further entries.</summary>
    public static byte[] Docx(params (string Name, byte[] Content)[] more) =>
        Zip([("[Content_Types].xml", Encoding.UTF8.GetBytes(Types)), ("_rels/.rels", "<Relationships/>"u8.ToArray()), ("word/document.xml", "<w:document>Báo cáo</w:document>"u8.ToArray()), .. more]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var written = new MemoryStream();
        using (var zip = new ZipArchive(written, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, name == "mimetype" ? CompressionLevel.NoCompression : CompressionLevel.Optimal).Open();
                entry.Write(content);
            }
        return written.ToArray();
    }

    /// <summary>A text of Word whose picture unpacks to that many MB of nothing.</summary>
    public static byte[] Bomb(int megabytes)
    {
        using var written = new MemoryStream(Docx());
        using var bomb = new MemoryStream();
        written.CopyTo(bomb);
        using (var zip = new ZipArchive(bomb, ZipArchiveMode.Update, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("word/media/image1.bmp", CompressionLevel.Optimal).Open();
            var nothing = new byte[1 << 20];
            for (var n = 0; n < megabytes; n++) entry.Write(nothing);
        }
        return bomb.ToArray();
    }
}
