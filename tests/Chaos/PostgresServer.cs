using System.Diagnostics;
using Npgsql;

namespace HoiQC.Tests;

/// <summary>
/// A PostgreSQL server of a program's own, reached through a socket in a temporary folder and by nobody else. It can be lost as by a crash, held still, and started again.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    // The server may not be root's; its package brings this account.
    private const string Account = "postgres";

    // A socket's path may have about a hundred bytes, so it does not lie in a folder that somebody names.
    private readonly string _place = Directory.CreateTempSubdirectory("hoiqc-pg-").FullName;
    private readonly string _data;
    private readonly string _settings;
    private string _stopped = "";

    private PostgresServer(string? folder, string settings) => (_data, _settings) = (folder ?? Path.Combine(_place, "data"), settings);

    /// <summary>Whether its programs are installed.</summary>
    public static bool IsInstalled => File.Exists(Tool("initdb"));

    /// <summary>A new one, gone when disposed. Programs are killed, never the machine, so nothing waits for a disk.</summary>
    public static Task<PostgresServer> Temporary() => Start(folder: null, "-c fsync=off -c full_page_writes=off -c max_connections=200");

    /// <summary>One on a folder, which is made the first time and stays.</summary>
    public static async Task<PostgresServer> Start(string? folder, string settings)
    {
        var server = new PostgresServer(folder, settings);
        if (Environment.IsPrivilegedProcess) await server.Run("chown", Account, server._place);
        if (!File.Exists(Path.Combine(server._data, "PG_VERSION")))
        {
            if (folder is not null && Environment.IsPrivilegedProcess) await server.GiveAway(folder);
            await server.Do("initdb", "-D", server._data, "-U", "hoiqc", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync");
        }
        await server.GoOn();
        return server;
    }

    /// <summary>What opens one of its databases.</summary>
    public string AddressOf(string database) => $"Host={_place};Username=hoiqc;Database={database}";

    /// <summary>Ends it as a crash does.</summary>
    public Task Crash() => Do("pg_ctl", "-D", _data, "-w", "-m", "immediate", "stop");

    /// <summary>Starts it; after a crash it finds everything that was committed.</summary>
    public Task GoOn() => Do("pg_ctl", "-D", _data, "-w", "-l", Path.Combine(_place, "log"), "-o", $"-k {_place} -c listen_addresses='' {_settings}", "start");

    /// <summary>Holds all its processes still: connections stay, and nothing answers.</summary>
    public async Task Freeze()
    {
        await using var connection = new NpgsqlConnection(AddressOf("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT string_agg(pid::text, ' ') FROM pg_stat_activity", connection);
        _stopped = (await File.ReadAllLinesAsync(Path.Combine(_data, "postmaster.pid")))[0] + " " + await command.ExecuteScalarAsync();
        await Signal("-STOP");
    }

    /// <summary>Lets them go on.</summary>
    public Task Thaw() => Signal("-CONT");

    /// <summary>Ends every other connection to a database.</summary>
    public static async Task EndConnections(string address)
    {
        await using var connection = new NpgsqlConnection(address + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()", connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        if (_stopped.Length > 0) await Thaw();
        if (File.Exists(Path.Combine(_data, "postmaster.pid"))) await Do("pg_ctl", "-D", _data, "-w", "-m", _data.StartsWith(_place, StringComparison.Ordinal) ? "immediate" : "fast", "stop");
        Directory.Delete(_place, recursive: true);
    }

    /// <summary>Debian keeps the programs of each version in a folder of its own.</summary>
    private static string Tool(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        IEnumerable<string> folders =
        [
            Environment.GetEnvironmentVariable("HOIQC_POSTGRES") ?? "",
            .. Directory.Exists(Versions) ? Directory.GetDirectories(Versions).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [],
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
        ];
        return folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists) ?? name;
    }

    /// <summary>Every folder above is to be passed through, by the account too.</summary>
    private async Task GiveAway(string folder)
    {
        Directory.CreateDirectory(folder);
        for (var above = Path.GetDirectoryName(folder)!; above != Path.GetTempPath().TrimEnd('/') && above.Length > 1; above = Path.GetDirectoryName(above)!) await Run("chmod", "a+x", above);
        await Run("chown", Account, folder);
    }

    private async Task Signal(string signal)
    {
        await Run("kill", [signal, .. _stopped.Split(' ')]);
        if (signal == "-CONT") _stopped = "";
    }

    private Task Do(string name, params string[] arguments) => Environment.IsPrivilegedProcess
        ? Run("setpriv", ["--reuid", Account, "--regid", Account, "--clear-groups", Tool(name), .. arguments])
        : Run(Tool(name), arguments);

    private async Task Run(string program, params string[] arguments)
    {
        // Into a file, not a pipe: the server that pg_ctl leaves behind would hold it open for ever.
        var said = Path.Combine(_place, "said");
        var start = new ProcessStartInfo("/bin/sh", ["-c", "said=$1; shift; exec \"$@\" >\"$said\" 2>&1 </dev/null", "sh", said, program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}. {await File.ReadAllTextAsync(said)}");
    }
}
