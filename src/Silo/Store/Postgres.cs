using System.Data.Common;
using Dapper;
using HoiQC.Silo.Hosting;
using Npgsql;

namespace HoiQC.Silo.Store;

/// <summary>
/// A database of a PostgreSQL server, in the first schema of its search path. There too one writer at a time writes, whatever machine it is on: a transaction that writes
/// begins by waiting for a lock of the whole database, so numbers grow in the order of commits.
/// </summary>
internal sealed class Postgres : DatabaseEngine
{
    // Boards of a unit or a few are found by index however large the tables are: without the cost of a turning disk, and without workers that take longer to begin than the reading takes.
    private const string Session = """
        SET client_encoding = 'UTF8'; SET jit = off; SET timezone = 'UTC'; SET lock_timeout = '60s'; SET idle_in_transaction_session_timeout = '60s';
        SET random_page_cost = 1.1; SET max_parallel_workers_per_gather = 0;
        SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off';
        """;

    // Whoever writes looks rows up one by one. A plan that was kept from when a table was empty would read all of it, until the server counts its rows again.
    private const string Writing = "SET enable_seqscan = off";

    private const int NpgsqlDefault = 15;

    // Seconds in which a server may say nothing about a statement: boards of the country and pieces of an import take a few, and whoever writes is let wait 60 s for a lock.
    private const int ReadingSilence = 60;
    private const int WritingSilence = 90;

    private readonly string _connection;
    private readonly Holding _holding;

    /// <param name="connection">Npgsql's connection string; a password may stand in PGPASSWORD or in a passfile instead.</param>
    /// <param name="holding">What the connection that writes holds for as long as it lives.</param>
    /// <exception cref="CommandRefused">The text is no connection string.</exception>
    public Postgres(string connection, Holding holding)
    {
        try
        {
            var read = new NpgsqlConnectionStringBuilder(connection);
            Place = $"PostgreSQL {read.Host}{(read.Port == NpgsqlConnection.DefaultPort ? "" : $":{read.Port}")}/{read.Database ?? read.Username}";
            // A line that is lost while nobody speaks is noticed by keep-alives; a server that holds still while somebody waits for it, by these.
            read.Pooling = false;
            read.Enlist = false;
            read.CommandTimeout = ReadingSilence;
            Patience = TimeSpan.FromSeconds(read.Timeout > 0 ? read.Timeout : NpgsqlDefault);
            if (read.KeepAlive == 0) read.KeepAlive = 30;
            read.TcpKeepAlive = true;
            read.MaxAutoPrepare = 200;
            read.AutoPrepareMinUsages = 2;
            read.ApplicationName ??= "HoiQC";
            _connection = read.ToString();
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new CommandRefused("Không hiểu chuỗi sau --database. Đề nghị ghi như: \"Host=localhost;Database=hoiqc;Username=hoiqc\".");
        }
        _holding = holding;
    }

    /// <summary>What a process holds of a database.</summary>
    public enum Holding
    {
        /// <summary>Nothing: it only looks.</summary>
        Nothing,

        /// <summary>All of it: the embedded engine, of which one process at a time runs on the data.</summary>
        Alone,

        /// <summary>A place beside others: a node of a cluster.</summary>
        Shared,
    }

    public override string Place { get; }

    public override bool IsRemote => true;

    public override bool IsAlone => _holding == Holding.Alone;

    /// <summary>The timeout of the connection string: whoever takes that long to begin is not there.</summary>
    public override TimeSpan Patience { get; }

    /// <summary>The connection string by which others (membership of the cluster, Quartz) reach the same tables, over a few connections of their own.</summary>
    public string ForOthers(string name) => new NpgsqlConnectionStringBuilder(_connection)
    {
        ApplicationName = name,
        Pooling = true,
        MaxPoolSize = 8,
        CommandTimeout = 30,
        MaxAutoPrepare = 0,
    }.ToString();

    public override IDisposable Exclusively(string what) => Open(_connection, connection =>
    {
        connection.Execute(Session);
        connection.Execute($"SELECT pg_advisory_lock({Lock(what)})");
    });

