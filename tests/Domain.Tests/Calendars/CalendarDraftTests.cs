using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using static HoiQC.Domain.Tests.Calendars.CalendarSamples;

namespace HoiQC.Domain.Tests.Calendars;

public sealed class CalendarDraftTests
{
    [Fact]
    public void A_sound_draft_is_the_version_it_says()
    {
        var version = Version(new(" Nguyễn Thị Hòa ", "Thông báo lịch nghỉ Tết", CultureDay: true, [.. Tet2026, new("27/4/2026", "compensatory", "nghỉ bù Giỗ Tổ")], [new("02/01/2026", "10/01/2026", " ")]));

        Assert.Equal((2, "Nguyễn Thị Hòa", MadeOn, "Thông báo lịch nghỉ Tết", true), (version.Number, version.Author, version.MadeOn, version.Note, version.CultureDay));
        Assert.Equal(new(new(2026, 2, 16), OverrideKind.Holiday, "nghỉ Tết Bính Ngọ", HolidayBlock.Tet), version.Overrides[0]);
        Assert.Equal(new(new(2026, 4, 27), OverrideKind.Compensatory, "nghỉ bù Giỗ Tổ"), version.Overrides[^1]);
        Assert.Equal([new(new(2026, 1, 2), new(2026, 1, 10))], version.Swaps);
    }

    [Fact]
    public void A_version_read_back_from_its_own_draft_is_the_same() => Laws.Hold(
        Versions,
        version =>
        {
            var again = Version(CalendarDraft.Of(version));
            Assert.Equal(version.Overrides.AsEnumerable(), again.Overrides);
            Assert.Equal(version.Swaps.AsEnumerable(), again.Swaps);
            Assert.Equal((version.Author, version.Note, version.CultureDay), (again.Author, again.Note, again.CultureDay));
        },
        times: 1_000);

