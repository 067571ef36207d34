using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>The social criticism of 2023 (checkpoint 30/9, last day 31/12/2023, escalated from 14/01/2024) where evidence is reviewed.</summary>
public class ReviewTests
{
    private static readonly Terms Criticism = Samples.Terms(Samples.Rule("MT-PB"), "2023");

    /// <summary>Six opinions by 15/01/2023.</summary>
    private static readonly Terms Opinions = Samples.Terms(Samples.Rule("CU-YK-CT"), "2023");

    internal static Evidence Piece(string received, string? accepted = null, string? returned = null, string? held = null, string id = "E1", int count = 1, string? withdrawn = null) =>
        Samples.Received(received, held ?? received[..10], id, count, withdrawn: withdrawn) with
        {
            Review = accepted is not null ? new(Verdict.Accepted, Samples.At(accepted)) : returned is not null ? new(Verdict.Returned, Samples.At(returned)) : Review.Pending,
        };

    private static Status Read(Course course, string at, params Evidence[] evidence) => Ladder.Read(course, evidence, Samples.At(at)).Status;

    private static string Walk(Course course, string until, params Evidence[] evidence) => string.Join(
        "; ", Ladder.Advance(course, evidence, Status.Dormant, null, Samples.At(until)).Changes.Select(change => $"{change.From}→{change.To} {change.At:dd/MM/yyyy HH:mm} {change.Cause}"));

    public static TheoryData<string, string, string?, string?, Status> Statuses => new()
    {
        // at                        received             accepted            returned            expected
        { "2022-12-20T09:00",        "2022-12-20T08:00",  null,               null,               Status.Submitted },     // ahead of its period
        { "2023-09-06T08:59:59.999", "2023-09-06T09:00",  null,               null,               Status.Open },
        { "2023-09-06T09:00",        "2023-09-06T09:00",  null,               null,               Status.Submitted },
        { "2023-10-15T00:00",        "2023-09-06T09:00",  null,               null,               Status.Submitted },     // no checkpoint is missed meanwhile
        { "2024-01-01T00:00",        "2023-12-31T23:59",  null,               null,               Status.Submitted },     // never overdue while it waits
        { "2024-03-01T00:00",        "2023-12-31T23:59",  null,               null,               Status.Submitted },
        { "2024-03-01T00:00",        "2023-12-31T23:59",  "2024-02-20T08:00", null,               Status.Fulfilled },     // however late the reviewer is
        { "2024-02-20T07:59",        "2023-12-31T23:59",  "2024-02-20T08:00", null,               Status.Submitted },
        { "2024-01-05T09:00",        "2024-01-05T09:00",  null,               null,               Status.Submitted },     // late, and it waits
        { "2024-01-09T09:00",        "2024-01-05T09:00",  "2024-01-09T09:00", null,               Status.FulfilledLate },
        { "2023-09-10T00:00",        "2023-09-06T09:00",  null,               "2023-09-08T09:00", Status.Returned },
        { "2023-09-08T08:59",        "2023-09-06T09:00",  null,               "2023-09-08T09:00", Status.Submitted },
        { "2023-10-15T00:00",        "2023-09-06T09:00",  null,               "2023-09-08T09:00", Status.Returned },      // returned comes before behind
        { "2024-01-01T00:00",        "2023-09-06T09:00",  null,               "2023-09-08T09:00", Status.Overdue },       // and overdue before returned
        { "2024-01-14T00:00",        "2023-09-06T09:00",  null,               "2023-09-08T09:00", Status.Escalated },
        { "2024-01-09T09:00",        "2024-01-05T09:00",  null,               "2024-01-09T09:00", Status.Overdue },       // late work returned is overdue again
        { "2022-12-22T09:00",        "2022-12-20T08:00",  null,               "2022-12-22T09:00", Status.Returned },      // also before it opens
    };

    [Theory, MemberData(nameof(Statuses))]
    public void What_is_handed_in_waits_and_then_counts_or_does_not(string at, string received, string? accepted, string? returned, Status expected) =>
        Assert.Equal(expected, Read(Criticism, at, Piece(received, accepted, returned)));

