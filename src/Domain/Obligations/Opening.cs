using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Obligations;

/// <summary>A period of a rule whose obligations are to be made.</summary>
public sealed record OpeningPeriod(RuleVersion Version, Period Period, Terms Terms);

/// <summary>Which obligations exist: made 60 days before they open, for each body alive then, never before tracking begins.</summary>
public static class Opening
{
    /// <summary>Every period of a rule whose rows are to exist on that day, for bodies in units of one level; none for switched-off and event rules.</summary>
    public static IEnumerable<OpeningPeriod> Periods(RuleBook book, string code, string level, WorkCalendar calendar, DateOnly today)
    {
        var made = new HashSet<string>(StringComparer.Ordinal);
        foreach (var version in book.Versions(code))
        {
            if (!version.Enabled || version.Schedule is not Schedule.Periodic schedule) continue;
            for (var year = book.FirstYear(code, level); year <= today.Year + 2; year++)
            {
                foreach (var (period, place) in schedule.Of(year))
                {
                    var opens = schedule.Opens(period, place);
                    if (opens.AddDays(-Ladder.MadeAhead) > today || !ReferenceEquals(book.InForce(code, opens), version) || !book.Tracks(code, level, year, opens)) continue;
                    if (Terms.Of(version, period, calendar, lastDay: null) is { } terms && made.Add(period.Key)) yield return new(version, period, terms);
                }
            }
        }
    }

    /// <summary>Whether a body owes it: registered by the due day, and not ended before it opens.</summary>
    public static bool Owes(Terms terms, DateOnly registeredOn, DateOnly? lastDay) => registeredOn <= terms.Due && !(lastDay < terms.Opens);
}
