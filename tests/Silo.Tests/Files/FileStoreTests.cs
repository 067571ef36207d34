using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Files;
using HoiQC.Grains.Files;
using HoiQC.Silo.Files;
using HoiQC.Tests.Files;

namespace HoiQC.Silo.Tests.Files;

public sealed class FileStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-files-").FullName;
    private readonly FileStore _store;

    public FileStoreTests() => _store = new(_folder);

    private string[] Kept => [.. Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    private async Task<(EvidenceFile? File, Refusal? Refusal)> Keep(byte[] content, string? name, long room = FileLimits.Together) => await _store.Keep(new MemoryStream(content), name, 1, room);

    private async Task<Refusal> Refused(byte[] content, string? name, long room = FileLimits.Together)
    {
        var (file, refusal) = await Keep(content, name, room);
        Assert.Null(file);
        Assert.Empty(Kept);
        Assert.EndsWith(".", refusal!.Sentence, StringComparison.Ordinal);
        return refusal;
    }

    [Fact]
    public async Task Content_lies_under_its_hash_and_comes_back_as_it_was()
    {
        var content = SampleFiles.PdfOf(300_000);
        var (file, _) = await Keep(content, "../Báo cáo.pdf");

        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(new EvidenceFile("Báo cáo.pdf", 300_000, hash, "application/pdf"), file);
        Assert.Equal([$"files/{hash[..2]}/{hash}"], Kept);
        await using var read = _store.Open(file!)!;
        using var back = new MemoryStream();
        await read.CopyToAsync(back);
        Assert.Equal(content, back.ToArray());
    }

    [Fact]
    public async Task The_same_content_twice_is_one_file()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => Keep(SampleFiles.Pdf(), $"Báo cáo {n}.pdf")));

        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Equal(8, answers.Select(answer => answer.File!.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Single(Kept);
    }

    [Fact]
    public async Task A_sending_that_breaks_off_leaves_nothing()
    {
        await Assert.ThrowsAsync<IOException>(() => _store.Keep(new Broken(SampleFiles.PdfOf(200_000)), "Báo cáo.pdf", 1, FileLimits.Together));
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task What_a_crash_left_half_sent_is_gone_after_the_next_start()
    {
        var (file, _) = await Keep(SampleFiles.Pdf(), "Báo cáo.pdf");
        await File.WriteAllTextAsync(Path.Combine(_folder, "files", "incoming", "half"), "%PDF-1.7 …");

        var next = new FileStore(_folder);

        Assert.Single(Kept);
        await using var read = next.Open(file!);
        Assert.NotNull(read);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_shorter_than_it_was_is_not_opened()
    {
        var (file, _) = await Keep(SampleFiles.Pdf(), "Báo cáo.pdf");
        Assert.Null(_store.Open(file! with { Size = file.Size + 1 }));
        Assert.Null(_store.Open(file! with { Sha256 = new('0', 64) }));
        Assert.Throws<ArgumentException>(() => _store.Open(file! with { Sha256 = "../../keys/key.xml" }));
    }

    [Fact]
    public async Task What_nothing_names_is_removed_unless_it_was_sent_again()
    {
        var (file, _) = await Keep(SampleFiles.Pdf(), "Báo cáo.pdf");
        var path = Path.Combine(_folder, Kept[0]);
        var day = TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-1);
        Assert.Empty(_store.SentBefore(day));
        File.SetLastWriteTimeUtc(path, day.AddHours(-1));
        Assert.Equal([file!.Sha256], _store.SentBefore(day));

        await Keep(SampleFiles.Pdf(), "Báo cáo.pdf");
        _store.Remove(file.Sha256, day);
        Assert.Single(Kept);
        File.SetLastWriteTimeUtc(path, day.AddHours(-1));
        _store.Remove(file.Sha256, day);
        Assert.Empty(Kept);
    }

    [Fact]
    public async Task A_page_named_as_a_document_is_refused() =>
        Assert.StartsWith("Tệp “Báo cáo.pdf” có nội dung không thuộc loại được nhận.", (await Refused(SampleFiles.Html(), "Báo cáo.pdf")).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task A_document_named_as_a_page_is_refused() => await Refused(SampleFiles.Pdf(), "Báo cáo.html");

    [Fact]
    public async Task What_is_too_large_is_refused_as_soon_as_it_is()
    {
        var endless = new Endless();
        var (_, refusal) = await _store.Keep(endless, "Phim.pdf", 1, FileLimits.Together);
        Assert.Equal((RefusalKind.TooLarge, "file"), (refusal!.Kind, refusal.Field));
        Assert.InRange(endless.Taken, FileLimits.Largest, FileLimits.Largest + (1 << 20));
        Assert.Empty(Kept);

        Assert.Contains("100 MB", (await Refused(SampleFiles.PdfOf(2_000), "Báo cáo.pdf", room: 1_000)).Sentence, StringComparison.Ordinal);
        Assert.Contains("không có nội dung", (await Refused([], "Báo cáo.pdf")).Sentence, StringComparison.Ordinal);
        Assert.Null((await Keep(SampleFiles.PdfOf((int)FileLimits.Largest), "Báo cáo.pdf")).Refusal);
    }

    [Fact]
    public async Task Documents_of_Office_and_LibreOffice_are_taken()
    {
        Assert.Equal(FileKind.Docx.MediaType, (await Keep(SampleFiles.Docx(), "Báo cáo.docx")).File!.Type);
        var odt = SampleFiles.Zip(("mimetype", Encoding.ASCII.GetBytes(FileKind.Odt.MediaType)), ("content.xml", "<a/>"u8.ToArray()), ("META-INF/manifest.xml", "<m/>"u8.ToArray()));
        Assert.Equal(FileKind.Odt.MediaType, (await Keep(odt, "Báo cáo.odt")).File!.Type);
        Assert.Equal("image/png", (await Keep(SampleFiles.Png(), "Ảnh.png")).File!.Type);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(500)]
    public async Task A_bomb_in_a_document_is_refused(int megabytes) =>
        Assert.Contains("nén bất thường", (await Refused(SampleFiles.Bomb(megabytes), "Báo cáo.docx")).Sentence, StringComparison.Ordinal);

    /// <summary>The directory says a thousand bytes; the base library would believe it and read no more.</summary>
    [Fact]
    public async Task A_bomb_that_declares_little_is_refused()
    {
        var bomb = SampleFiles.Bomb(40);
        foreach (var at in Places(bomb, "word/media/image1.bmp"u8, 46)) BinaryPrimitives.WriteUInt32LittleEndian(bomb.AsSpan(at + 24), 1_000);
        Assert.Contains("nén bất thường", (await Refused(bomb, "Báo cáo.docx")).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("word/vbaProject.bin", "(macro)")]
    [InlineData("../../evil.xml", "bị hỏng")]
    [InlineData("WORD/document.xml", "bị hỏng")]
    public async Task A_document_with_something_else_in_it_is_refused(string entry, string words) =>
        Assert.Contains(words, (await Refused(SampleFiles.Docx((entry, "x"u8.ToArray())), "Báo cáo.docx")).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task A_document_of_too_many_entries_is_refused() => await Refused(
        SampleFiles.Docx([.. Enumerable.Range(0, Container.MostEntries).Select(n => ($"word/media/{n}.xml", Array.Empty<byte>()))]), "Báo cáo.docx");

    [Fact]
    public async Task A_document_cut_anywhere_is_refused_with_a_sentence()
    {
        var whole = SampleFiles.Docx(("word/media/image1.png", SampleFiles.PdfOf(5_000)));
        for (var length = 4; length < whole.Length; length += 97)
            Assert.Equal(RefusalKind.Invalid, (await Refused(whole[..length], "Báo cáo.docx")).Kind);
    }

    [Fact]
    public async Task A_document_with_any_byte_altered_gets_an_answer()
    {
        var whole = SampleFiles.Docx();
        for (var at = 4; at < whole.Length; at++)
        {
            var altered = whole.ToArray();
            altered[at] ^= 0xFF;
            var (file, refusal) = await Keep(altered, "Báo cáo.docx");
            Assert.True(file is null != refusal is null);
        }
    }

    [Fact]
    public async Task An_archive_is_refused() => Assert.Contains("giải nén", (await Refused(SampleFiles.Zip(("a.pdf", SampleFiles.Pdf())), "a.docx")).Sentence, StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Where the records of an entry begin, that many bytes before its name.</summary>
    private static List<int> Places(byte[] zip, ReadOnlySpan<byte> name, int before)
    {
        var places = new List<int>();
        for (var at = before; at + name.Length < zip.Length; at++)
            if (zip.AsSpan(at, name.Length).SequenceEqual(name) && BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at - before)) == 0x02014b50) places.Add(at - before);
        Assert.NotEmpty(places);
        return places;
    }

    /// <summary>Content whose line breaks half way.</summary>
    private sealed class Broken(byte[] content) : MemoryStream(content)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            Position > Length / 2 ? throw new IOException("The line is gone.") : base.ReadAsync(buffer, cancellationToken);
    }

    /// <summary>Content that never ends.</summary>
    private sealed class Endless : MemoryStream
    {
        public long Taken { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Taken += buffer.Length;
            return new(buffer.Length);
        }
    }
}
