using HoiQC.Domain.Calendars;
using static HoiQC.Domain.Tests.Calendars.CalendarSamples;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class OverrideTests
{
    [Fact]
    public void The_schedule_of_Tết_replaces_the_computed_days_with_what_made_them_up()
    {
        // As announced for 2025: nine days, 25/01 (26 tháng Chạp) to 02/02 (mùng 5), weekends counted in.
        var calendar = Of([.. Enumerable.Range(0, 9).Select(day => new OverrideDraft($"{new DateOnly(2025, 1, 25).AddDays(day):dd/MM/yyyy}", "holiday", "nghỉ Tết Ất Tỵ", "tet"))]);

        Assert.Equal(9, calendar.DaysOf(2025).Count(day => day.Name == "nghỉ Tết Ất Tỵ"));
        Assert.DoesNotContain(calendar.DaysOf(2025), day => day.Name.Contains("mùng", StringComparison.Ordinal));
        Assert.Equal("nghỉ Tết Ất Tỵ", calendar.DayOff(new(2025, 1, 27)));
        Assert.Null(calendar.DayOff(new(2025, 2, 3)));
        Assert.Equal(Written(First, 2024), Written(calendar, 2024));
        Assert.Equal(Written(First, 2025).Where(day => !day.Contains("Tết", StringComparison.Ordinal)), Written(calendar, 2025).Where(day => !day.Contains("Tết", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_schedule_of_Quốc_khánh_is_exact_with_its_compensatory_day()
    {
        var calendar = Of(
            new("2024-08-31", "holiday", "Quốc khánh", "national"), new("2024-09-02", "holiday", "Quốc khánh", "national"), new("2024-09-03", "compensatory", "nghỉ bù Quốc khánh", "national"));

        Assert.Equal(
            ["31/08 holiday Quốc khánh", "02/09 holiday Quốc khánh", "03/09 compensatory nghỉ bù Quốc khánh"],
            Written(calendar, 2024).Where(day => day.Contains("Quốc khánh", StringComparison.Ordinal)));
        Assert.Null(calendar.DayOff(new(2024, 9, 4)));
    }

    [Fact]
    public void A_holiday_listed_where_a_day_is_made_up_moves_that_one_on() => Assert.Equal(
        ["26/04 holiday Giỗ Tổ Hùng Vương", "27/04 holiday nghỉ theo Quyết định của Thủ tướng", "28/04 compensatory nghỉ bù Giỗ Tổ Hùng Vương"],
        Written(Of(new OverrideDraft("2026-04-27", "holiday", "nghỉ theo Quyết định của Thủ tướng")), 2026).Where(day => day[..5] is "26/04" or "27/04" or "28/04"));

    [Fact]
    public void A_compensatory_day_listed_as_it_is_computed_stays_one_day() => Assert.Equal(
        ["26/04 holiday Giỗ Tổ Hùng Vương", "27/04 compensatory nghỉ bù Giỗ Tổ"],
        Written(Of(new OverrideDraft("2026-04-27", "compensatory", "nghỉ bù Giỗ Tổ")), 2026).Where(day => day[..5] is "26/04" or "27/04" or "28/04"));

    [Fact]
    public void A_holiday_listed_on_a_weekend_is_not_made_up()
    {
        var calendar = Of(new OverrideDraft("2026-07-11", "holiday", "ngày hội của tỉnh"));
        Assert.Equal("ngày hội của tỉnh", calendar.DayOff(new(2026, 7, 11)));
        Assert.Null(calendar.DayOff(new(2026, 7, 13)));
    }

    [Fact]
    public void A_working_day_is_worked_whatever_it_would_be()
    {
        var calendar = Of(new OverrideDraft("2026-09-03", "working", "làm việc theo thông báo"), new OverrideDraft("2026-07-12", "working", "trực tuyến bầu cử"));

        Assert.Null(calendar.DayOff(new(2026, 9, 3)));
        Assert.Null(calendar.DayOff(new(2026, 7, 12)));
        Assert.DoesNotContain(calendar.DaysOf(2026), day => day.Date == new DateOnly(2026, 9, 3));
        Assert.Contains("12/07 swappedOn trực tuyến bầu cử", Written(calendar, 2026));
    }

    [Fact]
    public void A_swapped_Saturday_is_worked_and_its_weekday_is_off()
    {
        var calendar = Swapped(new SwapDraft("2026-01-02", "2026-01-10"));

        Assert.Equal("nghỉ hoán đổi, làm bù ngày 10/01/2026", calendar.DayOff(new(2026, 1, 2)));
        Assert.Null(calendar.DayOff(new(2026, 1, 10)));
        Assert.Equal(["01/01 holiday Tết Dương lịch", "02/01 swappedOff nghỉ hoán đổi, làm bù ngày 10/01/2026", "10/01 swappedOn làm bù ngày nghỉ 02/01/2026"], Written(calendar, 2026).Take(3));
        Assert.Equal(new(2026, 1, 10), calendar.Apply(Roll.Next, new(2026, 1, 10)));
        Assert.Equal(new(2026, 1, 10), calendar.After(new(2026, 1, 9), 1));
    }

    [Fact]
    public void A_swap_over_New_Year_shows_in_both_years()
    {
        var calendar = Swapped(new SwapDraft("2025-12-31", "2026-01-10", "dồn nghỉ Tết Dương lịch"));
        Assert.Contains("31/12 swappedOff dồn nghỉ Tết Dương lịch", Written(calendar, 2025));
        Assert.Contains("10/01 swappedOn dồn nghỉ Tết Dương lịch", Written(calendar, 2026));
    }
}
