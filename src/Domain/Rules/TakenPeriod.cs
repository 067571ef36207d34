using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Rules;

/// <summary>A period of a calendar rule with the one version that takes it.</summary>
/// <param name="Version">The version, switched on or off.</param>
/// <param name="Period">The period.</param>
/// <param name="Opens">First day the period is owed under that version.</param>
public sealed record TakenPeriod(RuleVersion Version, Period Period, DateOnly Opens)
{
    /// <summary>
    /// The periods of a rule that count for a year, each once; whether one is tracked or switched on is not asked. A period is taken by the version
    /// in force on the day it opens under that version, by the first switched on of several. Where no version claims it so, because the opening day
    /// moved from one to the next, the version in force on the first day of the period takes it, unless its basis has ended by the opening day.
    /// </summary>
    public static IEnumerable<TakenPeriod> Of(RuleBook book, string code, int year) =>
        from version in book.Versions(code)
        let schedule = version.Schedule as Schedule.Periodic
        where schedule is not null
        from one in schedule.Of(year)
        group new TakenPeriod(version, one.Period, schedule.Opens(one.Period, one.Place)) by one.Period.Key into same
        let taken = same.Where(one => one.StandsOn(book, one.Opens)).OrderByDescending(one => one.Version.Enabled).FirstOrDefault()
            ?? same.FirstOrDefault(one => one.StandsOn(book, one.Period.Start) && !(one.Version.BasisUntil < one.Opens))
        where taken is not null
        select taken;

    /// <summary>The period that holds a day, of several (where the cycle changed) that of the version in force on the day; null where no version takes one.</summary>
    public static TakenPeriod? Holding(RuleBook book, string code, DateOnly day) =>
        // A reporting year counts for the year it ends in, which may be the year after the day's.
        Enumerable.Range(day.Year, 2).SelectMany(year => Of(book, code, year)).Where(one => one.Period.Start <= day && day <= one.Period.End)
            .OrderByDescending(one => one.StandsOn(book, day)).FirstOrDefault();

    private bool StandsOn(RuleBook book, DateOnly day) => ReferenceEquals(book.InForce(Version.Code, day), Version);
}
