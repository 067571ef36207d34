using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Calendars;

/// <summary>How kinds of days are shown: a shape, a short word beside it, and what it means.</summary>
/// <param name="Css">Class of its cell.</param>
/// <param name="Shape">Told apart without colour.</param>
/// <param name="Short">Stands beside the shape.</param>
/// <param name="Long">For a reader.</param>
public sealed record DayMark(string Css, string Shape, string Short, string Long);

/// <summary>The calendar in words.</summary>
public static class CalendarWords
{
    /// <summary>The kinds in the order of the legend.</summary>
    public static readonly DayKind[] Kinds = [DayKind.Holiday, DayKind.Compensatory, DayKind.SwappedOff, DayKind.SwappedOn];

    /// <summary>The mark of a kind.</summary>
    public static DayMark Mark(DayKind kind) => kind switch
    {
        DayKind.Holiday => new("holiday", "★", "lễ", "nghỉ lễ, Tết"),
        DayKind.Compensatory => new("compensatory", "◆", "bù", "nghỉ bù ngày lễ trùng ngày nghỉ cuối tuần"),
        DayKind.SwappedOff => new("swapped-off", "▽", "đổi", "nghỉ hoán đổi"),
        _ => new("swapped-on", "▲", "làm", "ngày cuối tuần phải làm việc"),
    };

    /// <summary>Who made a version and when: "phiên bản 2, Nguyễn Thị Hòa lập ngày 01/12/2025".</summary>
    public static string Origin(CalendarVersion version) =>
        $"phiên bản {version.Number}, " + (version.MadeOn is { } day ? $"{version.Author} lập ngày {Vietnamese.Date(day)}" : $"có sẵn trong {version.Author}");

    /// <summary>How a version differs from what is computed.</summary>
    public static string Content(CalendarVersion version)
    {
        string[] parts =
        [
            version.Overrides.Length > 0 ? $"{version.Overrides.Length} ngày ghi riêng" : "",
            version.Swaps.Length > 0 ? $"{version.Swaps.Length} lần hoán đổi ngày làm việc" : "",
            version.CultureDay ? "nghỉ Ngày Văn hóa Việt Nam 24/11 từ năm 2026" : "chưa nghỉ Ngày Văn hóa Việt Nam 24/11",
        ];
        return Vietnamese.Capital(string.Join("; ", parts.Where(part => part.Length > 0))) + ".";
    }

    /// <summary>How many days are worked from one day to another, both included.</summary>
    public static int WorkingDays(WorkCalendar calendar, DateOnly first, DateOnly last) =>
        Enumerable.Range(first.DayNumber, last.DayNumber - first.DayNumber + 1).Count(number => calendar.DayOff(DateOnly.FromDayNumber(number)) is null);

    /// <summary>A year from 1990 to 2100 as an address writes it; null for anything else.</summary>
    public static int? Year(string text) =>
        text.Length == 4 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && LunarCalendar.Covers(year) ? year : null;

    /// <summary>A month from 1 to 12 as an address writes it; null for anything else.</summary>
    public static int? Month(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12 ? month : null;

    /// <summary>What is said of any other year.</summary>
    public static Refusal NoYear(string text) =>
        Refusal.Unknown($"Không có lịch năm {Problems.Quote(text)}; lịch được tính cho các năm {LunarCalendar.FirstYear}–{LunarCalendar.LastYear}. Đề nghị chọn một năm trong khoảng này.");
}
