using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class LunarCalendarTests
{
    [Theory]
    [InlineData(1990, "1990-01-27")]
    [InlineData(2000, "2000-02-05")]
    [InlineData(2007, "2007-02-17")]
    [InlineData(2020, "2020-01-25")]
    [InlineData(2022, "2022-02-01")]
    [InlineData(2023, "2023-01-22")]
    [InlineData(2024, "2024-02-10")]
    [InlineData(2025, "2025-01-29")]
    [InlineData(2026, "2026-02-17")]
    [InlineData(2030, "2030-02-02")]
    public void Tết_is_where_Vietnam_keeps_it(int year, string day) => Assert.Equal(Samples.Day(day), LunarCalendar.Tet(year));

    [Theory]
    [InlineData("2009-04-04")]
    [InlineData("2023-04-29")]
    [InlineData("2024-04-18")]
    [InlineData("2025-04-07")]
    [InlineData("2026-04-26")]
    [InlineData("2037-04-24")]
    [InlineData("2038-04-13")]
    public void Giỗ_Tổ_is_the_tenth_of_the_third_month(string day)
    {
        Assert.Equal(Samples.Day(day), LunarCalendar.Day(Samples.Day(day).Year, 3, 10));
        Assert.Equal("10/3", LunarCalendar.Of(Samples.Day(day)).Text);
    }

    [Theory]
    [InlineData(1995, 8)]
    [InlineData(1998, 5)]
    [InlineData(2004, 2)]
    [InlineData(2006, 7)]
    [InlineData(2014, 9)]
    [InlineData(2017, 6)]
    [InlineData(2020, 4)]
    [InlineData(2023, 2)]
    [InlineData(2025, 6)]
    [InlineData(2033, 11)]
    public void A_long_year_has_its_leap_month(int year, int number) =>
        Assert.Equal([number], LunarCalendar.Months(year).Where(month => month.IsLeap).Select(month => month.Number));

    [Theory]
    [InlineData(2022)]
    [InlineData(2024)]
    [InlineData(2026)]
    [InlineData(2034)]
    public void A_short_year_has_none(int year) => Assert.Equal(Enumerable.Range(1, 12), LunarCalendar.Months(year).Select(month => month.Number));

    [Fact]
    public void Every_month_of_every_year_has_29_or_30_days_and_follows_the_one_before()
    {
        var months = Years().SelectMany(year => LunarCalendar.Months(year)).ToList();
        Assert.All(months, month => Assert.InRange(month.Length, 29, 30));
        Assert.All(months.Zip(months.Skip(1)), pair => Assert.Equal(pair.First.Start.AddDays(pair.First.Length), pair.Second.Start));
        Assert.All(Years(), year =>
        {
            var leap = LunarCalendar.Months(year).Where(month => month.IsLeap).ToList();
            Assert.InRange(leap.Count, 0, 1);
            Assert.Equal(12 + leap.Count, LunarCalendar.Months(year).Length);
            Assert.Equal(Enumerable.Range(1, 12), LunarCalendar.Months(year).Select(month => month.Number).Distinct());
        });
    }

    [Fact]
    public void Tết_lies_between_20_01_and_21_02_in_every_year() =>
        Assert.All(Years(), year => Assert.InRange(LunarCalendar.Tet(year), new DateOnly(year, 1, 20), new DateOnly(year, 2, 21)));

    [Fact]
    public void Every_day_of_1990_to_2100_has_one_lunar_day_and_the_days_follow_each_other()
    {
        var day = new DateOnly(1990, 1, 1);
        var before = LunarCalendar.Of(day);
        var days = 1;
        for (day = day.AddDays(1); day.Year <= 2100; day = day.AddDays(1), days++)
        {
            var lunar = LunarCalendar.Of(day);
            Assert.InRange(lunar.Day, 1, lunar.Month.Length);
            Assert.Equal(day, lunar.Month.Start.AddDays(lunar.Day - 1));
            Assert.True(lunar.Month == before.Month ? lunar.Day == before.Day + 1 : lunar.Day == 1 && before.Day == before.Month.Length, $"{day}");
            before = lunar;
        }
        Assert.Equal(40_542, days);
    }

    [Fact]
    public void The_leap_month_says_so() => Assert.Equal("1/6 nhuận", LunarCalendar.Of(new(2025, 7, 25)).Text);

    [Theory]
    [InlineData(1989)]
    [InlineData(2101)]
    public void Outside_1990_to_2100_nothing_is_computed(int year)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LunarCalendar.Tet(year));
        Assert.Throws<ArgumentOutOfRangeException>(() => LunarCalendar.Of(new(year, 6, 1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => LunarCalendar.Day(2026, 1, 31));
    }

    private static IEnumerable<int> Years() => Enumerable.Range(LunarCalendar.FirstYear, LunarCalendar.LastYear - LunarCalendar.FirstYear + 1);
}
