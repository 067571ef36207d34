using System.Data.Common;
using Dapper;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace HoiQC.Silo.Tests.Store;

/// <summary>
/// The database that the tests run on: a SQLite file, or a schema of its own for each data folder on the server of <see cref="TestServer"/>. The same
/// folder again is the same database.
/// </summary>
internal static class TestDatabase
{
    /// <summary>Whether it is PostgreSQL.</summary>
    public static bool IsPostgres => TestServer.IsChosen;

    /// <summary>The database of a data folder, yet to be opened.</summary>
    public static DatabaseEngine Of(string folder) => TestServer.Chosen(folder) is { } connection ? new Postgres(connection, Postgres.Holding.Nothing) : new SqliteFile(folder);

    /// <summary>Opens the database of a data folder.</summary>
    public static Database Open(string folder) => new(Of(folder));

    /// <summary>A connection of somebody who has the database, behind HoiQC's back: no key stands in the way.</summary>
    public static DbConnection Behind(string folder)
    {
        DbConnection connection = TestServer.Chosen(folder) is { } server ? new NpgsqlConnection(server) : new SqliteConnection($"Data Source={Of(folder).Place};Pooling=False");
        connection.Open();
        connection.Execute(IsPostgres ? "SET session_replication_role = replica" : "PRAGMA foreign_keys = OFF");
        return connection;
    }

    /// <summary>The statement that makes the database believe in so many rows of the record.</summary>
    public static string Given(int rows) => IsPostgres ? $"UPDATE record_given SET seq = {rows};" : $"UPDATE sqlite_sequence SET seq = {rows} WHERE name = 'record';";
}
