using System.IO.Compression;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Backups;

public sealed class DamageTests
{
    private const string NotWhole = "không phải là bản sao lưu nguyên vẹn của HoiQC";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(99)]
    public async Task A_file_that_was_cut_is_refused_and_nothing_is_written(int percent)
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        var bytes = await File.ReadAllBytesAsync(copy.File);
        await File.WriteAllBytesAsync(copy.File, bytes[..(bytes.Length * percent / 100)]);
        await Refused(copy, NotWhole);
    }

    [Fact]
    public async Task Wherever_a_byte_was_altered_the_file_is_refused_or_its_contents_are_the_same()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        var manifest = await copy.Of(world);
        var bytes = await File.ReadAllBytesAsync(copy.File);
        var refused = 0;
        for (var n = 0; n < 200; n++)
        {
            var altered = (byte[])bytes.Clone();
            altered[(int)((long)bytes.Length * n / 200)] ^= 0x10;
            await File.WriteAllBytesAsync(copy.File, altered);
            try
            {
                // What is left is the time of an entry and the like, of which nothing is read.
                using var same = BackupFile.Open(copy.File);
                Assert.Equal(manifest.ToBytes(), same.Manifest.ToBytes());
            }
            catch (CommandRefused error)
            {
                Assert.Contains(NotWhole, error.Message, StringComparison.Ordinal);
                refused++;
            }
        }
        Assert.InRange(refused, 150, 200);
    }

    [Fact]
    public async Task An_altered_row_an_added_entry_and_a_missing_one_are_refused_and_nothing_is_written()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        var bytes = await File.ReadAllBytesAsync(copy.File);
        Action<ZipArchive>[] alterations =
        [
            zip =>
            {
                zip.GetEntry("tables/body.jsonl")!.Delete();
                zip.CreateEntry("tables/body.jsonl").Open().Dispose();
            },
            zip => zip.CreateEntry("tables/cup.jsonl"),
            zip => zip.GetEntry("tables/seen.jsonl")!.Delete(),
            zip => zip.GetEntry(BackupManifest.Entry)!.Delete(),
            zip => zip.Comment = "",
        ];
        foreach (var alter in alterations)
        {
            await File.WriteAllBytesAsync(copy.File, bytes);
            using (var zip = ZipFile.Open(copy.File, ZipArchiveMode.Update)) alter(zip);
            await Refused(copy, NotWhole);
        }
    }

    [Fact]
    public async Task Rows_that_fit_no_table_leave_the_place_as_empty_as_it_was()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        var line = "[\"meta\",7]\n"u8.ToArray();
        copy.Forge(
            manifest => manifest with { Tables = [.. manifest.Tables.Select(table => table.Name == MetaKeys.Table ? table with { Rows = 1, Content = new(table.Content.Entry, line.Length, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(line))) } : table)] },
            zip =>
            {
                zip.GetEntry("tables/meta.jsonl")!.Delete();
                using var stream = zip.CreateEntry("tables/meta.jsonl").Open();
                stream.Write(line);
            });

        Assert.Contains("bảng meta", (await Assert.ThrowsAsync<CommandRefused>(() => copy.Restore())).Message, StringComparison.Ordinal);
        Assert.Equal([Lease.FileName], Directory.EnumerateFileSystemEntries(copy["restored"]).Select(Path.GetFileName));
        Assert.False(Store.TestDatabase.Of(copy["restored"]).Exists());
    }

    [Fact]
    public async Task A_backup_of_a_newer_release_is_refused_by_its_step()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        copy.Forge(manifest => manifest with { Schema = 99 });
        await Refused(copy, "do bản HoiQC mới hơn ghi (dạng 1, bước 99;");
    }

    [Fact]
    public async Task A_name_that_is_no_hash_leads_nowhere()
    {
        using var world = World.On(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        copy.Forge(
            manifest => manifest with { Files = [new("../../../outside", 0)] },
            zip => zip.CreateEntry("files/../../../outside").Open().Dispose());
        await Refused(copy, "“../../../outside” không phải là SHA-256");
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_overwritten_and_one_that_broke_off_is()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await File.WriteAllTextAsync(copy.File + ".partial", "đứt giữa chừng");
        await copy.Of(world);
        Assert.Equal([copy.File], Directory.EnumerateFiles(copy[""]));
        var bytes = await File.ReadAllBytesAsync(copy.File);

        Assert.StartsWith($"Đã có {copy.File}.", (await Assert.ThrowsAsync<CommandRefused>(() => copy.Of(world))).Message, StringComparison.Ordinal);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(copy.File));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(copy.File));
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_said_in_a_sentence()
    {
        using var world = World.On(2023, 9, 6);
        using var copy = new Copy();
        var refused = await Assert.ThrowsAsync<CommandRefused>(() => copy.Of(world.Database, world.Folder, copy["no/such/folder.zip"]));
        Assert.StartsWith($"Không sao lưu được vào {copy["no/such/folder.zip"]}: ", refused.Message, StringComparison.Ordinal);
    }

    private static async Task Refused(Copy copy, string words)
    {
        Assert.Contains(words, (await Assert.ThrowsAsync<CommandRefused>(() => copy.Restore())).Message, StringComparison.Ordinal);
        Assert.True(copy.IsUntouched("restored"));
    }
}
