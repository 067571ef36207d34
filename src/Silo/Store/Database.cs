using System.Collections.Concurrent;
using Dapper;
using HoiQC.Silo.Hosting;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>The SQLite file of a data folder: one writer at a time, durable once answered; any number of readers, each with its own snapshot.</summary>
internal sealed class Database : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "hoiqc.db";

    private const int Readers = 8;
    private readonly SemaphoreSlim _places = new(Readers);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private readonly WriterLane _writer;

    /// <summary>Opens the file, makes it where there is none, and brings its tables up to date.</summary>
    /// <exception cref="CommandRefused">A newer release has written the file.</exception>
    public Database(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        Path = System.IO.Path.Combine(dataFolder, FileName);
        var connection = Open("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864; PRAGMA cache_size = -32768;");
        try
        {
            Migrate(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        _writer = new(connection, () => Committed?.Invoke(this, EventArgs.Empty));
    }

    /// <summary>Something was committed. Whoever listens holds up all writers, so it only takes note.</summary>
    public event EventHandler? Committed;

    /// <summary>The units, whose ends end their bodies.</summary>
    public StoredUnits Units { get; } = new();

    /// <summary>Where the file lies.</summary>
    public string Path { get; }

    /// <summary>Runs work in a transaction of its own, after every write before it and off the caller's thread. Durable when the task ends; an exception undoes all of it.</summary>
    public Task<T> Write<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : _writer.Run(work);

    /// <summary>Runs work against one snapshot, off the caller's thread. What it returns must not read on afterwards.</summary>
    public async Task<T> Read<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken = default)
    {
        await _places.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => InSnapshot(work), cancellationToken);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose()
    {
        _writer.Dispose();
        while (_idle.TryTake(out var connection)) connection.Dispose();
        _places.Dispose();
    }

    private T InSnapshot<T>(Func<SqliteConnection, T> work)
    {
        if (!_idle.TryTake(out var connection)) connection = Open("PRAGMA query_only = ON; PRAGMA cache_size = -4096;");
        try
        {
            connection.Execute("BEGIN DEFERRED");       // two words: Dapper takes a single one for a stored procedure
            var result = work(connection);
            connection.Execute("COMMIT TRANSACTION");
            _idle.Add(connection);
            return result;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private SqliteConnection Open(string pragmas)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false, DefaultTimeout = 30 }.ToString());
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

    private void Migrate(SqliteConnection connection)
    {
        connection.Execute("BEGIN IMMEDIATE");
        var version = connection.ExecuteScalar<int>("PRAGMA user_version");
        if (version > Schema.Steps.Length)
            throw new CommandRefused($"Dữ liệu {Path} do bản HoiQC mới hơn ghi (bước {version}, bản này chỉ biết đến {Schema.Steps.Length}). Đề nghị chạy bản mới hơn.");
        foreach (var step in Schema.Steps.Skip(version)) connection.Execute(step);
        connection.Execute($"PRAGMA user_version = {Schema.Steps.Length}");
        connection.Execute("COMMIT TRANSACTION");
    }
}
