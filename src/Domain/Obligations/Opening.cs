using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Obligations;

/// <summary>A period of a rule whose obligations are to be made.</summary>
/// <param name="Version">The version it opens under.</param>
/// <param name="Period">The period.</param>
/// <param name="Terms">What binds it; by its notice, where it would have been overdue when the version was published.</param>
public sealed record OpeningPeriod(RuleVersion Version, Period Period, Terms Terms)
{
    /// <summary>The day of the publication whose notice gives the due day; null where the rule's own due day stands.</summary>
    public DateOnly? Noticed { get; private init; }

    /// <summary>The due day by rule and calendar alone: who is registered after it owes nothing for the period.</summary>
    public DateOnly RuleDue { get; private init; } = Terms.Due;

    /// <summary>
    /// A period as a row of it is made: what was in time only before its version was published here, grace included, is due after that version's days of notice,
    /// so that nothing is overdue because a rule was saved.
    /// </summary>
    /// <param name="version">The version it opens under.</param>
    /// <param name="period">The period.</param>
    /// <param name="terms">What rule and calendar give it.</param>
    public static OpeningPeriod Of(RuleVersion version, Period period, Terms terms) => version.Published is { } published && terms.LastInTime < published
        ? new(version, period, terms with { Due = published.AddDays(version.NoticeDays) }) { Noticed = published, RuleDue = terms.Due }
        : new(version, period, terms);
}

/// <summary>Which obligations exist: made 60 days before they open, for each body alive then, never before tracking begins.</summary>
public static class Opening
{
    /// <summary>Every period of a rule whose rows are to exist on that day, for bodies in units of one level; none for switched-off and event rules.</summary>
    public static IEnumerable<OpeningPeriod> Periods(RuleBook book, string code, string level, WorkCalendar calendar, DateOnly today)
    {
        if (book.Versions(code).IsEmpty) yield break;
        for (var year = book.FirstYear(code, level); year <= today.Year + 2; year++)
        {
            foreach (var (version, period, opens) in TakenPeriod.Of(book, code, year))
            {
                if (!version.Enabled || opens.AddDays(-Ladder.MadeAhead) > today || !book.Tracks(code, level, year, opens)) continue;
                if (Terms.Of(version, period, calendar, lastDay: null) is { } terms) yield return OpeningPeriod.Of(version, period, terms);
            }
        }
    }

    /// <summary>The same for every level that one of the rule's versions names.</summary>
    public static IEnumerable<(string Level, OpeningPeriod Opening)> All(RuleBook book, string code, WorkCalendar calendar, DateOnly today) =>
        from level in book.Versions(code).SelectMany(version => version.Owners.Levels).Distinct(StringComparer.Ordinal)
        from opening in Periods(book, code, level, calendar, today)
        where opening.Version.Owners.Levels.Contains(level)
        select (level, opening);

    /// <summary>
    /// Whether a year has begun by a day: it is there, or a calendar rule's period that counts for it has opened. A term that ends in five years is owed
    /// already, but its year has not begun.
    /// </summary>
    public static bool HasBegun(RuleBook book, int year, DateOnly day) =>
        year <= day.Year || book.Codes.Any(code => TakenPeriod.Of(book, code, year).Any(taken => taken.Version.Enabled && taken.Opens <= day));

    /// <summary>Whether a body owes it: registered by the due day, and not ended before it opens.</summary>
    public static bool Owes(Terms terms, DateOnly registeredOn, DateOnly? lastDay) => registeredOn <= terms.Due && !(lastDay < terms.Opens);

    /// <summary>The same of a period; a notice binds nobody who was registered after the rule's own due day.</summary>
    public static bool Owes(OpeningPeriod opening, DateOnly registeredOn, DateOnly? lastDay) => registeredOn <= opening.RuleDue && !(lastDay < opening.Terms.Opens);
}
