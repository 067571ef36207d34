using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;

namespace HoiQC.Silo.Store;

/// <summary>
/// The tables by which the nodes of a cluster know each other, and the statements over them. Orleans' provider for relational databases reads its statements from a table
/// (OrleansQuery) by key; keys, parameters and the names of what is read back are its own, tables and statements are ours. They are part of no backup: they belong to the place.
/// </summary>
internal static class Membership
{
    private const string Tables = """
        CREATE TABLE IF NOT EXISTS cluster_version (cluster TEXT NOT NULL PRIMARY KEY, version INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS cluster_node (
            cluster TEXT NOT NULL REFERENCES cluster_version (cluster),
            address TEXT NOT NULL,
            port INTEGER NOT NULL,
            generation INTEGER NOT NULL,
            name TEXT NOT NULL,
            host TEXT NOT NULL,
            status INTEGER NOT NULL,
            gateway INTEGER NOT NULL,
            suspected TEXT NULL,
            started TIMESTAMPTZ NOT NULL,
            alive TIMESTAMPTZ NOT NULL,
            PRIMARY KEY (cluster, address, port, generation));
        CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey TEXT NOT NULL PRIMARY KEY, QueryText TEXT NOT NULL);
        """;

    private const string Node = "node.cluster = @DeploymentId AND node.address = @Address AND node.port = @Port AND node.generation = @Generation";

    // A row of the version comes also where there is no node: Orleans asks for its number alone.
    private const string Columns = """
        SELECT v.version AS "Version", node.address AS "Address", node.port AS "Port", node.generation AS "Generation", node.name AS "SiloName", node.host AS "HostName",
            node.status AS "Status", node.gateway AS "ProxyPort", node.suspected AS "SuspectTimes", node.started AS "StartTime", node.alive AS "IAmAliveTime"
        FROM cluster_version v LEFT JOIN cluster_node node ON node.cluster = v.cluster
        """;

    private const int Active = 3;

    /// <summary>The statements by their keys.</summary>
    public static readonly IReadOnlyDictionary<string, string> Statements = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["GatewaysQueryKey"] = """
            SELECT address AS "Address", gateway AS "ProxyPort", generation AS "Generation" FROM cluster_node WHERE cluster = @DeploymentId AND status = @Status AND gateway > 0
            """,
        ["MembershipReadRowKey"] = $"{Columns} AND {Node} WHERE v.cluster = @DeploymentId",
        ["MembershipReadAllKey"] = $"{Columns} WHERE v.cluster = @DeploymentId",
        ["InsertMembershipVersionKey"] = """
            WITH made AS (INSERT INTO cluster_version (cluster, version) VALUES (@DeploymentId, 0) ON CONFLICT DO NOTHING RETURNING 1) SELECT EXISTS (SELECT 1 FROM made)
            """,
        ["UpdateIAmAlivetimeKey"] = $"UPDATE cluster_node node SET alive = @IAmAliveTime WHERE {Node}",
        ["InsertMembershipKey"] = $"""
            WITH turn AS (UPDATE cluster_version SET version = version + 1
                WHERE cluster = @DeploymentId AND version = @Version AND NOT EXISTS (SELECT 1 FROM cluster_node node WHERE {Node}) RETURNING cluster),
            made AS (INSERT INTO cluster_node (cluster, address, port, generation, name, host, status, gateway, started, alive)
                SELECT cluster, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort, @StartTime, @IAmAliveTime FROM turn RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM made)
            """,
        ["UpdateMembershipKey"] = $"""
            WITH turn AS (UPDATE cluster_version SET version = version + 1
                WHERE cluster = @DeploymentId AND version = @Version AND EXISTS (SELECT 1 FROM cluster_node node WHERE {Node}) RETURNING cluster),
            changed AS (UPDATE cluster_node node SET status = @Status, suspected = @SuspectTimes, alive = @IAmAliveTime FROM turn WHERE {Node} RETURNING 1)
            SELECT EXISTS (SELECT 1 FROM changed)
            """,
        ["DeleteMembershipTableEntriesKey"] = """
            WITH left_behind AS (DELETE FROM cluster_node WHERE cluster = @DeploymentId) DELETE FROM cluster_version WHERE cluster = @DeploymentId
            """,
        // Whoever never came up, or went, and has given no sign since.
        ["CleanupDefunctSiloEntriesKey"] = $"DELETE FROM cluster_node WHERE cluster = @DeploymentId AND alive < @IAmAliveTime AND status <> {Active}",
    };

    /// <summary>Makes what is missing and brings the statements up to date; nodes that start together come one after the other, by the lock of the writing transaction.</summary>
    public static bool Provision(DbConnection writer)
    {
        writer.Execute(Tables);
        foreach (var (key, text) in Statements)
            writer.Execute("INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES (@key, @text) ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText", new { key, text });
        return true;
    }

    /// <summary>
    /// The name of the cluster on a database: that of the data, of the server and of the place in it. A copy of the database, whose tables still name the nodes of the original,
    /// thus has another one, and never joins them.
    /// </summary>
    public static string NameOf(DbConnection connection)
    {
        var server = connection.ExecuteScalar<bool>("SELECT has_function_privilege('pg_control_system()', 'EXECUTE')") ? connection.ExecuteScalar<string>("SELECT system_identifier::text FROM pg_control_system()") : "";
        var place = connection.ExecuteScalar<string>("SELECT oid::text || ' ' || current_schema() FROM pg_database WHERE datname = current_database()");
        var identity = $"{MetaKeys.Read(connection, MetaKeys.Identity)} {server} {place}";
        return "hoiqc-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..24];
    }
}
