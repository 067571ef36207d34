using System.Collections.Concurrent;
using System.Data;
using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;

namespace HoiQC.Silo.Store;

/// <summary>
/// The one lane of all writes, on a thread of its own. Works that wait at the same time share a commit, each in its own savepoint, so that
/// a hundred hand-ins cost one flush of the disk; nobody is answered before it.
/// </summary>
internal sealed class WriterLane : IDisposable
{
    // PostgreSQL keeps 64 savepoints of a transaction at hand; more of them make every reader slower.
    private const int MostInOneCommit = 64;

    private static readonly TimeSpan Lull = TimeSpan.FromSeconds(1);

    private readonly BlockingCollection<Work> _waiting = [];
    private readonly DatabaseEngine _engine;
    private readonly Action<bool> _ended;
    private readonly Thread _thread;
    private DbConnection _connection;

    /// <summary>Writes through a connection that belongs to the lane from now on.</summary>
    /// <param name="engine">The kind of database.</param>
    /// <param name="connection">The connection; where it is lost, the engine opens another.</param>
    /// <param name="ended">Called with whether a commit is known to have been made, before anybody is answered, on the lane's thread: it must not take long.</param>
    public WriterLane(DatabaseEngine engine, DbConnection connection, Action<bool> ended)
    {
        (_engine, _connection, _ended) = (engine, connection, ended);
        _thread = new(Serve) { IsBackground = true, Name = "HoiQC writer" };
        _thread.Start();
    }

    /// <summary>Puts work at the end of the lane; the task ends after the commit.</summary>
    public Task<T> Run<T>(Func<DbConnection, T> work)
    {
        var waiting = new Work<T>(work);
        _waiting.Add(waiting);
        return waiting.Task;
    }

    /// <summary>Lets what waits be written, then closes.</summary>
    public void Dispose()
    {
        _waiting.CompleteAdding();
        _thread.Join();
        _connection.Dispose();
        _waiting.Dispose();
    }

    private void Serve()
    {
        for (var isTidy = true; !_waiting.IsCompleted;)
        {
            if (!_waiting.TryTake(out var first, isTidy ? Timeout.InfiniteTimeSpan : Lull))
            {
                Tidy();
                isTidy = true;
                continue;
            }
            isTidy = false;
            List<Work> together = [first];
            while (together.Count < MostInOneCommit && _waiting.TryTake(out var next)) together.Add(next);
            var began = TimeProvider.System.GetTimestamp();
            var committed = Commit(together);
            LaneMeasures.Note([.. together.Select(work => work.Place)], began, committed);
            _ended(committed);
            foreach (var work in together) work.Answer();
        }
    }

    /// <summary>Once nobody writes, what a database would else put into somebody's commit. All is durable without it: where it fails the log is kept, and the commit that finds no room says so.</summary>
    private void Tidy()
    {
        try
        {
            if (_engine.Tidying is { } statement) _connection.Execute(statement);
        }
        catch (DbException)
        {
            // Then it is done later.
        }
    }

    private bool Commit(List<Work> together)
    {
        try
        {
            // A server that was restarted has forgotten the connection; what waits now finds the new one.
            if (_connection.State != ConnectionState.Open)
            {
                _connection.Dispose();
                _connection = _engine.OpenWriter();
            }
            _connection.Execute(_engine.BeginWriting);
            foreach (var work in together)
            {
                _connection.Execute("SAVEPOINT work");
                if (!work.TryDo(_connection)) Undo(work);
                _connection.Execute("RELEASE work");
            }
            _connection.Execute("COMMIT TRANSACTION");
            return true;
        }
        catch (Exception error)
        {
            foreach (var work in together) work.Fail(error);
            UndoAll();
            return false;
        }
    }

    private void Undo(Work work)
    {
        try
        {
            _connection.Execute("ROLLBACK TO work");
        }
        catch (DbException) when (!_engine.IsRemote && work.Error is not null)
        {
            // A disk that is full or broken has undone the whole transaction, and that is why all of them failed.
            ExceptionDispatchInfo.Throw(work.Error);
        }
    }

    private void UndoAll()
    {
        try
        {
            if (_connection.State == ConnectionState.Open) _connection.Execute("ROLLBACK TRANSACTION");
        }
        catch (Exception error) when (error is DbException or InvalidOperationException)
        {
            // A full disk has already undone it, and then there is no transaction left to end; what cannot even say so is opened anew.
            if (_engine.IsRemote) _connection.Close();
        }
    }

    private abstract class Work
    {
        public LanePlace Place { get; } = LanePlace.Take();

        public Exception? Error { get; protected set; }

        public abstract bool TryDo(DbConnection connection);

        public abstract void Answer();

        public void Fail(Exception error) => Error ??= error;
    }

    private sealed class Work<T>(Func<DbConnection, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _answer.Task;

        public override bool TryDo(DbConnection connection)
        {
            try
            {
                _result = work(connection);
                (connection as PostgresConnection)?.Flush();
                return true;
            }
            catch (Exception error)
            {
                (connection as PostgresConnection)?.Forget();
                Error = error;
                return false;
            }
        }

        public override void Answer()
        {
            if (Error is null) _answer.SetResult(_result!);
            else _answer.SetException(Error);
        }
    }
}
