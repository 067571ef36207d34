using System.Data.Common;
using Dapper;
using HoiQC.Silo.Backups;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;

namespace HoiQC.Silo.Tests.Backups;

public sealed class TableTests
{
    /// <summary>What only one of the two databases needs for itself.</summary>
    private static readonly string[] Own = ["sqlite_sequence", "schema_step", "record_given"];

    /// <summary>Numbers that a double cannot hold, and texts that a careless writer would change.</summary>
    private static readonly long[] Numbers = [1, 2, 9_007_199_254_740_993];

    private static readonly string[] Texts = ["", "Hội nghị “phản biện” ở Bản Hon\r\n\t\"\\/<>&'", "Ho\u0302\u0323i \U0001F1FB\U0001F1F3 \u2028\u0085 {\"a\":[1,2]} \u007f\ufeff"];

    [Fact]
    public async Task The_tables_of_a_backup_are_all_tables_of_the_database()
    {
        using var world = World.On(2024, 1, 5);
        var there = await world.Database.Read(connection => connection.Query<string>(TestDatabase.IsPostgres
            ? "SELECT table_name FROM information_schema.tables WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"
            : "SELECT name FROM sqlite_master WHERE type = 'table'").ToList());

        Assert.Equal(there.Except(Own).Order(StringComparer.Ordinal), StoredTables.At(Schema.Steps.Length).Select(table => table.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_table_comes_back_row_for_row_from_either_database_into_either()
    {
        using var world = World.On(2024, 1, 5);
        using var copy = new Copy();
        Fill(world.Folder);
        var rows = await Copy.Rows(world.Database);
        Assert.All(rows, table => Assert.Equal(Numbers.Length, table.Value.Count));

        var manifest = await copy.Of(world);
        Assert.Equal(rows.Sum(table => table.Value.Count), manifest.Rows);
        await copy.RestoreToFile("file");
        using (var file = new Database(new SqliteFile(copy["file"])))
        {
            Assert.Equal(rows, await Copy.Rows(file));
            await copy.Of(file, copy["file"], copy["again.zip"]);
        }
        await copy.Restore("restored", copy["again.zip"]);
        using var restored = copy.Open();
        Assert.Equal(rows, await Copy.Rows(restored));
    }

    [Fact]
    public async Task Numbers_go_on_behind_those_that_came()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));
        await copy.Of(world);
        await copy.Restore();

        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 9, 1), "hai");
        using var restored = copy.Open();
        await restored.Write(connection => connection.Execute("INSERT INTO evidence (obligation, code, form, form_hash, count, imported, received_at, recorded_at) VALUES (1, 'TD-9', '{}', 'x', 1, 0, 1, 1)"));
        Assert.Equal(await Evidence(world.Database), await Evidence(restored));

        static Task<List<long>> Evidence(Database database) => database.Read(connection => connection.Query<long>("SELECT id FROM evidence ORDER BY id").ToList());
    }

    [Fact]
    public async Task A_cell_that_HoiQC_never_writes_is_named_and_no_backup_is_made()
    {
        if (TestDatabase.IsPostgres) return;        // a server keeps the types of its columns
        using var world = await World.TamDuong(2023, 9, 6);
        using var copy = new Copy();
        using (var connection = TestDatabase.Behind(world.Folder)) connection.Execute("UPDATE body SET name = CAST(name AS BLOB) WHERE id = '3421-FrontBloc'");

        var refused = await Assert.ThrowsAsync<HoiQC.Silo.Hosting.CommandRefused>(() => copy.Of(world));
        Assert.Contains("bảng body, cột name", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(copy[""]));
    }

    /// <summary>Three rows in each table, of which the n-th of one names the n-th of another.</summary>
    private static void Fill(string folder)
    {
        using var connection = TestDatabase.Behind(folder);
        foreach (var table in StoredTables.At(Schema.Steps.Length))
        {
            var nullable = Nullable(connection, table);
            for (var n = 0; n < Numbers.Length; n++)
            {
                var values = new DynamicParameters();
                foreach (var (place, column) in table.Columns.Index())
                    values.Add($"p{place}", n == 1 && nullable.Contains(column) ? null : table.Kinds[place] == 'n' ? Numbers[n] : Texts[n]);
                connection.Execute($"INSERT INTO {table.Name} ({string.Join(", ", table.Columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", table.Columns.Select((_, place) => $"@p{place}"))})", values);
            }
        }
        if (TestDatabase.IsPostgres) connection.Execute("UPDATE record_given SET seq = @newest", new { newest = Numbers[^1] });
    }

    private static HashSet<string> Nullable(DbConnection connection, StoredTable table) =>
    [
        .. connection.Query<string>(TestDatabase.IsPostgres
            ? "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = @Name AND is_nullable = 'YES'"
            : "SELECT name FROM pragma_table_info(@Name) WHERE \"notnull\" = 0 AND pk = 0", new { table.Name }),
    ];
}
