using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using static HoiQC.Domain.Tests.Samples;

namespace HoiQC.Domain.Tests.Publications;

public class RulePublicationTests
{
    [Theory]
    [InlineData("MT-PB", "2023-12-05", "2024-01-01")]
    [InlineData("MT-PB", "2024-01-01", "2025-01-01")]
    [InlineData("MT-CT-NAM", "2023-12-05", "2024-10-01")]
    [InlineData("HOI-BC-TC", "2023-12-05", "2024-01-01")]
    [InlineData("MT-BC-KY", "2023-12-05", "2024-01-01")]
    [InlineData("MT-BC-KY", "2024-02-10", "2024-04-01")]
    [InlineData("HOI-DH-KQ", "2023-12-05", "2023-12-06")]
    public void The_next_period_is_the_first_to_open_after_today(string rule, string today, string expected) =>
        Assert.Equal(Day(expected), Rule(rule).Schedule.NextOpening(Day(today)));

    [Theory]
    [InlineData("2023", "Open", "2023-12-20", null, "Moved 2023-12-20")]                     // by notice: 15 days from 05/12
    [InlineData("2024", "Dormant", "2024-11-30", null, "Moved 2024-11-30")]
    [InlineData("2023", "Overdue", "2023-11-30", null, "Moved 2023-11-30")]                  // overdue already: no notice
    [InlineData("2023", "Extended", "2024-01-31", "2024-01-31", "Kept 2024-01-31")]          // the extension reaches further
    [InlineData("2024", "Extended", "2024-11-30", "2024-10-31", "Moved 2024-11-30")]         // it does not
    [InlineData("2023", "Fulfilled", null, null, "")]
    [InlineData("2023", "Waived", null, null, "")]
    [InlineData("2023", "NotApplicable", null, null, "")]
    public void A_due_day_moved_to_30_11_for_all_that_is_open(string period, string status, string? due, string? extendedTo, string expected)
    {
        var old = Rule("MT-PB");
        var publication = Publishing(PublicationMode.Open, old, Version("MT-PB", 2, Day("2023-12-05"), ("due", "30/11")));
        DateOnly? extended = extendedTo is null ? null : Day(extendedTo);
        var following = publication.Of(Met(old, period, Enum.Parse<Status>(status), extended), owes: true);

        Assert.Equal(expected, following is null ? "" : $"{following.Effect} {following.Terms!.Due:yyyy-MM-dd}");
        Assert.Equal(due is null ? null : Day(due), following?.Terms?.Due);
        Assert.Equal(expected.EndsWith("2023-12-20", StringComparison.Ordinal), following?.Noticed ?? false);
        Assert.Equal(following?.ExtendedTo is not null, following?.Terms?.Extended ?? false);
    }

    [Theory]
    [InlineData("15", "2023-12-01", false)]
    [InlineData("4", "2023-12-01", false)]      // in time until 05/12, the day of the publication
    [InlineData("3", "2023-12-20", true)]
    public void What_is_still_in_its_days_of_grace_is_due_by_the_rule(string grace, string due, bool noticed)
    {
        var old = Rule("MT-PB");
        var publication = Publishing(PublicationMode.Open, old, Version("MT-PB", 2, Day("2023-12-05"), ("due", "01/12"), ("grace_days", grace)));
        var following = publication.Of(Met(old, "2023", Status.Open), owes: true);

        Assert.Equal((Day(due), noticed), (following!.Terms!.Due, following.Noticed));
    }

    [Theory]
    [InlineData("enabled", "no", true, "thôi áp dụng")]
    [InlineData("period", "half", true, "không còn kỳ này")]
    [InlineData("basis_until", "2023-12-31", true, "hết hiệu lực ngày 31/12/2023")]
    [InlineData("lead_days", "30", false, "không còn thuộc diện")]
    public void What_the_new_version_no_longer_has_applies_no_more(string column, string text, bool owes, string reason)
    {
        var old = Rule("MT-PB");
        var changed = Version("MT-PB", 2, Day("2023-12-06"), (column, text), ("due", column == "period" ? "30/06|31/12" : "31/12"));
        var following = Publishing(PublicationMode.From, old, changed).Of(Met(old, "2024", Status.Dormant), owes);

        Assert.Equal(Effect.Voided, following?.Effect);
        Assert.Contains(reason, following!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void What_hangs_on_an_event_goes_on_only_under_a_version_that_counts_from_the_same()
    {
        var old = Rule("HOI-DH-KQ");
        var met = Met(old, "2023-11-20", Status.Open);
        var longer = Publishing(PublicationMode.Open, old, Version("HOI-DH-KQ", 2, Day("2023-12-06"), ("due", "45D after congress"))).Of(met, owes: true);
        var other = Publishing(PublicationMode.Open, old, Version("HOI-DH-KQ", 2, Day("2023-12-06"), ("due", "30D after leader change"))).Of(met, owes: true);

        Assert.Equal((Effect.Moved, Day("2024-01-04")), (longer!.Effect, longer.Terms!.Due));
        Assert.Equal(Effect.Voided, other!.Effect);
    }

    [Fact]
    public void A_later_version_keeps_what_opens_under_it()
    {
        var (first, later) = (Rule("MT-PB"), Version("MT-PB", 2, Day("2024-01-01"), ("due", "15/12")));
        var middle = Version("MT-PB", 3, Day("2023-12-05"), ("due", "30/11"));
        var publication = new RulePublication(new([first, later, middle], []), middle, PublicationMode.Open, WorkCalendar.Weekends, Day("2023-12-05"));

        Assert.Null(publication.Of(Met(later, "2024", Status.Dormant), owes: true));
        Assert.NotNull(publication.Of(Met(first, "2023", Status.Open), owes: true));
    }

    [Fact]
    public void A_body_is_told_what_changes_in_one_text()
    {
        var text = NoticeWords.Of(
            "Quy tắc “Hội nghị phản biện xã hội” có phiên bản mới, hiệu lực từ ngày 05/12/2023.",
            [new("Phản biện", Period("2023"), Effect.Moved, Day("2023-12-31"), Day("2023-12-20"), 15, null), new("Phản biện", Period("2024"), Effect.Kept, Day("2024-12-31"), Day("2024-12-31"), null, 2)], named: false);

        Assert.Equal(
            "Quy tắc “Hội nghị phản biện xã hội” có phiên bản mới, hiệu lực từ ngày 05/12/2023. Năm 2023: hạn mới 20/12/2023, là 15 ngày kể từ ngày công bố (trước là 31/12/2023). "
            + "Năm 2024: vẫn hạn 31/12/2024, số lượng ít nhất 2.", text);
    }

    private static RulePublication Publishing(PublicationMode mode, RuleVersion old, RuleVersion version) => new(new([old, version], []), version, mode, WorkCalendar.Weekends, Day("2023-12-05"));

    private static MetObligation Met(RuleVersion version, string period, Status status, DateOnly? extendedTo = null) => Terms(version, period) is var terms
        ? new(Period(period), version.Number, terms.Opens, extendedTo ?? terms.Due, terms.Required, status) { ExtendedTo = extendedTo }
        : throw new InvalidOperationException();
}