    [Fact]
    public void Received_by_the_due_day_and_accepted_long_after_it_is_in_time_and_reported_in_time()
    {
        var standing = Ladder.Read(Criticism, [Piece("2023-12-31T23:59", accepted: "2024-02-20T08:00", held: "2023-12-28")], Samples.At("2024-03-01"));

        Assert.Equal((Status.Fulfilled, 1, 0, 0, Samples.At("2024-02-20T08:00")), (standing.Status, standing.Done, standing.LateDays, standing.ReportedLateDays, standing.Since));
    }

    [Fact]
    public void The_lateness_of_what_is_accepted_is_that_of_the_day_that_decides_and_not_the_reviewers() =>
        Assert.Equal(5, Ladder.Read(Criticism, [Piece("2024-01-05T08:14", accepted: "2024-03-20T08:00")], Samples.At("2024-04-01")).LateDays);

    [Fact]
    public void Each_step_leaves_its_row_with_what_brought_it_about() => Assert.Equal(
        "Dormant→Open 01/01/2023 00:00 clock; Open→Submitted 06/09/2023 09:00 received:E1; Submitted→Returned 08/09/2023 09:00 returned:E1; "
        + "Returned→Submitted 11/09/2023 10:00 received:E2; Submitted→Fulfilled 02/02/2024 15:00 accepted:E2",
        Walk(Criticism, "2024-06-01", Piece("2023-09-06T09:00", returned: "2023-09-08T09:00"), Piece("2023-09-11T10:00", accepted: "2024-02-02T15:00", id: "E2")));

    [Fact]
    public void What_waits_counts_for_nothing_yet()
    {
        Assert.Equal(0, Ladder.Read(Criticism, [Piece("2023-09-06T09:00")], Samples.At("2023-10-01")).Done);
        Assert.Equal(1, Ladder.Read(Criticism, [Piece("2023-09-06T09:00"), Samples.Received("2023-09-07", "2023-09-07", "E2")], Samples.At("2023-10-01")).Done);
    }

    [Fact]
    public void It_waits_only_where_what_was_accepted_and_what_waits_are_enough_together()
    {
        Evidence[] two = [Piece("2023-01-06", accepted: "2023-01-09", id: "507-TB/HU", count: 2)];
        Evidence three = Piece("2023-01-10", id: "509-TB/HU", count: 3), one = Piece("2023-01-15T23:00", id: "513-TB/HU");

        Assert.Equal(Status.DueSoon, Read(Opinions, "2023-01-15", [.. two, three]));
        Assert.Equal(Status.Overdue, Read(Opinions, "2023-01-16", [.. two, three]));
        Assert.Equal(Status.Submitted, Read(Opinions, "2023-01-16", [.. two, three, one]));
        Assert.Equal(2, Ladder.Read(Opinions, [.. two, three, one], Samples.At("2023-01-16")).Done);
    }

    [Fact]
    public void Returned_it_is_until_something_newer_is_handed_in_and_again_when_that_is_taken_back()
    {
        var first = Piece("2023-02-01", returned: "2023-02-06T09:00");
        var two = Criticism with { Required = 2 };

        Assert.Equal(Status.Returned, Read(two, "2023-02-07", first));
        Assert.Equal(Status.Returned, Read(two, "2023-02-07", first, Piece("2023-02-03", id: "E2")));        // older than the return
        Assert.Equal(Status.Open, Read(two, "2023-02-08", first, Piece("2023-02-08", id: "E2")));
        Assert.Equal(Status.Returned, Read(two, "2023-02-10", first, Piece("2023-02-08", id: "E2", withdrawn: "2023-02-09")));
        Assert.Equal(Status.Returned, Read(two, "2023-02-10", first, Piece("2023-02-08", returned: "2023-02-09", id: "E2")));
        Assert.Equal(Status.Open, Read(two, "2023-02-10", first with { WithdrawnAt = Samples.At("2023-02-08") }));
    }

    [Fact]
    public void A_checkpoint_is_not_missed_by_what_waits()
    {
        var terms = Samples.Terms(Samples.Rule("MT-PB", ("min_count", "4"), ("checkpoint", "30/09")), "2023");
        Evidence[] pieces = [Piece("2023-08-01"), Piece("2023-09-01", id: "E2")];

        Assert.Equal(Status.Behind, Read(terms, "2023-10-01", pieces[0]));
        Assert.Equal(Status.Open, Read(terms, "2023-10-01", pieces));
    }

