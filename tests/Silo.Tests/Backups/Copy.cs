using System.IO.Compression;
using System.Text.Json;
using Dapper;
using HoiQC.Grains;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;
using HoiQC.Tests;

namespace HoiQC.Silo.Tests.Backups;

/// <summary>A place of its own for a backup and for what is restored from it.</summary>
internal sealed class Copy : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("hoiqc-backup-").FullName;

    /// <summary>The backup; not there yet.</summary>
    public string File => this["hoiqc.zip"];

    public string this[string name] => Path.Combine(_path, name);

    /// <summary>Writes the backup of a database.</summary>
    public Task<BackupManifest> Of(Database database, string folder, string? file = null) => new BackupWriter(database, folder, Clock, TimeProvider.System).Write(file ?? File, CancellationToken.None);

    public Task<BackupManifest> Of(World world) => new BackupWriter(world.Database, world.Folder, world.Clock, TimeProvider.System).Write(File, CancellationToken.None);

    private static VietnamClock Clock { get; } = VietnamClock.Real(new HandTime { Now = World.At(2024, 1, 5, 9) });

    /// <summary>Restores into a folder of that name and the database that the tests run on.</summary>
    public Task<string> Restore(string name = "restored", string? file = null) => Restore(name, TestServer.Chosen(this[name]), file);

    /// <summary>The same into a SQLite file.</summary>
    public Task<string> RestoreToFile(string name, string? file = null) => Restore(name, null, file);

    /// <summary>Opens what was restored.</summary>
    public Database Open(string name = "restored") => TestDatabase.Open(this[name]);

    /// <summary>What verify says of it.</summary>
    public async Task<(int Code, string Said)> Verify(string name = "restored")
    {
        using var said = new StringWriter();
        return (await VerifyCommand.Run(Command("verify", null, name, TestServer.Chosen(this[name])), said), said.ToString());
    }

    /// <summary>Every row of every table, as a backup writes it.</summary>
    public static Task<SortedDictionary<string, List<string>>> Rows(Database database) => database.Read(connection => new SortedDictionary<string, List<string>>(
        StoredTables.At(Schema.Steps.Length).ToDictionary(table => table.Name, table =>
        {
            using var text = new RowText(table);
            return connection.Rows(table.Select(), null, reader => System.Text.Encoding.UTF8.GetString(text.Of(reader))).ToList();
        }, StringComparer.Ordinal), StringComparer.Ordinal));

    /// <summary>Writes the backup anew with other contents or another manifest, sealed as if it had been so from the start.</summary>
    public void Forge(Func<BackupManifest, BackupManifest> manifest, Action<ZipArchive>? content = null)
    {
        using var zip = ZipFile.Open(File, ZipArchiveMode.Update);
        content?.Invoke(zip);
        var entry = zip.GetEntry(BackupManifest.Entry)!;
        BackupManifest read;
        using (var stream = entry.Open())
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            read = BackupManifest.Read(bytes.ToArray());
        }
        entry.Delete();
        var forged = manifest(read).ToBytes();
        using (var stream = zip.CreateEntry(BackupManifest.Entry).Open()) stream.Write(forged);
        zip.Comment = BackupFile.Comment(forged);
    }

    /// <summary>The database of a folder is as empty as before.</summary>
    public bool IsUntouched(string name) => !TestDatabase.Of(this[name]).Exists() && !Directory.Exists(this[name]);

    public void Dispose() => Directory.Delete(_path, recursive: true);

    private async Task<string> Restore(string name, string? database, string? file)
    {
        using var said = new StringWriter();
        Assert.Equal(0, await RestoreCommand.Run(Command("restore", file ?? File, name, database), said));
        return said.ToString();
    }

    private CommandLine Command(string command, string? file, string name, string? database) =>
        CommandLine.Read([command, .. new[] { file }.OfType<string>(), "--data", this[name], .. database is null ? Array.Empty<string>() : ["--database", database]]);
}
