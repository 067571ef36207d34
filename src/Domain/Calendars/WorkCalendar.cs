using System.Collections.Immutable;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Calendars;

/// <summary>What a day off does to a due day (policy of the rule; Bộ luật Dân sự 2015 Điều 148.5 moves only civil terms).</summary>
public enum Roll
{
    /// <summary>The due day stays ("giữ nguyên").</summary>
    None,

    /// <summary>It moves to the next working day.</summary>
    Next,

    /// <summary>It moves to the working day before.</summary>
    Previous,
}

/// <summary>
/// Which days are worked: weekends, public holidays, compensatory days, days swapped. Outside 1990–2100, weekends and holidays of the solar calendar only. Immutable and safe to
/// share: a year is computed when it is first asked for, and kept.
/// </summary>
public sealed class WorkCalendar
{
    /// <summary>Weekends only.</summary>
    public static readonly WorkCalendar Weekends = new(ImmutableSortedDictionary<DateOnly, string>.Empty);

    private readonly ImmutableSortedDictionary<DateOnly, string>? _named;
    private readonly CalendarYear?[] _years = new CalendarYear?[LunarCalendar.LastYear - LunarCalendar.FirstYear + 1];

    /// <summary>Weekends and the days off that are named, nothing computed.</summary>
    /// <param name="daysOff">Days off with their names.</param>
    public WorkCalendar(ImmutableSortedDictionary<DateOnly, string> daysOff) => _named = daysOff;

    /// <summary>The calendar of a version.</summary>
    public WorkCalendar(CalendarVersion version) => Version = version;

    /// <summary>The version it was computed from; null for one of named days.</summary>
    public CalendarVersion? Version { get; }

    /// <summary>Number of the version; 0 for none.</summary>
    public int Number => Version?.Number ?? 0;

    /// <summary>Why the day is off ("thứ Bảy", "Quốc khánh 02/9"), or null for a working day, which a swapped Saturday is too.</summary>
    public string? DayOff(DateOnly day) => Marked(day) is { } marked
        ? marked.Kind == DayKind.SwappedOn ? null : marked.Name
        : CalendarYear.IsWeekend(day) ? Vietnamese.Weekday(day) : null;

    /// <summary>Where a due day comes to lie under the rule's policy.</summary>
    public DateOnly Apply(Roll roll, DateOnly day)
    {
        var step = roll switch { Roll.Next => 1, Roll.Previous => -1, _ => 0 };
        while (step != 0 && DayOff(day) is not null) day = day.AddDays(step);
        return day;
    }

    /// <summary>The working day that many working days after a day, which itself is not counted (Bộ luật Dân sự 2015 Điều 147.2); before it for a negative number, the day itself for 0.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        var step = Math.Sign(workingDays);
        for (var left = Math.Abs(workingDays); left > 0; left--)
        {
            do day = day.AddDays(step);
            while (DayOff(day) is not null);
        }
        return day;
    }

    /// <summary>The days of a year that are not simply worked weekdays or free weekends, in order.</summary>
    public ImmutableArray<CalendarDay> DaysOf(int year) =>
        _named is not null ? [.. _named.Where(day => day.Key.Year == year).Select(day => new CalendarDay(day.Key, DayKind.Holiday, day.Value))]
        : LunarCalendar.Covers(year) ? Year(year).Days
        : [.. PublicHolidays.Of(year, Version!.CultureDay).Select(Plain)];

    private CalendarDay? Marked(DateOnly day) =>
        _named is not null ? _named.TryGetValue(day, out var name) ? new(day, DayKind.Holiday, name) : null
        : LunarCalendar.Covers(day.Year) ? Year(day.Year)[day]
        : PublicHolidays.Fixed(day.Year, Version!.CultureDay).Where(holiday => holiday.Date == day).Select(Plain).FirstOrDefault();

    // Two threads may both compute a year: they get the same, and a reference is written whole.
    private CalendarYear Year(int year) => _years[year - LunarCalendar.FirstYear] ??= new(Version!, year);

    private static CalendarDay Plain(PublicHoliday holiday) => new(holiday.Date, DayKind.Holiday, holiday.Name);
}
