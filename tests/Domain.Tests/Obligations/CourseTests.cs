using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>The social criticism of 2023 (checkpoint 30/9, last day 31/12/2023, escalated from 14/01/2024) when something binds it anew.</summary>
public class CourseTests
{
    private static readonly Terms Criticism = Samples.Terms(Samples.Rule("MT-PB"), "2023");

    private static readonly Terms Extended = Criticism with { Due = new(2024, 1, 31), Extended = true };

    private static readonly Terms Waived = Criticism with { Settled = Status.Waived };

    private static Course Then(params (string From, string Cause, Terms Terms)[] later) =>
        new(Criticism, [.. later.Select(bound => new Binding(Samples.At(bound.From), bound.Cause, bound.Terms))]);

    private static string Walk(Course course, string until, params Evidence[] evidence) => string.Join(
        "; ", Ladder.Advance(course, evidence, Status.Dormant, null, Samples.At(until)).Changes.Select(change => $"{change.From}→{change.To} {change.At:dd/MM/yyyy HH:mm} {change.Cause}"));

    private static Status Read(Course course, string at, params Evidence[] evidence) => Ladder.Read(course, evidence, Samples.At(at)).Status;

    [Fact]
    public void An_extension_granted_in_time_leaves_no_red_row_before_its_day_is_over() => Assert.Equal(
        "Dormant→Open 01/01/2023 00:00 clock; Open→Behind 01/10/2023 00:00 clock; Behind→Extended 20/12/2023 09:00 extended:K7F2; Extended→Overdue 01/02/2024 00:00 clock; Overdue→Escalated 14/02/2024 00:00 clock",
        Walk(Then(("2023-12-20T09:00", "extended:K7F2", Extended)), "2024-06-01"));

    [Fact]
    public void An_extension_granted_after_the_day_keeps_the_red_row() => Assert.Equal(
        "Dormant→Open 01/01/2023 00:00 clock; Open→Behind 01/10/2023 00:00 clock; Behind→Overdue 01/01/2024 00:00 clock; Overdue→Extended 05/01/2024 08:14 extended:K7F2",
        Walk(Then(("2024-01-05T08:14", "extended:K7F2", Extended)), "2024-01-31T23:59"));

    [Theory]
    [InlineData("2023-10-01T00:00", Status.Behind)]
    [InlineData("2023-12-20T08:59:59.999", Status.Behind)]
    [InlineData("2023-12-20T09:00", Status.Extended)]
    [InlineData("2024-01-31T23:59:59.999", Status.Extended)]
    [InlineData("2024-02-01T00:00", Status.Overdue)]
    public void Up_to_its_day_it_is_extended_and_nothing_else(string at, Status expected) =>
        Assert.Equal(expected, Read(Then(("2023-12-20T09:00", "extended:K7F2", Extended)), at));

    [Theory]
    [InlineData("2024-01-20", Status.Fulfilled, 0)]
    [InlineData("2024-01-31", Status.Fulfilled, 0)]
    [InlineData("2024-02-01", Status.FulfilledLate, 1)]
    public void What_is_done_by_the_extended_day_is_in_time(string day, Status expected, int late)
    {
        var standing = Ladder.Read(Then(("2023-12-20T09:00", "extended:K7F2", Extended)), [Samples.Received($"{day}T10:00", day)], Samples.At("2024-06-01"));

        Assert.Equal((expected, late), (standing.Status, standing.LateDays));
    }

    [Fact]
    public void A_second_extension_takes_the_place_of_the_first()
    {
        var course = Then(("2023-12-20T09:00", "extended:K7F2", Extended), ("2024-01-30T09:00", "extended:B3C4", Extended with { Due = new(2024, 3, 15) }));

        Assert.Equal(Status.Extended, Read(course, "2024-03-15T23:59"));
        Assert.Equal(Status.Overdue, Read(course, "2024-03-16"));
        Assert.Equal(new DateOnly(2024, 1, 31), course.At(Samples.At("2024-01-30T08:59")).Due);
    }

    [Fact]
    public void Of_two_that_bind_at_one_instant_the_later_one_holds_whatever_they_are_called()
    {
        var course = Then(("2024-01-05T08:00", "waived:B2", Waived), ("2024-01-05T08:00", "lifted:A1", Criticism));

        Assert.Equal(Status.Overdue, Read(course, "2024-01-05T08:00"));
        Assert.Equal(Status.Overdue, Ladder.Advance(course, [], Status.Dormant, null, Samples.At("2024-01-06")).Standing.Status);
    }

    [Fact]
    public void A_waiver_wins_over_everything_from_its_instant_and_the_day_before_stays_red()
    {
        var course = Then(("2024-01-20T10:00", "waived:K7F2", Waived));

        Assert.Equal(Status.Escalated, Read(course, "2024-01-19T23:59:59.999"));
        Assert.Equal(Status.Waived, Read(course, "2024-01-20T10:00"));
        Assert.Equal(Status.Waived, Read(course, "2024-03-01", Samples.Received("2024-02-01", "2024-02-01")));
        Assert.Null(Ladder.Read(course, [], Samples.At("2024-01-20T10:00")).Next);
    }

