using System.Collections.Immutable;
using System.Data.Common;
using System.IO.Compression;
using System.Security.Cryptography;
using HoiQC.Grains;
using HoiQC.Grains.Record;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Backups;

/// <summary>
/// Writes a backup while everything else goes on: all tables from one snapshot, then the files that the snapshot names. They cannot vanish meanwhile: rows are never removed, and
/// what a row names no cleaner touches. The file gets its name when it is whole and on the disk.
/// </summary>
internal sealed class BackupWriter(Database database, string folder, VietnamClock clock, TimeProvider machine)
{
    private const int Piece = 64 * 1024;

    /// <summary>In a backup lie the keys of cookies and everything that is known: it is its maker's alone, also where it takes the place of one that broke off.</summary>
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What is read in the snapshot besides the rows.</summary>
    private sealed record Snapshot(DateTimeOffset At, string Head, long RecordGiven, ImmutableArray<CarriedTable> Tables, ImmutableArray<CarriedFile> Files);

    /// <summary>Writes it.</summary>
    /// <exception cref="CommandRefused">There is such a file already, or it cannot be written.</exception>
    public async Task<BackupManifest> Write(string path, CancellationToken cancellationToken)
    {
        if (Path.Exists(path)) throw new CommandRefused($"Đã có {path}. Đề nghị ghi tên khác, hoặc chuyển tệp cũ đi nơi khác; HoiQC không ghi đè bản sao lưu.");
        var partial = path + ".partial";
        try
        {
            BackupManifest manifest;
            await using (var file = new FileStream(partial, Alone()))
            {
                try
                {
                    if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, Owner);
                    manifest = await Fill(file, cancellationToken);
                    file.Flush(flushToDisk: true);
                    // Before the file has its name, so that no whole backup is without its row.
                    await database.Write(connection => Told(connection, path, manifest), cancellationToken);
                    FailPoint.Reach(FailPoint.BackupWritten);
                    File.Move(partial, path, overwrite: false);
                }
                catch
                {
                    File.Delete(partial);
                    throw;
                }
            }
            Durable.Folder(Path.GetDirectoryName(path)!);
            return manifest;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandRefused($"Không sao lưu được vào {path}: {error.Message.TrimEnd('.')}. Đề nghị kiểm tra đường dẫn, chỗ trống và quyền ghi của người chạy HoiQC.");
        }
    }

    private static FileStreamOptions Alone()
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None, BufferSize = Piece };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = Owner;
        return options;
    }

    private async Task<BackupManifest> Fill(FileStream file, CancellationToken cancellationToken)
    {
        using var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true);
        // Heads first: what is noted after the snapshot would speak of rows that are not in it.
        var noted = new RecordHeads(folder).Content();
        var snapshot = await database.Read(connection => Rows(zip, connection), cancellationToken);
        var heads = noted is null ? null : Entry(zip, RecordHeads.FileName, CompressionLevel.Fastest, content => content.Write(noted));
        var missing = ImmutableArray.CreateBuilder<string>();
        foreach (var one in snapshot.Files)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!Carry(zip, one)) missing.Add(one.Sha256);
        }
        var manifest = new BackupManifest(
            BackupManifest.Newest, Schema.Steps.Length, snapshot.At, machine.GetUtcNow(), snapshot.Head, snapshot.RecordGiven, snapshot.Tables, heads,
            [.. snapshot.Files.Where(one => !missing.Contains(one.Sha256))], missing.ToImmutable());
        var bytes = manifest.ToBytes();
        Entry(zip, BackupManifest.Entry, CompressionLevel.Optimal, content => content.Write(bytes));
        zip.Comment = BackupFile.Comment(bytes);
        return manifest;
    }

    private Snapshot Rows(ZipArchive zip, DbConnection connection)
    {
        var tables = StoredTables.At(Schema.Steps.Length).Select(table =>
        {
            var rows = 0L;
            var where = table.Name == MetaKeys.Table ? $"key NOT IN ({string.Join(", ", MetaKeys.OfThePlace.Select(key => $"'{key}'"))})" : "TRUE";
            using var text = new RowText(table);
            var content = Entry(zip, $"tables/{table.Name}.jsonl", CompressionLevel.Fastest, stream =>
            {
                foreach (var _ in connection.Rows(table.Select(where), null, reader =>
                {
                    stream.Write(text.Of(reader));
                    return true;
                })) rows++;
            });
            return new CarriedTable(table.Name, table.Columns, rows, content);
        }).ToImmutableArray();
        var files = connection.Rows("SELECT DISTINCT sha256, size FROM file ORDER BY sha256", null, reader => new CarriedFile(reader.Text(0), reader.Number(1)));
        return new(clock.Now, SealTable.Head(connection).ToString(), RecordTable.Given(connection), tables, [.. files.DistinctBy(one => one.Sha256)]);
    }

    /// <summary>Takes a file along; false where it is gone or is not what was sent.</summary>
    private bool Carry(ZipArchive zip, CarriedFile one)
    {
        if (!FileStore.IsHash(one.Sha256) || FileStore.PathIn(folder, one.Sha256) is var place && !File.Exists(place)) return false;
        using var content = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Piece, FileOptions.SequentialScan);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != one.Sha256) return false;
        content.Position = 0;
        // Pictures and documents are packed already.
        Entry(zip, one.Entry, CompressionLevel.NoCompression, content.CopyTo);
        return true;
    }

    private static CarriedEntry Entry(ZipArchive zip, string name, CompressionLevel packed, Action<Stream> write)
    {
        using var stream = new HashedStream(zip.CreateEntry(name, packed).Open());
        using var buffered = new BufferedStream(stream, Piece);
        write(buffered);
        buffered.Flush();
        return new(name, stream.Bytes, stream.Sha256());
    }

    private bool Told(DbConnection connection, string path, BackupManifest manifest)
    {
        RecordTable.Write(connection, BackupEntries.Made(path, manifest), Actor.Operator, clock.Now);
        return true;
    }
}
