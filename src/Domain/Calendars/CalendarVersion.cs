using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>What an override makes of its day.</summary>
public enum OverrideKind
{
    /// <summary>A holiday.</summary>
    Holiday,

    /// <summary>A day off that makes up for a holiday on a weekend.</summary>
    Compensatory,

    /// <summary>A working day, whatever it would be otherwise.</summary>
    Working,
}

/// <summary>One day said otherwise than computed. It holds exactly as it stands: a holiday that is listed on a weekend is not made up for.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name or reason.</param>
/// <param name="Of">
/// Set, the day belongs to the Prime Minister's schedule for that block in that year: the days so listed replace the computed block with its compensatory days. Never set for a working day.
/// </param>
public sealed record DayOverride(DateOnly Date, OverrideKind Kind, string Name, HolidayBlock? Of = null);

/// <summary>A working day taken off in exchange for a Saturday worked ("hoán đổi ngày làm việc").</summary>
/// <param name="Off">The weekday that is off.</param>
/// <param name="On">The Saturday that is worked.</param>
/// <param name="Name">What for; null for nothing said.</param>
public sealed record DaySwap(DateOnly Off, DateOnly On, string? Name = null);

/// <summary>A version of the calendar: who made it, when, and how it differs from what is computed. Immutable; never changed after it was published.</summary>
/// <param name="Number">1 for the first.</param>
/// <param name="Author">Who made it.</param>
/// <param name="MadeOn">The local day on which it was made; null for the one that comes with the program.</param>
/// <param name="Note">Why.</param>
/// <param name="CultureDay">Whether 24/11 is a day off, from 2026 on.</param>
/// <param name="Overrides">Days said otherwise, at most one for a day.</param>
/// <param name="Swaps">Saturdays worked for weekdays off.</param>
public sealed record CalendarVersion(
    int Number, string Author, DateOnly? MadeOn, string Note, bool CultureDay, ImmutableArray<DayOverride> Overrides, ImmutableArray<DaySwap> Swaps)
{
    /// <summary>What a new data folder begins with: all as computed.</summary>
    public static readonly CalendarVersion First = new(1, "HoiQC", null, "Tính theo Bộ luật Lao động 2019 và âm lịch Việt Nam, chưa có điều chỉnh.", CultureDay: false, [], []);
}
