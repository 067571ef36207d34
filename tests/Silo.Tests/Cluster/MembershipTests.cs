using Dapper;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Npgsql;

namespace HoiQC.Silo.Tests.Cluster;

/// <summary>The tables by which nodes know each other, asked as Orleans' provider asks: by key, with its parameters.</summary>
public sealed class MembershipTests : IDisposable
{
    private const int Joining = 2, Active = 3, Dead = 6;
    private static readonly DateTime Now = new(2026, 11, 28, 2, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("hoiqc-nodes-").FullName;

    private string Connection => TestServer.ConnectionOf(_folder);

    public MembershipTests() => Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Nodes_that_start_together_make_the_tables_once()
    {
        _ = Connection; // the schema itself is the operator's
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Provision)));
        await using var connection = await Open();
        Assert.Equal(Membership.Statements.Keys.Order(StringComparer.Ordinal), await connection.QueryAsync<string>("SELECT QueryKey FROM OrleansQuery ORDER BY QueryKey COLLATE \"C\""));
        Assert.True(await Says("InsertMembershipVersionKey", new { DeploymentId = "a" }));
        Assert.False(await Says("InsertMembershipVersionKey", new { DeploymentId = "a" }));
    }

    [Fact]
    public async Task Statements_of_an_earlier_release_are_brought_up_to_date()
    {
        await Provision();
        await using var connection = await Open();
        await connection.ExecuteAsync("UPDATE OrleansQuery SET QueryText = 'SELECT 1'");
        await Provision();
        Assert.Equal(Membership.Statements["MembershipReadAllKey"], await connection.ExecuteScalarAsync<string>("SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'MembershipReadAllKey'"));
    }

    [Fact]
    public async Task Only_who_names_the_version_changes_the_membership()
    {
        await Begin();
        Assert.Null((await One(11)).SiloName);
        Assert.True(await Says("InsertMembershipKey", Node(11, Joining, version: 0)));
        Assert.False(await Says("InsertMembershipKey", Node(12, Joining, version: 0)));
        Assert.False(await Says("InsertMembershipKey", Node(11, Joining, version: 1)));
        Assert.Equal(1, (await One(11)).Version);

        Assert.False(await Says("UpdateMembershipKey", Change(11, Active, null, version: 0)));
        Assert.False(await Says("UpdateMembershipKey", Change(12, Active, null, version: 1)));
        Assert.True(await Says("UpdateMembershipKey", Change(11, Active, "10.0.0.2:11111@7,2026-11-28 02:00:00.000 GMT", version: 1)));
        Assert.Equal((2, Active, "10.0.0.2:11111@7,2026-11-28 02:00:00.000 GMT"), await One(11) is var node ? (node.Version, node.Status, node.SuspectTimes) : default);
    }

    [Fact]
    public async Task Of_many_who_join_at_once_each_version_is_taken_by_one()
    {
        await Begin();
        var joined = await Task.WhenAll(Enumerable.Range(1, 8).Select(async port =>
        {
            for (var tries = 1; ; tries++)
                if (await Says("InsertMembershipKey", Node(port, Joining, (await One(port)).Version))) return tries;
        }));
        Assert.Equal((8, 8), (joined.Length, (await All()).Count));
        Assert.All(await All(), node => Assert.Equal(8, node.Version));
    }

    [Fact]
    public async Task A_sign_of_life_changes_no_version_and_who_gave_none_for_long_and_is_not_active_is_cleaned_up()
    {
        await Begin();
        foreach (var (port, status) in new[] { (11, Active), (12, Dead), (13, Joining), (14, Dead) }) Assert.True(await Says("InsertMembershipKey", Node(port, status, port - 11)));
        await Do("UpdateIAmAlivetimeKey", new { DeploymentId = "a", Address = "10.0.0.1", Port = 14, Generation = 7, IAmAliveTime = Now.AddDays(2) });
        Assert.Equal((4, Now.AddDays(2)), await One(14) is var node ? (node.Version, node.IAmAliveTime.ToUniversalTime()) : default);
        await Do("CleanupDefunctSiloEntriesKey", new { DeploymentId = "a", IAmAliveTime = Now.AddDays(1) });
        Assert.Equal([11, 14], (await All()).Select(one => one.Port).Order());
        await Do("DeleteMembershipTableEntriesKey", new { DeploymentId = "a" });
        Assert.Empty(await All());
    }

    [Fact]
    public async Task Gateways_are_active_nodes_that_have_one()
    {
        await Begin();
        foreach (var (port, gateway) in new[] { (11, 30_000), (12, 0) })
            await Says("InsertMembershipKey", new { DeploymentId = "a", Address = "10.0.0.1", Port = port, Generation = 7, SiloName = "n", HostName = "h", Status = Active, ProxyPort = gateway, StartTime = Now, IAmAliveTime = Now, Version = port - 11 });
        await using var connection = await Open();
        Assert.Equal(30_000, (await connection.QueryAsync<NodeRow>(Membership.Statements["GatewaysQueryKey"], new { DeploymentId = "a", Status = Active })).Single().ProxyPort);
    }

    [Fact]
    public async Task Two_databases_never_bear_one_name_even_where_one_is_a_copy_of_the_other()
    {
        var other = Directory.CreateTempSubdirectory("hoiqc-nodes-").FullName;
        try
        {
            using var one = new Database(new Postgres(Connection, Postgres.Holding.Shared));
            using var two = new Database(new Postgres(TestServer.ConnectionOf(other), Postgres.Holding.Shared));
            foreach (var database in new[] { one, two }) await database.Write(connection => MetaKeys.Write(connection, MetaKeys.Identity, "0123456789abcdef"));
            Assert.Matches("^hoiqc-[0-9a-f]{24}$", await one.Read(Membership.NameOf));
            Assert.Equal(await one.Read(Membership.NameOf), await one.Read(Membership.NameOf));
            Assert.NotEqual(await one.Read(Membership.NameOf), await two.Read(Membership.NameOf));
        }
        finally
        {
            Directory.Delete(other, recursive: true);
        }
    }

    private sealed record NodeRow
    {
        public int Version { get; init; }

        public int Port { get; init; }

        public int Status { get; init; }

        public int ProxyPort { get; init; }

        public string? SiloName { get; init; }

        public string? SuspectTimes { get; init; }

        public DateTime IAmAliveTime { get; init; }
    }

    private static object Node(int port, int status, int version) =>
        new { DeploymentId = "a", Address = "10.0.0.1", Port = port, Generation = 7, SiloName = "n", HostName = "h", Status = status, ProxyPort = 0, StartTime = Now, IAmAliveTime = Now, Version = version };

    private static object Change(int port, int status, string? suspects, int version) =>
        new { DeploymentId = "a", Address = "10.0.0.1", Port = port, Generation = 7, Status = status, SuspectTimes = suspects, IAmAliveTime = Now, Version = version };

    private async Task Begin()
    {
        await Provision();
        await Says("InsertMembershipVersionKey", new { DeploymentId = "a" });
    }

    private async Task Provision()
    {
        using var database = new Database(new Postgres(Connection, Postgres.Holding.Shared));
        await database.Write(Membership.Provision);
    }

    private async Task<NpgsqlConnection> Open()
    {
        var connection = new NpgsqlConnection(Connection);
        await connection.OpenAsync();
        return connection;
    }

    private async Task<bool> Says(string key, object parameters)
    {
        await using var connection = await Open();
        return await connection.ExecuteScalarAsync<bool>(Membership.Statements[key], parameters);
    }

    private async Task Do(string key, object parameters)
    {
        await using var connection = await Open();
        await connection.ExecuteAsync(Membership.Statements[key], parameters);
    }

    private async Task<NodeRow> One(int port)
    {
        await using var connection = await Open();
        return await connection.QuerySingleAsync<NodeRow>(Membership.Statements["MembershipReadRowKey"], new { DeploymentId = "a", Address = "10.0.0.1", Port = port, Generation = 7 });
    }

    private async Task<List<NodeRow>> All()
    {
        await using var connection = await Open();
        return [.. await connection.QueryAsync<NodeRow>(Membership.Statements["MembershipReadAllKey"], new { DeploymentId = "a" })];
    }
}
