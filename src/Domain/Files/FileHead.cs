namespace HoiQC.Domain.Files;

/// <summary>What the first bytes of a file say of it.</summary>
public abstract record FileHead
{
    /// <summary>How many bytes tell.</summary>
    public const int Length = 16;

    private FileHead()
    {
    }

    /// <summary>A file of this kind.</summary>
    public sealed record Plain(FileKind Kind) : FileHead;

    /// <summary>A zip container; its entries say of which kind.</summary>
    public sealed record Container : FileHead;

    /// <summary>A file that is not taken, with what to do instead.</summary>
    /// <param name="Advice">The end of a sentence that begins with the file's name.</param>
    public sealed record Other(string Advice) : FileHead;

    /// <summary>Reads the first bytes of a file. What a name claims is not asked.</summary>
    public static FileHead Of(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("%PDF-"u8)) return new Plain(FileKind.Pdf);
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])) return new Plain(FileKind.Png);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF])) return new Plain(FileKind.Jpeg);
        if (head.StartsWith("PK\u0003\u0004"u8)) return new Container();

        // The old container holds macros and passwords alike behind one signature, and nothing here could tell them apart safely.
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return new Other("là tệp Word, Excel kiểu cũ (.doc, .xls) hoặc có đặt mật khẩu. Đề nghị lưu lại dạng .docx, .xlsx hoặc .pdf, không đặt mật khẩu, rồi gửi lại.");
        if (head.Length >= 12 && head[4..8].SequenceEqual("ftyp"u8) && (head[8..11].SequenceEqual("hei"u8) || head[8..11].SequenceEqual("hev"u8) || head[8..12].SequenceEqual("mif1"u8)))
            return new Other("là ảnh HEIC của điện thoại. Đề nghị lưu lại dạng .jpg rồi gửi lại.");
        return new Other($"có nội dung không thuộc loại được nhận. Chỉ nhận {FileKind.Words}; đề nghị lưu lại dạng .pdf rồi gửi lại.");
    }
}
