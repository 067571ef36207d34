using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using Dapper;
using HoiQC.Silo.Hosting;

namespace HoiQC.Silo.Store;

/// <summary>The database: one writer at a time, durable once answered; any number of readers, each with its own snapshot.</summary>
internal sealed class Database : IDisposable
{
    private const int Readers = 8;

    /// <summary>How long somebody waits while all readers are taken; as long as for a grain.</summary>
    private static readonly TimeSpan Queue = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim _places = new(Readers);
    private readonly ConcurrentBag<DbConnection> _idle = [];
    private readonly WriterLane _writer;
    private long _writes;

    /// <summary>Opens it, makes it where there is none, and brings its tables up to date.</summary>
    /// <exception cref="CommandRefused">A newer release has written it, or somebody else runs on it.</exception>
    public Database(DatabaseEngine engine)
    {
        Engine = engine;
        var connection = engine.OpenWriter();
        try
        {
            Migrate(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        _writer = new(engine, connection, Ended);
    }

    /// <summary>Something was committed. Whoever listens holds up all writers, so it only takes note.</summary>
    public event EventHandler? Committed;

    /// <summary>
    /// Another number after whatever this process may have written, before anybody is answered. What was read since it became what it is still holds, where nobody else writes (<see cref="DatabaseEngine.IsAlone"/>).
    /// </summary>
    public long Writes => Interlocked.Read(ref _writes);

    /// <summary>The units, whose ends end their bodies.</summary>
    public StoredUnits Units { get; } = new();

    /// <summary>What kind of database it is.</summary>
    public DatabaseEngine Engine { get; }

    /// <summary>Runs work in a transaction of its own, after every write before it and off the caller's thread. Durable when the task ends; an exception undoes all of it.</summary>
    public Task<T> Write<T>(Func<DbConnection, T> work, CancellationToken cancellationToken = default) =>
        cancellationToken.IsCancellationRequested ? Task.FromCanceled<T>(cancellationToken) : _writer.Run(work);

    /// <summary>Runs work against one snapshot, off the caller's thread. What it returns must not read on afterwards.</summary>
    public async Task<T> Read<T>(Func<DbConnection, T> work, CancellationToken cancellationToken = default)
    {
        // Nothing here needs its caller's context, and whoever must wait for the answer while holding that context, as keys of cookies are read while a page is rendered, would wait for ever.
        if (!await _places.WaitAsync(Queue, cancellationToken).ConfigureAwait(false)) throw new TimeoutException("Everybody who reads the database still waits for it.");
        try
        {
            return await Task.Run(() => InSnapshot(work), cancellationToken).ConfigureAwait(false);
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

    /// <summary>A commit that failed may have been made all the same, so it counts too.</summary>
    private void Ended(bool committed)
    {
        Interlocked.Increment(ref _writes);
        if (committed) Committed?.Invoke(this, EventArgs.Empty);
    }

    private T InSnapshot<T>(Func<DbConnection, T> work)
    {
        var connection = BeginReading();
        try
        {
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

    /// <summary>A connection inside a snapshot. Those that lay idle while their server was restarted are lost, and nothing was read through them yet: another one is taken.</summary>
    private DbConnection BeginReading()
    {
        while (_idle.TryTake(out var idle))
        {
            try
            {
                idle.Execute(Engine.BeginReading, commandTimeout: (int)Engine.Patience.TotalSeconds);
                // Dapper opens one that keep-alives found lost, and closes it again: then there is no snapshot.
                if (idle.State == ConnectionState.Open) return idle;
                idle.Dispose();
            }
            catch (Exception error) when (Engine.IsRemote && error is DbException or InvalidOperationException)
            {
                idle.Dispose();
                // A server that holds still does so to the next connection too.
                if (error.InnerException is TimeoutException) throw;
            }
        }
        var fresh = Engine.OpenReader();
        try
        {
            fresh.Execute(Engine.BeginReading);
            return fresh;
        }
        catch
        {
            fresh.Dispose();
            throw;
        }
    }

    /// <summary>Processes that start together wait for each other here, and all but the first find it done.</summary>
    private void Migrate(DbConnection connection)
    {
        connection.Execute(Engine.BeginWriting);
        var version = Engine.Version(connection);
        if (version > Schema.Steps.Length)
            throw new CommandRefused($"Dữ liệu {Engine.Place} do bản HoiQC mới hơn ghi (bước {version}, bản này chỉ biết đến {Schema.Steps.Length}). Đề nghị chạy bản mới hơn.");
        foreach (var step in Schema.Steps.Skip(version)) connection.Execute(Engine.Step(step), commandTimeout: 0);
        if (version < Schema.Steps.Length) Engine.SetVersion(connection, Schema.Steps.Length);
        connection.Execute("COMMIT TRANSACTION");
    }
}
