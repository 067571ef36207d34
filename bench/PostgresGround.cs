using System.Globalization;
using Dapper;
using HoiQC.Tests;
using Npgsql;
using Quartz;

namespace HoiQC.Bench;

/// <summary>A data folder whose rows lie in a database of the bench's own server.</summary>
internal sealed class PostgresGround(string folder, string name, PostgresServer server, Func<string> newFolder) : Ground(folder)
{
    private static int _copies;

    /// <inheritdoc />
    public override IReadOnlyList<string> Arguments => ["--data", Folder, "--database", Address];

    /// <inheritdoc />
    public override string Address => server.AddressOf(name) + ";Maximum Pool Size=100;No Reset On Close=true";

    /// <inheritdoc />
    public override string BeginWriting => "BEGIN TRANSACTION";

    /// <inheritdoc />
    public override int Writers => 64;

    /// <inheritdoc />
    public override async Task Make()
    {
        await Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        await Execute($"CREATE DATABASE \"{name}\" TEMPLATE template0");
    }

    /// <inheritdoc />
    public override async Task<Ground> Copy()
    {
        var copy = string.Create(CultureInfo.InvariantCulture, $"copy_{Environment.ProcessId}_{++_copies}");
        await Execute($"CREATE DATABASE \"{copy}\" TEMPLATE \"{name}\"");
        return new PostgresGround(newFolder(), copy, server, newFolder);
    }

    /// <inheritdoc />
    public override void Schedule(IPersistentStoreBuilder store) => store.UsePostgres(Address);

    /// <inheritdoc />
    public override void Settle()
    {
        // Only tables that are filled: a server counts rows where some were written, and plans badly for a table that was counted while it was empty.
        using (var connection = Open()) connection.Execute("VACUUM ANALYZE body, obligation, transition, reminder, record");
        NpgsqlConnection.ClearAllPools();
    }

    /// <inheritdoc />
    public override async ValueTask DisposeAsync()
    {
        await Execute($"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)");
        Directory.Delete(Folder, recursive: true);
    }

    private async Task Execute(string sql)
    {
        await using var connection = new NpgsqlConnection(server.AddressOf("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await connection.ExecuteAsync(sql);
    }
}
