using System.Data.Common;
using Dapper;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Grains;
using HoiQC.Silo.Accounts;
using HoiQC.Silo.Import;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Hosting;

/// <summary>An open data folder: ours alone until it is disposed, with the clock it may run on.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly Lease _lease;
    private readonly TimeProvider _machine;
    private readonly SocketPlace _socket;
    private readonly int _port;

    private DataFolder(CommandLine command, bool shared, Lease lease, Database database, VietnamClock clock, TimeProvider machine)
    {
        (Path, IsShared, _lease, Database, Clock, _machine) = (command.Data, shared, lease, database, clock, machine);
        Heads = new(command.Data);
        (_socket, _port) = (new(command.Data, shared), command.SiloPort ?? CommandLine.UsualSiloPort);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>Whether nodes of a cluster share it.</summary>
    public bool IsShared { get; }

    /// <summary>The clock it runs on.</summary>
    public VietnamClock Clock { get; }

    /// <summary>Its database.</summary>
    internal Database Database { get; }

    /// <summary>Keeps its accounts while nothing runs on it.</summary>
    public AccountClerk Accounts => new(Database, Clock, TimeProvider.System);

    /// <summary>Notes where its pages are served, for links that commands print.</summary>
    public Task NoteAddress(string address) => Database.Write(connection => MetaKeys.Write(connection, MetaKeys.Address, address));

    /// <summary>Where its record ended, day by day.</summary>
    internal RecordHeads Heads { get; }

    /// <summary>Opens the folder, making it where there is none; null when another process runs on it, which for a command of a cluster is a node of this machine.</summary>
    /// <exception cref="CommandRefused">Its clock may not be moved, or stands before what was recorded.</exception>
    public static Task<DataFolder?> Open(CommandLine command, TimeProvider machine) => Open(command, machine, EngineOfBuild.Engine);

    internal static async Task<DataFolder?> Open(CommandLine command, TimeProvider machine, IEngine engine)
    {
        Make(command.Data);
        if (await Hold(command, engine) is not { } lease) return null;
        Database? database = null;
        try
        {
            // What a command does by itself, no node may run beside: their memory would not hear of it.
            database = new(DatabaseChoice.Of(command, engine.IsShared && command.Serves ? Postgres.Holding.Shared : Postgres.Holding.Alone));
            var demonstration = await Begin(command, database, engine);
            await ProtectionKeyTable.TakeOver(database, command.Data);
            var newest = await database.Read(DeadlineStore.Newest);
            return new(command, engine.IsShared, lease, database, ClockChoice.Choose(command, demonstration, newest, machine), machine);
        }
        catch
        {
            database?.Dispose();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The right to work on a folder; null where a server that runs on it is to be asked instead.</summary>
    internal static async Task<Lease?> Hold(CommandLine command, IEngine engine)
    {
        if (engine.IsShared && !command.Serves)
        {
            using var node = await new SocketPlace(command.Data, shared: true).Connect();
            if (node is not null) return null;
        }
        return Lease.TryTake(command.Data, engine.IsShared);
    }

    /// <summary>Marks data and folder as each other's and the engine's; one node after the other, so that the second finds what the first has noted.</summary>
    private static async Task<bool> Begin(CommandLine command, Database database, IEngine engine)
    {
        using var turn = database.Engine.Exclusively("start");
        var (demonstration, identity, hasEvidence) = await database.Write(connection => Establish(connection, command.MovesClock, database.Engine.Place, engine.Name));
        DatabaseChoice.Bind(command, identity, hasEvidence);
        if (command.Database is not null) await database.Write(connection => MetaKeys.Write(connection, MetaKeys.Folder, "1"));
        if (command.Serves) await engine.Prepare(database);
        return demonstration;
    }

    /// <summary>A new folder is its user's alone: in it lie everything that is known, the keys of cookies, and the socket that asks for no password.</summary>
    internal static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Marks a new folder as what its first start makes it for ever, gives it a first calendar, and says what it is.</summary>
    private static (bool Demonstration, string Identity, bool HasEvidence) Establish(DbConnection connection, bool demonstration, string place, string engine)
    {
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT DO NOTHING", new { key = MetaKeys.Engine, value = engine });
        if (MetaKeys.Read(connection, MetaKeys.Engine) is var other && other != engine)
            throw new CommandRefused($"Dữ liệu {place} dành cho cách chạy “{other}”, bản này chạy cách “{engine}”. Đề nghị sao lưu bằng bản kia rồi khôi phục vào nơi mới.");
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT DO NOTHING", new { key = MetaKeys.Identity, value = Guid.NewGuid().ToString("N") });
        var first = connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1') ON CONFLICT DO NOTHING", new { key = MetaKeys.Started }) == 1;
        if (first && demonstration) connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1')", new { key = MetaKeys.Demonstration });
        if (Documents.Read<CalendarState>(connection, DocumentNames.Calendar).State is null)
            Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = new(1, [CalendarRecord.First]) }, expectedVersion: 0);
        return (
            MetaKeys.Read(connection, MetaKeys.Demonstration) is not null, MetaKeys.Read(connection, MetaKeys.Identity)!,
            MetaKeys.Read(connection, MetaKeys.Folder) is not null && connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM evidence)"));
    }

    /// <summary>Fills an empty folder with a sample before the product starts; a folder that has data keeps it.</summary>
    /// <exception cref="CommandRefused">There is no such sample.</exception>
    public async Task Fill(string? sample)
    {
        if (sample is null) return;
        using var turn = Database.Engine.Exclusively("start");
        if (await Database.Read(Archive.HasData)) return;
        var report = await new Samples(new Importer(Database, Clock), Clock).Load(sample, Actor.System, CancellationToken.None);
        if (!report.Accepted) throw new CommandRefused(report.Faults[0].Sentence);
    }

    /// <summary>A free place for the socket on which commands are heard.</summary>
    public string FreeSocket() => _socket.Free(_port);

    /// <summary>Does something that of the nodes which start together one must do before the others.</summary>
    public void InTurn(Action work)
    {
        using var turn = Database.Engine.Exclusively("start");
        work();
    }

    /// <summary>Closes it, the record sealed to its last row and its end noted.</summary>
    public void Dispose()
    {
        SealRecord();
        _socket.Forget();
        Database.Dispose();
        _lease.Dispose();
    }

    private void SealRecord()
    {
        try
        {
            SealTable.ChainAll(Database).GetAwaiter().GetResult();
            Heads.NoteNewest(Database, _machine).GetAwaiter().GetResult();
        }
        catch (Exception error) when (FolderFault.SentenceOf(error, Path) is not null)
        {
            // A disk that is full or gone keeps nothing from ending; what has no seal yet gets it at the next start.
        }
    }
}
