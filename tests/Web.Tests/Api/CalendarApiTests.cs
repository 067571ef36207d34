using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class CalendarApiTests(RunningProduct product)
{
    [Fact]
    public async Task A_year_has_its_version_and_its_days_in_order()
    {
        var answer = await product.Get("/api/calendar/2030");

        Assert.Equal((2030, 1), (answer.GetProperty("year").GetInt32(), answer.GetProperty("version").GetInt32()));
        var days = Days(answer);
        Assert.Contains("2030-02-02 holiday mùng 1 Tết", days);
        Assert.Equal(days.Order(StringComparer.Ordinal), days);
    }

    [Theory]
    [InlineData(2026, "2026-04-26 holiday Giỗ Tổ Hùng Vương")]
    [InlineData(2026, "2026-04-27 compensatory nghỉ bù Giỗ Tổ Hùng Vương")]
    [InlineData(2025, "2025-02-03 compensatory nghỉ bù mùng 4 Tết")]
    [InlineData(2023, "2023-05-02 compensatory nghỉ bù Giỗ Tổ Hùng Vương")]
    [InlineData(2023, "2023-05-03 compensatory nghỉ bù Ngày Chiến thắng 30/4")]
    [InlineData(1990, "1990-01-27 holiday mùng 1 Tết")]
    [InlineData(2100, "2100-02-09 holiday mùng 1 Tết")]
    public async Task Holidays_and_what_makes_them_up_are_told(int year, string day) => Assert.Contains(day, Days(await product.Get($"/api/calendar/{year}")));

    [Fact]
    public async Task The_24th_of_November_is_worked_until_it_is_switched_on() =>
        Assert.DoesNotContain(Days(await product.Get("/api/calendar/2026")), day => day.StartsWith("2026-11", StringComparison.Ordinal));

    [Theory]
    [InlineData("1989")]
    [InlineData("2101")]
    [InlineData("abc")]
    [InlineData("02026")]
    [InlineData("-2026")]
    public async Task Another_year_is_not_there_and_the_sentence_says_which_are(string year)
    {
        var (status, problem) = await product.Ask($"/api/calendar/{year}");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("1990–2100", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private static List<string> Days(JsonElement answer) =>
        [.. answer.GetProperty("days").EnumerateArray().Select(day => $"{day.GetProperty("date").GetString()} {day.GetProperty("kind").GetString()} {day.GetProperty("name").GetString()}")];
}
