using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Events;

/// <summary>A dated fact of a body, as far as obligations count from it.</summary>
/// <param name="Kind">What happened, or is to happen.</param>
/// <param name="On">The day, local.</param>
/// <param name="Given">The deadline that a request names itself; null for the rule's.</param>
public sealed record DatedFact(EventKind Kind, DateOnly On, DateOnly? Given = null);

/// <summary>A body that an event may oblige.</summary>
/// <param name="Body">Its id.</param>
/// <param name="RegisteredOn">First day.</param>
/// <param name="LastDay">Last day of the body or its unit; null while both exist.</param>
/// <param name="Owes">Whether a rule version names it.</param>
public sealed record EventOwner(string Body, DateOnly RegisteredOn, DateOnly? LastDay, Func<RuleVersion, bool> Owes);

/// <summary>An obligation that an event opens, whatever the tracking says.</summary>
/// <param name="Body">Who owes it.</param>
/// <param name="Opening">Under which version, for the event's day, bound by what.</param>
public sealed record EventOpening(string Body, OpeningPeriod Opening);

/// <summary>What an event opens: the obligations of every rule in force that counts from its kind.</summary>
public static class EventOpenings
{
    /// <summary>
    /// The obligations an event opens. A body's event opens what it owes itself. It opens what others of its unit owe where they have no such event
    /// of their own (the file an association completes opens its government's answer; a secretary's dialogue opens nothing for the chairman, who
    /// holds his own); what is asked of a body that owes an answer is asked of no other.
    /// </summary>
    /// <param name="book">All rules.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="fact">The event.</param>
    /// <param name="own">The body whose event it is.</param>
    /// <param name="others">The other bodies of its unit; read only where a rule is not the body's own.</param>
    public static ImmutableArray<EventOpening> Of(RuleBook book, WorkCalendar calendar, DatedFact fact, EventOwner own, IEnumerable<EventOwner> others)
    {
        List<OpeningPeriod> rules = [.. book.Codes.Select(code => Standing(book, code, calendar, fact)).OfType<OpeningPeriod>().Where(rule => rule.Version.Enabled)];
        var owed = rules.Where(rule => own.Owes(rule.Version)).ToHashSet(ReferenceEqualityComparer.Instance);
        var opened = ImmutableArray.CreateBuilder<EventOpening>();
        IReadOnlyList<EventOwner>? read = null;
        foreach (var rule in rules)
        {
            if (owed.Contains(rule)) Open(rule, own);
            else if (owed.Count == 0 || Deed(fact.Kind) is not null)
                foreach (var other in read ??= [.. others])
                    if (other.Owes(rule.Version) && !HoldsItself(book, other, fact.Kind)) Open(rule, other);
        }
        return opened.ToImmutable();

        void Open(OpeningPeriod rule, EventOwner owner)
        {
            if (Opening.Owes(rule, owner.RegisteredOn, owner.LastDay)) opened.Add(new(owner.Body, rule with { Terms = rule.Terms with { LastDay = owner.LastDay } }));
        }
    }

    /// <summary>Whether a kind may be entered before its day: what is planned or asked for, and what a rule of the body counts back from.</summary>
    public static bool MayLieAhead(RuleBook book, EventKind kind, Func<RuleVersion, bool> owes) =>
        kind == EventKind.PlannedCongress || kind == EventKind.Request
        || book.Newest.Any(version => version is { Enabled: true, Schedule: Schedule.Anchored { Anchor: Anchor.Before } before } && before.Event == kind && owes(version));

    /// <summary>Kinds that some rule switched on counts from, for a body of this unit or another of it.</summary>
    public static IEnumerable<EventKind> Counted(RuleBook book, EventOwner own, IReadOnlyCollection<EventOwner> others) =>
        EventKind.All.Where(kind => book.Newest.Any(version => version is { Enabled: true, Schedule: Schedule.Anchored anchored } && anchored.Event == kind
            && (own.Owes(version) || others.Any(other => other.Owes(version) && !HoldsItself(book, other, kind)))));

    /// <summary>Whether a rule that the event opens can only be due on a day that the request must name.</summary>
    public static bool NeedsDeadline(IEnumerable<EventOpening> opened) => opened.Any(one => one.Opening.Version.Schedule is Schedule.Anchored { Anchor: Anchor.OnDemand, Amount: 0 });

    /// <summary>What an event opens under a rule, switched on or off: by the version in force on the day its own obligation opens; where none is, by that of the event's day.</summary>
    public static OpeningPeriod? Standing(RuleBook book, string code, WorkCalendar calendar, DatedFact fact)
    {
        foreach (var version in book.Versions(code))
            if (Under(version, calendar, fact) is { } opening && ReferenceEquals(book.InForce(code, opening.Terms.Opens), version)) return opening;
        return book.InForce(code, fact.On) is { } standing ? Under(standing, calendar, fact) : null;
    }

    private static OpeningPeriod? Under(RuleVersion version, WorkCalendar calendar, DatedFact fact) =>
        version.Schedule is Schedule.Anchored anchored && anchored.Event == fact.Kind
        && Period.OfAnchor(fact.On) is var period && Terms.Of(version, period, calendar, lastDay: null, anchored.Anchor == Anchor.OnDemand ? fact.Given : null) is { } terms
            ? OpeningPeriod.Of(version, period, terms)
            : null;

    /// <summary>The deed of a body that a kind is, or is the plan of; null for what others do to it.</summary>
    private static EventKind? Deed(EventKind kind) =>
        kind == EventKind.PlannedCongress ? EventKind.Congress : kind == EventKind.Congress || kind == EventKind.Dialogue || kind == EventKind.LeaderChange ? kind : null;

    /// <summary>Whether such events are the owner's own: a rule of it gives them, switched on or off; leaders everyone has.</summary>
    private static bool HoldsItself(RuleBook book, EventOwner owner, EventKind kind) =>
        Deed(kind) is { } deed && (deed == EventKind.LeaderChange || book.Newest.Any(version => version.Gives == deed && owner.Owes(version)));
}
