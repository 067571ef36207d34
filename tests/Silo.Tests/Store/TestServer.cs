using System.Security.Cryptography;
using System.Text;
using Dapper;
using Npgsql;

namespace HoiQC.Tests;

/// <summary>The PostgreSQL server that HOIQC_TEST_DATABASE names, where there is one: each data folder has a schema of its own on it.</summary>
internal static class TestServer
{
    private static readonly string? Server = Environment.GetEnvironmentVariable("HOIQC_TEST_DATABASE") is { Length: > 0 } named ? named : null;

    /// <summary>Whether there is one.</summary>
    public static bool IsThere => Server is not null;

    /// <summary>The arguments that name a folder's database; none where there is no server.</summary>
    public static string[] Arguments(string folder) => ConnectionOf(folder) is { } connection ? ["--database", connection] : [];

    /// <summary>What --database says of a folder's database, which is made the first time; null where there is no server.</summary>
    public static string? ConnectionOf(string folder)
    {
        if (Server is null) return null;
        var schema = "t_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))))[..24];
        using var connection = new NpgsqlConnection(Server);
        connection.Open();
        connection.Execute($"CREATE SCHEMA IF NOT EXISTS {schema}");
        return new NpgsqlConnectionStringBuilder(Server) { SearchPath = schema, ApplicationName = schema }.ToString();
    }
}
