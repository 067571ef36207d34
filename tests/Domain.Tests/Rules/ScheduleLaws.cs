using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

public class ScheduleLaws
{
    private const int Times = 10_000;
    private static readonly DateOnly Day0 = new(2019, 1, 1);

    private static Gen<DateOnly> Days => from days in Gen.Choose(0, 366 * 9) select Day0.AddDays(days);

    /// <summary>Weekends, and days off that fall in clusters anywhere.</summary>
    private static Gen<WorkCalendar> Calendars =>
        from holidays in (from day in Days from length in Gen.Choose(1, 9) select (day, length)).ListOf(12)
        select new WorkCalendar(holidays.SelectMany(holiday => Enumerable.Range(0, holiday.length).Select(holiday.day.AddDays)).Distinct().ToImmutableSortedDictionary(day => day, day => "ngày nghỉ"));

    private static Gen<RuleVersion> Anchored =>
        from unit in Gen.Elements(OffsetUnit.Days, OffsetUnit.WorkingDays, OffsetUnit.Months, OffsetUnit.Years)
        from amount in Gen.Choose(1, unit switch { OffsetUnit.Years => 10, OffsetUnit.Months => 40, OffsetUnit.WorkingDays => 120, _ => 400 })
        from anchor in Gen.Elements(Anchor.Term, Anchor.Before, Anchor.After, Anchor.OnDemand)
        from roll in Gen.Elements(Roll.None, Roll.Next, Roll.Previous)
        from inclusive in Gen.Elements(true, false)
        from opens in Gen.Elements<int?>(null, 0, 1, 30)
        select Samples.Rule("HOI-DH-KQ") with
        {
            Roll = roll,
            Schedule = new Schedule.Anchored(anchor == Anchor.Before ? -amount : amount, unit, Domain.Events.EventKind.Congress, anchor) { Inclusive = inclusive, OpensBefore = opens },
        };

    [Fact]
    public void Periods_of_every_cycle_cover_the_years_without_gap_or_overlap() => Laws.Hold(
        from cycle in Gen.Elements(Enum.GetValues<Cycle>())
        from first in Gen.Choose(1, 365)
        from year in Gen.Choose(1920, 2900)
        select (Schedule: new Schedule.Periodic(cycle, [], true, []) { First = First(first) }, Year: year),
        sample =>
        {
            var periods = Enumerable.Range(sample.Year, 5).SelectMany(year => sample.Schedule.Of(year).Select(one => (Year: year, one.Period, one.Place))).ToList();
            for (var i = 0; i < periods.Count; i++)
            {
                var (year, period, place) = periods[i];
                Assert.True(period.Start <= period.End);
                if (i > 0) Assert.Equal(periods[i - 1].Period.End.AddDays(1), period.Start);
                Assert.Equal((year, place, period), (period.Year, sample.Schedule.PlaceOf(period), Period.Parse(period.Key)));
            }
        }, Times);

    [Fact]
    public void A_due_day_never_comes_earlier_when_its_event_comes_later() => Laws.Hold(
        from rule in Anchored from calendar in Calendars from one in Days from later in Gen.Choose(1, 40) select (rule, calendar, one, later),
        sample =>
        {
            var before = DueDay.Of(sample.rule, Period.OfAnchor(sample.one), sample.calendar)!;
            var after = DueDay.Of(sample.rule, Period.OfAnchor(sample.one.AddDays(sample.later)), sample.calendar)!;
            Assert.True(before.Due <= after.Due && before.Named <= after.Named && before.Opens <= after.Opens, $"{before.Due} > {after.Due}");
        }, Times);

