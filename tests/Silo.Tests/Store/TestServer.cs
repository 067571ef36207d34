using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace HoiQC.Tests;

/// <summary>
/// The PostgreSQL server that HOIQC_TEST_SERVER names, where there is one: each data folder has a schema of its own on it. With HOIQC_TEST_ON=postgres every test that can
/// choose runs on it, else on SQLite files.
/// </summary>
internal static class TestServer
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("HOIQC_TEST_SERVER") is { Length: > 0 } named ? named : null;

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => Server is not null;

    /// <summary>Whether tests that can choose run on it.</summary>
    public static bool IsChosen { get; } = Environment.GetEnvironmentVariable("HOIQC_TEST_ON") == "postgres";

    /// <summary>The arguments that name a folder's database; none where tests run on files.</summary>
    public static string[] Arguments(string folder) => Chosen(folder) is { } connection ? ["--database", connection] : [];

    /// <summary>What --database says of a folder's database; null where tests run on files.</summary>
    public static string? Chosen(string folder) => IsChosen ? ConnectionOf(folder) : null;

    /// <summary>What --database says of a folder's database, which is made the first time.</summary>
    public static string ConnectionOf(string folder)
    {
        var schema = "t_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..24];
        using var connection = new NpgsqlConnection(Server ?? throw new InvalidOperationException("HOIQC_TEST_SERVER names no PostgreSQL server."));
        connection.Open();
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        return new NpgsqlConnectionStringBuilder(Server) { SearchPath = schema, ApplicationName = schema }.ToString();
    }
}
