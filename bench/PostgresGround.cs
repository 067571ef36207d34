using System.Diagnostics;
using System.Globalization;
using Dapper;
using Npgsql;
using Quartz;

namespace HoiQC.Bench;

/// <summary>A data folder whose rows lie in a database of the bench's own cluster.</summary>
internal sealed class PostgresGround(string folder, string name, PostgresCluster cluster, Func<string> newFolder) : Ground(folder)
{
    private static int _copies;

    /// <summary>The database's name.</summary>
    public string Name => name;

    /// <inheritdoc />
    public override IReadOnlyList<string> Arguments => ["--data", Folder, "--database", Address];

    /// <inheritdoc />
    public override string Address => cluster.AddressOf(name);

    /// <inheritdoc />
    public override string BeginWriting => "BEGIN";

    /// <inheritdoc />
    public override int Writers => 64;

    /// <inheritdoc />
    public override async Task<Ground> Copy()
    {
        var copy = new PostgresGround(newFolder(), string.Create(CultureInfo.InvariantCulture, $"copy_{Environment.ProcessId}_{++_copies}"), cluster, newFolder);
        await cluster.Create(copy, anew: false, name);
        return copy;
    }

    /// <inheritdoc />
    public override void Schedule(IPersistentStoreBuilder store) => store.UsePostgres(Address);

    /// <inheritdoc />
    public override void Settle()
    {
        using (var connection = Open()) connection.Execute("VACUUM ANALYZE");
        NpgsqlConnection.ClearAllPools();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await cluster.Drop(name);
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A PostgreSQL of the bench alone: on a socket in its folder, no port, everything durable as it comes.</summary>
internal sealed class PostgresCluster : IAsyncDisposable
{
    private const string Account = "postgres";
    private readonly string _folder;
    private readonly string _socket;

    private PostgresCluster(string folder, string socket) => (_folder, _socket) = (folder, socket);

    /// <summary>Makes the cluster where there is none, and starts it. PostgreSQL does not run as root: then it runs as its own account.</summary>
    public static async Task<PostgresCluster> Start(string folder)
    {
        // A socket's path may have about a hundred bytes, so it does not lie in the folder.
        var cluster = new PostgresCluster(folder, Directory.CreateTempSubdirectory("hoiqc-pg-").FullName);
        if (Environment.UserName == "root") await cluster.Run("chown", Account, cluster._socket);
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            Directory.CreateDirectory(folder);
            if (Environment.UserName == "root")
            {
                // Every folder above is to be passed through, by that account too.
                for (var above = Path.GetDirectoryName(folder)!; above != Path.GetTempPath().TrimEnd('/') && above.Length > 1; above = Path.GetDirectoryName(above)!)
                    await cluster.Run("chmod", "a+x", above);
                await cluster.Run("chown", Account, folder);
            }
            await cluster.Program("initdb", "-D", folder, "-U", Account, "--auth=trust", "--encoding=UTF8", "--locale=C");
        }
        await cluster.Program("pg_ctl", "-D", folder, "-w", "-l", Path.Combine(cluster._socket, "log"), "-o", $"-k {cluster._socket} -c listen_addresses='' -c max_connections=200 -c shared_buffers=256MB", "start");
        return cluster;
    }

    /// <summary>What opens one of its databases.</summary>
    public string AddressOf(string database) => $"Host={_socket};Username={Account};Database={database};Maximum Pool Size=100;No Reset On Close=true";

    /// <summary>Makes a ground's database, empty or as another one is.</summary>
    public async Task Create(PostgresGround ground, bool anew, string? like = null)
    {
        if (anew) await Drop(ground.Name);
        await Execute($"CREATE DATABASE \"{ground.Name}\" TEMPLATE \"{like ?? "template0"}\"");
    }

    /// <summary>The same for any ground.</summary>
    public Task Create(Ground ground, bool anew) => Create((PostgresGround)ground, anew);

    /// <summary>Drops a database, whoever is connected.</summary>
    public Task Drop(string name) => Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");

    /// <summary>Stops it; the prepared databases stay.</summary>
    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await Program("pg_ctl", "-D", _folder, "-w", "-m", "fast", "stop");
        Directory.Delete(_socket, recursive: true);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(AddressOf("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }

    private Task Program(string name, params string[] arguments)
    {
        var path = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin", name)).FirstOrDefault(File.Exists) ?? name
            : name;
        return Environment.UserName == "root" ? Run("setpriv", ["--reuid", Account, "--regid", Account, "--clear-groups", path, .. arguments]) : Run(path, arguments);
    }

    private async Task Run(string program, params string[] arguments)
    {
        // Not redirected: the server that pg_ctl leaves behind would hold the pipe open for ever.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode == 0) return;
        var log = Path.Combine(_socket, "log");
        throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. {(File.Exists(log) ? await File.ReadAllTextAsync(log) : "")}");
    }
}