    [Fact]
    public void A_lifted_waiver_is_overdue_from_the_lifting_and_counts_what_came_meanwhile()
    {
        var course = Then(("2023-11-01T10:00", "waived:K7F2", Waived), ("2024-02-10T10:00", "lifted:B3C4", Criticism));

        Assert.Equal(
            "Dormant→Open 01/01/2023 00:00 clock; Open→Behind 01/10/2023 00:00 clock; Behind→Waived 01/11/2023 10:00 waived:K7F2; Waived→Escalated 10/02/2024 10:00 lifted:B3C4",
            Walk(course, "2024-06-01"));
        Assert.Equal(Status.Fulfilled, Read(course, "2024-02-10T10:00", Samples.Received("2023-12-01", "2023-11-30")));
    }

    [Fact]
    public void A_raised_number_asks_for_the_rest_from_the_day_the_plan_counts()
    {
        var course = Then(("2023-03-01T08:00", "quantity:P1", Criticism with { Required = 3 }));
        Evidence[] two = [Samples.Received("2023-02-01", "2023-02-01"), Samples.Received("2023-05-01", "2023-05-01", "E2")];

        Assert.Equal(Status.Fulfilled, Read(course, "2023-03-01T07:59", two));
        Assert.Equal(Status.Open, Read(course, "2023-03-01T08:00", two));
        Assert.Equal(Status.Overdue, Read(course, "2024-01-01", two));
        Assert.Equal(Status.Fulfilled, Read(course, "2024-01-01", [.. two, Samples.Received("2023-12-31", "2023-12-31", "E3")]));
    }

    [Fact]
    public void Terms_that_become_known_late_are_named_as_the_cause_of_what_they_change()
    {
        var progress = Ladder.Advance(
            Then(("2023-03-01T08:00", "quantity:P1", Criticism with { Required = 3 })), [Samples.Received("2023-02-01", "2023-02-01")], Status.Fulfilled, Samples.At("2024-01-05"), Samples.At("2024-01-06"));

        Assert.Equal(new Change(Status.Fulfilled, Status.Overdue, Samples.At("2023-03-01T08:00"), "quantity:P1"), Assert.Single(progress.Changes));
    }

    [Fact]
    public void An_extension_of_the_very_instant_up_to_which_all_was_recorded_is_still_told()
    {
        var progress = Ladder.Advance(Then(("2024-01-01", "extended:K7F2", Extended)), [], Status.Overdue, Samples.At("2024-01-01"), Samples.At("2024-01-01"));

        Assert.Equal(new Change(Status.Overdue, Status.Extended, Samples.At("2024-01-01"), "extended:K7F2"), Assert.Single(progress.Changes));
    }

    [Theory]
    [InlineData("2024-01-01", Status.DueSoon)]
    [InlineData("2024-01-05T23:59:59.999", Status.DueSoon)]
    [InlineData("2024-01-06", Status.Overdue)]
    [InlineData("2024-01-18T23:59:59.999", Status.Overdue)]
    [InlineData("2024-01-19", Status.Escalated)]
    public void Days_of_grace_come_before_overdue_and_escalation_counts_after_them(string at, Status expected) =>
        Assert.Equal(expected, Read(Criticism with { GraceDays = 5, Milestones = [] }, at));

    [Theory]
    [InlineData("2024-01-05", Status.Fulfilled, 0)]
    [InlineData("2024-01-06", Status.FulfilledLate, 6)]
    public void Within_the_days_of_grace_it_is_in_time_and_after_them_every_day_since_the_due_day_is_late(string day, Status expected, int late)
    {
        var standing = Ladder.Read(Criticism with { GraceDays = 5 }, [Samples.Received(day, day)], Samples.At("2024-02-01"));

        Assert.Equal((expected, late), (standing.Status, standing.LateDays));
    }

    [Theory]
    [InlineData("2024-01-31T23:59:59.999", Status.Extended)]
    [InlineData("2024-02-01", Status.DueSoon)]
    [InlineData("2024-02-03", Status.Overdue)]
    public void After_an_extended_day_the_days_of_grace_run_without_its_name(string at, Status expected)
    {
        var terms = Extended with { GraceDays = 2, Milestones = [] };
        var course = Then(("2023-12-20T09:00", "extended:K7F2", terms));

        Assert.Equal(expected, Read(course, at));
        if (expected == Status.Extended) Assert.Equal(Samples.At("2024-02-01"), Ladder.Read(course, [], Samples.At(at)).Next);
    }

    [Theory]
    [InlineData(Status.Extended, 1)]
    [InlineData(Status.Waived, 0)]
    [InlineData(Status.NotApplicable, 0)]
    public void An_extended_one_is_in_the_denominator_a_waived_one_is_not(Status status, int all)
    {
        var line = Line.Of(new(status, Samples.At("2024-01-05"), null, 0, 0, 0), new(2024, 1, 31), 2);

        Assert.Equal((all, 0, 2 * all), (line.All, line.Overdue, line.Required));
    }
}
