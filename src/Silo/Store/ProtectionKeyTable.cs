using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Grains.Accounts;

namespace HoiQC.Silo.Store;

/// <summary>Table protection_key: only ever added to, so that a cookie that is still good stays readable.</summary>
internal sealed class ProtectionKeyTable(Database database) : IProtectionKeys
{
    /// <summary>The folder in which earlier releases kept the keys.</summary>
    private const string Folder = "keys";

    public ImmutableArray<string> All() =>
        database.Read(connection => connection.Query<string>("SELECT document FROM protection_key ORDER BY id").ToImmutableArray()).GetAwaiter().GetResult();

    public void Add(string name, string document) => database.Write(connection => Insert(connection, name, document)).GetAwaiter().GetResult();

    /// <summary>Takes over what an earlier release left in the data folder: first stored, then removed; who dies in between does it again.</summary>
    public static async Task TakeOver(Database database, string dataFolder)
    {
        var folder = Path.Combine(dataFolder, Folder);
        if (!Directory.Exists(folder)) return;
        var files = Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).Select(file => (Name: Path.GetFileNameWithoutExtension(file), Document: File.ReadAllText(file))).ToList();
        await database.Write(connection => files.Sum(file => Insert(connection, file.Name, file.Document)));
        Directory.Delete(folder, recursive: true);
    }

    private static int Insert(DbConnection connection, string name, string document) =>
        connection.Execute("INSERT INTO protection_key (name, document) VALUES (@name, @document) ON CONFLICT (name) DO NOTHING", new { name, document });
}
