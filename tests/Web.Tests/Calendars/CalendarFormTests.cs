using HoiQC.Domain.Calendars;
using HoiQC.Web.Calendars;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace HoiQC.Web.Tests.Calendars;

public sealed class CalendarFormTests
{
    private static readonly CalendarVersion Stored = new(
        2, "Nguyễn Thị Hòa", new(2023, 12, 1), "", CultureDay: true,
        [
            new(new(2023, 12, 29), OverrideKind.Working, "làm bù"),
            .. CalendarFormNotation.Schedule(HolidayBlock.Tet, new(2024, 2, 8), new(2024, 2, 14)),
            new(new(2024, 9, 2), OverrideKind.Holiday, "Quốc khánh", HolidayBlock.National),
            new(new(2024, 3, 26), OverrideKind.Holiday, "ngày nghỉ của tỉnh"),
        ],
        [new(new(2023, 4, 28), new(2023, 5, 6)), new(new(2024, 4, 29), new(2024, 5, 4), "nghỉ lễ liền nhau")]);

    [Fact]
    public void A_year_of_a_version_comes_back_from_the_form_as_it_went_in()
    {
        var form = CalendarForm.Of(Stored, 2024);
        Assert.Equal(("08/02/2024", "14/02/2024"), (form["tet_from"], form["tet_to"]));

        // Named otherwise than the schedule would name it, it stands as a single day.
        Assert.Equal(("", "02/09/2024", "national"), (form["national_from"], form["day-1-date"], form["day-1-of"]));
        Assert.Equal(Sorted(CalendarDraft.Of(Stored)), Sorted(Read(form).Draft));
    }

    [Fact]
    public void Years_that_are_not_edited_stay_as_they_are()
    {
        var draft = Read(CalendarForm.Of(CalendarVersion.First, 2024)).Draft;
        Assert.Equal(["2023-12-29"], draft.Overrides.Select(day => day.Date));
        Assert.Equal(["2023-04-28"], draft.Swaps.Select(swap => swap.Off));
    }

    [Fact]
    public void Rows_are_added_and_taken_out_without_a_script()
    {
        var form = CalendarForm.Of(Stored, 2024).Added("swap").Added("day");
        Assert.Equal((2, 3), (form.Rows("swap").Count(), form.Rows("day").Count()));
        form = form.Without("day", 0);
        Assert.Equal((2, "02/09/2024", ""), (form.Rows("day").Count(), form["day-0-date"], form["day-1-date"]));
        Assert.Equal(2, form.Without("day", 7).Rows("day").Count());

        // A row left empty is no day.
        Assert.Equal(9, Read(form).Draft.Overrides.Length);
    }

    [Fact]
    public void A_refusal_is_shown_at_the_field_of_its_row()
    {
        var form = Sent(("tet_from", "08/02/2024"), ("tet_to", "09/02/2024"), ("day-0-date", ""), ("day-1-date", "09/02/2024"), ("day-1-kind", "holiday"), ("day-1-name", "nghỉ thêm"),
            ("swap-0-off", "29/04/2024"), ("swap-0-on", "03/05/2024"));
        var read = Read(form);
        var faults = read.Draft.Check(3, new(2024, 1, 5)).Refusals.Select(read.At).ToDictionary(fault => fault.Field, fault => fault.Sentence, StringComparer.Ordinal);
        Assert.Equal("Ngày 09/02/2024 đã được ghi ở một dòng khác. Đề nghị giữ một dòng cho mỗi ngày.", faults["day-1-date"]);
        Assert.Equal("Ngày 03/05/2024 là thứ Sáu; chỉ làm bù vào thứ Bảy. Đề nghị chọn một thứ Bảy.", faults["swap-0-on"]);
    }

    [Theory]
    [InlineData("08/02/2024", "", "tet_to", "Đề nghị ghi cả ngày đầu và ngày cuối của lịch nghỉ, hoặc bỏ trống cả hai.")]
    [InlineData("8 tháng 2", "14/02/2024", "tet_from", "“8 tháng 2” không phải là ngày có thật. Đề nghị ghi ngày/tháng/năm.")]
    [InlineData("14/02/2024", "08/02/2024", "tet_to", "Ngày cuối đứng trước ngày đầu. Đề nghị ghi lại.")]
    [InlineData("08/02/2025", "14/02/2025", "tet_from", "Ngày 08/02/2025 không thuộc năm 2024. Đề nghị mở lịch của năm đó để sửa.")]
    [InlineData("08/02/2024", "08/04/2024", "tet_to", "Lịch nghỉ dài quá 30 ngày. Đề nghị kiểm tra lại.")]
    public void A_schedule_that_cannot_be_is_refused_at_its_field(string from, string to, string field, string sentence) =>
        Assert.Contains(Read(Sent(("tet_from", from), ("tet_to", to))).Faults, fault => (fault.Field, fault.Sentence) == (field, sentence));

    [Fact]
    public void The_days_of_Tet_bear_their_names() => Assert.Equal(
        ["29 Tết", "30 Tết", "mùng 1 Tết", "mùng 2 Tết"], CalendarFormNotation.Schedule(HolidayBlock.Tet, new(2024, 2, 8), new(2024, 2, 11)).Select(day => day.Name));

    private static CalendarFormNotation Read(CalendarForm form) => CalendarFormNotation.Read(form, Stored, 2024);

    private static CalendarForm Sent(params (string Field, string Text)[] fields) =>
        new(new FormCollection(fields.ToDictionary(field => field.Field, field => new StringValues(field.Text), StringComparer.Ordinal)));

    private static List<string> Sorted(CalendarDraft draft) =>
        [$"{draft.CultureDay}", .. draft.Overrides.Select(day => $"{day}").Order(StringComparer.Ordinal), .. draft.Swaps.Select(swap => $"{swap.Off} {swap.On} {swap.Name}").Order(StringComparer.Ordinal)];
}
