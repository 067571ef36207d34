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

    [Fact]
    public void A_later_day_never_comes_to_lie_earlier() => Laws.Hold(
        from version in CalendarSamples.Versions
        from day in CalendarSamples.Days
        from later in Gen.Choose(0, 40)
        from roll in Gen.Elements(Roll.None, Roll.Next, Roll.Previous)
        select (Calendar: new WorkCalendar(version), Day: day, Later: day.AddDays(later), Roll: roll),
        sample => Assert.True(sample.Calendar.Apply(sample.Roll, sample.Day) <= sample.Calendar.Apply(sample.Roll, sample.Later)),
        times: 10_000);

    [Fact]
    public void So_many_working_days_after_a_day_lie_between_it_and_the_working_day_answered() => Laws.Hold(
        from version in CalendarSamples.Versions
        from day in CalendarSamples.Days
        from count in Gen.Choose(-60, 60)
        select (Calendar: new WorkCalendar(version), Day: day, Count: count),
        sample =>
        {
            var found = sample.Calendar.After(sample.Day, sample.Count);
            if (sample.Count == 0)
            {
                Assert.Equal(sample.Day, found);
                return;
            }
            Assert.Null(sample.Calendar.DayOff(found));
            var (first, last) = sample.Count > 0 ? (sample.Day.AddDays(1), found) : (found, sample.Day.AddDays(-1));
            Assert.Equal(Math.Abs(sample.Count), Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Count(number => sample.Calendar.DayOff(DateOnly.FromDayNumber(number)) is null));
        },
        times: 10_000);

    [Theory]
    [InlineData("2026-02-13", 1, "2026-02-23")]
    [InlineData("2026-02-14", 5, "2026-02-27")]
    [InlineData("2026-02-23", -1, "2026-02-13")]
    [InlineData("2023-04-28", 1, "2023-05-04")]
    [InlineData("2026-02-14", 0, "2026-02-14")]
    public void Working_days_are_counted_from_the_day_after(string day, int count, string found) =>
        Assert.Equal(Samples.Day(found), CalendarSamples.First.After(Samples.Day(day), count));

    [Fact]
    public void Thirty_days_after_the_end_of_2024_lie_in_Tết_and_move_to_04_02_2025()
    {
        var named = new DateOnly(2024, 12, 31).AddDays(30);
        Assert.Equal("mùng 2 Tết", CalendarSamples.First.DayOff(named));
        Assert.Equal(new(2025, 2, 4), CalendarSamples.First.Apply(Roll.Next, named));
    }

    [Fact]
    public void Many_who_ask_at_once_get_the_same()
    {
        var asked = new WorkCalendar(CalendarVersion.First);
        var answers = new string?[64][];
        Parallel.For(0, answers.Length, one => answers[one] = [.. Enumerable.Range(0, 2_000).Select(day => asked.DayOff(new DateOnly(2023, 1, 1).AddDays(day)))]);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
    }

    [Theory]
    [InlineData("2023-12-31T23:59:59.999", "2023-12-31")]
    [InlineData("2024-01-01T00:00", "2024-01-01")]
    public void A_day_ends_at_24_00_of_Vietnam(string at, string day)
    {
        Assert.Equal(Samples.Day(day), VietnamTime.DayOf(Samples.At(at).ToUniversalTime()));
        Assert.Equal(VietnamTime.EndOf(Samples.Day(day)).AddMilliseconds(1), VietnamTime.StartOf(Samples.Day(day).AddDays(1)));
    }
}
