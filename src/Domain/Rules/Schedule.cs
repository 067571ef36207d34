using System.Collections.Immutable;
using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Rules;

/// <summary>How often a calendar rule comes round.</summary>
public enum Cycle
{
    /// <summary>Each year, due in it.</summary>
    Year,

    /// <summary>For each year, due in the year before.</summary>
    YearBefore,

    /// <summary>For each year, due in the year after.</summary>
    YearAfter,

    /// <summary>Each half-year.</summary>
    Half,

    /// <summary>Each quarter.</summary>
    Quarter,

    /// <summary>Each month.</summary>
    Month,
}

/// <summary>A day of a year: 31/12, or 31/01 of the year after (YearOffset 1). 29/02 is 28/02 where there is none.</summary>
public sealed record YearDay(int Day, int Month, int YearOffset = 0)
{
    /// <summary>That day counted from a year.</summary>
    public DateOnly In(int year) => new(year + YearOffset, Month, Math.Min(Day, DateTime.DaysInMonth(year + YearOffset, Month)));
}

/// <summary>An interim checkpoint: so many by the end of that day (30/9), else "chậm tiến độ".</summary>
/// <param name="On">The last day.</param>
/// <param name="Count">How many; null for half of the minimum, rounded up.</param>
public sealed record Checkpoint(YearDay On, int? Count);

/// <summary>Unit of an offset from an event.</summary>
public enum OffsetUnit
{
    /// <summary>Days; the day of the event is not counted (Bộ luật Dân sự 2015 Điều 147).</summary>
    Days,

    /// <summary>Months.</summary>
    Months,

    /// <summary>Years.</summary>
    Years,
}

/// <summary>The closed set of ways in which obligations come about.</summary>
public abstract record Schedule
{
    private Schedule()
    {
    }

    /// <summary>By the calendar: the periods need no event.</summary>
    /// <param name="Cycle">How often.</param>
    /// <param name="Due">One day for each sub-period of a year.</param>
    /// <param name="Inclusive">True for "chậm nhất ngày" (the day is in time), false for "trước ngày" (it is too late).</param>
    /// <param name="Checkpoints">Interim checkpoints.</param>
    public sealed record Periodic(Cycle Cycle, ImmutableArray<YearDay> Due, bool Inclusive, ImmutableArray<Checkpoint> Checkpoints) : Schedule
    {
        /// <summary>The periods of a year, with the day each is named to be due on.</summary>
        public IEnumerable<(Period Period, YearDay Due)> Of(int year) => Cycle switch
        {
            Cycle.Half => Enumerable.Range(1, 2).Select(n => (Period.OfHalf(year, n), Due[n - 1])),
            Cycle.Quarter => Enumerable.Range(1, 4).Select(n => (Period.OfQuarter(year, n), Due[n - 1])),
            Cycle.Month => Enumerable.Range(1, 12).Select(n => (Period.OfMonth(year, n), Due[n - 1])),
            _ => [(Period.OfYear(year), Due[0])],
        };

        /// <summary>The year the due days of a period year are counted from.</summary>
        public int DueYear(int year) => Cycle switch { Cycle.YearBefore => year - 1, Cycle.YearAfter => year + 1, _ => year };

        /// <summary>The first day on which the period's obligation is owed.</summary>
        public DateOnly Opens(Period period) => Cycle switch
        {
            Cycle.YearBefore => new(period.Start.Year - 1, 10, 1),
            Cycle.YearAfter => period.End.AddDays(1),
            _ => period.Start,
        };

        /// <summary>The last day in time as the rule names it; "trước ngày" already taken off.</summary>
        public DateOnly Named(Period period, YearDay due) => due.In(DueYear(period.Year)).AddDays(Inclusive ? 0 : -1);

        /// <summary>The checkpoints that lie within a period's obligation: from its first day to before its due day.</summary>
        public IEnumerable<(DateOnly On, int? Count)> CheckpointsWithin(Period period, DateOnly named) =>
            Checkpoints.Select(point => (On: point.On.In(DueYear(period.Year)), point.Count)).Where(point => point.On >= Opens(period) && point.On < named).OrderBy(point => point.On);

        /// <summary>How many sub-periods a year has, and so how many due days the rule must name.</summary>
        public static int PerYear(Cycle cycle) => cycle switch { Cycle.Half => 2, Cycle.Quarter => 4, Cycle.Month => 12, _ => 1 };
    }

    /// <summary>From an event: a term since the last congress, days before or after something. Nothing is due until the event is known.</summary>
    /// <param name="Amount">How many units; negative before the event.</param>
    /// <param name="Unit">Days, months or years.</param>
    /// <param name="Event">The event as the pack names it: "congress", "planned congress", "dialogue".</param>
    /// <param name="Term">Whether each fulfilment is the anchor of the next.</param>
    public sealed record Anchored(int Amount, OffsetUnit Unit, string Event, bool Term) : Schedule;
}
