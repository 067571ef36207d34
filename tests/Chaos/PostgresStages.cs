using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace HoiQC.Chaos;

/// <summary>A PostgreSQL database that is there already and empty. Its connections are broken by psql, which must be installed.</summary>
/// <param name="connection">The connection string, as the product takes it.</param>
internal class GivenServer(string connection) : IStage
{
    private const string Terminate = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = current_database()";

    public virtual string Name => "PostgreSQL";

    public virtual IReadOnlyList<string> Arguments => ["--database", connection];

    public bool CanBreak => true;

    public virtual Task Prepare() => Task.CompletedTask;

    public virtual Task Break() => Run("psql", [.. Psql(connection), "-q", "-t", "-c", Terminate]);

    public virtual ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Runs a program of PostgreSQL to its end.</summary>
    protected static async Task Run(string program, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} failed: {await said}{errors}");
    }

    private static IEnumerable<string> Psql(string connection)
    {
        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0].Trim(), pair => pair[1].Trim(), StringComparer.OrdinalIgnoreCase);
        foreach (var (name, option) in new[] { ("Host", "-h"), ("Port", "-p"), ("Username", "-U"), ("Database", "-d") })
            if (parts.TryGetValue(name, out var value)) yield return $"{option}{value}";
    }
}

/// <summary>A PostgreSQL cluster of the run's own, in a temporary folder at a free port; its connections are broken by ending their backends.</summary>
internal sealed class TemporaryCluster : GivenServer
{
    private readonly string _folder;
    private readonly int _port;

    public TemporaryCluster()
        : this(Directory.CreateTempSubdirectory("hoiqc-chaos-pg-").FullName, FreePort())
    {
    }

    private TemporaryCluster(string folder, int port)
        : base($"Host={folder};Port={port};Username=hoiqc;Database=postgres") => (_folder, _port) = (folder, port);

    public override async Task Prepare()
    {
        if (Environment.IsPrivilegedProcess) await Run("chown", ["postgres", _folder]);
        await AsServer(Tool("initdb"), ["-D", Path.Combine(_folder, "data"), "-U", "hoiqc", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"]);
        await AsServer(Tool("pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-w", "-l", Path.Combine(_folder, "log"), "-o", $"-p {_port} -k {_folder} -c listen_addresses=''", "start"]);
    }

    public override async ValueTask DisposeAsync()
    {
        await AsServer(Tool("pg_ctl"), ["-D", Path.Combine(_folder, "data"), "-m", "immediate", "stop"]);
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A server may not be root's.</summary>
    private static Task AsServer(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? Run("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", program, .. arguments])
        : Run(program, arguments);

    /// <summary>Debian keeps the tools of each version in a folder of its own.</summary>
    private static string Tool(string name)
    {
        const string Versions = "/usr/lib/postgresql";
        var found = Directory.Exists(Versions) ? Directory.GetDirectories(Versions).Select(version => Path.Combine(version, "bin", name)).Where(File.Exists).Order(StringComparer.Ordinal).LastOrDefault() : null;
        return found ?? name;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
