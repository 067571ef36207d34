using System.Security.Cryptography;
using System.Text;
using Dapper;
using HoiQC.Grains;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Hosting;

/// <summary>An open data folder: ours alone until it is disposed, with the clock it may run on.</summary>
public sealed class DataFolder : IDisposable
{
    private readonly Lease _lease;

    private DataFolder(string path, Lease lease, Database database, VietnamClock clock)
    {
        (Path, _lease, Database, Clock) = (path, lease, database, clock);
    }

    /// <summary>Where it lies.</summary>
    public string Path { get; }

    /// <summary>The clock it runs on.</summary>
    public VietnamClock Clock { get; }

    /// <summary>Its database.</summary>
    internal Database Database { get; }

    /// <summary>Opens the folder, making it where there is none; null when another process runs on it.</summary>
    /// <exception cref="CommandRefused">Its clock may not be moved, or stands before what was recorded.</exception>
    public static async Task<DataFolder?> Open(CommandLine command, TimeProvider machine)
    {
        Directory.CreateDirectory(command.Data);
        if (Lease.TryTake(command.Data) is not { } lease) return null;
        Database? database = null;
        try
        {
            database = new(command.Data);
            var demonstration = await database.Write(connection =>
            {
                // What a folder is, its first start decides for ever.
                connection.Execute("INSERT INTO meta (key, value) VALUES ('demonstration', @value) ON CONFLICT DO NOTHING", new { value = command.MovesClock ? "1" : "0" });
                return connection.ExecuteScalar<string>("SELECT value FROM meta WHERE key = 'demonstration'") == "1";
            });
            var newest = await new DeadlineStore(database).NewestRecorded(CancellationToken.None);
            return new(command.Data, lease, database, ClockChoice.Choose(command, demonstration, newest, machine));
        }
        catch
        {
            database?.Dispose();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The local socket of the server that runs on a folder; in the temporary folder where the path is too long for a socket.</summary>
    public static string SocketOf(string folder)
    {
        var path = System.IO.Path.Combine(folder, "hoiqc.sock");
        if (Encoding.UTF8.GetByteCount(path) <= 100) return path;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..24];
        return System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"hoiqc-{hash}.sock");
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Database.Dispose();
        _lease.Dispose();
    }
}
