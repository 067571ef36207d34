using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Rules.Editor;

/// <summary>A due day that a rule as it stands in the form would give.</summary>
/// <param name="Period">The period.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Before">What the version in force gives the same period, where it is another day.</param>
/// <param name="Sentence">Why.</param>
public sealed record PreviewedDue(Period Period, DateOnly Due, DateOnly? Before, string Sentence);

/// <summary>Bodies that would owe on the same days.</summary>
public sealed record PreviewedBodies(ImmutableArray<BodyRow> Bodies, ImmutableArray<PreviewedDue> Dues)
{
    /// <summary>The earliest day on which one of the bodies or its unit ends; null while all exist.</summary>
    public DateOnly? LastDay => Bodies.Min(body => body.LastDay);
}

/// <summary>The next due days of some bodies under a version that is not published.</summary>
/// <param name="Anchor">The day the event is taken to be on; null for a calendar rule.</param>
/// <param name="Groups">Bodies with their days; those with the same days together. One group without bodies where nobody would owe.</param>
public sealed record DuePreview(DateOnly? Anchor, ImmutableArray<PreviewedBodies> Groups)
{
    private const int Shown = 5;

    /// <summary>Years that are looked ahead; a cycle of a year needs five, and days that opened before today one more.</summary>
    private const int Ahead = 7;

    /// <summary>Works them out.</summary>
    /// <param name="version">The version in the form.</param>
    /// <param name="current">The version in force; null for a new rule.</param>
    /// <param name="bodies">The sample.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="today">Due days before it are left out.</param>
    /// <param name="anchor">The day of the event.</param>
    public static DuePreview Of(RuleVersion version, RuleVersion? current, ImmutableArray<BodyRow> bodies, WorkCalendar calendar, DateOnly today, DateOnly anchor)
    {
        var isEvent = version.Schedule is Schedule.Anchored;
        List<(Period Period, Terms Terms)> all = [.. (version.Schedule is Schedule.Periodic periodic ? Periods(periodic, version, calendar, today) : Anchors(version, calendar, anchor))];
        var dues = all.ToDictionary(one => one.Period.Key, one => new PreviewedDue(
            one.Period, one.Terms.Due, current is not null && Terms.Of(current, one.Period, calendar, null)?.Due is { } before && before != one.Terms.Due ? before : null,
            Explanation.Of(version, one.Period, one.Terms, calendar).Sentence), StringComparer.Ordinal);
        var groups = bodies.Select(body => (Body: body, Keys: string.Join(' ', all.Where(one => Opening.Owes(one.Terms, body.RegisteredOn, body.LastDay)).Take(Shown).Select(one => one.Period.Key))))
            .GroupBy(pair => pair.Keys, pair => pair.Body)
            .Select(group => new PreviewedBodies([.. group], [.. group.Key.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(key => dues[key])]))
            .ToImmutableArray();
        return new(isEvent ? anchor : null, groups.IsEmpty ? [new([], [.. all.Take(Shown).Select(one => dues[one.Period.Key])])] : groups);
    }

    private static IEnumerable<(Period, Terms)> Periods(Schedule.Periodic schedule, RuleVersion version, WorkCalendar calendar, DateOnly today) =>
        from year in Enumerable.Range(today.Year - 1, Ahead + 2)
        from one in schedule.Of(year)
        let terms = Terms.Of(version, one.Period, calendar, null)
        where terms is not null && terms.Due >= today && !(version.BasisUntil < terms.Opens)
        orderby terms.Due
        select (one.Period, terms);

    /// <summary>Terms follow each other, each held on its last day; anything else is shown for the day given and the same day of the months after it.</summary>
    private static IEnumerable<(Period, Terms)> Anchors(RuleVersion version, WorkCalendar calendar, DateOnly anchor)
    {
        var day = anchor;
        for (var n = 0; n < Shown; n++)
        {
            var period = Period.OfAnchor(day);
            if (Terms.Of(version, period, calendar, null) is not { } terms) yield break;
            yield return (period, terms);
            if (version.Schedule is Schedule.Anchored { IsTerm: true } && terms.Due <= day) yield break;
            day = version.Schedule is Schedule.Anchored { IsTerm: true } ? terms.Due : anchor.AddMonths(n + 1);
        }
    }
}
