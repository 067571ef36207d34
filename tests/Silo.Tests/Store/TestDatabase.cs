using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HoiQC.Silo.Tests.Store;

/// <summary>
/// The database that the tests run on: a SQLite file, or where HOIQC_TEST_DATABASE names a PostgreSQL server, a schema of its own there for each data folder. The same
/// folder again is the same database.
/// </summary>
internal static class TestDatabase
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("HOIQC_TEST_DATABASE") is { Length: > 0 } named ? named : null;

    /// <summary>Whether it is PostgreSQL.</summary>
    public static bool IsPostgres => Server is not null;

    /// <summary>The database of a data folder, yet to be opened.</summary>
    public static DatabaseEngine Of(string folder) => ConnectionOf(folder) is { } connection ? new Postgres(connection, Postgres.Holding.Nothing) : new SqliteFile(folder);

    /// <summary>Opens the database of a data folder.</summary>
    public static Database Open(string folder) => new(Of(folder));

    /// <summary>What --database says of a folder's database; null for its SQLite file.</summary>
    public static string? ConnectionOf(string folder)
    {
        if (Server is null) return null;
        var schema = "t_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..24];
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        return new NpgsqlConnectionStringBuilder(Server) { SearchPath = schema, ApplicationName = schema }.ToString();
    }

    /// <summary>A connection of somebody who has the database, behind HoiQC's back: no key stands in the way.</summary>
    public static DbConnection Behind(string folder)
    {
        DbConnection connection = ConnectionOf(folder) is { } server ? new NpgsqlConnection(server) : new SqliteConnection($"Data Source={Of(folder).Place};Pooling=False");
        connection.Open();
        connection.Execute(IsPostgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
        return connection;
    }

    /// <summary>The statement that makes the database believe in so many rows of the record.</summary>
    public static string Given(int rows) => IsPostgres ? $"UPDATE record_given SET seq = {rows};" : $"UPDATE sqlite_sequence SET seq = {rows} WHERE name = 'record';";
}
