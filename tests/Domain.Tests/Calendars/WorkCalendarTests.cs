using FsCheck.Fluent;
using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Tests.Calendars;

public class WorkCalendarTests
{
    private static readonly WorkCalendar Tet2026 = Samples.Calendar(
        ("2026-02-16", "Tết Nguyên đán"), ("2026-02-17", "Tết Nguyên đán"), ("2026-02-18", "Tết Nguyên đán"), ("2026-02-19", "Tết Nguyên đán"), ("2026-02-20", "Tết Nguyên đán"));

    [Theory]
    [InlineData(Roll.None, "2026-02-16", "2026-02-16")]
    [InlineData(Roll.Next, "2026-02-16", "2026-02-23")]
    [InlineData(Roll.Previous, "2026-02-16", "2026-02-13")]
    [InlineData(Roll.Previous, "2026-02-22", "2026-02-13")]
    [InlineData(Roll.Next, "2026-02-14", "2026-02-23")]
    [InlineData(Roll.Next, "2026-02-23", "2026-02-23")]
    [InlineData(Roll.Previous, "2026-02-13", "2026-02-13")]
    [InlineData(Roll.Next, "2023-12-31", "2024-01-01")]
    public void A_due_day_on_a_day_off_moves_as_its_rule_says(Roll roll, string named, string due) =>
        Assert.Equal(Samples.Day(due), Tet2026.Apply(roll, Samples.Day(named)));

    [Theory]
    [InlineData("2026-02-17", "Tết Nguyên đán")]
    [InlineData("2026-02-21", "thứ Bảy")]
    [InlineData("2026-02-22", "Chủ nhật")]
    [InlineData("2026-02-23", null)]
    public void A_day_off_has_its_reason(string day, string? reason) => Assert.Equal(reason, Tet2026.DayOff(Samples.Day(day)));

    [Fact]
    public void A_holiday_on_a_weekend_is_named_as_the_holiday() =>
        Assert.Equal("Giỗ Tổ Hùng Vương", Samples.Calendar(("2026-04-26", "Giỗ Tổ Hùng Vương")).DayOff(new(2026, 4, 26)));

    [Fact]
    public void Rolling_ends_on_the_nearest_working_day_of_its_side() => Laws.Hold(
        from start in Gen.Choose(0, 1000)
        from roll in Gen.Elements(Roll.Next, Roll.Previous)
        from off in Gen.Choose(0, 30).ListOf()
        let day = new DateOnly(2025, 1, 1).AddDays(start)
        select (Day: day, Roll: roll, Calendar: new WorkCalendar(System.Collections.Immutable.ImmutableSortedDictionary.CreateRange(
            off.Distinct().Select(n => KeyValuePair.Create(day.AddDays(n - 15), "nghỉ"))))),
        sample =>
        {
            var due = sample.Calendar.Apply(sample.Roll, sample.Day);
            var (from, to) = sample.Roll == Roll.Next ? (sample.Day, due) : (due, sample.Day);
            var skipped = Enumerable.Range(from.DayNumber, to.DayNumber - from.DayNumber + 1).Select(DateOnly.FromDayNumber).Where(day => day != due);
            Assert.Null(sample.Calendar.DayOff(due));
            Assert.All(skipped, day => Assert.NotNull(sample.Calendar.DayOff(day)));
        });

    [Theory]
    [InlineData("2023-12-31T23:59:59.999", "2023-12-31")]
    [InlineData("2024-01-01T00:00", "2024-01-01")]
    public void A_day_ends_at_24_00_of_Vietnam(string at, string day)
    {
        Assert.Equal(Samples.Day(day), VietnamTime.DayOf(Samples.At(at).ToUniversalTime()));
        Assert.Equal(VietnamTime.EndOf(Samples.Day(day)).AddMilliseconds(1), VietnamTime.StartOf(Samples.Day(day).AddDays(1)));
    }
}
