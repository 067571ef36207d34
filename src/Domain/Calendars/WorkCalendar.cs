using System.Collections.Immutable;

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

/// <summary>Which days are worked: weekends and dated holidays. Immutable; a new version is a new object.</summary>
/// <param name="Holidays">Days off besides Saturday and Sunday, with their names.</param>
public sealed record WorkCalendar(ImmutableSortedDictionary<DateOnly, string> Holidays)
{
    /// <summary>Weekends only.</summary>
    public static readonly WorkCalendar Weekends = new(ImmutableSortedDictionary<DateOnly, string>.Empty);

    /// <summary>Why the day is off ("thứ Bảy", "Quốc khánh"), or null for a working day.</summary>
    public string? DayOff(DateOnly day) => Holidays.TryGetValue(day, out var name) ? name : day.DayOfWeek switch
    {
        DayOfWeek.Saturday => "thứ Bảy",
        DayOfWeek.Sunday => "Chủ nhật",
        _ => null,
    };

    /// <summary>Where a due day comes to lie under the rule's policy.</summary>
    public DateOnly Apply(Roll roll, DateOnly day)
    {
        var step = roll switch { Roll.Next => 1, Roll.Previous => -1, _ => 0 };
        while (step != 0 && DayOff(day) is not null) day = day.AddDays(step);
        return day;
    }

    /// <summary>The n-th working day after a day, which is itself not counted; negative counts back.</summary>
    public DateOnly After(DateOnly day, int workingDays)
    {
        for (var left = Math.Abs(workingDays); left > 0;)
        {
            day = day.AddDays(Math.Sign(workingDays));
            if (DayOff(day) is null) left--;
        }
        return day;
    }
}