    [Fact]
    public void The_owners_reminders_stop_while_all_waits_and_come_again_after_a_return()
    {
        var progress = Ladder.Advance(Criticism, [Piece("2023-10-20", returned: "2023-12-20T09:00")], Status.Dormant, null, Samples.At("2024-01-02"));

        Assert.Equal([-120, -90, -7, -3, -1, 0, 1], progress.Reminders.Select(reminder => reminder.Offset));
    }

    [Fact]
    public void While_it_waits_nothing_is_to_be_waited_for() => Assert.Null(Ladder.Read(Criticism, [Piece("2023-09-06")], Samples.At("2023-09-07")).Next);

    [Theory]
    [InlineData(null, null, Status.Submitted)]
    [InlineData("2025-08-20", null, Status.Fulfilled)]
    [InlineData(null, "2025-08-20", Status.NotApplicable)]
    public void What_came_by_the_last_day_of_the_body_still_counts_once_it_is_accepted(string? accepted, string? returned, Status expected)
    {
        var ended = Samples.Terms(Samples.Rule("MT-PB"), "2025", lastDay: "2025-06-30");

        Assert.Equal(expected, Read(ended, "2026-01-01", Piece("2025-06-30T16:00", accepted, returned)));
        Assert.Equal(Status.NotApplicable, Read(ended, "2026-01-01", Piece("2025-07-01T08:00", accepted, returned)));
    }

    [Fact]
    public void A_waiver_comes_before_what_waits() =>
        Assert.Equal(Status.Waived, Read(new Course(Criticism, [new(Samples.At("2023-10-01"), "waived:K7F2", Criticism with { Settled = Status.Waived })]), "2023-11-01", Piece("2023-09-06")));

    [Fact]
    public void By_the_day_it_happened_only_what_is_accepted_counts()
    {
        Assert.Equal(Status.Fulfilled, Read(Criticism, "2023-12-28", Piece("2024-01-05", accepted: "2024-02-01", held: "2023-12-28").AsHappened()!));
        Assert.Null(Piece("2023-12-28").AsHappened());
        Assert.Null(Piece("2023-12-28", returned: "2024-01-05").AsHappened());
        Assert.Null(Piece("2023-12-28", accepted: "2024-01-05", withdrawn: "2024-01-06").AsHappened());
    }

    [Fact]
    public void A_clock_that_stands_still_keeps_the_order_of_receipt_review_and_withdrawal()
    {
        Assert.Equal(Status.Fulfilled, Read(Criticism, "2023-09-06", Piece("2023-09-06", accepted: "2023-09-06")));
        Assert.Equal(Status.Returned, Read(Criticism, "2023-09-06", Piece("2023-09-06", returned: "2023-09-06")));
        Assert.Equal(Status.Submitted, Read(Criticism, "2023-09-06", Piece("2023-09-06", returned: "2023-09-06"), Piece("2023-09-06", id: "E2")));
        Assert.Equal(Status.Open, Read(Criticism, "2023-09-06", Piece("2023-09-06", accepted: "2023-09-06", withdrawn: "2023-09-06")));
    }

    [Fact]
    public void An_acceptance_of_the_very_instant_up_to_which_all_was_recorded_is_still_told()
    {
        var at = Samples.At("2023-09-06T09:00");
        var progress = Ladder.Advance(Criticism, [Piece("2023-09-06T09:00", accepted: "2023-09-06T09:00")], Status.Submitted, at, at);

        Assert.Equal(new Change(Status.Submitted, Status.Fulfilled, at, "accepted:E1"), Assert.Single(progress.Changes));
    }

    [Theory]
    [InlineData("accepted:K7F2-9QX4", "chấp nhận minh chứng K7F2-9QX4")]
    [InlineData("returned:K7F2-9QX4", "trả lại minh chứng K7F2-9QX4, yêu cầu bổ sung")]
    public void A_review_is_named_as_the_cause(string cause, string words) => Assert.Equal(words, CauseWords.Of(cause));

    [Theory]
    [InlineData("2024-01-05T08:14", "2024-01-12")]      // a Friday
    [InlineData("2024-01-06T08:14", "2024-01-12")]      // a Saturday
    [InlineData("2023-12-29T23:59", "2024-01-08")]      // over Tết Dương lịch
    public void The_reviewer_has_five_working_days_after_the_receipt(string received, string due) =>
        Assert.Equal(Samples.Day(due), Review.Due(Samples.At(received), Samples.Calendar(("2024-01-01", "Tết Dương lịch")), 5));
}
