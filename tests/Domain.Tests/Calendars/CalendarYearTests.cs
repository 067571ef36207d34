using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using static HoiQC.Domain.Tests.Calendars.CalendarSamples;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class CalendarYearTests
{
    [Fact]
    public void Compensatory_days_of_2023_are_found_over_the_whole_set() => Assert.Equal(
        [
            "01/01 holiday Tết Dương lịch", "02/01 compensatory nghỉ bù Tết Dương lịch",
            "21/01 holiday 30 Tết", "22/01 holiday mùng 1 Tết", "23/01 holiday mùng 2 Tết", "24/01 holiday mùng 3 Tết", "25/01 holiday mùng 4 Tết",
            "26/01 compensatory nghỉ bù 30 Tết", "27/01 compensatory nghỉ bù mùng 1 Tết",
            "29/04 holiday Giỗ Tổ Hùng Vương", "30/04 holiday Ngày Chiến thắng 30/4", "01/05 holiday Quốc tế Lao động 01/5",
            "02/05 compensatory nghỉ bù Giỗ Tổ Hùng Vương", "03/05 compensatory nghỉ bù Ngày Chiến thắng 30/4",
            "02/09 holiday Quốc khánh 02/9", "03/09 holiday Quốc khánh 03/9", "04/09 compensatory nghỉ bù Quốc khánh 02/9", "05/09 compensatory nghỉ bù Quốc khánh 03/9",
        ],
        Written(First, 2023));

    [Fact]
    public void In_2025_mùng_4_is_a_Saturday_and_made_up_on_03_02() => Assert.Equal(
        ["28/01 holiday 29 Tết", "29/01 holiday mùng 1 Tết", "30/01 holiday mùng 2 Tết", "31/01 holiday mùng 3 Tết", "01/02 holiday mùng 4 Tết", "03/02 compensatory nghỉ bù mùng 4 Tết"],
        Written(First, 2025).Skip(1).Take(6));

    [Fact]
    public void In_2026_Giỗ_Tổ_is_a_Sunday_and_made_up_the_day_after() => Assert.Equal(
        [
            "01/01 holiday Tết Dương lịch", "16/02 holiday 29 Tết", "17/02 holiday mùng 1 Tết", "18/02 holiday mùng 2 Tết", "19/02 holiday mùng 3 Tết", "20/02 holiday mùng 4 Tết",
            "26/04 holiday Giỗ Tổ Hùng Vương", "27/04 compensatory nghỉ bù Giỗ Tổ Hùng Vương", "30/04 holiday Ngày Chiến thắng 30/4", "01/05 holiday Quốc tế Lao động 01/5",
            "02/09 holiday Quốc khánh 02/9", "03/09 holiday Quốc khánh 03/9",
        ],
        Written(First, 2026));

    [Theory]
    [InlineData(2025, false)]
    [InlineData(2026, true)]
    [InlineData(2100, true)]
    public void Ngày_Văn_hóa_is_off_only_where_it_was_switched_on_and_from_2026(int year, bool off)
    {
        Assert.DoesNotContain(First.DaysOf(year), day => day.Date.Month == 11);
        Assert.Equal(off, WithCultureDay.DaysOf(year).Any(day => day.Date == new DateOnly(year, 11, 24) && day.Kind == DayKind.Holiday));
    }

    [Theory]
    [InlineData(1989)]
    [InlineData(2101)]
    public void Outside_1990_to_2100_weekends_and_solar_holidays_are_known(int year)
    {
        Assert.Equal("Tết Dương lịch", First.DayOff(new(year, 1, 1)));
        Assert.Equal("Quốc khánh 02/9", First.DayOff(new(year, 9, 2)));
        Assert.All(First.DaysOf(year), day => Assert.Equal(DayKind.Holiday, day.Kind));
        Assert.Equal(5, First.DaysOf(year).Length);
        Assert.Equal("Chủ nhật", First.DayOff(new DateOnly(year, 7, 1).AddDays((7 - (int)new DateOnly(year, 7, 1).DayOfWeek) % 7)));
    }

    [Fact]
    public void As_many_days_are_made_up_as_holidays_fall_on_weekends_in_every_year()
    {
        foreach (var calendar in new[] { First, WithCultureDay })
            for (var year = 1990; year <= 2100; year++)
            {
                var (holidays, madeUp) = (Dates(calendar, year, DayKind.Holiday), Dates(calendar, year, DayKind.Compensatory));
                Assert.Equal(holidays.Count(IsWeekend), madeUp.Count);
                Assert.DoesNotContain(madeUp, IsWeekend);
                Assert.Empty(madeUp.Intersect(holidays));
                Assert.All(madeUp, day => Assert.Contains(holidays, holiday => holiday < day && day.DayNumber - holiday.DayNumber <= 7));
            }
    }

    [Fact]
    public void Whatever_is_published_no_compensatory_day_is_a_weekend_and_no_day_is_said_twice() => Laws.Hold(
        from version in Versions
        from day in Days
        select (Version: version, day.Year),
        sample =>
        {
            var days = new WorkCalendar(sample.Version).DaysOf(sample.Year);
            Assert.Equal(days.Select(day => day.Date).Distinct().Order(), days.Select(day => day.Date));
            Assert.All(days, day => Assert.Equal(sample.Year, day.Date.Year));
            Assert.All(days.Where(day => day.Kind is DayKind.Compensatory or DayKind.SwappedOff), day => Assert.False(IsWeekend(day.Date)));
            Assert.All(days.Where(day => day.Kind == DayKind.SwappedOn), day => Assert.True(IsWeekend(day.Date)));
            Assert.Equal(days.AsEnumerable(), new WorkCalendar(sample.Version).DaysOf(sample.Year));
        },
        times: 10_000);

    private static List<DateOnly> Dates(WorkCalendar calendar, int year, DayKind kind) => [.. calendar.DaysOf(year).Where(day => day.Kind == kind).Select(day => day.Date)];
}
