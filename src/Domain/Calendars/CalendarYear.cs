using System.Collections.Immutable;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Calendars;

/// <summary>What is special about a day.</summary>
public enum DayKind
{
    /// <summary>A public holiday: off.</summary>
    Holiday,

    /// <summary>Off because a holiday fell on a weekend (Bộ luật Lao động 2019 Điều 111.3).</summary>
    Compensatory,

    /// <summary>A weekday off in exchange.</summary>
    SwappedOff,

    /// <summary>A weekend day that is worked.</summary>
    SwappedOn,
}

/// <summary>A day that is not simply a weekday worked or a weekend off.</summary>
/// <param name="Date">The day.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name: "Quốc khánh 02/9", "nghỉ bù mùng 4 Tết".</param>
public sealed record CalendarDay(DateOnly Date, DayKind Kind, string Name);

/// <summary>The special days of one year under one version of the calendar.</summary>
internal sealed class CalendarYear
{
    private readonly CalendarDay?[] _marked = new CalendarDay?[366];

    /// <summary>Computes a year from 1990 to 2100. No compensatory day leaves its year: no holiday lies in December.</summary>
    public CalendarYear(CalendarVersion version, int year)
    {
        var overrides = version.Overrides.Where(one => one.Date.Year == year).ToList();
        var replaced = overrides.Select(one => one.Of).OfType<HolidayBlock>().ToHashSet();
        var holidays = PublicHolidays.Of(year, version.CultureDay).Where(holiday => holiday.Block is not { } block || !replaced.Contains(block)).ToList();
        var taken = overrides.Where(one => one.Kind == OverrideKind.Holiday || one.Of is not null).Select(one => one.Date);

        foreach (var holiday in holidays) Mark(holiday.Date, DayKind.Holiday, holiday.Name);
        foreach (var (date, holiday) in MadeUp(holidays, taken)) Mark(date, DayKind.Compensatory, $"nghỉ bù {holiday.Name}");
        foreach (var one in overrides) Override(one);
        foreach (var swap in version.Swaps)
        {
            if (swap.Off.Year == year) Mark(swap.Off, DayKind.SwappedOff, swap.Name ?? $"nghỉ hoán đổi, làm bù ngày {Vietnamese.Date(swap.On)}");
            if (swap.On.Year == year) Mark(swap.On, DayKind.SwappedOn, swap.Name ?? $"làm bù ngày nghỉ {Vietnamese.Date(swap.Off)}");
        }
        Days = [.. _marked.OfType<CalendarDay>()];
    }

    /// <summary>The special days in order.</summary>
    public ImmutableArray<CalendarDay> Days { get; }

    /// <summary>What is special about a day of this year; null for nothing.</summary>
    public CalendarDay? this[DateOnly day] => _marked[day.DayOfYear - 1];

    /// <summary>
    /// The days that make up for holidays on weekends, over the whole set: for each such holiday in order the next day that is neither weekend nor holiday, listed ones included, nor made up already.
    /// </summary>
    private static IEnumerable<(DateOnly Date, PublicHoliday Holiday)> MadeUp(IReadOnlyCollection<PublicHoliday> holidays, IEnumerable<DateOnly> listed)
    {
        var taken = holidays.Select(holiday => holiday.Date).Concat(listed).ToHashSet();
        foreach (var holiday in holidays.Where(holiday => IsWeekend(holiday.Date)))
        {
            var date = holiday.Date;
            while (IsWeekend(date) || taken.Contains(date)) date = date.AddDays(1);
            taken.Add(date);
            yield return (date, holiday);
        }
    }

    /// <summary>Whether it is a Saturday or a Sunday.</summary>
    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private void Override(DayOverride one)
    {
        if (one.Kind != OverrideKind.Working) Mark(one.Date, one.Kind == OverrideKind.Holiday ? DayKind.Holiday : DayKind.Compensatory, one.Name);
        else if (IsWeekend(one.Date)) Mark(one.Date, DayKind.SwappedOn, one.Name);
        else _marked[one.Date.DayOfYear - 1] = null;
    }

    private void Mark(DateOnly date, DayKind kind, string name) => _marked[date.DayOfYear - 1] = new(date, kind, name);
}
