using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace HoiQC.Silo.Store;

/// <summary>
/// The connection that writes to PostgreSQL. Rows whose outcome nobody asks for are gathered (<see cref="Statement.Add"/>) and sent together before anything else is asked of
/// the connection, so that whoever reads finds them: a journey to the server is dear, and a row of many costs little.
/// </summary>
internal sealed class PostgresConnection(NpgsqlConnection inner) : DbConnection
{
    private const int MostGathered = 5_000;
    private const int IdsAtATime = 500;

    private readonly SortedDictionary<long, Statement> _gathering = [];
    private readonly Queue<long> _ids = [];
    private long _statements;
    private int _gathered;

    /// <summary>The connection itself, of which nothing may be asked before <see cref="Flush"/>.</summary>
    public NpgsqlConnection Inner => inner;

    /// <summary>The place of a statement in the order in which gathered rows are sent: that in which the statements were made.</summary>
    public long NextPlace() => ++_statements;

    /// <summary>Notes that a statement has gathered a row.</summary>
    public void Gathered(long place, Statement statement)
    {
        _gathering[place] = statement;
        if (++_gathered >= MostGathered) Flush();
    }

    /// <summary>Sends what was gathered.</summary>
    public void Flush()
    {
        if (_gathering.Count == 0) return;
        using var batch = new NpgsqlBatch(inner);
        foreach (var statement in _gathering.Values) batch.BatchCommands.Add(statement.Take());
        Forget();
        batch.ExecuteNonQuery();
    }

    /// <summary>Drops what was gathered by work that is undone.</summary>
    public void Forget()
    {
        foreach (var statement in _gathering.Values) statement.Drop();
        _gathering.Clear();
        _gathered = 0;
    }

    /// <summary>An id for a row of a table that is to be gathered; the server gives them, some hundred at a time.</summary>
    public long NextObligation()
    {
        if (_ids.Count == 0)
        {
            Flush();
            using var command = inner.CreateCommand();
            command.CommandText = $"SELECT nextval(pg_get_serial_sequence('obligation', 'id')) FROM generate_series(1, {IdsAtATime})";
            using var reader = command.ExecuteReader();
            while (reader.Read()) _ids.Enqueue(reader.GetInt64(0));
        }
        return _ids.Dequeue();
    }

    [AllowNull]
    public override string ConnectionString
    {
        get => inner.ConnectionString;
        set => inner.ConnectionString = value;
    }

    public override string Database => inner.Database;

    public override string DataSource => inner.DataSource;

    public override string ServerVersion => inner.ServerVersion;

    public override ConnectionState State => inner.State;

    public override void ChangeDatabase(string databaseName) => inner.ChangeDatabase(databaseName);

    public override void Close() => inner.Close();

    /// <summary>Dapper opens whatever is closed. One that was lost has lost its transaction, its settings and the lease too, so nobody goes on through it.</summary>
    public override void Open() => throw new NpgsqlException("The connection is lost.", new IOException());

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => inner.BeginTransaction(isolationLevel);

    protected override DbCommand CreateDbCommand()
    {
        Flush();
        return inner.CreateCommand();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) inner.Dispose();
        base.Dispose(disposing);
    }
}
