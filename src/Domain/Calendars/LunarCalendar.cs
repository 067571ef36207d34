using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>A month of the Vietnamese lunar calendar.</summary>
/// <param name="Year">The lunar year it belongs to, by the year in which its Tết lies.</param>
/// <param name="Number">1 (tháng Giêng) to 12 (tháng Chạp); a leap month has the number of the month before it.</param>
/// <param name="IsLeap">Whether it is the leap month ("tháng nhuận").</param>
/// <param name="Start">Its first day ("mùng 1").</param>
/// <param name="Length">29 or 30 days.</param>
public sealed record LunarMonth(int Year, int Number, bool IsLeap, DateOnly Start, int Length);

/// <summary>A day of the Vietnamese lunar calendar.</summary>
/// <param name="Month">Its month.</param>
/// <param name="Day">1 to 30.</param>
public sealed record LunarDay(LunarMonth Month, int Day)
{
    /// <summary>10/3, 15/6 nhuận.</summary>
    public string Text => $"{Day}/{Month.Number}{(Month.IsLeap ? " nhuận" : "")}";
}

/// <summary>
/// The Vietnamese lunar calendar, computed at UTC+7 (Quyết định 121-CP of 08/8/1967): a month begins on the day of the new moon; the winter solstice lies in the eleventh month; where
/// thirteen months lie between two of these, the first without a major solar term is the leap month. For days from 01/01/1990 to 31/12/2100.
/// </summary>
public static class LunarCalendar
{
    /// <summary>The first solar year it is computed for.</summary>
    public const int FirstYear = 1990;

    /// <summary>The last solar year it is computed for.</summary>
    public const int LastYear = 2100;

    /// <summary>Hours that Vietnam is ahead of universal time, as a part of a day.</summary>
    private const double Ahead = 7.0 / 24;

    /// <summary>The Julian day at which day number 0 of <see cref="DateOnly"/> begins.</summary>
    private const double DayZero = 1721425.5;

    private static readonly ImmutableArray<LunarMonth> AllMonths = [.. Compute()];

    private static readonly ImmutableArray<DateOnly> Starts = [.. AllMonths.Select(month => month.Start)];

    /// <summary>Whether it is computed for that solar year.</summary>
    public static bool Covers(int year) => year is >= FirstYear and <= LastYear;

    /// <summary>The first day of the lunar year: mùng 1 Tết.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not from 1990 to 2100.</exception>
    public static DateOnly Tet(int year) => Day(year, 1, 1);

    /// <summary>The solar day of a lunar one, in the regular month of that number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not from 1990 to 2100, or it has no such day.</exception>
    public static DateOnly Day(int year, int month, int day)
    {
        var found = Months(year).FirstOrDefault(one => one.Number == month && !one.IsLeap);
        return found is not null && day >= 1 && day <= found.Length
            ? found.Start.AddDays(day - 1)
            : throw new ArgumentOutOfRangeException(nameof(day), $"{day}/{month} is no day of the lunar year {year}.");
    }

    /// <summary>The twelve or thirteen months of a lunar year, from tháng Giêng on.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The year is not from 1990 to 2100.</exception>
    public static ImmutableArray<LunarMonth> Months(int year)
    {
        if (!Covers(year)) throw new ArgumentOutOfRangeException(nameof(year), year, "The lunar calendar is computed for 1990 to 2100.");
        return [.. AllMonths.Where(month => month.Year == year)];
    }

    /// <summary>The lunar day of a solar one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The day is not from 1990 to 2100.</exception>
    public static LunarDay Of(DateOnly day)
    {
        if (!Covers(day.Year)) throw new ArgumentOutOfRangeException(nameof(day), day, "The lunar calendar is computed for 1990 to 2100.");
        var place = Starts.BinarySearch(day);
        var month = AllMonths[place >= 0 ? place : ~place - 1];
        return new(month, day.DayNumber - month.Start.DayNumber + 1);
    }

    /// <summary>Every month from the eleventh of 1988 to the tenth of 2101.</summary>
    private static IEnumerable<LunarMonth> Compute()
    {
        for (var year = FirstYear - 1; year <= LastYear + 1; year++)
            foreach (var month in FromWinterToWinter(year))
                yield return month;
    }

    /// <summary>The months from the eleventh of the year before up to the eleventh of the year, which is left out.</summary>
    private static IEnumerable<LunarMonth> FromWinterToWinter(int year)
    {
        var (first, end) = (EleventhMonth(year - 1), EleventhMonth(year));
        var isLong = end - first == 13;
        int? leap = null;
        for (var moon = first; moon < end; moon++)
        {
            var (start, next) = (FirstDay(moon), FirstDay(moon + 1));
            if (isLong && leap is null && Sector(start) == Sector(next)) leap = moon;
            var place = moon - first - (moon >= leap ? 1 : 0);      // 0: the eleventh month, 1: the twelfth, 2: tháng Giêng
            yield return new(place < 2 ? year - 1 : year, ((place + 10) % 12) + 1, moon == leap, DateOnly.FromDayNumber(start), next - start);
        }
    }

    /// <summary>The number of the new moon that begins the month of the winter solstice.</summary>
    private static int EleventhMonth(int year)
    {
        var solstice = new DateOnly(year, 12, 19).DayNumber;
        while (Sector(solstice + 1) != 9) solstice++;               // The sun passes 270° before the next midnight.
        var moon = Sky.NewMoonNear(solstice + DayZero) + 1;
        while (FirstDay(moon) > solstice) moon--;
        return moon;
    }

    /// <summary>The local day on which a new moon falls, as a day number.</summary>
    private static int FirstDay(int moon) => (int)Math.Floor(Sky.NewMoon(moon) + Ahead - DayZero);

    /// <summary>Which twelfth of its way the sun is in when a local day begins; a major term is where it passes into the next.</summary>
    private static int Sector(int day) => (int)(Sky.SunLongitude(day + DayZero - Ahead) / 30);
}
