using System.Collections.Immutable;

namespace HoiQC.Web.Boards;

/// <summary>Which year a board opens on.</summary>
public static class BoardYears
{
    /// <summary>The newest year of which something has begun, else the newest there is, else this year.</summary>
    public static int Newest(ImmutableArray<(int Year, int All, int Owed, int Overdue)> years, DateOnly today) =>
        years.Where(year => year.All > 0).Select(year => (int?)year.Year).Max() ?? years.Select(year => (int?)year.Year).Min() ?? today.Year;
}
