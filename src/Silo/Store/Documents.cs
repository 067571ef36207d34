using System.Data.Common;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Dapper;
using HoiQC.Grains.Configuration;
using Orleans.Storage;

namespace HoiQC.Silo.Store;

/// <summary>Table grain: states as JSON, each with a version that grows by one at every write.</summary>
internal static class Documents
{
    /// <summary>How everything is written as JSON: Vietnamese as it reads.</summary>
    public static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The state of that name and its version; null and 0 where nothing is stored.</summary>
    public static (T? State, long Version) Read<T>(DbConnection connection, string name, string key = DocumentNames.Key)
    {
        var row = connection.QueryFirstOrDefault<(string? Document, long Version)>("SELECT document, version FROM grain WHERE name = @name AND key = @key", new { name, key });
        return row.Document is null ? (default, 0) : (JsonSerializer.Deserialize<T>(row.Document, Json), row.Version);
    }

    /// <summary>Writes a state over the version that was read (0 for none), inside the caller's transaction.</summary>
    /// <returns>The new version: one more. A document that holds its version must say the same.</returns>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    public static long Write<T>(DbConnection connection, string name, T state, long expectedVersion, string key = DocumentNames.Key)
    {
        var parameters = new { name, key, document = JsonSerializer.Serialize(state, Json), expectedVersion };
        var written = expectedVersion == 0
            ? connection.Execute("INSERT INTO grain (name, key, version, document) VALUES (@name, @key, 1, @document) ON CONFLICT (name, key) DO NOTHING", parameters)
            : connection.Execute("UPDATE grain SET version = version + 1, document = @document WHERE name = @name AND key = @key AND version = @expectedVersion", parameters);
        return written == 1 ? expectedVersion + 1 : throw Inconsistent(connection, name, key, expectedVersion);
    }

    /// <summary>Removes a state of the version that was read.</summary>
    /// <exception cref="InconsistentStateException">Another version is stored.</exception>
    public static void Clear(DbConnection connection, string name, string key, long expectedVersion)
    {
        var removed = connection.Execute("DELETE FROM grain WHERE name = @name AND key = @key AND version = @expectedVersion", new { name, key, expectedVersion });
        if (removed == 0 && expectedVersion != 0) throw Inconsistent(connection, name, key, expectedVersion);
    }

    /// <summary>The version of the configuration: the sum of its documents'.</summary>
    public static long ConfigurationVersion(DbConnection connection) =>
        connection.ExecuteScalar<long>($"SELECT COALESCE(SUM(version), 0) FROM grain WHERE name IN ('{DocumentNames.Units}', '{DocumentNames.Rules}', '{DocumentNames.Calendar}') AND key = '{DocumentNames.Key}'");

    private static InconsistentStateException Inconsistent(DbConnection connection, string name, string key, long expected)
    {
        var stored = connection.ExecuteScalar<long?>("SELECT version FROM grain WHERE name = @name AND key = @key", new { name, key });
        return new($"Document {name}/{key} is stored in version {stored ?? 0}, not in {expected}.", Etag(stored ?? 0), Etag(expected));
    }

    /// <summary>A version as an etag; null for nothing stored.</summary>
    public static string? Etag(long version) => version == 0 ? null : version.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
