using System.Collections.Immutable;
using HoiQC.Domain.Events;
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

    /// <summary>A reporting year of its own, from a day to the day before it a year later (15/12–14/12); it counts for the year it ends in.</summary>
    ReportingYear,
}

/// <summary>A day of a year: 31/12, or 31/01 of the year after (YearOffset 1). 29/02 is 28/02 where there is none.</summary>
public sealed record YearDay(int Day, int Month, int YearOffset = 0)
{
    /// <summary>That day counted from a year.</summary>
    public DateOnly In(int year) => new(year + YearOffset, Month, Math.Min(Day, DateTime.DaysInMonth(year + YearOffset, Month)));
}

/// <summary>An interim checkpoint: so many by the end of that day (30/9), else "chậm tiến độ".</summary>
/// <param name="On">The last day.</param>
/// <param name="Count">How many; null for half of the number owed, rounded up.</param>
public sealed record Checkpoint(YearDay On, int? Count);

/// <summary>Unit of an offset from an event; the day of the event is not counted (Bộ luật Dân sự 2015 Điều 147).</summary>
public enum OffsetUnit
{
    /// <summary>Days.</summary>
    Days,

    /// <summary>Working days ("ngày làm việc").</summary>
    WorkingDays,

    /// <summary>Months; to the last day of the month where there is no such day (Điều 148 khoản 3).</summary>
    Months,

    /// <summary>Years; 29/02 becomes 28/02 where there is none.</summary>
    Years,
}

/// <summary>How an obligation hangs on its event.</summary>
public enum Anchor
{
    /// <summary>A term since the last one; what fulfils it is the anchor of the next.</summary>
    Term,

    /// <summary>Before a planned event.</summary>
    Before,

    /// <summary>After an event.</summary>
    After,

    /// <summary>On demand: from the day it is asked for, unless the request names its own deadline.</summary>
    OnDemand,
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
        /// <summary>First day of a reporting year, counted from the year before the one it ends in; 01/01 for every other cycle.</summary>
        public YearDay First { get; init; } = new(1, 1);

        /// <summary>The day each sub-period opens, where the rule names one; empty for the first day of the period.</summary>
        public ImmutableArray<YearDay> OpensOn { get; init; } = [];

        /// <summary>The day up to which each sub-period's figures are taken ("chốt số liệu"); empty for none.</summary>
        public ImmutableArray<YearDay> CutOffs { get; init; } = [];

        /// <summary>The periods of a year, with the place of each in the year: the first is 0.</summary>
        public IEnumerable<(Period Period, int Place)> Of(int year) => Cycle switch
        {
            Cycle.Half => Enumerable.Range(1, 2).Select(n => (Period.OfHalf(year, n), n - 1)),
            Cycle.Quarter => Enumerable.Range(1, 4).Select(n => (Period.OfQuarter(year, n), n - 1)),
            Cycle.Month => Enumerable.Range(1, 12).Select(n => (Period.OfMonth(year, n), n - 1)),
            Cycle.ReportingYear => [(Period.OfDays(First.In(year - 1), First.In(year).AddDays(-1)), 0)],
            _ => [(Period.OfYear(year), 0)],
        };

        /// <summary>The place of a period in its year; null when the rule has no such period.</summary>
        public int? PlaceOf(Period period)
        {
            foreach (var (candidate, place) in Of(period.Year))
                if (candidate.Key == period.Key) return place;
            return null;
        }

        /// <summary>The year the due days of a period year are counted from.</summary>
        public int DueYear(int year) => Cycle switch { Cycle.YearBefore => year - 1, Cycle.YearAfter => year + 1, _ => year };

        /// <summary>The first day on which the period's obligation is owed.</summary>
        public DateOnly Opens(Period period, int place) => OpensOn.Length > place ? OpensOn[place].In(DueYear(period.Year)) : Cycle switch
        {
            Cycle.YearBefore => new(period.Start.Year - 1, 10, 1),
            Cycle.YearAfter => period.End.AddDays(1),
            _ => period.Start,
        };

        /// <summary>The day as the rule names it; with "trước ngày" that day is too late.</summary>
        public DateOnly Written(Period period, int place) => Due[place].In(DueYear(period.Year));

        /// <summary>The last day in time as the rule names it; "trước ngày" already taken off.</summary>
        public DateOnly Named(Period period, int place) => Written(period, place).AddDays(Inclusive ? 0 : -1);

        /// <summary>The day up to which a period's figures are taken, or null.</summary>
        public DateOnly? CutOff(Period period, int place) => CutOffs.Length > place ? CutOffs[place].In(DueYear(period.Year)) : null;

        /// <summary>The checkpoints that lie within a period's obligation: from its first day to before its due day.</summary>
        public IEnumerable<(DateOnly On, int? Count)> CheckpointsWithin(Period period, DateOnly opens, DateOnly named) =>
            Checkpoints.Select(point => (On: point.On.In(DueYear(period.Year)), point.Count)).Where(point => point.On >= opens && point.On < named).OrderBy(point => point.On);

        /// <summary>How many sub-periods a year has, and so how many due days the rule must name.</summary>
        public static int PerYear(Cycle cycle) => cycle switch { Cycle.Half => 2, Cycle.Quarter => 4, Cycle.Month => 12, _ => 1 };
    }

    /// <summary>From an event: a term since the last congress, days before or after something. Nothing is due until the event is known.</summary>
    /// <param name="Amount">How many units; negative before the event; 0 for a demand that always names its own deadline.</param>
    /// <param name="Unit">Days, working days, months or years.</param>
    /// <param name="Event">The event.</param>
    /// <param name="Anchor">How it hangs on the event.</param>
    public sealed record Anchored(int Amount, OffsetUnit Unit, EventKind Event, Anchor Anchor) : Schedule
    {
        /// <summary>True for "trong thời hạn", where the last day is in time; false for "trước".</summary>
        public bool Inclusive { get; init; } = true;

        /// <summary>Days before the due day on which it opens; null for the rule's nature: the event's own day, or 60 days before what is due before an event.</summary>
        public int? OpensBefore { get; init; }

        /// <summary>Whether each fulfilment is the anchor of the next.</summary>
        public bool IsTerm => Anchor == Anchor.Term;

        /// <summary>The first day it is owed, counted from its event and the day it is named to be due.</summary>
        public DateOnly Opens(DateOnly anchor, DateOnly named) =>
            OpensBefore is { } days ? named.AddDays(-days) : Anchor == Anchor.Before ? named.AddDays(-BeforeEvent) : anchor;

        private const int BeforeEvent = 60;
    }
}
