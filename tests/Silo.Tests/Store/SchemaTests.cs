using System.Data.Common;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Silo.Store;
using HoiQC.Tests;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Tests.Store;

public sealed class SchemaTests
{
    /// <summary>What only one of the two databases needs.</summary>
    private static readonly string[] Own = ["sqlite_sequence", "schema_step", "record_given"];

    [Fact]
    public async Task PostgreSQL_has_the_tables_and_columns_of_SQLite()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        using var world = World.On(2024, 1, 5);
        using var server = new Database(new Postgres(TestServer.ConnectionOf(Path.Combine(world.Folder, "server")), Postgres.Holding.Nothing));
        var there = await server.Read(connection => connection.Query<(string, string, string, string, string?)>(
            "SELECT table_name, column_name, data_type, is_nullable, collation_name FROM information_schema.columns WHERE table_schema = current_schema()").ToList());

        var file = new SqliteFile(Path.Combine(world.Folder, "other"));
        using var other = new Database(file);
        var here = await other.Read(connection => connection.Query<(string, string, string, long, long)>(
            "SELECT m.name, c.name, c.type, c.\"notnull\", c.pk FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'").ToList());

        Assert.Equal(
            here.Where(column => !Own.Contains(column.Item1))
                .Select(column => $"{column.Item1}.{column.Item2} {(column.Item3 == "TEXT" ? "text C" : "bigint ")} {(column.Item4 == 1 || column.Item5 > 0 ? "NO" : "YES")}").Order(StringComparer.Ordinal),
            there.Where(column => !Own.Contains(column.Item1)).Select(column => $"{column.Item1}.{column.Item2} {column.Item3} {column.Item5} {column.Item4}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_row_that_was_taken_back_is_no_row_that_was_cut_off()
    {
        using var world = World.On(2024, 1, 5);
        await Assert.ThrowsAsync<InvalidDataException>(() => world.Database.Write<bool>(connection =>
        {
            connection.Execute("INSERT INTO record (at, account, name, via, came_from, what, subject) VALUES (1, 'a', 'b', 'c', 'd', 'e', 'f')");
            throw new InvalidDataException();
        }));
        Assert.Equal(0, await world.Database.Read(connection => connection.ExecuteScalar<long>("SELECT COALESCE(MAX(seq), 0) FROM record_given")));
    }

    [Fact]
    public async Task What_an_earlier_release_has_stored_is_there_after_every_step_since()
    {
        using var world = World.On(2024, 1, 5);
        var file = Earlier(world, 3, earlier =>
            earlier.Execute("INSERT INTO grain (name, key, version, document) VALUES ('units', 'default', 7, '{\"Document\":null}'), ('rules', 'default', 2, '{}')"));
        using var database = new Database(file);

        Assert.Equal([("rules", 2L, "{}"), ("units", 7L, "{\"Document\":null}")], await database.Read(connection => connection.Query<(string, long, string)>("SELECT name, version, document FROM grain ORDER BY name").ToList()));
        Assert.Equal(Schema.Steps.Length, await database.Read(file.Version));
    }

    [Fact]
    public async Task What_an_earlier_release_has_stored_as_owed_is_found_as_owed()
    {
        using var world = World.On(2024, 1, 5);
        var file = Earlier(world, 4, earlier =>
        {
            earlier.Execute("INSERT INTO body (id, unit, class, kind, name, folded, source, registered_on) VALUES ('3421-FrontBloc', '3421', 'Committee', 'FrontBloc', 'MTTQ', 'mttq', 'demo', '2020-01-01')");
            foreach (var status in Enum.GetValues<Status>())
            {
                earlier.Execute("""
                    INSERT INTO obligation (body, unit, rule, period, rule_version, year, opens, due, required, status, since, done, late_days, reported_late_days, recorded_up_to, version)
                    VALUES ('3421-FrontBloc', '3421', 'MT-PB', @period, 1, 2023, '2023-01-01', '2023-12-31', 1, @status, 0, 0, 0, 0, 0, 1)
                    """, new { period = $"2023-{status}", status = status.ToString() });
            }
        });
        using var database = new Database(file);

        Assert.Equal(
            Enum.GetValues<Status>().Where(Statuses.IsOwed).Select(status => status.ToString()),
            await database.Read(connection => connection.Query<string>($"SELECT status FROM obligation WHERE {Schema.Owed} ORDER BY id").ToList()));
    }

    [Fact]
    public async Task What_an_earlier_release_has_stored_as_due_is_found_as_due()
    {
        using var world = World.On(2024, 1, 5);
        var file = Earlier(world, 5, earlier =>
        {
            earlier.Execute("INSERT INTO body (id, unit, class, kind, name, folded, source, registered_on) VALUES ('3421-FrontBloc', '3421', 'Committee', 'FrontBloc', 'MTTQ', 'mttq', 'demo', '2020-01-01')");
            foreach (var (rule, period, next) in new[] { ("MT-PB", "2023", 1000L), ("MT-PB", "2024", 2000L), ("MT-GS", "2024", 1000L), ("MT-GS", "2022", (long?)null) })
            {
                earlier.Execute("""
                    INSERT INTO obligation (body, unit, rule, period, rule_version, year, opens, due, required, status, since, next, done, late_days, reported_late_days, recorded_up_to, version)
                    VALUES ('3421-FrontBloc', '3421', @rule, @period, 1, 2023, '2023-01-01', '2023-12-31', 1, 'Open', 0, @next, 0, 0, 0, 0, 1)
                    """, new { rule, period, next });
            }
        });
        using var database = new Database(file);
        var deadlines = new DeadlineStore(database);

        Assert.Equal([1000L, 2000L], (await deadlines.NextCheckpoints(DateTimeOffset.UnixEpoch, 8, CancellationToken.None)).Select(at => at.ToUnixTimeMilliseconds()));
        Assert.Equal(["MT-GS 2024", "MT-PB 2023"], await database.Read(connection => CheckpointTable.Passed(connection, DateTimeOffset.UnixEpoch.AddSeconds(1)).Select(one => $"{one.Rule} {one.Period}").ToList()));
    }

    /// <summary>A file as a release left it that knew so many steps.</summary>
    private static SqliteFile Earlier(World world, int steps, Action<DbConnection> fill)
    {
        var file = new SqliteFile(Path.Combine(world.Folder, "earlier"));
        using var earlier = file.OpenWriter();
        foreach (var step in Schema.Steps.Take(steps)) earlier.Execute(step);
        file.SetVersion(earlier, steps);
        fill(earlier);
        return file;
    }

    [Fact]
    public async Task The_version_of_a_document_is_read_without_the_document()
    {
        using var world = World.On(2024, 1, 5);
        var file = new SqliteFile(Path.Combine(world.Folder, "large"));
        using var database = new Database(file);
        await database.Write(connection => connection.Execute("INSERT INTO grain (name, key, version, document) VALUES ('lớn', 'default', 1, @document)", new { document = new string('x', 1 << 20) }));
        using var reader = (SqliteConnection)file.OpenReader();

        Assert.Equal(1, reader.ExecuteScalar<int>("SELECT version FROM grain WHERE name = 'lớn' AND key = 'default'"));

        SQLitePCL.raw.sqlite3_db_status(reader.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_MISS, out var pages, out _, 0);
        Assert.InRange(pages, 1, 50);
    }

    [Fact]
    public void Databases_that_are_opened_at_the_same_time_are_made_once()
    {
        var folder = Directory.CreateTempSubdirectory("hoiqc-").FullName;
        TestServer.Chosen(folder);      // its schema is made before
        try
        {
            Parallel.For(0, 6, new() { MaxDegreeOfParallelism = 6 }, _ =>
            {
                using var database = TestDatabase.Open(folder);
            });
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
