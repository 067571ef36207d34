using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using static HoiQC.Domain.Tests.Obligations.ReviewTests;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>What a return does to the due day of the social criticism of 2023 (31/12/2023, a Sunday).</summary>
public class SupplementTests
{
    private static readonly WorkCalendar NewYear = Samples.Calendar(("2024-01-01", "Tết Dương lịch"));

    private static readonly Terms Criticism = Samples.Terms(Samples.Rule("MT-PB"), "2023");

    private static DateOnly? Due(Course course, string at, params Evidence[] evidence) => Supplement.Of(course, evidence, evidence[0], Samples.At(at), NewYear, 5)?.Until;

    public static TheoryData<string, string, string?> Returns => new()
    {
        // received             returned            due from then on
        { "2023-12-28T09:00",   "2023-12-29T10:00", "2024-01-08" },     // Friday, and Monday is a holiday
        { "2023-12-28T09:00",   "2024-01-05T10:00", "2024-01-12" },     // returned after the due day: five working days all the same
        { "2023-12-31T23:59",   "2024-03-04T10:00", "2024-03-11" },
        { "2023-06-01T09:00",   "2023-06-05T10:00", null },             // the later of both is the old one
        { "2023-12-20T09:00",   "2023-12-22T10:00", null },             // the fifth working day is 29/12
        { "2024-01-01T00:00",   "2024-01-05T10:00", null },             // late work gains no time
    };

    [Theory, MemberData(nameof(Returns))]
    public void The_due_day_becomes_the_later_of_the_old_one_and_five_working_days_after_the_return(string received, string returned, string? due) =>
        Assert.Equal(due is null ? null : Samples.Day(due), Due(Criticism, returned, Piece(received)));

    [Fact]
    public void Within_the_days_of_grace_it_came_in_time()
    {
        Assert.Equal(new DateOnly(2024, 1, 15), Due(Criticism with { GraceDays = 5 }, "2024-01-08T10:00", Piece("2024-01-05T16:00")));
        Assert.Null(Due(Criticism with { GraceDays = 5 }, "2024-01-08T10:00", Piece("2024-01-06T16:00")));
    }

    [Fact]
    public void The_number_of_working_days_is_given() =>
        Assert.Equal(new(new(2024, 1, 5), 3, new(2024, 1, 10)), Supplement.Of(Criticism, [], Piece("2023-12-28"), Samples.At("2024-01-05T10:00"), NewYear, 3));

    [Fact]
    public void A_second_return_moves_nothing()
    {
        var first = Piece("2023-12-28", returned: "2023-12-29T10:00");
        Course moved = new(Criticism, [new(Samples.At("2023-12-29T10:00"), "returned:E1", Criticism with { Due = new(2024, 1, 8) })]);

        Assert.Null(Due(moved, "2024-01-08T10:00", Piece("2024-01-05", id: "E2"), first));
        Assert.Null(Due(Criticism, "2023-12-29T10:00", Piece("2023-12-28", id: "E2"), Piece("2023-06-01", returned: "2023-06-05")));    // the first one moved nothing either
    }

    [Fact]
    public void Late_work_returned_first_does_not_take_the_time_away() =>
        Assert.Equal(new DateOnly(2024, 1, 12), Due(Criticism with { Required = 2 }, "2024-01-05T10:00", Piece("2023-12-28"), Piece("2024-01-02", returned: "2024-01-03", id: "E2")));

    [Theory]
    [InlineData("2024-01-31", true)]        // extended after it had come: in time by what holds now
    [InlineData("2023-11-30", false)]       // brought forward after it had come: in time by what held then
    public void Terms_bound_in_between_are_not_to_its_harm(string due, bool extended)
    {
        Course course = new(Criticism, [new(Samples.At("2024-01-10T08:00"), "extended:K7F2", Criticism with { Due = Samples.Day(due), Extended = extended })]);

        Assert.Equal(new DateOnly(2024, 2, 7), Due(course, "2024-01-31T10:00", Piece(extended ? "2024-01-05" : "2023-12-28")));
    }

