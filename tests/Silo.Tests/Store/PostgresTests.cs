using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using HoiQC.Grains;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Npgsql;

namespace HoiQC.Silo.Tests.Store;

/// <summary>What only a server can do: be lost, and be shared.</summary>
public sealed class PostgresTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-pg-").FullName;

    private string Connection => TestServer.ConnectionOf(_folder);

    public PostgresTests() => Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_connection_that_the_server_ends_is_opened_again()
    {
        using var database = new Database(new Postgres(Connection, Postgres.Holding.Nothing));
        Assert.Equal(0, await database.Read(Count));
        await EndAll();
        Assert.Equal(0, await database.Read(Count));
        await EndAll();

        // Whether the first write is told of the loss or already finds the new connection, the next is served.
        await Xunit.Record.ExceptionAsync(() => Note(database, "một"));
        await Note(database, "hai");
        Assert.InRange(await database.Read(Count), 1, 2);
    }

    [Fact]
    public async Task Two_nodes_write_one_after_the_other_and_numbers_grow_in_the_order_of_commits()
    {
        using var one = new Database(new Postgres(Connection, Postgres.Holding.Nothing));
        using var two = new Database(new Postgres(Connection, Postgres.Holding.Nothing));
        var committed = new ConcurrentQueue<string>();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var piece = 0; piece < 20; piece++)
            {
                var subject = $"{writer}-{piece}";
                await (writer % 2 == 0 ? one : two).Write(connection =>
                {
                    RecordTable.Write(connection, new RecordEntry("evidence.submitted", subject, null, null, null), Actor.System, World.At(2024, 1, 5, 9));
                    committed.Enqueue(subject);
                    return true;
                });
                await SealTable.ChainAll(writer % 2 == 0 ? two : one);
            }
        })));

        Assert.Equal(committed, await one.Read(connection => connection.Query<string>("SELECT r.subject FROM seal s JOIN record r ON r.id = s.record ORDER BY s.number").ToList()));
        Assert.Empty((await two.Read(connection => new ChainWalk(connection, []).Run())).Faults);
    }

    [Fact]
    public void The_embedded_engine_has_the_database_alone_and_nodes_of_a_cluster_share_it()
    {
        using (new Database(new Postgres(Connection, Postgres.Holding.Alone)))
        {
            Assert.Contains("HoiQC đang chạy với dữ liệu này", Refused(Postgres.Holding.Alone), StringComparison.Ordinal);
            Assert.Contains("HoiQC đang chạy với dữ liệu này", Refused(Postgres.Holding.Shared), StringComparison.Ordinal);
        }
        using var node = new Database(new Postgres(Connection, Postgres.Holding.Shared));
        using var other = new Database(new Postgres(Connection, Postgres.Holding.Shared));
        Assert.Contains("HoiQC đang chạy với dữ liệu này", Refused(Postgres.Holding.Alone), StringComparison.Ordinal);
        string Refused(Postgres.Holding holding) => Assert.Throws<DatabaseHeld>(() => new Database(new Postgres(Connection, holding))).Message;
    }

    [Fact]
    public async Task A_start_waits_for_the_server_to_let_go_of_whoever_just_ended()
    {
        var alone = new Database(new Postgres(Connection, Postgres.Holding.Alone));
        var opening = Task.Factory.StartNew(() => new Database(new Postgres(Connection, Postgres.Holding.Alone)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!Waits() && !opening.IsCompleted) await Task.Yield();
        alone.Dispose();
        using var next = await opening;
        Assert.Equal(0, await next.Read(Count));
    }

    [Fact]
    public async Task A_database_that_is_lost_to_another_process_is_written_no_more()
    {
        using var database = new Database(new Postgres(Connection, Postgres.Holding.Alone));
        await EndAll();
        using var other = new Database(new Postgres(Connection, Postgres.Holding.Alone));
        await Assert.ThrowsAnyAsync<Exception>(() => Note(database, "một"));
        await Assert.ThrowsAsync<DatabaseHeld>(() => Note(database, "hai"));
        Assert.Equal(0, await other.Read(Count));
    }

    [Fact]
    public async Task What_shares_a_commit_with_a_lost_connection_is_told_of_the_loss_and_not_written()
    {
        using var database = new Database(new Postgres(Connection, Postgres.Holding.Nothing));
        using var gate = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var before = database.Write(_ =>
        {
            begun.Set();
            return gate.Wait(TimeSpan.FromSeconds(30));
        });

        // Only what waits when the lane is free again shares a commit.
        Assert.True(begun.Wait(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var loses = database.Write(connection => connection.Execute("SELECT pg_terminate_backend(pg_backend_pid())"));
        var shares = Note(database, "hai");
        gate.Set();
        await Xunit.Record.ExceptionAsync(() => before);

        var faults = new DataFaults();
        Assert.NotNull(faults.SentenceOf(await Assert.ThrowsAnyAsync<Exception>(() => loses)));
        Assert.NotNull(faults.SentenceOf(await Assert.ThrowsAnyAsync<Exception>(() => shares)));
        Assert.Equal(0, await database.Read(Count));
        await Note(database, "hai");
    }

    [Fact]
    public async Task A_connection_that_was_lost_while_it_lay_idle_never_reads_without_a_snapshot()
    {
        using var database = new Database(new Postgres(Connection + ";Keepalive=1", Postgres.Holding.Nothing));
        await database.Read(Count);
        await EndAll();
        await Task.Delay(TimeSpan.FromSeconds(2.5), TestContext.Current.CancellationToken);
        for (var time = 0; time < 2; time++)
            Assert.Equal("repeatable read", await database.Read(connection => connection.ExecuteScalar<string>("SHOW transaction_isolation")));
    }

    [Fact]
    public async Task A_server_that_holds_still_is_not_waited_for_and_is_found_again()
    {
        await using var server = await PostgresServer.Temporary();
        using var database = new Database(new Postgres(server.AddressOf("postgres") + ";Timeout=1", Postgres.Holding.Nothing));
        Assert.Equal(0, await database.Read(Count));
        await server.Freeze();
        var error = await Assert.ThrowsAnyAsync<DbException>(() => database.Read(Count).WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("Cơ sở dữ liệu đang không trả lời", new DataFaults().SentenceOf(error), StringComparison.Ordinal);
        await server.Thaw();
        Assert.Equal(0, await database.Read(Count));
        await Note(database, "một");
    }

    [Theory]
    [InlineData("Host=localhost;Cổng=5432")]
    [InlineData("=")]
    public void What_is_no_connection_string_is_refused_with_a_sentence(string text) =>
        Assert.Contains("--database", Assert.Throws<CommandRefused>(() => new Postgres(text, Postgres.Holding.Nothing)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sentences_never_show_a_password() =>
        Assert.Equal("PostgreSQL db.lan:6543/hoiqc", new Postgres("Host=db.lan;Port=6543;Database=hoiqc;Username=hoiqc;Password=bi-mat", Postgres.Holding.Nothing).Place);

    [Fact]
    public async Task A_long_note_of_a_call_is_stored_once()
    {
        using var database = new Database(new Postgres(Connection, Postgres.Holding.Nothing));
        await database.Write(connection =>
        {
            BodyTable.Write(connection, [new("3430-FrontBloc", "3430", BodyClass.Bloc, "FrontBloc", "MTTQ và các đoàn thể xã Khun Há", "import", new(2020, 1, 1), null)]);
            return true;
        });
        var archive = new Archive(database, new StoredConfiguration(database), VietnamClock.Real(TimeProvider.System));
        var call = new CallRow("3430-FrontBloc", new(2023, 12, 20), "Lò Thị Bình", string.Concat(Enumerable.Range(0, 400).Select(n => $"ghi {n}, ")), World.At(2023, 12, 20, 9));
        await archive.AddCall(call, Actor.System);
        await archive.AddCall(call, Actor.System);
        Assert.Single(await archive.Calls("3430-FrontBloc", null, 10));
    }

    private static int Count(DbConnection connection) => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM meta");

    private static Task<int> Note(Database database, string key) => database.Write(connection => MetaKeys.Write(connection, key, "1"));

    /// <summary>Ends every connection of this database's schema, as a restart of the server does.</summary>
    private bool Waits()
    {
        using var connection = new NpgsqlConnection(Connection);
        return connection.ExecuteScalar<bool>(
            "SELECT EXISTS (SELECT 1 FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE locktype = 'advisory' AND NOT granted AND application_name = @schema)",
            new { schema = new NpgsqlConnectionStringBuilder(Connection).SearchPath });
    }

    private async Task EndAll()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(Connection) { ApplicationName = "end", Pooling = false }.ToString());
        await connection.OpenAsync();
        var schema = new NpgsqlConnectionStringBuilder(Connection).SearchPath;
        await connection.ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = @schema", new { schema });
    }
}
