using Dapper;
using HoiQC.Grains.Record;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Microsoft.Extensions.Hosting;
using Quartz;

namespace HoiQC.Silo.Tests.Cluster;

/// <summary>One data folder and one database for several nodes.</summary>
public sealed class SharedFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("hoiqc-shared-").FullName;

    private string Folder => Path.Combine(_root, "data");

    private string Connection => TestServer.ConnectionOf(Folder);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    /// <summary>What a cluster asks of a folder, without one.</summary>
    private sealed class Shared(string name = "orleans") : IEngine
    {
        public int Prepared { get; private set; }

        public string Name => name;

        public bool IsShared => true;

        public void Accept(CommandLine command)
        {
            // Everything.
        }

        public Task Prepare(Database database)
        {
            Prepared++;
            return Task.CompletedTask;
        }

        public void Add(IHostApplicationBuilder builder, DataFolder folder, CommandLine command) => throw new NotSupportedException();

        public void Schedule(IQuartzBuilder quartz, DatabaseEngine database) => throw new NotSupportedException();
    }

    [Fact]
    public async Task Two_nodes_open_it_at_once_and_neither_a_command_nor_the_other_engine_may_beside_them()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        var engine = new Shared();
        var nodes = await Task.WhenAll(Open(engine, "run", "--silo-port", "11"), Open(engine, "silo", "--silo-port", "12"));
        Assert.Equal(2, engine.Prepared);
        Assert.Contains("HoiQC đang chạy với dữ liệu này", (await Assert.ThrowsAsync<DatabaseHeld>(() => Open(engine, "backup", "x"))).Message, StringComparison.Ordinal);
        Assert.Null(Lease.TryTake(Folder));
        foreach (var node in nodes) node!.Dispose();

        // A command alone holds the database alone, and marks it for nobody else.
        using (var command = await Open(engine, "backup", "x"))
            Assert.Contains("HoiQC đang chạy với dữ liệu này", (await Assert.ThrowsAsync<DatabaseHeld>(() => Open(engine, "run"))).Message, StringComparison.Ordinal);
        Assert.Contains("dành cho cách chạy “orleans”", (await Assert.ThrowsAsync<CommandRefused>(() => DataFolder.Open(Line("run"), TimeProvider.System))).Message, StringComparison.Ordinal);
        Assert.Contains("bản này chạy cách “other”", (await Assert.ThrowsAsync<CommandRefused>(() => Open(new Shared("other"), "run"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_whose_folder_is_another_is_refused_once_there_is_evidence()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        var engine = new Shared();
        using (var first = await Open(engine, "run")) Assert.NotNull(first);
        using (var elsewhere = await DataFolder.Open(Line("run") with { Data = Path.Combine(_root, "elsewhere") }, TimeProvider.System, engine)) Assert.NotNull(elsewhere);
        await using (var connection = new Npgsql.NpgsqlConnection(Connection))
        {
            await connection.OpenAsync();
            await connection.ExecuteAsync("SET session_replication_role = replica; INSERT INTO evidence (obligation, code, form, form_hash, count, imported, received_at, recorded_at) VALUES (1, 'x', '{}', 'x', 1, 0, 1, 1)");
        }
        var third = Path.Combine(_root, "third");
        Assert.Contains("không phải là thư mục dữ liệu của nó", (await Assert.ThrowsAsync<CommandRefused>(() => DataFolder.Open(Line("run") with { Data = third }, TimeProvider.System, engine))).Message, StringComparison.Ordinal);
        using var own = await Open(engine, "run");
        Assert.NotNull(own);
    }

    [Fact]
    public async Task A_command_finds_the_nodes_of_its_machine_and_those_that_died_hurt_nobody()
    {
        Directory.CreateDirectory(Folder);
        var (place, other) = (new SocketPlace(Folder, shared: true), new SocketPlace(Folder, shared: true));
        await File.WriteAllTextAsync(Path.Combine(Folder, "hoiqc.socket-path.another-machine-11111"), Path.Combine(_root, "none.sock"));
        Assert.Null(await place.Connect());
        var (dead, alive) = (place.Free(11), other.Free(12));
        Assert.NotEqual(dead, alive);
        Assert.Null(await place.Connect());
        using var listening = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Unspecified);
        listening.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(alive));
        listening.Listen();
        using (var found = await place.Connect()) Assert.NotNull(found);
        new SocketPlace(Folder, shared: true).Forget();
        using (var still = await place.Connect()) Assert.NotNull(still);
        other.Forget();
        Assert.Null(await place.Connect());
    }

    [Fact]
    public void A_place_beside_others_and_the_whole_folder_exclude_each_other()
    {
        Directory.CreateDirectory(Folder);
        using (var one = Lease.TryTake(Folder, shared: true))
        using (var two = Lease.TryTake(Folder, shared: true))
        {
            Assert.NotNull(one);
            Assert.NotNull(two);
            Assert.Null(Lease.TryTake(Folder));
        }
        using var whole = Lease.TryTake(Folder);
        Assert.NotNull(whole);
        Assert.Null(Lease.TryTake(Folder, shared: true));
    }

    [Fact]
    public void A_node_that_starts_leaves_what_another_is_receiving_and_removes_what_is_old()
    {
        Directory.CreateDirectory(Folder);
        _ = new FileStore(Folder, shared: true);
        var (now, old) = (Path.Combine(Folder, "files", "incoming", "now"), Path.Combine(Folder, "files", "incoming", "old"));
        File.WriteAllText(now, "một nửa");
        File.WriteAllText(old, "một nửa");
        File.SetLastWriteTimeUtc(old, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(-2));
        _ = new FileStore(Folder, shared: true);
        Assert.Equal((true, false), (File.Exists(now), File.Exists(old)));
        _ = new FileStore(Folder);
        Assert.False(File.Exists(now));
    }

    [Fact]
    public async Task Heads_that_several_nodes_note_at_once_all_stand_in_the_file()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        Directory.CreateDirectory(Folder);
        using var one = new Database(new Postgres(Connection, Postgres.Holding.Shared));
        using var two = new Database(new Postgres(Connection, Postgres.Holding.Shared));
        await Task.WhenAll(new[] { one, two }.Select((database, node) => Task.Run(async () =>
        {
            for (var piece = 0; piece < 10; piece++)
            {
                await database.Write(connection =>
                {
                    RecordTable.Write(connection, new RecordEntry("evidence.submitted", $"{node}-{piece}", null, null, null), Actor.System, World.At(2024, 1, 5, 9));
                    return true;
                });
                await SealTable.ChainAll(database);
                await new RecordHeads(Folder).NoteNewest(database, TimeProvider.System);
            }
        })));
        var noted = new RecordHeads(Folder).Read();
        Assert.Equal(noted.Select(line => line.Head.Number).Distinct().Order(), noted.Select(line => line.Head.Number));
        Assert.Equal(20, noted[^1].Head.Number);
        Assert.Equal(noted.Length, File.ReadAllLines(Path.Combine(Folder, RecordHeads.FileName)).Length);
    }

    private Task<DataFolder?> Open(IEngine engine, params string[] arguments) => DataFolder.Open(Line(arguments), TimeProvider.System, engine);

    private CommandLine Line(params string[] arguments) => CommandLine.Understand([.. arguments, "--data", Folder, "--database", Connection]);
}
