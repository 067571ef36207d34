using System.Data.Common;
using Dapper;

namespace HoiQC.Silo.Store;

/// <summary>Keys of table meta: what a data folder says of itself.</summary>
internal static class MetaKeys
{
    /// <summary>Name of the sample it was filled with.</summary>
    public const string Sample = "sample";

    /// <summary>The year that sample opens on.</summary>
    public const string SampleYear = "sample_year";

    /// <summary>"1" for a demonstration, "0" for any other folder; decided by its first start, for ever.</summary>
    public const string Demonstration = "demonstration";

    /// <summary>There since the folder's first start.</summary>
    public const string Started = "started";

    /// <summary>The engine that runs on the data, for as long as they are not restored elsewhere: two engines at once would each believe to be alone.</summary>
    public const string Engine = "engine";

    /// <summary>What tells the database from every other, so that a data folder is never used with another one.</summary>
    public const string Identity = "identity";

    /// <summary>"1" once a data folder has noted that it belongs to the database: from then on files of evidence may lie in it.</summary>
    public const string Folder = "folder";

    /// <summary>Where the pages were served last, for links that a command prints.</summary>
    public const string Address = "address";

    /// <summary>Name of the table.</summary>
    public const string Table = "meta";

    /// <summary>What belongs to the place and not to the data, so that no backup carries it: where they are served, which engine runs on them, which database they lie in and which folder belongs to it.</summary>
    public static readonly string[] OfThePlace = [Address, Engine, Identity, Folder];

    /// <summary>What stands under a key; null for nothing.</summary>
    public static string? Read(DbConnection connection, string key) => connection.QueryFirstOrDefault<string>("SELECT value FROM meta WHERE key = @key", new { key });

    /// <summary>Says something else under a key.</summary>
    public static int Write(DbConnection connection, string key, string value) =>
        connection.Execute("INSERT INTO meta (key, value) VALUES (@key, @value) ON CONFLICT (key) DO UPDATE SET value = excluded.value", new { key, value });
}