    [Fact]
    public void The_steps_replayed_give_the_due_day_and_computing_twice_gives_the_same() => Laws.Hold(
        from rule in Anchored from calendar in Calendars from day in Days select (rule, calendar, day),
        sample =>
        {
            var due = DueDay.Of(sample.rule, Period.OfAnchor(sample.day), sample.calendar)!;
            var reached = sample.day;
            foreach (var step in due.Steps)
            {
                Assert.Equal(reached, step.From);
                reached = step.Kind switch
                {
                    StepKind.Counted => DueDay.Count(reached, step.Amount, step.Unit, sample.calendar),
                    StepKind.DayBefore => reached.AddDays(-1),
                    _ => Over(step, reached, sample.calendar),
                };
                Assert.Equal(step.To, reached);
            }
            Assert.Equal(due.Due, reached);
            Assert.True(sample.rule.Roll == Roll.None || sample.calendar.DayOff(due.Due) is null);
            Assert.Equal(Text(due), Text(DueDay.Of(sample.rule, Period.OfAnchor(sample.day), sample.calendar)!));
        }, Times);

    /// <summary>Goes over the days off that a step says it passed over.</summary>
    private static DateOnly Over(Step step, DateOnly from, WorkCalendar calendar)
    {
        foreach (var skipped in step.Skipped)
        {
            Assert.Equal((from, calendar.DayOff(from)), (skipped.Day, skipped.Why));
            from = from.AddDays(step.To > step.From ? 1 : -1);
        }
        return from;
    }

    private static string Text(DueDay day) => $"{day.Opens} {day.Named} {day.Due} " + string.Join(';', day.Steps.Select(step => $"{step.Kind} {step.From} {step.Amount} {step.Unit} {step.To} {string.Join(',', step.Skipped)}"));

    /// <summary>Any day of a leap year but the first, which would be the calendar year.</summary>
    private static YearDay First(int days) => new DateOnly(2024, 1, 1).AddDays(days) is var day ? new(day.Day, day.Month) : null!;

    [Theory]
    [InlineData("2023-08-31", "6M", "2024-02-29")]
    [InlineData("2022-08-31", "6M", "2023-02-28")]
    [InlineData("2020-02-29", "5Y", "2025-02-28")]
    [InlineData("2020-02-29", "4Y", "2024-02-29")]
    [InlineData("2024-12-31", "30D", "2025-01-30")]
    [InlineData("2024-01-31", "1M", "2024-02-29")]
    [InlineData("2024-01-30", "1M", "2024-02-29")]
    [InlineData("2024-02-29", "12M", "2025-02-28")]
    [InlineData("2018-06-14", "5Y", "2023-06-14")]
    [InlineData("2024-12-31", "1BD", "2025-01-01")]
    [InlineData("2024-12-27", "1BD", "2024-12-30")]
    [InlineData("2024-12-28", "5BD", "2025-01-03")]
    public void The_day_of_the_event_is_not_counted_and_a_month_without_such_a_day_ends_on_its_last(string anchor, string offset, string due) =>
        Assert.Equal(Samples.Day(due), DueDay.Of(Samples.Rule("HOI-DH-KQ", ("due", $"{offset} after congress"), ("roll", "none")), Period.OfAnchor(Samples.Day(anchor)), WorkCalendar.Weekends)!.Due);

    [Fact]
    public void Thirty_days_that_end_in_Tet_move_to_the_next_working_day_and_name_every_day_off()
    {
        var tet = Samples.Calendar(("2025-01-28", "29 tháng Chạp"), ("2025-01-29", "mùng 1 Tết"), ("2025-01-30", "mùng 2 Tết"), ("2025-01-31", "mùng 3 Tết"), ("2025-02-01", "mùng 4 Tết"), ("2025-02-03", "nghỉ bù mùng 4 Tết"));
        var day = DueDay.Of(Samples.Rule("HOI-DH-KQ"), Period.OfAnchor(new(2024, 12, 31)), tet)!;

        Assert.Equal((new DateOnly(2025, 1, 30), new DateOnly(2025, 2, 4)), (day.Named, day.Due));
        Assert.Equal(["mùng 2 Tết", "mùng 3 Tết", "mùng 4 Tết", "Chủ nhật", "nghỉ bù mùng 4 Tết"], day.Steps[^1].Skipped.Select(skipped => skipped.Why));
    }
}
