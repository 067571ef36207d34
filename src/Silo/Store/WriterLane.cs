using System.Collections.Concurrent;
using Dapper;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>
/// The one lane of all writes, on a thread of its own. Works that wait at the same time share a commit, each in its own savepoint, so that
/// a hundred hand-ins cost one flush of the disk; nobody is answered before it.
/// </summary>
internal sealed class WriterLane : IDisposable
{
    private const int MostInOneCommit = 64;
    private readonly BlockingCollection<Work> _waiting = [];
    private readonly SqliteConnection _connection;
    private readonly Action _committed;
    private readonly Thread _thread;

    /// <summary>Writes through a connection that belongs to the lane from now on.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="committed">Called after every commit, on the lane's thread: it must not take long.</param>
    public WriterLane(SqliteConnection connection, Action committed)
    {
        (_connection, _committed) = (connection, committed);
        _thread = new(Serve) { IsBackground = true, Name = "HoiQC writer" };
        _thread.Start();
    }

    /// <summary>Puts work at the end of the lane; the task ends after the commit.</summary>
    public Task<T> Run<T>(Func<SqliteConnection, T> work)
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
        foreach (var first in _waiting.GetConsumingEnumerable())
        {
            List<Work> together = [first];
            while (together.Count < MostInOneCommit && _waiting.TryTake(out var next)) together.Add(next);
            var began = TimeProvider.System.GetTimestamp();
            var committed = Commit(together);
            LaneMeasures.Note([.. together.Select(work => work.Place)], began, committed);
            foreach (var work in together) work.Answer();
            if (committed) _committed();
        }
    }

    private bool Commit(List<Work> together)
    {
        try
        {
            _connection.Execute("BEGIN IMMEDIATE");
            foreach (var work in together)
            {
                _connection.Execute("SAVEPOINT work");
                if (!work.TryDo(_connection)) _connection.Execute("ROLLBACK TO work");
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

    private void UndoAll()
    {
        try
        {
            _connection.Execute("ROLLBACK TRANSACTION");
        }
        catch (SqliteException)
        {
            // A full disk has already undone it, and then there is no transaction left to end.
        }
    }

    private abstract class Work
    {
        public LanePlace Place { get; } = LanePlace.Take();

        protected Exception? Error { get; set; }

        public abstract bool TryDo(SqliteConnection connection);

        public abstract void Answer();

        public void Fail(Exception error) => Error ??= error;
    }

    private sealed class Work<T>(Func<SqliteConnection, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _answer.Task;

        public override bool TryDo(SqliteConnection connection)
        {
            try
            {
                _result = work(connection);
                return true;
            }
            catch (Exception error)
            {
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
