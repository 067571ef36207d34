using Dapper;
using Quartz;

namespace HoiQC.Bench;

/// <summary>A data folder with its SQLite file in it.</summary>
internal sealed class SqliteGround(string folder, Func<string> newFolder) : Ground(folder)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "hoiqc.db";

    /// <inheritdoc />
    public override IReadOnlyList<string> Arguments => ["--data", Folder];

    /// <inheritdoc />
    public override string Address => Grounds.AddressOf(Folder);

    /// <inheritdoc />
    public override string BeginWriting => "BEGIN IMMEDIATE";

    /// <inheritdoc />
    public override int Writers => 1;

    /// <inheritdoc />
    public override Task<Ground> Copy()
    {
        var copy = newFolder();
        foreach (var path in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(copy, Path.GetRelativePath(Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (!path.EndsWith(".sock", StringComparison.Ordinal) && !path.EndsWith("socket-path", StringComparison.Ordinal)) File.Copy(path, to);
        }
        return Task.FromResult<Ground>(new SqliteGround(copy, newFolder));
    }

    /// <inheritdoc />
    public override void Schedule(IPersistentStoreBuilder store) => store.UseSqlite($"Data Source={Path.Combine(Folder, "quartz.db")}");

    /// <inheritdoc />
    public override void Settle()
    {
        using var connection = Open();
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /// <inheritdoc />
    public override ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
