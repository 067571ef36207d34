using HoiQC.Domain.Obligations;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Tests.Store;

public sealed class ColumnsTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");

    public ColumnsTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Of_more_codes_than_are_remembered_each_is_read_as_it_is()
    {
        string[] codes = [.. Enumerable.Range(0, 5_000).Select(n => $"{n:D5}"), "MT-PB", "Hội", "hội", "Đ", "", "a", "aa"];
        for (var round = 0; round < 2; round++)
            foreach (var code in codes) Assert.Equal(code, Read(code, (reader, column) => reader.Code(column)));
    }

    [Fact]
    public void Rows_with_the_same_code_share_its_text()
    {
        Assert.Same(Read("HOI-KH-NAM", (reader, column) => reader.Code(column)), Read("HOI-KH-NAM", (reader, column) => reader.Code(column)));
    }

    [Theory]
    [InlineData("2023-12-31", 2023, 12, 31)]
    [InlineData("0001-01-01", 1, 1, 1)]
    [InlineData("2024-02-29", 2024, 2, 29)]
    public void A_day_is_read_by_its_digits(string text, int year, int month, int day) => Assert.Equal(new(year, month, day), Read(text, (reader, column) => reader.Day(column)));

    [Theory]
    [InlineData("")]
    [InlineData("2023-12-3")]
    [InlineData("2023-12-31 ")]
    [InlineData("ngày mai")]
    public void What_is_no_day_is_not_taken_for_one(string text) => Assert.Throws<FormatException>(() => Read(text, (reader, column) => reader.Day(column)));

    [Fact]
    public void Nothing_is_told_from_an_empty_text()
    {
        Assert.Null(Read(null, (reader, column) => reader.TextOrNull(column)));
        Assert.Equal("", Read("", (reader, column) => reader.TextOrNull(column)));
        Assert.Null(Read(null, (reader, column) => reader.DayOrNull(column)));
        Assert.Null(Read(null, (reader, column) => reader.InstantOrNull(column)));
    }

    [Fact]
    public void Every_status_is_read_by_its_name()
    {
        foreach (var status in Enum.GetValues<Status>()) Assert.Equal(status, Read(status.ToString(), (reader, column) => reader.Status(column)));
    }

    private T Read<T>(string? text, Func<SqliteDataReader, int, T> read)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT 1, @text";
        command.Parameters.AddWithValue("@text", (object?)text ?? DBNull.Value);
        using var reader = command.ExecuteReader();
        Assert.True(reader.Read());
        return read(reader, 1);
    }
}
