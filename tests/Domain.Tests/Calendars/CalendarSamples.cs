using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Tests.Calendars;

/// <summary>Calendars and drafts of the tests, and how their days are written: "02/05 compensatory nghỉ bù …".</summary>
internal static class CalendarSamples
{
    public static readonly DateOnly MadeOn = new(2025, 12, 1);

    public static readonly WorkCalendar First = new(CalendarVersion.First);

    public static readonly WorkCalendar WithCultureDay = new(CalendarVersion.First with { Number = 2, CultureDay = true });

    public static readonly CalendarDraft Plain = new("Nguyễn Thị Hòa", "", CultureDay: false, [], []);

    /// <summary>The Prime Minister's schedule of Tết 2026 as the ministry proposed it: from 27 tháng Chạp to mùng 6, without its weekends.</summary>
    public static readonly ImmutableArray<OverrideDraft> Tet2026 =
    [
        .. Enumerable.Range(16, 5).Select(day => new OverrideDraft($"2026-02-{day:D2}", "holiday", "nghỉ Tết Bính Ngọ", "tet")),
    ];

    public static CalendarVersion Version(CalendarDraft draft)
    {
        var (version, refusals) = draft.Check(2, MadeOn);
        Assert.Empty(refusals);
        return version!;
    }

    public static WorkCalendar Of(params OverrideDraft[] overrides) => new(Version(Plain with { Overrides = [.. overrides] }));

    public static WorkCalendar Swapped(params SwapDraft[] swaps) => new(Version(Plain with { Swaps = [.. swaps] }));

    public static IEnumerable<string> Written(WorkCalendar calendar, int year) => calendar.DaysOf(year).Select(day => $"{day.Date:dd/MM} {CalendarNotation.Text(day.Kind)} {day.Name}");

    public static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    /// <summary>The few years into which drawn overrides and swaps fall, so that they meet each other and the holidays.</summary>
    private static readonly Gen<DateOnly> CrowdedDays = Gen.Choose(new DateOnly(2024, 1, 1).DayNumber, new DateOnly(2026, 12, 31).DayNumber).Select(DateOnly.FromDayNumber);

    /// <summary>Any day of 1990–2100, half of them in the crowded years.</summary>
    public static readonly Gen<DateOnly> Days = Gen.OneOf(
        CrowdedDays, Gen.Choose(new DateOnly(1990, 1, 1).DayNumber, new DateOnly(2100, 12, 31).DayNumber).Select(DateOnly.FromDayNumber));

    private static readonly Gen<OverrideDraft> Overrides =
        from day in CrowdedDays
        from kind in Gen.Elements("holiday", "compensatory", "working")
        select new OverrideDraft($"{day:yyyy-MM-dd}", kind, "theo thông báo");

    private static readonly Gen<OverrideDraft> OfBlocks =
        from year in Gen.Choose(2024, 2026)
        from tet in Gen.Elements(true, false)
        from away in Gen.Choose(-5, 8)
        let day = (tet ? LunarCalendar.Tet(year) : new DateOnly(year, 9, 2)).AddDays(away)
        select new OverrideDraft($"{day:yyyy-MM-dd}", "holiday", "theo lịch nghỉ", tet ? "tet" : "national");

    private static readonly Gen<SwapDraft> Swaps =
        from off in CrowdedDays
        from weeks in Gen.Choose(-2, 2)
        let worked = off.AddDays(6 - (int)off.DayOfWeek + (7 * weeks))
        select new SwapDraft($"{off:dd/MM/yyyy}", $"{worked:dd/MM/yyyy}");

    /// <summary>Drafts as they may be written, sound or not.</summary>
    public static readonly Gen<CalendarDraft> Drafts =
        from culture in Gen.Elements(true, false)
        from overrides in Overrides.ListOf().Resize(10)
        from blocks in OfBlocks.ListOf().Resize(10)
        from swaps in Swaps.ListOf().Resize(10)
        select new CalendarDraft("Nguyễn Thị Hòa", "", culture, [.. overrides, .. blocks], [.. swaps]);

    /// <summary>What is sound of any draft: rows that are refused are left out until nothing is.</summary>
    public static readonly Gen<CalendarVersion> Versions = Drafts.Select(Sound);

    private static CalendarVersion Sound(CalendarDraft draft)
    {
        while (true)
        {
            var (version, refusals) = draft.Check(2, MadeOn);
            if (version is not null) return version;
            var fields = refusals.Select(refusal => refusal.Field!.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
            draft = draft with
            {
                Overrides = [.. draft.Overrides.Where((_, index) => !fields.Contains($"overrides[{index}]"))],
                Swaps = [.. draft.Swaps.Where((_, index) => !fields.Contains($"swaps[{index}]"))],
            };
        }
    }
}
