using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Rules;

/// <summary>A due day that is still to come.</summary>
/// <param name="Version">The version that takes its period.</param>
/// <param name="Period">Its period.</param>
/// <param name="Day">The due day with its arithmetic.</param>
public sealed record Upcoming(RuleVersion Version, Period Period, DueDay Day)
{
    private const int YearsAhead = 5;

    /// <summary>The next due days of a rule on or after a day, by due day; none for a rule that hangs on events. Whether it is switched on or tracked is not asked.</summary>
    /// <param name="book">The rules.</param>
    /// <param name="code">Which one.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="first">The first day on which one may fall.</param>
    /// <param name="count">At most how many.</param>
    public static IEnumerable<Upcoming> Of(RuleBook book, string code, WorkCalendar calendar, DateOnly first, int count) =>
        (from year in Enumerable.Range(first.Year - 1, YearsAhead + 2)
         from one in TakenPeriod.Of(book, code, year)
         let day = DueDay.Of(one.Version, one.Period, calendar)
         where day.Due >= first
         orderby day.Due, one.Period.Start
         select new Upcoming(one.Version, one.Period, day)).Take(count);
}
