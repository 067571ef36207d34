using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Obligations;

/// <summary>So many are to be done by the end of that day.</summary>
public sealed record Milestone(DateOnly On, int Count);

/// <summary>What one obligation is bound by: its rule version and calendar worked out for its period. All days are local and include their end at 24:00.</summary>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Due">The last day in time, by whatever bound it last: the rule, a notice, an extension, a return.</param>
/// <param name="Required">How many.</param>
/// <param name="Milestones">Interim checkpoints, by day.</param>
/// <param name="LeadDays">Days before <paramref name="Due"/> from which it is due soon.</param>
/// <param name="EscalateAfterDays">Days after <paramref name="Due"/> (and its grace) from which it is escalated; at least one.</param>
/// <param name="Reminders">Days from <paramref name="Due"/>.</param>
/// <param name="CountsFrom">Which time decides.</param>
/// <param name="LastDay">Last day of the body or its unit; null while they exist.</param>
public sealed record Terms(
    DateOnly Opens, DateOnly Due, int Required, ImmutableArray<Milestone> Milestones, int LeadDays, int EscalateAfterDays,
    ImmutableArray<int> Reminders, CountsFrom CountsFrom, DateOnly? LastDay)
{
    /// <summary>Days after the due day on which it is still in time ("ân hạn").</summary>
    public int GraceDays { get; init; }

    /// <summary>Whether <see cref="Due"/> was extended by a document.</summary>
    public bool Extended { get; init; }

    /// <summary>Waived or NotApplicable by a decision, or NoData before its event is known, whatever is handed in; null for none.</summary>
    public Status? Settled { get; init; }

    /// <summary>The last day on which nothing is overdue: the due day, with its grace.</summary>
    public DateOnly LastInTime => Due.AddDays(GraceDays);

    /// <summary>The terms a rule version gives a period; null where it has no such period.</summary>
    /// <param name="version">The rule version.</param>
    /// <param name="period">The period; of an event rule the event's day.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="lastDay">Last day of the body or its unit.</param>
    /// <param name="given">The deadline a request names itself.</param>
    public static Terms? Of(RuleVersion version, Period period, WorkCalendar calendar, DateOnly? lastDay, DateOnly? given = null)
    {
        if (DueDay.Of(version, period, calendar, given) is not { } day) return null;
        var half = (version.Quantity.Minimum + 1) / 2;
        ImmutableArray<Milestone> milestones = version.Schedule is Schedule.Periodic periodic
            ? [.. periodic.CheckpointsWithin(period, day.Opens, day.Named).Select(point => new Milestone(point.On, point.Count ?? half))]
            : [];
        return new(
            day.Opens, day.Due, version.Quantity.Minimum, milestones, version.LeadDays, Math.Max(1, version.EscalateAfterDays), version.Reminders, version.CountsFrom, lastDay)
        {
            GraceDays = version.GraceDays,
        };
    }

    /// <summary>The earliest day on which what is handed in for it may have happened.</summary>
    public DateOnly Earliest(Period period) => Opens < period.Start ? Opens : period.Start;
}

/// <summary>What binds an obligation from an instant on: other terms, by a publication, an extension, a waiver, or a number that was raised.</summary>
/// <param name="From">The instant.</param>
/// <param name="Cause">What brought it about: "publication:…", "extended:…", "waived:…", "quantity:…", "event:…", "returned:…"; unique for its obligation.</param>
/// <param name="Terms">The terms from then on.</param>
public sealed record Binding(DateTimeOffset From, string Cause, Terms Terms);

/// <summary>All terms of an obligation over time: those it was opened under, and what bound it later, oldest first.</summary>
public sealed record Course(Terms Opened, ImmutableArray<Binding> Later)
{
    /// <summary>An obligation that keeps the terms it was opened under.</summary>
    public static implicit operator Course(Terms terms) => new(terms, []);

    /// <summary>The newest terms.</summary>
    public Terms Newest => Later is [.., var last] ? last.Terms : Opened;

    /// <summary>The same as if the event it counts from had been known from ever (basis=happened).</summary>
    public Course AsHappened() => Opened.Settled == Status.NoData && Later is [var known, ..] ? new(known.Terms, Later.RemoveAt(0)) : this;

    /// <summary>The terms at an instant.</summary>
    public Terms At(DateTimeOffset at) => Later.LastOrDefault(binding => binding.From <= at)?.Terms ?? Opened;
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
    /// <summary>Its review; null where it counts as it is received: imported, or taken where no review is asked for.</summary>
    public Review? Review { get; init; }

    /// <summary>The day it happened as far as is known.</summary>
    public DateOnly Happened => OccurredOn ?? DocumentDate ?? VietnamTime.DayOf(ReceivedAt);

    /// <summary>The day that decides whether it was in time.</summary>
    public DateOnly DecidingDay(CountsFrom from) => from == CountsFrom.Occurred ? Happened : VietnamTime.DayOf(ReceivedAt);

    /// <summary>The same as if it had been received on the day it happened (basis=happened); null if it was taken back, or is not accepted.</summary>
    public Evidence? AsHappened() => WithdrawnAt is null && Review is null or { Verdict: Verdict.Accepted } ? this with { ReceivedAt = VietnamTime.StartOf(Happened), Review = null } : null;
}
