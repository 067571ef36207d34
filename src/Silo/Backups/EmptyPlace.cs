using HoiQC.Grains;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Backups;

/// <summary>
/// The data folder into which a backup is restored. Everything is laid down in a folder inside it first, and moved to its place when all of it is on the disk: who is interrupted
/// before has still an empty place.
/// </summary>
internal sealed class EmptyPlace(string folder)
{
    private const string Files = "files";

    /// <summary>Where things lie until all are there.</summary>
    public string Beside { get; } = Path.Combine(folder, "restoring");

    /// <summary>Makes sure that nothing is overwritten.</summary>
    /// <exception cref="CommandRefused">There are data already.</exception>
    public static void Refuse(CommandLine command)
    {
        if (DatabaseChoice.Exists(command)) throw Taken(DatabaseChoice.PlaceOf(command));
        if (!Directory.Exists(command.Data)) return;
        var found = Directory.EnumerateFileSystemEntries(command.Data).Select(Path.GetFileName).OfType<string>().FirstOrDefault(name => IsOurs(command.Data, name));
        if (found is not null) throw Taken(Path.Combine(command.Data, found));
    }

    /// <summary>Begins anew, without what an interrupted attempt left.</summary>
    public void Clear()
    {
        if (Directory.Exists(Beside)) Directory.Delete(Beside, recursive: true);
    }

    /// <summary>Writes the files of a backup, each compared with its hash, and the heads that were noted.</summary>
    /// <exception cref="InvalidDataException">A file is not what its name says.</exception>
    public void Lay(BackupFile backup)
    {
        Directory.CreateDirectory(Path.Combine(Beside, Files));
        foreach (var file in backup.Manifest.Files)
        {
            var path = FileStore.PathIn(Beside, file.Sha256);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var content = new HashedStream(backup.Content(file.Entry));
            Write(path, content);
            if (content.Sha256() != file.Sha256) throw new InvalidDataException($"{file.Entry} không khớp với dấu SHA-256 của nó");
        }
        if (backup.Manifest.Heads is { } heads)
        {
            using var content = backup.Content(heads.Entry);
            Write(Path.Combine(Beside, RecordHeads.FileName), content);
        }
        foreach (var inner in Directory.EnumerateDirectories(Path.Combine(Beside, Files))) Durable.Folder(inner);
        Durable.Folder(Path.Combine(Beside, Files));
        Durable.Folder(Beside);
    }

    /// <summary>Moves everything to its place; a database file last, since it is what makes a folder one with data.</summary>
    public void Settle()
    {
        FailPoint.Reach(FailPoint.RestoreLaid);
        var files = Path.Combine(folder, Files);
        if (Directory.Exists(files)) Directory.Delete(files, recursive: true);      // it holds no file: that was made sure of
        Directory.Move(Path.Combine(Beside, Files), files);
        foreach (var name in new[] { RecordHeads.FileName, SqliteFile.FileName }.Where(name => File.Exists(Path.Combine(Beside, name))))
        {
            Durable.Folder(folder);
            File.Move(Path.Combine(Beside, name), Path.Combine(folder, name), overwrite: false);
        }
        Directory.Delete(Beside, recursive: true);
        Durable.Folder(folder);
    }

    private static bool IsOurs(string folder, string name) =>
        name.StartsWith(SqliteFile.FileName, StringComparison.Ordinal) || name is RecordHeads.FileName or "keys" or "hoiqc.database"
        || (name == Files && Directory.EnumerateFiles(Path.Combine(folder, name), "*", SearchOption.AllDirectories).Any());

    private static CommandRefused Taken(string what) => new($"Đã có dữ liệu ở {what}. Chưa khôi phục gì. Đề nghị khôi phục vào một nơi trống: ghi thư mục khác sau --data, hoặc cơ sở dữ liệu khác sau --database.");

    private static void Write(string path, Stream content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None);
        content.CopyTo(file);
        file.Flush(flushToDisk: true);
    }
}
