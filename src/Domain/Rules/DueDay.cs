using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Rules;

/// <summary>What one step of the arithmetic does.</summary>
public enum StepKind
{
    /// <summary>The rule (or a request) names the day.</summary>
    Named,

    /// <summary>Counted from an event.</summary>
    Counted,

    /// <summary>"Trước ngày": the day before is the last one in time.</summary>
    DayBefore,

    /// <summary>Days off moved it.</summary>
    Moved,

    /// <summary>It would have been overdue when its rule was published; the notice counts from the day of publication.</summary>
    Noticed,

    /// <summary>Extended by a document.</summary>
    Extended,

    /// <summary>A piece that had come in time was returned; working days count from the day of the return.</summary>
    Returned,
}

/// <summary>A day off that a due day passed over.</summary>
/// <param name="Day">The day.</param>
/// <param name="Why">Why it is one: "thứ Bảy", "Quốc khánh".</param>
public sealed record SkippedDay(DateOnly Day, string Why);

/// <summary>One step of the arithmetic of a due day; each begins where the one before ended, and replaying them gives the due day.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="From">The day it starts from: the event's, the publication's, the return's, or where the step before ended; null for a named day.</param>
/// <param name="Amount">How many units are counted; negative backwards; 0 where nothing is counted.</param>
/// <param name="Unit">The unit counted in.</param>
/// <param name="To">The day it arrives at.</param>
/// <param name="Skipped">The days off it passed over, with why each is one.</param>
public sealed record Step(StepKind Kind, DateOnly? From, int Amount, OffsetUnit Unit, DateOnly To, ImmutableArray<SkippedDay> Skipped)
{
    /// <summary>A step that passes over no day off.</summary>
    public Step(StepKind kind, DateOnly? from, int amount, OffsetUnit unit, DateOnly to)
        : this(kind, from, amount, unit, to, [])
    {
    }
}

/// <summary>The due day of one period under a rule version and a calendar, with its arithmetic. All days are local and end at 24:00 (Bộ luật Dân sự 2015 Điều 148 khoản 6).</summary>
/// <param name="Opens">First day it is owed.</param>
/// <param name="CutOff">The day up to which figures are taken; null for none.</param>
/// <param name="Named">The last day in time before days off moved it.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Steps">The arithmetic.</param>
public sealed record DueDay(DateOnly Opens, DateOnly? CutOff, DateOnly Named, DateOnly Due, ImmutableArray<Step> Steps)
{
    /// <summary>Works it out; null when the rule has no such period.</summary>
    /// <param name="version">The rule version.</param>
    /// <param name="period">The period; of an event rule the event's day.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="given">The deadline a request names itself; null for the rule's.</param>
    public static DueDay? Of(RuleVersion version, Period period, WorkCalendar calendar, DateOnly? given = null)
    {
        var steps = ImmutableArray.CreateBuilder<Step>(3);
        switch (version.Schedule)
        {
            case Schedule.Periodic periodic when periodic.PlaceOf(period) is { } place:
                steps.Add(new(StepKind.Named, null, 0, OffsetUnit.Days, periodic.Written(period, place)));
                var fixedDay = Settle(steps, periodic.Inclusive, version.Roll, calendar);
                return new(periodic.Opens(period, place), periodic.CutOff(period, place), fixedDay.Named, fixedDay.Due, steps.DrainToImmutable());
            case Schedule.Anchored anchored when period.IsAnchor:
                steps.Add(given is { } day
                    ? new(StepKind.Named, null, 0, OffsetUnit.Days, day)
                    : new(StepKind.Counted, period.Start, anchored.Amount, anchored.Unit, Count(period.Start, anchored.Amount, anchored.Unit, calendar)));
                var counted = Settle(steps, anchored.Inclusive || given is not null, given is null ? version.Roll : Roll.None, calendar);
                return new(anchored.Opens(period.Start, counted.Named), null, counted.Named, counted.Due, steps.DrainToImmutable());
            default:
                return null;
        }
    }

    /// <summary>
    /// Counts from a day that is itself not counted: "trong thời hạn 30 ngày" from 31/12 ends on 30/01; months and years end on the corresponding day,
    /// or the last of the month where there is none (Bộ luật Dân sự 2015 Điều 147, Điều 148 khoản 3).
    /// </summary>
    public static DateOnly Count(DateOnly from, int amount, OffsetUnit unit, WorkCalendar calendar) => unit switch
    {
        OffsetUnit.WorkingDays => calendar.After(from, amount),
        OffsetUnit.Months => from.AddMonths(amount),
        OffsetUnit.Years => from.AddYears(amount),
        _ => from.AddDays(amount),
    };

    private static (DateOnly Named, DateOnly Due) Settle(ImmutableArray<Step>.Builder steps, bool inclusive, Roll roll, WorkCalendar calendar)
    {
        if (!inclusive) steps.Add(new(StepKind.DayBefore, steps[^1].To, -1, OffsetUnit.Days, steps[^1].To.AddDays(-1)));
        var named = steps[^1].To;
        var due = calendar.Apply(roll, named);
        if (due == named) return (named, due);

        var skipped = ImmutableArray.CreateBuilder<SkippedDay>();
        for (var day = named; day != due; day = day.AddDays(due > named ? 1 : -1)) skipped.Add(new(day, calendar.DayOff(day)!));
        steps.Add(new(StepKind.Moved, named, 0, OffsetUnit.Days, due, skipped.DrainToImmutable()));
        return (named, due);
    }
}
