using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace HoiQC.Silo.Store;

/// <summary>Reading rows as they come, without a list of them.</summary>
internal static class Query
{
    /// <summary>
    /// Maps each row; it reads on while it is enumerated, so it is used up inside the snapshot. Until then the connection does nothing else: PostgreSQL
    /// answers one statement at a time.
    /// </summary>
    public static IEnumerable<T> Rows<T>(this DbConnection connection, string sql, object? parameters, Func<DbDataReader, T> map)
    {
        using var wrapped = connection.ExecuteReader(sql, parameters);
        var reader = (DbDataReader)((IWrappedDataReader)wrapped).Reader;
        while (reader.Read()) yield return map(reader);
    }

    /// <summary>Texts as one parameter, which a statement takes apart: <c>IN (SELECT value FROM json_each(@list))</c>.</summary>
    public static string List(IEnumerable<string> texts) => JsonSerializer.Serialize(texts);

    /// <summary>What the ids are that were given as @ids.</summary>
    public const string Ids = "SELECT CAST(value AS BIGINT) FROM json_each(@ids)";

    /// <summary>Ids in the same way.</summary>
    public static string List(IEnumerable<long> ids) => JsonSerializer.Serialize(ids);
}
