using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>All versions of the calendar. An obligation stays bound to the number of the one it was computed under.</summary>
public sealed class CalendarBook
{
    /// <summary>Before anything was stored: weekends only.</summary>
    public static readonly CalendarBook Empty = new([]);

    private readonly ImmutableSortedDictionary<int, WorkCalendar> _calendars;

    /// <summary>A book of versions, in any order.</summary>
    /// <exception cref="ArgumentException">Two versions have one number.</exception>
    public CalendarBook(IEnumerable<CalendarVersion> versions)
    {
        _calendars = versions.ToImmutableSortedDictionary(version => version.Number, version => new WorkCalendar(version));
        Newest = _calendars.IsEmpty ? WorkCalendar.Weekends : _calendars[_calendars.Keys.Max()];
    }

    /// <summary>The calendar of the newest version; weekends only where there is none.</summary>
    public WorkCalendar Newest { get; }

    /// <summary>The versions, oldest first.</summary>
    public IEnumerable<CalendarVersion> Versions => _calendars.Values.Select(calendar => calendar.Version!);

    /// <summary>The calendar with that number; the newest where there is none.</summary>
    public WorkCalendar Of(int number) => _calendars.GetValueOrDefault(number, Newest);
}
