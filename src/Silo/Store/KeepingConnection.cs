using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HoiQC.Silo.Store;

/// <summary>
/// A connection to a SQLite file that keeps the statements it has prepared, as the driver of a server does by itself: the same few come again and again, and to prepare one takes
/// longer than to run it on a row or two.
/// </summary>
internal sealed class KeepingConnection(string connection) : SqliteConnection(connection)
{
    /// <summary>Statements that are kept at most; then all are forgotten, and those in use come back.</summary>
    private const int Most = 150;

    private readonly Dictionary<string, SqliteCommand> _kept = new(StringComparer.Ordinal);

    /// <summary>
    /// Each connection is used by one thread at a time and each statement is given back, so SQLite need not lock one for every column that is read; nor need it count memory, under a
    /// lock that all connections share. It takes these settings only before it is used for the first time; afterwards it goes on as before.
    /// </summary>
    static KeepingConnection()
    {
        Batteries_V2.Init();
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    protected override DbCommand CreateDbCommand() => new Command(this);

    protected override void Dispose(bool disposing)
    {
        if (disposing) Forget();
        base.Dispose(disposing);
    }

    private SqliteCommand Take(string sql)
    {
        if (_kept.Remove(sql, out var kept)) return kept;
        var made = CreateCommand();
        made.CommandText = sql;
        return made;
    }

    private void Keep(SqliteCommand command)
    {
        command.Parameters.Clear();
        command.CommandTimeout = DefaultTimeout;
        if (_kept.Count >= Most) Forget();
        if (!_kept.TryAdd(command.CommandText, command)) command.Dispose();
    }

    private void Forget()
    {
        foreach (var command in _kept.Values) command.Dispose();
        _kept.Clear();
    }

    /// <summary>A command as its user sees it: made, given its text once and then its parameters, run, and thrown away.</summary>
    private sealed class Command(KeepingConnection connection) : DbCommand
    {
        private SqliteCommand? _prepared;
        private SqliteDataReader? _reader;

        [AllowNull]
        public override string CommandText
        {
            get => _prepared?.CommandText ?? "";
            set => _prepared = _prepared is null ? connection.Take(value ?? "") : throw new InvalidOperationException("A command that is kept has one text.");
        }

        public override int CommandTimeout
        {
            get => Prepared.CommandTimeout;
            set => Prepared.CommandTimeout = value;
        }

        public override CommandType CommandType
        {
            get => CommandType.Text;
            set => ArgumentOutOfRangeException.ThrowIfNotEqual(value, CommandType.Text);
        }

        public override bool DesignTimeVisible { get; set; }

        public override UpdateRowSource UpdatedRowSource { get; set; }

        protected override DbConnection? DbConnection
        {
            get => connection;
            set => throw new NotSupportedException();
        }

        protected override DbTransaction? DbTransaction { get; set; }

        protected override DbParameterCollection DbParameterCollection => Prepared.Parameters;

        private SqliteCommand Prepared => _prepared ?? throw new InvalidOperationException("The command has no text yet.");

        public override void Cancel() => Prepared.Cancel();

        public override int ExecuteNonQuery() => Prepared.ExecuteNonQuery();

        public override object? ExecuteScalar() => Prepared.ExecuteScalar();

        public override void Prepare() => Prepared.Prepare();

        protected override DbParameter CreateDbParameter() => Prepared.CreateParameter();

        protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Prepared.ExecuteReader(behavior);

        protected override void Dispose(bool disposing)
        {
            if (disposing && _prepared is { } prepared)
            {
                _prepared = null;
                _reader?.Dispose();
                connection.Keep(prepared);
            }
            base.Dispose(disposing);
        }
    }
}
