using System.Collections.Immutable;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Files;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;
using HoiQC.Tests.Files;

namespace HoiQC.Silo.Tests.Backups;

public sealed class RestoreTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task A_district_comes_back_with_its_boards_now_and_then_and_its_record_whole()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        using var copy = new Copy();
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));
        world.Now = World.At(2024, 1, 5, 9);
        await world.Sweep();
        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 12, 30));
        var heads = new RecordHeads(world.Folder);
        heads.Note(await SealTable.ChainAll(world.Database), world.Now);
        var rows = await Copy.Rows(world.Database);

        var manifest = await copy.Of(world);
        var said = await copy.Restore();

        Assert.Contains($"Dòng cuối của nhật ký: {manifest.Head}", said, StringComparison.Ordinal);
        using (var restored = copy.Open())
        {
            Assert.Equal(rows, await Copy.Rows(restored));
            var node = new StoredConfiguration(restored);
            await node.Refresh();
            var archive = new Archive(restored, node, world.Clock);
            foreach (var day in new AsOf?[] { null, new(new(2023, 9, 6), Happened: false), new(new(2023, 9, 6), Happened: true) })
                Assert.Equal((await world.Archive.Board(World.District, 2023, day)).Lines, (await archive.Board(World.District, 2023, day)).Lines);
        }
        Assert.Equal(heads.Read(), new RecordHeads(copy["restored"]).Read());
    }

    [Fact]
    public async Task A_record_is_whole_after_it_came_back_and_one_that_was_cut_off_still_is()
    {
        using var world = World.On(2024, 1, 5);
        using var copy = new Copy();
        await world.Database.Write(connection =>
        {
            for (var n = 0; n < 3; n++) RecordTable.Write(connection, new HoiQC.Grains.Record.RecordEntry("session.began", $"can-bo-{n}", null, null, null), Who.Officer, world.Now);
            return true;
        });
        new RecordHeads(world.Folder).Note(await SealTable.ChainAll(world.Database), world.Now);
        await copy.Of(world);
        await copy.Restore("whole");
        var (code, said) = await copy.Verify("whole");
        Assert.True(code == 0, said);
        Assert.Contains("3 dòng đã niêm phong, đối chiếu với 1 dòng của record-heads.txt", said, StringComparison.Ordinal);

        // Behind the snapshot the original has a row that says so.
        Assert.Equal("backup.made", await world.Database.Read(connection => connection.QuerySingle<string>("SELECT what FROM record WHERE id = 4")));

        using (var connection = TestDatabase.Behind(world.Folder)) connection.Execute("DELETE FROM seal WHERE number > 1; DELETE FROM record WHERE id > 1;");
        await copy.Of(world.Database, Directory.CreateDirectory(copy["no heads"]).FullName, copy["cut.zip"]);
        await copy.Restore("cut", copy["cut.zip"]);
        (code, said) = await copy.Verify("cut");
        Assert.Equal(1, code);
        Assert.StartsWith("Phần cuối của nhật ký đã bị cắt: đã từng ghi đến dòng mã 4", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_told_stays_told()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        world.Now = World.At(2024, 1, 1, 1);
        await world.Sweep();
        var reds = await world.Deadlines.UntoldReds(world.Now, Never);
        Assert.NotEmpty(reds);
        var alert = new AlertRow(0, World.District, "MT-PB", 2023, Status.Overdue, World.At(2024, 1, 1), 13, 13, "còn 13/13 xã chưa thực hiện");
        await world.Deadlines.Tell([alert], world.Now, reds.Max(red => red.LastSeq), world.Now, Never);
        await copy.Of(world);
        await copy.Restore();

        using var restored = copy.Open();
        var deadlines = new DeadlineStore(restored);
        Assert.Empty(await deadlines.UntoldReds(world.Now, Never));
        Assert.Empty(await deadlines.Due(world.Now, 1_000, Never));
        await deadlines.Tell([alert], world.Now, reds.Max(red => red.LastSeq), world.Now, Never);
        Assert.Equal(1, await restored.Read(connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM alert")));
    }

    [Fact]
    public async Task Files_come_back_and_one_that_is_gone_is_said_both_times()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        var store = new FileStore(world.Folder);
        var kept = await Keep(store, SampleFiles.Pdf());
        var lost = await Keep(store, [.. SampleFiles.Pdf(), .. "khác"u8]);
        await Keep(store, [.. SampleFiles.Pdf(), .. "không ai nêu"u8]);
        await File.WriteAllTextAsync(Path.Combine(world.Folder, "files", "incoming", "half"), "%PDF-1.7");
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));
        await world.Database.Write(connection => connection.Execute(
            "INSERT INTO file (evidence, number, name, size, sha256, type) VALUES (1, 1, 'a.pdf', @Size, @Sha256, 'application/pdf')", kept)
            + connection.Execute("INSERT INTO file (evidence, number, name, size, sha256, type) VALUES (1, 2, 'b.pdf', @Size, @Sha256, 'application/pdf')", lost));
        await File.AppendAllTextAsync(FileStore.PathIn(world.Folder, lost.Sha256), "hỏng");

        var manifest = await copy.Of(world);
        Assert.Equal((kept.Sha256, lost.Sha256), (Assert.Single(manifest.Files).Sha256, Assert.Single(manifest.Missing)));
        Assert.Contains("THIẾU 1 tệp đính kèm", await copy.Restore(), StringComparison.Ordinal);

        var file = Assert.Single(Directory.EnumerateFiles(Path.Combine(copy["restored"], "files"), "*", SearchOption.AllDirectories));
        Assert.Equal(FileStore.PathIn(copy["restored"], kept.Sha256), file);
        Assert.Equal(SampleFiles.Pdf(), await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task What_belongs_to_the_place_is_not_carried()
    {
        using var world = World.On(2024, 1, 5);
        using var copy = new Copy();
        await world.Database.Write(connection => MetaKeys.OfThePlace.Append(MetaKeys.Started).Append(MetaKeys.Demonstration).Sum(key => MetaKeys.Write(connection, key, "1")));
        await copy.Of(world);
        await copy.Restore();

        using var restored = copy.Open();
        Assert.Equal([MetaKeys.Demonstration, MetaKeys.Started], await restored.Read(connection => connection.Query<string>("SELECT key FROM meta ORDER BY key").ToList()));
    }

    [Fact]
    public async Task A_place_with_data_is_left_as_it_is()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        await copy.Restore();
        var rows = await Rows();
        Assert.StartsWith("Đã có dữ liệu ở ", (await Assert.ThrowsAsync<CommandRefused>(() => copy.Restore())).Message, StringComparison.Ordinal);
        Assert.Equal(rows, await Rows());

        // Files of another system, of whose database nothing is known.
        Directory.CreateDirectory(Path.Combine(copy["other"], "files", "ab"));
        await File.WriteAllTextAsync(Path.Combine(copy["other"], "files", "ab", "x"), "x");
        Assert.Contains(Path.Combine(copy["other"], "files"), (await Assert.ThrowsAsync<CommandRefused>(() => copy.Restore("other"))).Message, StringComparison.Ordinal);

        async Task<SortedDictionary<string, List<string>>> Rows()
        {
            using var restored = copy.Open();
            return await Copy.Rows(restored);
        }
    }

    [Fact]
    public async Task What_an_interrupted_restore_left_beside_is_no_data()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        var beside = Directory.CreateDirectory(Path.Combine(copy["restored"], "restoring", "files", "ab")).FullName;
        await File.WriteAllTextAsync(Path.Combine(beside, "half"), "x");
        await copy.Restore();

        Assert.False(Directory.Exists(Path.Combine(copy["restored"], "restoring")));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(copy["restored"], "files"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task A_backup_of_an_earlier_step_takes_the_steps_that_came_since()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await copy.Of(world);
        var first = StoredTables.At(1);
        copy.Forge(
            manifest => manifest with
            {
                Schema = 1,
                Head = "0:" + new string('0', 64),
                RecordGiven = 0,
                Tables = [.. first.Select(table => Carried(table, manifest))],
            },
            zip =>
            {
                foreach (var entry in zip.Entries.Where(entry => entry.FullName.StartsWith("tables/", StringComparison.Ordinal)).ToList())
                {
                    var name = Path.GetFileNameWithoutExtension(entry.FullName);
                    if (name is "meta" or "grain") continue;
                    entry.Delete();
                    if (first.Any(table => table.Name == name)) zip.CreateEntry(entry.FullName).Open().Dispose();
                }
            });
        await copy.Restore();

        using var restored = copy.Open();
        var rows = await Copy.Rows(restored);
        Assert.Equal((await Copy.Rows(world.Database))["grain"], rows["grain"]);
        Assert.Contains("seal", rows.Keys);

        static CarriedTable Carried(StoredTable table, BackupManifest manifest) => manifest.Tables.First(one => one.Name == table.Name) is var whole && table.Name is "meta" or "grain"
            ? whole
            : new(table.Name, table.Columns, 0, new($"tables/{table.Name}.jsonl", 0, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData([]))));
    }

    private static async Task<EvidenceFile> Keep(FileStore store, byte[] content) => (await store.Keep(new MemoryStream(content), "Biên bản.pdf", 1, 1 << 20, Never)).File!;
}