    public static TheoryData<string, CalendarDraft, string> Refused => new()
    {
        { "author", Plain with { Author = "  " }, "Người lập lịch còn trống" },
        { "author", Plain with { Author = new('a', 101) }, "dài quá 100 ký tự" },
        { "note", Plain with { Note = new('a', 501) }, "dài quá 500 ký tự" },
        { "overrides", Plain with { Overrides = [.. Enumerable.Repeat(new OverrideDraft("2026-07-10", "holiday", "nghỉ"), 1_001)] }, "nhiều nhất 1000 dòng" },
        { "overrides[0].date", With(new OverrideDraft("", "holiday", "nghỉ")), "Chưa ghi ngày" },
        { "overrides[0].date", With(new OverrideDraft("31/02/2026", "holiday", "nghỉ")), "không có thật" },
        { "overrides[0].date", With(new OverrideDraft("2101-01-03", "holiday", "nghỉ")), "nằm ngoài các năm 1990–2100" },
        { "overrides[0].date", With(new OverrideDraft("1989-12-31", "holiday", "nghỉ")), "nằm ngoài các năm 1990–2100" },
        { "overrides[0].name", With(new OverrideDraft("2026-07-10", "holiday", " ")), "Tên ngày còn trống" },
        { "overrides[0].kind", With(new OverrideDraft("2026-07-10", "off", "nghỉ")), "Loại ngày phải là" },
        { "overrides[0].of", With(new OverrideDraft("2026-02-16", "holiday", "nghỉ", "gio-to")), "Chỉ nhận tet" },
        { "overrides[0].of", With(new OverrideDraft("2026-02-16", "working", "làm việc", "tet")), "bỏ ngày làm việc này" },
        { "overrides[0].of", With(new OverrideDraft("2026-02-23", "compensatory", "nghỉ bù", "tet")), "chưa có ngày nghỉ lễ nào" },
        { "overrides[0].date", With(new OverrideDraft("2026-03-20", "holiday", "nghỉ", "tet")), "cách mùng 1 Tết (17/02/2026) quá 20 ngày" },
        { "overrides[0].date", With(new OverrideDraft("2026-07-10", "holiday", "nghỉ", "national")), "cách Quốc khánh (02/09/2026) quá 20 ngày" },
        { "overrides[0].date", With(new OverrideDraft("2026-07-11", "compensatory", "nghỉ bù")), "thứ Bảy, vốn đã nghỉ" },
        { "overrides[0].date", With(new OverrideDraft("2026-07-10", "working", "làm việc")), "(thứ Sáu) vốn là ngày làm việc" },
        { "overrides[1].date", With(new OverrideDraft("2026-07-10", "holiday", "nghỉ"), new OverrideDraft("10/7/2026", "holiday", "nghỉ nữa")), "đã được ghi ở một dòng khác" },
        { "swaps[0].on", Swapping(new SwapDraft("2026-01-02", "2026-01-11")), "là Chủ nhật; chỉ làm bù vào thứ Bảy" },
        { "swaps[0].on", Swapping(new SwapDraft("2026-01-02", "2026-01-09")), "là thứ Sáu; chỉ làm bù vào thứ Bảy" },
        { "swaps[0].on", Swapping(new SwapDraft("2024-02-15", "2024-02-10")), "ngày nghỉ lễ (mùng 1 Tết)" },
        { "swaps[0].on", Swapping(new SwapDraft("2026-01-02", "")), "Chưa ghi ngày" },
        { "swaps[0].off", Swapping(new SwapDraft("2026-01-03", "2026-01-10")), "đã là ngày nghỉ (thứ Bảy)" },
        { "swaps[0].off", Swapping(new SwapDraft("2026-04-27", "2026-05-09")), "đã là ngày nghỉ (nghỉ bù Giỗ Tổ Hùng Vương)" },
        { "swaps[0].off", Swapping(new SwapDraft("2101-01-03", "2026-01-10")), "nằm ngoài các năm 1990–2100" },
        { "swaps[1].off", Swapping(new SwapDraft("2026-01-02", "2026-01-10"), new SwapDraft("2026-01-02", "2026-01-17")), "đã được ghi ở một dòng khác" },
        { "swaps[1].on", Swapping(new SwapDraft("2026-01-02", "2026-01-10"), new SwapDraft("2026-01-05", "2026-01-10")), "đã được ghi ở một dòng khác" },
        { "swaps[0].off", Plain with { Overrides = [new("2026-07-10", "holiday", "nghỉ")], Swaps = [new("2026-07-10", "2026-07-18")] }, "đã được ghi ở một dòng khác" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused_at_its_field(string field, CalendarDraft draft, string words)
    {
        var (version, refusals) = draft.Check(2, MadeOn);

        Assert.Null(version);
        Assert.Contains(refusals, refusal => refusal.Field == field && refusal.Sentence.Contains(words, StringComparison.Ordinal));
        Assert.All(refusals, refusal => Assert.Equal(RefusalKind.Invalid, refusal.Kind));
    }

    [Fact]
    public void Everything_wrong_is_said_at_once() => Assert.Equal(
        ["author", "overrides[0].date", "overrides[1].kind", "swaps[0].on"],
        new CalendarDraft(null, null, CultureDay: false, [new("hôm qua", "holiday", "nghỉ"), new("2026-07-10", null, "nghỉ")], [new("2026-01-02", "2026-01-11")])
            .Check(2, MadeOn).Refusals.Select(refusal => refusal.Field));

    [Fact]
    public void A_draft_without_lists_changes_nothing() =>
        Assert.Equal(Written(First, 2026), Written(new WorkCalendar(Version(new("Nguyễn Thị Hòa", null, CultureDay: false, default, default))), 2026));

    private static CalendarDraft With(params OverrideDraft[] overrides) => Plain with { Overrides = [.. overrides] };

    private static CalendarDraft Swapping(params SwapDraft[] swaps) => Plain with { Swaps = [.. swaps] };
}
