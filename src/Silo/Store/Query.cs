using Dapper;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Store;

/// <summary>Reading rows as they come, without a list of them.</summary>
internal static class Query
{
    /// <summary>Maps each row; it reads on while it is enumerated, so it is used up inside the snapshot.</summary>
    public static IEnumerable<T> Rows<T>(this SqliteConnection connection, string sql, object? parameters, Func<SqliteDataReader, T> map)
    {
        using var wrapped = connection.ExecuteReader(sql, parameters);
        var reader = (SqliteDataReader)((IWrappedDataReader)wrapped).Reader;
        while (reader.Read()) yield return map(reader);
    }
}
