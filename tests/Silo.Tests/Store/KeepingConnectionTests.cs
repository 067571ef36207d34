using System.Data.Common;
using Dapper;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Tests.Store;

public sealed class KeepingConnectionTests : IDisposable
{
    private const string Named = "SELECT id FROM person WHERE name = @name";

    private readonly KeepingConnection _connection = new("Data Source=:memory:");

    public KeepingConnectionTests()
    {
        _connection.Open();
        _connection.Execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)");
        _connection.Execute("INSERT INTO person (name) VALUES ('Lò Văn Dọn'), ('Giàng A Páo'), ('Tẩn Mỷ Dao')");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void A_statement_that_is_run_again_reads_its_new_values()
    {
        Assert.Equal(1, _connection.ExecuteScalar<int>(Named, new { name = "Lò Văn Dọn" }));
        Assert.Equal(3, _connection.ExecuteScalar<int>(Named, new { name = "Tẩn Mỷ Dao" }));
        Assert.Null(_connection.ExecuteScalar<int?>(Named, new { name = "không có" }));
    }

    [Fact]
    public void A_value_of_an_earlier_run_never_stands_in_for_one_that_is_missing()
    {
        _connection.ExecuteScalar<int>(Named, new { name = "Lò Văn Dọn" });
        Assert.ThrowsAny<InvalidOperationException>(() => _connection.ExecuteScalar<int>(Named));
    }

    [Fact]
    public void While_it_is_read_the_same_statement_may_be_read_for_something_else()
    {
        const string All = "SELECT id FROM person WHERE id >= @from ORDER BY id";
        using var outer = _connection.ExecuteReader(All, new { from = 1 });
        Assert.True(outer.Read());

        Assert.Equal([2L, 3L], _connection.Query<long>(All, new { from = 2 }));

        Assert.True(outer.Read());
        Assert.Equal(2, outer.GetInt64(0));
    }

    [Fact]
    public void What_is_thrown_away_half_read_holds_nothing_up()
    {
        _connection.Execute("BEGIN DEFERRED");
        var command = _connection.CreateDbCommandOf("SELECT id FROM person");
        var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        command.Dispose();

        _connection.Execute("COMMIT TRANSACTION");
        _connection.Execute("DROP TABLE person");
    }

    [Fact]
    public void A_statement_that_failed_can_be_run_again()
    {
        const string Insert = "INSERT INTO person (name) VALUES (@name)";
        Assert.Equal(1, _connection.Execute(Insert, new { name = "Vàng Thị Mẩy" }));
        Assert.Throws<SqliteException>(() => _connection.Execute(Insert, new { name = "Vàng Thị Mẩy" }));
        Assert.Equal(1, _connection.Execute(Insert, new { name = "Sùng A Chu" }));
    }

    [Fact]
    public void A_table_that_was_changed_meanwhile_is_read_as_it_is_now()
    {
        const string All = "SELECT * FROM person WHERE id = 1";
        Assert.Equal(2, _connection.QueryFirst(All) is IDictionary<string, object> row ? row.Count : 0);
        _connection.Execute("ALTER TABLE person ADD COLUMN unit TEXT");
        Assert.Equal(3, _connection.QueryFirst(All) is IDictionary<string, object> wider ? wider.Count : 0);
    }

    [Fact]
    public void However_many_statements_there_are_each_answers_for_itself()
    {
        for (var round = 0; round < 2; round++)
            for (var n = 0; n < 500; n++) Assert.Equal(n, _connection.ExecuteScalar<int>($"SELECT {n}"));
    }

    [Fact]
    public void A_command_has_one_text()
    {
        using var command = _connection.CreateDbCommandOf("SELECT 1");
        Assert.Throws<InvalidOperationException>(() => command.CommandText = "SELECT 2");
    }
}

file static class Commands
{
    /// <summary>A command as whoever knows only the base class makes it.</summary>
    public static DbCommand CreateDbCommandOf(this DbConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
