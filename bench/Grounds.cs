using System.Data.Common;
using System.Security.Cryptography;
using Dapper;
using HoiQC.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HoiQC.Bench;

/// <summary>
/// Prepared data: made once by importing a generated country into the running product, and kept under the system's temporary folder for as long as neither the product nor the
/// bench is built anew.
/// </summary>
internal sealed class Grounds : IAsyncDisposable
{
    private const string Sqlite = "sqlite:";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);
    private readonly string _program;
    private readonly string _cache;
    private readonly string _scratch = Directory.CreateTempSubdirectory("hoiqc-bench-").FullName;
    private readonly PostgresServer? _server;
    private int _made;

    private Grounds(string program, string cache, PostgresServer? server) => (_program, _cache, _server) = (program, cache, server);

    /// <summary>For a kind of database; of PostgreSQL it starts a server of its own.</summary>
    public static async Task<Grounds> Open(BenchOptions options)
    {
        var cache = Path.Combine(Path.GetTempPath(), $"hoiqc-bench-data-{Environment.UserName}", await HashOf(options.Program));
        foreach (var old in Directory.Exists(Path.GetDirectoryName(cache)) ? Directory.GetDirectories(Path.GetDirectoryName(cache)!) : [])
            if (old != cache && TimeProvider.System.GetUtcNow().UtcDateTime - Directory.GetLastWriteTimeUtc(old) > Kept) Directory.Delete(old, recursive: true);
        Directory.CreateDirectory(cache);
        return new(options.Program, cache, options.Database == "postgres" ? await PostgresServer.Start(Path.Combine(cache, "cluster"), "-c max_connections=200 -c shared_buffers=256MB") : null);
    }

    /// <summary>A copy of prepared data with a country in it, and the key of somebody who may do everything there.</summary>
    public async Task<(Ground Ground, string Key)> Prepared(Country country)
    {
        var place = Path.Combine(_cache, $"{(_server is null ? "sqlite" : "postgres")}-{country.Name}");
        var (ready, data) = (Path.Combine(place, "key"), Path.Combine(place, "data"));
        var prepared = At(data, $"prepared_{country.Name.Replace('-', '_')}");
        if (!File.Exists(ready))
        {
            if (Directory.Exists(place)) Directory.Delete(place, recursive: true);
            Make(data);
            await prepared.Make();
            country.Write(Path.Combine(place, "files"));
            string key;
            await using (await Server.Launch(_program, prepared, ["--clock", Country.PreparedAt])) key = await Server.Fill(data, Path.Combine(place, "files"));
            prepared.Settle();
            await File.WriteAllTextAsync(ready, key);
        }
        return (await prepared.Copy(), await File.ReadAllTextAsync(ready));
    }

    /// <summary>A place with nothing in it.</summary>
    public async Task<Ground> Empty()
    {
        var ground = At(NewFolder(), $"scratch_{_made}");
        await ground.Make();
        return ground;
    }

    /// <summary>A folder that nobody uses, thrown away at the end.</summary>
    public string NewFolder()
    {
        var path = Path.Combine(_scratch, $"{Interlocked.Increment(ref _made)}");
        Make(path);
        return path;
    }

    /// <summary>Opens what <see cref="Ground.Address"/> names.</summary>
    public static DbConnection Connect(string address)
    {
        if (!address.StartsWith(Sqlite, StringComparison.Ordinal))
        {
            var remote = new NpgsqlConnection(address);
            remote.Open();
            return remote;
        }
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = address[Sqlite.Length..], Pooling = false }.ToString());
        connection.Open();
        connection.Execute("PRAGMA busy_timeout = 30000; PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;");
        return connection;
    }

    /// <summary>Where a data folder's SQLite file lies.</summary>
    public static string AddressOf(string folder) => Sqlite + Path.Combine(folder, SqliteGround.FileName);

    /// <summary>Ends what it started and throws away what it made.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
        if (Directory.Exists(_scratch)) Directory.Delete(_scratch, recursive: true);
    }

    /// <summary>A data folder is its user's alone.</summary>
    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Ground At(string folder, string name) => _server is null
        ? new SqliteGround(folder, NewFolder)
        : new PostgresGround(folder, name, _server, NewFolder);

    private static async Task<string> HashOf(string program)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(Path.GetDirectoryName(program)!, "HoiQC.*.dll").Append(typeof(Grounds).Assembly.Location).Order(StringComparer.Ordinal))
            hash.AppendData(await File.ReadAllBytesAsync(file));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