    public override bool Exists()
    {
        using var connection = OpenReader();
        return connection.ExecuteScalar<bool>("SELECT to_regclass(quote_ident(current_schema()) || '.schema_step') IS NOT NULL");
    }

    public override DbConnection OpenReader() => Open(_connection, connection => connection.Execute(Session));

    public override DbConnection OpenWriter() => new PostgresConnection(Open($"{_connection};Command Timeout={WritingSilence}", connection =>
    {
        connection.Execute(Session);
        connection.Execute(Writing);
        Check(connection);
        if (_holding != Holding.Nothing) Hold(connection);
    }));

    public override string BeginReading => "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    public override string BeginWriting => $"BEGIN ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock({Lock("writer")})";

    /// <summary>A server sees to itself.</summary>
    public override string? Tidying => null;

    public override int Version(DbConnection writer)
    {
        writer.Execute("CREATE TABLE IF NOT EXISTS schema_step (step BIGINT NOT NULL)");
        return writer.ExecuteScalar<int>("SELECT COALESCE(MAX(step), 0) FROM schema_step");
    }

    public override void SetVersion(DbConnection writer, int version)
    {
        if (writer.Execute("UPDATE schema_step SET step = @step", new { step = (long)version }) > 0) return;
        writer.Execute("INSERT INTO schema_step (step) VALUES (@step)", new { step = (long)version });
        writer.Execute(PostgresSchema.Functions);
    }

    public override string Step(string step) => PostgresSchema.Of(step);

    public override void GoOnAfter(DbConnection writer, IEnumerable<(string Table, string Column)> numbered, long? record)
    {
        if (record is not null) writer.Execute("UPDATE record_given SET seq = @record", new { record });
        foreach (var (table, column) in numbered)
        {
            writer.Execute($"""
                SELECT setval(given.sequence, given.newest) FROM (SELECT pg_get_serial_sequence('{table}', '{column}') AS sequence, (SELECT MAX({column}) FROM {table}) AS newest) given
                WHERE given.sequence IS NOT NULL AND given.newest IS NOT NULL
                """);
        }
    }

    /// <summary>Locks are the server's for a whole database; each schema has its own.</summary>
    private static string Lock(string what) => $"hashtextextended('hoiqc {what} ' || current_schema(), 0)";

    /// <summary>Of a process that has just ended, its server lets go a moment later; so this waits for a second.</summary>
    private void Hold(NpgsqlConnection connection)
    {
        try
        {
            // A lock of the session outlives its transaction.
            connection.Execute($"BEGIN; SET LOCAL lock_timeout = '1s'; SELECT pg_advisory_lock{(_holding == Holding.Shared ? "_shared" : "")}({Lock("lease")}); COMMIT");
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new DatabaseHeld($"HoiQC đang chạy với dữ liệu này ({Place}). Đề nghị dùng bản đang chạy, hoặc dừng nó trước.");
        }
    }

    private static NpgsqlConnection Open(string text, Action<NpgsqlConnection> prepare)
    {
        var connection = new NpgsqlConnection(text);
        try
        {
            connection.Open();
            prepare(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void Check(NpgsqlConnection connection)
    {
        var (encoding, schema, recovering) = connection.QueryFirst<(string, string?, bool)>("SELECT current_setting('server_encoding'), current_schema(), pg_is_in_recovery()");
        if (encoding != "UTF8") throw new CommandRefused($"Cơ sở dữ liệu {Place} dùng bảng mã {encoding}. Đề nghị tạo lại với ENCODING 'UTF8'.");
        if (schema is null) throw new CommandRefused($"Cơ sở dữ liệu {Place} không có schema nào để ghi. Đề nghị ghi Search Path trong chuỗi kết nối, hoặc tạo schema public.");
        if (recovering) throw new CommandRefused($"{Place} là máy chủ dự phòng, chỉ đọc. Đề nghị nối tới máy chủ chính.");
    }
}

/// <summary>Another process holds the database.</summary>
internal sealed class DatabaseHeld(string sentence) : CommandRefused(sentence);
