using System.Collections.Immutable;

namespace HoiQC.Domain.Calendars;

/// <summary>A group of holidays whose exact days the Prime Minister may set for a year (Bộ luật Lao động 2019 Điều 112.3).</summary>
public enum HolidayBlock
{
    /// <summary>Tết Âm lịch.</summary>
    Tet,

    /// <summary>Quốc khánh.</summary>
    National,
}

/// <summary>A public holiday on its day.</summary>
/// <param name="Date">The day.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Block">The group it belongs to; null for a holiday that stands alone.</param>
public sealed record PublicHoliday(DateOnly Date, string Name, HolidayBlock? Block = null);

/// <summary>
/// The public holidays of Bộ luật Lao động 2019 (45/2019/QH14) Điều 112.1, of each year as if the code had always held: what was different under earlier laws is entered as
/// a dated override where somebody needs it.
/// </summary>
public static class PublicHolidays
{
    private const int CultureDaySince = 2026;
    private const int DaysOfTet = 4;

    /// <summary>
    /// The holidays of a year by day. Tết is the last day of the twelfth lunar month and mùng 1–4, Quốc khánh 02/9 and 03/9: what holds until the Prime Minister's schedule is known.
    /// Outside 1990–2100, those of the solar calendar alone.
    /// </summary>
    /// <param name="year">The solar year.</param>
    /// <param name="cultureDay">Whether 24/11, Ngày Văn hóa Việt Nam (Nghị quyết 80-NQ/TW of 07/01/2026), is a day off, from 2026 on.</param>
    public static ImmutableArray<PublicHoliday> Of(int year, bool cultureDay) =>
        [.. (LunarCalendar.Covers(year) ? Fixed(year, cultureDay).Concat(Lunar(year)) : Fixed(year, cultureDay)).OrderBy(holiday => holiday.Date)];

    /// <summary>The holidays of the solar calendar.</summary>
    internal static IEnumerable<PublicHoliday> Fixed(int year, bool cultureDay)
    {
        yield return new(new(year, 1, 1), "Tết Dương lịch");
        yield return new(new(year, 4, 30), "Ngày Chiến thắng 30/4");
        yield return new(new(year, 5, 1), "Quốc tế Lao động 01/5");
        yield return new(new(year, 9, 2), "Quốc khánh 02/9", HolidayBlock.National);
        yield return new(new(year, 9, 3), "Quốc khánh 03/9", HolidayBlock.National);
        if (cultureDay && year >= CultureDaySince) yield return new(new(year, 11, 24), "Ngày Văn hóa Việt Nam 24/11");
    }

    private static IEnumerable<PublicHoliday> Lunar(int year)
    {
        var tet = LunarCalendar.Tet(year);
        var eve = tet.AddDays(-1);
        yield return new(eve, $"{LunarCalendar.Of(eve).Day} Tết", HolidayBlock.Tet);
        for (var day = 1; day <= DaysOfTet; day++) yield return new(tet.AddDays(day - 1), $"mùng {day} Tết", HolidayBlock.Tet);
        yield return new(LunarCalendar.Day(year, 3, 10), "Giỗ Tổ Hùng Vương");
    }
}