    [Fact]
    public void Nothing_moves_where_nothing_more_is_asked()
    {
        Assert.Null(Due(Criticism with { Settled = Status.Waived }, "2024-01-05T10:00", Piece("2023-12-28")));
        Assert.Null(Due(Criticism with { LastDay = new(2024, 1, 4) }, "2024-01-05T10:00", Piece("2023-12-28")));
        Assert.Null(Due(Criticism, "2024-01-05T10:00", Piece("2023-12-28"), Piece("2023-12-01", accepted: "2024-01-03", id: "E2")));
    }

    private static readonly Course Moved = new(Criticism, [new(Samples.At("2024-01-05T10:00"), "returned:E1", Criticism with { Due = new(2024, 1, 12) })]);

    [Fact]
    public void After_a_return_it_is_owed_until_the_new_day_and_there_was_no_red_row() => Assert.Equal(
        "Behind→Submitted 28/12/2023 09:00 received:E1; Submitted→Returned 05/01/2024 10:00 returned:E1; Returned→Overdue 13/01/2024 00:00 clock; Overdue→Escalated 26/01/2024 00:00 clock",
        Walk(Moved, "2024-06-01", Piece("2023-12-28T09:00", returned: "2024-01-05T10:00")));

    [Theory]
    [InlineData("2024-01-12", Status.Fulfilled, 0)]
    [InlineData("2024-01-13", Status.FulfilledLate, 1)]
    public void What_is_handed_in_again_by_the_new_day_is_in_time(string again, Status status, int late)
    {
        var standing = Ladder.Read(Moved, [Piece("2023-12-28", returned: "2024-01-05T10:00"), Piece($"{again}T16:00", accepted: "2024-02-01", id: "E2")], Samples.At("2024-03-01"));

        Assert.Equal((status, late), (standing.Status, standing.LateDays));
    }

    [Fact]
    public void A_return_that_lifts_a_red_row_is_one_change() => Assert.Equal(
        "Behind→DueSoon 28/12/2023 09:00 received:E1; DueSoon→Overdue 01/01/2024 00:00 clock; Overdue→Returned 05/01/2024 10:00 returned:E1",
        Walk(
            new(Criticism with { Required = 2 }, [new(Samples.At("2024-01-05T10:00"), "returned:E1", Criticism with { Required = 2, Due = new(2024, 1, 12) })]),
            "2024-01-12", Piece("2023-12-28T09:00", returned: "2024-01-05T10:00")));

    private static string Walk(Course course, string until, params Evidence[] evidence) => string.Join(
        "; ", Ladder.Advance(course, evidence, Status.Dormant, null, Samples.At(until)).Changes.Skip(2).Select(change => $"{change.From}→{change.To} {change.At:dd/MM/yyyy HH:mm} {change.Cause}"));

    [Theory]
    [InlineData(null, "Hạn 12/01/2024: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; được bổ sung trong 5 ngày làm việc kể từ ngày 05/01/2024 trả lại, đến hết ngày 12/01/2024; mốc")]
    [InlineData("2024-01-04", "Hạn 12/01/2024: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; được gia hạn đến 04/01/2024; được bổ sung trong 5 ngày làm việc kể từ ngày 05/01/2024 trả lại, đến hết ngày 12/01/2024; mốc")]
    [InlineData("2024-01-31", "Hạn 31/01/2024: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; được bổ sung trong 5 ngày làm việc kể từ ngày 05/01/2024 trả lại, đến hết ngày 12/01/2024; được gia hạn đến 31/01/2024; mốc")]
    public void The_new_day_is_explained_in_the_order_in_which_it_came_about(string? extendedTo, string sentence)
    {
        DateOnly? extended = extendedTo is null ? null : Samples.Day(extendedTo);
        var due = extended > new DateOnly(2024, 1, 12) ? extended.Value : new(2024, 1, 12);
        var explanation = Explanation.Of(
            Samples.Rule("MT-PB"), Samples.Period("2023"), Criticism with { Due = due }, NewYear, new(ExtendedTo: extended) { Supplement = new(new(2024, 1, 5), 5, new(2024, 1, 12)) });

        Assert.StartsWith(sentence, explanation.Sentence, StringComparison.Ordinal);
        Assert.Contains("Được bổ sung trong 5 ngày làm việc kể từ ngày 05/01/2024 trả lại, đến hết ngày 12/01/2024.", explanation.Lines);
    }
}
