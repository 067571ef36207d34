using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Hosting;

/// <summary>The holidays a new data folder begins with: the plain list in data/holidays.csv.</summary>
internal static class FirstCalendar
{
    /// <summary>Reads the list that came with the program.</summary>
    public static ImmutableArray<HolidayRecord> Read() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", "holidays.csv")).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',', 2))
            .Select(cells => new HolidayRecord(DateOnly.ParseExact(cells[0], "yyyy-MM-dd", CultureInfo.InvariantCulture), cells[1].Trim())),
    ];
}
