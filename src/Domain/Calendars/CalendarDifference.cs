using System.Collections.Immutable;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Calendars;

/// <summary>A day that is off under one calendar and worked under another.</summary>
/// <param name="Date">The day.</param>
/// <param name="Before">Why it was off; null where it was worked.</param>
/// <param name="After">Why it is off; null where it is worked.</param>
public sealed record ChangedDay(DateOnly Date, string? Before, string? After)
{
    /// <summary>"Thứ Hai 27/04/2026 thành ngày nghỉ: nghỉ bù Giỗ Tổ Hùng Vương."</summary>
    public string Sentence => $"{Vietnamese.Capital(Vietnamese.Weekday(Date))} {Vietnamese.Date(Date)} thành ngày " + (After is null ? $"làm việc (trước là ngày nghỉ: {Before})." : $"nghỉ: {After}.");
}

/// <summary>What a new version of the calendar changes.</summary>
public static class CalendarDifference
{
    /// <summary>Every day of 1990–2100 that becomes off or worked, in order.</summary>
    public static ImmutableArray<ChangedDay> Between(WorkCalendar before, WorkCalendar after)
    {
        var changed = ImmutableArray.CreateBuilder<ChangedDay>();
        for (var day = new DateOnly(LunarCalendar.FirstYear, 1, 1); day.Year <= LunarCalendar.LastYear; day = day.AddDays(1))
            if (before.DayOff(day) is var was && after.DayOff(day) is var becomes && was is null != becomes is null) changed.Add(new(day, was, becomes));
        return changed.ToImmutable();
    }
}
