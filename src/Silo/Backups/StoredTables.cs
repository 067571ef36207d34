using System.Collections.Immutable;
using Dapper;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Backups;

/// <summary>A table as a backup carries it, the same on both databases.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns, in the order of their making.</param>
/// <param name="Kinds">A letter for each: n for a whole number, t for a text.</param>
/// <param name="Key">The columns of its key, by which its rows are ordered.</param>
/// <param name="Refers">The tables that its rows name.</param>
internal sealed record StoredTable(string Name, ImmutableArray<string> Columns, string Kinds, ImmutableArray<string> Key, ImmutableArray<string> Refers)
{
    /// <summary>The column that numbers its rows by itself; null for none.</summary>
    public string? Numbered => Key is [var key] && Kinds[Columns.IndexOf(key)] == 'n' ? key : null;

    /// <summary>The statement that reads all rows.</summary>
    /// <param name="where">Which of them, as SQL.</param>
    public string Select(string where = "TRUE") => $"SELECT {List(Columns)} FROM {Name} WHERE {where} ORDER BY {List(Key)}";

    /// <summary>The statement that adds one, for <see cref="Statement"/>.</summary>
    public string Insert => $"INSERT INTO {Name} ({List(Columns)}) VALUES ({string.Join(", ", Columns.Select((_, place) => $"@{(char)('a' + place)}"))})";

    private static string List(IEnumerable<string> columns) => string.Join(", ", columns.Select(column => $"\"{column}\""));
}

/// <summary>
/// The tables that the steps of <see cref="Schema"/> make: all of them, asked of an empty database that was made by these steps, so that none can be forgotten. What one kind of
/// database adds for itself is not among them.
/// </summary>
internal static class StoredTables
{
    /// <summary>The tables after so many steps, each behind those that its rows name.</summary>
    public static ImmutableArray<StoredTable> At(int step)
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        foreach (var sql in Schema.Steps.Take(step)) connection.Execute(sql);

        var waiting = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name").Select(name => Of(connection, name)).ToList();
        var ordered = ImmutableArray.CreateBuilder<StoredTable>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(table => table.Refers.All(other => other == table.Name || ordered.Any(done => done.Name == other)));
            ordered.Add(next);
            waiting.Remove(next);
        }
        return ordered.ToImmutable();
    }

    private static StoredTable Of(SqliteConnection connection, string name)
    {
        var columns = connection.Query<(string Name, string Type, long Key)>("SELECT name, type, pk FROM pragma_table_info(@name) ORDER BY cid", new { name }).ToList();
        return new(
            name,
            [.. columns.Select(column => column.Name)],
            string.Concat(columns.Select(column => column.Type == "INTEGER" ? 'n' : 't')),
            [.. columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => column.Name)],
            [.. connection.Query<string>("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(@name)", new { name })]);
    }
}
