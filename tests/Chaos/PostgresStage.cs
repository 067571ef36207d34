using HoiQC.Tests;

namespace HoiQC.Chaos;

/// <summary>A PostgreSQL database: one that is there already and empty, or a server of the run's own, which can be stopped too.</summary>
/// <param name="given">The connection string, as the product takes it; null for a server of the run's own.</param>
internal sealed class PostgresStage(string? given) : IStage
{
    private PostgresServer? _server;

    public string Name => "PostgreSQL";

    public IReadOnlyList<string> Arguments => ["--database", Address];

    public bool CanBreak => true;

    public bool CanCrash => given is null;

    private string Address => given ?? _server!.AddressOf("postgres");

    public async Task Prepare()
    {
        if (given is null) _server = await PostgresServer.Temporary();
    }

    public Task Break() => PostgresServer.EndConnections(Address);

    public async Task Crash()
    {
        await _server!.Crash();
        await _server.GoOn();
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null) await _server.DisposeAsync();
    }
}
