using HoiQC.Domain.Calendars;
using static HoiQC.Domain.Tests.Calendars.CalendarSamples;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class CalendarDifferenceTests
{
    [Fact]
    public void A_swap_makes_one_day_off_and_one_worked() => Assert.Equal(
        [
            "Thứ Sáu 02/01/2026 thành ngày nghỉ: nghỉ hoán đổi, làm bù ngày 10/01/2026.",
            "Thứ Bảy 10/01/2026 thành ngày làm việc (trước là ngày nghỉ: thứ Bảy).",
        ],
        CalendarDifference.Between(First, Swapped(new SwapDraft("2026-01-02", "2026-01-10"))).Select(day => day.Sentence));

    [Fact]
    public void The_culture_day_takes_one_working_day_a_year_from_2026_on()
    {
        var changed = CalendarDifference.Between(First, WithCultureDay);
        Assert.Equal(Enumerable.Range(2026, 75), changed.Select(day => day.Date.Year));
        Assert.Equal("Thứ Ba 24/11/2026 thành ngày nghỉ: Ngày Văn hóa Việt Nam 24/11.", changed[0].Sentence);
        Assert.All(changed, day => Assert.Null(day.Before));
    }

    [Fact]
    public void A_calendar_does_not_differ_from_itself_nor_by_a_name()
    {
        Assert.Empty(CalendarDifference.Between(First, new(CalendarVersion.First)));
        Assert.Empty(CalendarDifference.Between(First, Of(new OverrideDraft("2026-09-02", "holiday", "Tết Độc lập"))));
    }
}
