using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>A SQLite file in a data folder: one writer at a time, durable once answered; any number of readers, each with its own snapshot.</summary>
internal sealed class SqliteFile(string folder) : DatabaseEngine
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "hoiqc.db";

    public override string Place { get; } = Path.Combine(folder, FileName);

    public override bool IsRemote => false;

    public override bool IsAlone => true;

    public override TimeSpan Patience => TimeSpan.FromSeconds(30);

    public override bool Exists() => File.Exists(Place);

    public override DbConnection OpenReader() => Open("PRAGMA query_only = ON; PRAGMA cache_size = -4096;");

    public override DbConnection OpenWriter()
    {
        Directory.CreateDirectory(folder);
        return Open("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA wal_autocheckpoint = 16000; PRAGMA cache_size = -32768;");
    }

    /// <summary>A file belongs to one process: nobody is waited for.</summary>
    public override IDisposable Exclusively(string what) => new MemoryStream();

    public override string BeginReading => "BEGIN DEFERRED";       // two words: Dapper takes a single one for a stored procedure

    public override string BeginWriting => "BEGIN IMMEDIATE";

    /// <summary>Moves the log into the file, which takes tens of milliseconds: in a commit only when the log has grown to 64 MB.</summary>
    public override string Tidying => "PRAGMA wal_checkpoint(PASSIVE)";

    public override int Version(DbConnection writer) => writer.ExecuteScalar<int>("PRAGMA user_version");

    public override void SetVersion(DbConnection writer, int version) => writer.Execute($"PRAGMA user_version = {version}");

    public override string Step(string step) => step;

    /// <summary>The file counts by itself; only of the record it must also know rows that are gone.</summary>
    public override void GoOnAfter(DbConnection writer, IEnumerable<(string Table, string Column)> numbered, long? record)
    {
        if (record is null or 0) return;
        writer.Execute("DELETE FROM sqlite_sequence WHERE name = 'record'");
        writer.Execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('record', @record)", new { record });
    }

    private KeepingConnection Open(string pragmas)
    {
        var connection = new KeepingConnection(new SqliteConnectionStringBuilder { DataSource = Place, Pooling = false, DefaultTimeout = (int)Patience.TotalSeconds }.ToString());
        try
        {
            connection.Open();
            connection.Execute("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000; " + pragmas);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
