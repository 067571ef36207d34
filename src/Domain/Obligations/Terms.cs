using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Obligations;

/// <summary>So many are to be done by the end of that day.</summary>
public sealed record Milestone(DateOnly On, int Count);

/// <summary>What one obligation is bound by: its rule version and calendar worked out for its period. All days are local and include their end at 24:00.</summary>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Named">The due day as the rule names it, before a day off moved it; "trước ngày" already taken off.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Required">How many.</param>
/// <param name="Milestones">Interim checkpoints, by day.</param>
/// <param name="LeadDays">Days before <paramref name="Due"/> from which it is due soon.</param>
/// <param name="EscalateAfterDays">Days after <paramref name="Due"/> from which it is escalated; at least one.</param>
/// <param name="Reminders">Days from <paramref name="Due"/>.</param>
/// <param name="CountsFrom">Which time decides.</param>
/// <param name="LastDay">Last day of the body or its unit; null while they exist.</param>
public sealed record Terms(
    DateOnly Opens, DateOnly Named, DateOnly Due, int Required, ImmutableArray<Milestone> Milestones, int LeadDays, int EscalateAfterDays,
    ImmutableArray<int> Reminders, CountsFrom CountsFrom, DateOnly? LastDay)
{
    /// <summary>The terms of a period under a rule version; null where an event it counts from is not known.</summary>
    public static Terms? Of(RuleVersion version, Period period, WorkCalendar calendar, DateOnly? lastDay)
    {
        if (version.Schedule is not Schedule.Periodic schedule) return null;
        foreach (var (candidate, day) in schedule.Of(period.Year))
        {
            if (candidate.Key != period.Key) continue;
            var named = schedule.Named(period, day);
            return new(
                schedule.Opens(period), named, calendar.Apply(version.Roll, named), version.Quantity.Minimum,
                [.. schedule.CheckpointsWithin(period, named).Select(point => new Milestone(point.On, point.Count ?? (version.Quantity.Minimum + 1) / 2))],
                version.LeadDays, Math.Max(1, version.EscalateAfterDays), version.Reminders, version.CountsFrom, lastDay);
        }
        return null;
    }

    /// <summary>The earliest day on which what is handed in for it may have happened.</summary>
    public DateOnly Earliest(Period period) => Opens < period.Start ? Opens : period.Start;
}

/// <summary>A piece of evidence as the ladder sees it.</summary>
/// <param name="Id">Its receipt code.</param>
/// <param name="OccurredOn">The day it happened; may be unknown.</param>
/// <param name="DocumentDate">The day of the document that attests it.</param>
/// <param name="ReceivedAt">When the office got it.</param>
/// <param name="WithdrawnAt">When it was taken back; null while it stands.</param>
/// <param name="Count">How many it stands for.</param>
public sealed record Evidence(string Id, DateOnly? OccurredOn, DateOnly? DocumentDate, DateTimeOffset ReceivedAt, DateTimeOffset? WithdrawnAt, int Count = 1)
{
    /// <summary>The day it happened as far as is known.</summary>
    public DateOnly Happened => OccurredOn ?? DocumentDate ?? VietnamTime.DayOf(ReceivedAt);

    /// <summary>The day that decides whether it was in time.</summary>
    public DateOnly DecidingDay(CountsFrom from) => from == CountsFrom.Occurred ? Happened : VietnamTime.DayOf(ReceivedAt);

    /// <summary>The same as if it had been received on the day it happened (basis=happened); null if it was taken back.</summary>
    public Evidence? AsHappened() => WithdrawnAt is null ? this with { ReceivedAt = VietnamTime.StartOf(Happened) } : null;
}
