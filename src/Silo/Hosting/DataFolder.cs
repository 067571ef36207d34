using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
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
    /// <summary>Bytes that a path of a socket may have everywhere.</summary>
    private const int MostOfSocket = 100;

    private readonly Lease _lease;

    private readonly TimeProvider _machine;

    private DataFolder(string path, Lease lease, Database database, VietnamClock clock, TimeProvider machine)
    {
        (Path, _lease, Database, Clock, _machine) = (path, lease, database, clock, machine);
        Heads = new(path);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

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

    /// <summary>Opens the folder, making it where there is none; null when another process runs on it.</summary>
    /// <exception cref="CommandRefused">Its clock may not be moved, or stands before what was recorded.</exception>
    public static async Task<DataFolder?> Open(CommandLine command, TimeProvider machine)
    {
        Make(command.Data);
        if (Lease.TryTake(command.Data) is not { } lease) return null;
        Database? database = null;
        try
        {
            database = new(DatabaseChoice.Of(command, Postgres.Holding.Alone));
            var (demonstration, identity) = await database.Write(connection => Establish(connection, command.MovesClock, database.Engine.Place));
            DatabaseChoice.Bind(command, identity);
            await ProtectionKeyTable.TakeOver(database, command.Data);
            var newest = await database.Read(DeadlineStore.Newest);
            return new(command.Data, lease, database, ClockChoice.Choose(command, demonstration, newest, machine), machine);
        }
        catch
        {
            database?.Dispose();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>A new folder is its user's alone: in it lie everything that is known, the keys of cookies, and the socket that asks for no password.</summary>
    internal static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Marks a new folder as what its first start makes it for ever, gives it a first calendar, and says what it is.</summary>
    private static (bool Demonstration, string Identity) Establish(DbConnection connection, bool demonstration, string place)
    {
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT DO NOTHING", new { key = MetaKeys.Engine, value = EngineSetup.Name });
        if (MetaKeys.Read(connection, MetaKeys.Engine) is var engine && engine != EngineSetup.Name)
            throw new CommandRefused($"Dữ liệu {place} dành cho cách chạy “{engine}”, bản này chạy cách “{EngineSetup.Name}”. Đề nghị sao lưu bằng bản kia rồi khôi phục vào nơi mới.");
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT DO NOTHING", new { key = MetaKeys.Identity, value = Guid.NewGuid().ToString("N") });
        var first = connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1') ON CONFLICT DO NOTHING", new { key = MetaKeys.Started }) == 1;
        if (first && demonstration) connection.Execute("INSERT INTO meta (key, value) VALUES (@key, '1')", new { key = MetaKeys.Demonstration });
        if (Documents.Read<CalendarState>(connection, DocumentNames.Calendar).State is null)
            Documents.Write(connection, DocumentNames.Calendar, new CalendarState { Document = new(1, [CalendarRecord.First]) }, expectedVersion: 0);
        return (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM meta WHERE key = @key)", new { key = MetaKeys.Demonstration }), MetaKeys.Read(connection, MetaKeys.Identity)!);
    }

    /// <summary>The local socket of the server that runs on a folder, as that server noted it: the folder may have been named in another way.</summary>
    public static string SocketOf(string folder)
    {
        var note = NoteOf(folder);
        return File.Exists(note) ? File.ReadAllText(note) : System.IO.Path.Combine(folder, "hoiqc.sock");
    }

    /// <summary>A free place for the socket, noted, with what a killed server left removed; only the holder of the folder may call it.</summary>
    public static string FreeSocket(string folder)
    {
        File.Delete(SocketOf(folder));
        var path = System.IO.Path.Combine(folder, "hoiqc.sock");
        if (Encoding.UTF8.GetByteCount(path) > MostOfSocket)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..24];
            path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"hoiqc-{hash}.sock");
        }
        File.Delete(path);
        File.WriteAllText(NoteOf(folder), path);
        return path;
    }

    private static string NoteOf(string folder) => System.IO.Path.Combine(folder, "hoiqc.socket-path");

    /// <summary>Fills an empty folder with a sample before the product starts; a folder that has data keeps it.</summary>
    /// <exception cref="CommandRefused">There is no such sample.</exception>
    public async Task Fill(string? sample)
    {
        if (sample is null) return;
        if (await Database.Read(Archive.HasData)) return;
        var report = await new Samples(new Importer(Database, Clock), Clock).Load(sample, Actor.System, CancellationToken.None);
        if (!report.Accepted) throw new CommandRefused(report.Faults[0].Sentence);
    }

    /// <summary>Closes it, the record sealed to its last row and its end noted.</summary>
    public void Dispose()
    {
        SealRecord();
        Database.Dispose();
        _lease.Dispose();
    }

    private void SealRecord()
    {
        try
        {
            Heads.Note(SealTable.ChainAll(Database).GetAwaiter().GetResult(), _machine.GetUtcNow());
        }
        catch (Exception error) when (FolderFault.SentenceOf(error, Path) is not null)
        {
            // A disk that is full or gone keeps nothing from ending; what has no seal yet gets it at the next start.
        }
    }
}
