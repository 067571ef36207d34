using System.Collections.Immutable;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Obligations;

public class LadderTests
{
    /// <summary>MT-PB 2023: open from 01/01/2023, checkpoint 30/9, due soon from 01/12, last day 31/12/2023, escalated 14 days after.</summary>
    private static readonly Terms Criticism = Samples.Terms(Samples.Rule("MT-PB"), "2023");

    /// <summary>CU-YK-CT 2023: six opinions by 15/01/2023; the time of receipt decides.</summary>
    private static readonly Terms Opinions = Samples.Terms(Samples.Rule("CU-YK-CT"), "2023");

    private static Status Read(Terms terms, string at, params Evidence[] evidence) => Ladder.Read(terms, evidence, Samples.At(at)).Status;

    private static string Say(Progress progress) =>
        string.Join("; ", progress.Changes.Select(change => $"{change.From}→{change.To} {change.At:dd/MM/yyyy HH:mm} {change.Cause}"));

    public static TheoryData<string, string?, string?, string?, Status> Statuses => new()
    {
        // at                        held          received             withdrawn           expected
        { "2022-12-31T23:59:59.999", null,         null,                null,               Status.Dormant },
        { "2023-01-01T00:00",        null,         null,                null,               Status.Open },
        { "2023-09-06T23:59:59.999", null,         null,                null,               Status.Open },
        { "2023-09-30T23:59:59.999", null,         null,                null,               Status.Open },
        { "2023-10-01T00:00",        null,         null,                null,               Status.Behind },
        { "2023-10-15T12:00",        null,         null,                null,               Status.Behind },
        { "2023-12-15T00:00",        null,         null,                null,               Status.Behind },         // behind comes before due soon
        { "2023-12-31T23:59:59.999", null,         null,                null,               Status.Behind },         // "chậm nhất": the last day is still in time
        { "2024-01-01T00:00",        null,         null,                null,               Status.Overdue },
        { "2024-01-13T23:59:59.999", null,         null,                null,               Status.Overdue },
        { "2024-01-14T00:00",        null,         null,                null,               Status.Escalated },
        { "2030-01-01T00:00",        null,         null,                null,               Status.Escalated },
        { "2023-09-07T00:00",        "2023-09-06", "2023-09-06T09:00",  null,               Status.Fulfilled },
        { "2023-09-06T08:59:59.999", "2023-09-06", "2023-09-06T09:00",  null,               Status.Open },
        { "2024-06-01T00:00",        "2023-09-06", "2023-09-06T09:00",  null,               Status.Fulfilled },
        { "2024-01-05T09:00",        "2023-12-28", "2024-01-05T09:00",  null,               Status.Fulfilled },       // reported late
        { "2024-01-05T09:00",        "2024-01-05", "2024-01-05T09:00",  null,               Status.FulfilledLate },
        { "2024-02-05T09:00",        "2024-01-20", "2024-02-05T09:00",  null,               Status.FulfilledLate },
        { "2022-12-20T09:00",        "2022-12-20", "2022-12-20T09:00",  null,               Status.Fulfilled },
        { "2023-06-02T00:00",        "2023-05-30", "2023-06-01T09:00",  "2023-06-02T00:00", Status.Open },
        { "2023-11-02T00:00",        "2023-05-30", "2023-06-01T09:00",  "2023-11-02T00:00", Status.Behind },
        { "2024-02-02T00:00",        "2023-05-30", "2023-06-01T09:00",  "2024-02-01T08:00", Status.Escalated },
    };

    [Theory, MemberData(nameof(Statuses))]
    public void The_social_criticism_of_2023_stands_as_its_facts_say(string at, string? held, string? received, string? withdrawn, Status expected) =>
        Assert.Equal(expected, Read(Criticism, at, received is null ? [] : [Samples.Received(received, held, withdrawn: withdrawn)]));

    [Theory]
    [InlineData("2023-11-30", Status.Open)]
    [InlineData("2023-12-01", Status.DueSoon)]
    [InlineData("2023-12-31", Status.DueSoon)]
    public void Without_a_missed_checkpoint_it_is_due_soon_within_the_lead_time(string at, Status expected) =>
        Assert.Equal(expected, Read(Criticism with { Milestones = [] }, at));

    [Fact]
    public void Held_and_received_on_5_January_it_is_5_days_late()
    {
        var standing = Ladder.Read(Criticism, [Samples.Received("2024-01-05T08:14", "2024-01-05")], Samples.At("2024-01-06"));

        Assert.Equal((Status.FulfilledLate, 5, 0, Samples.At("2024-01-05T08:14")), (standing.Status, standing.LateDays, standing.ReportedLateDays, standing.Since));
        Assert.Equal("Hoàn thành trễ 5 ngày", Domain.Words.StatusWords.Sentence(standing, Criticism.Due, new(2024, 1, 6)));
    }

    [Fact]
    public void Held_on_28_December_and_received_on_5_January_it_is_in_time_and_the_red_row_stays()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2024-01-05T08:14", "2023-12-28")], Status.Dormant, null, Samples.At("2024-01-06"));

        Assert.Equal((Status.Fulfilled, 0, 5), (progress.Standing.Status, progress.Standing.LateDays, progress.Standing.ReportedLateDays));
        Assert.Equal("Đúng hạn, báo cáo chậm 5 ngày", Domain.Words.StatusWords.Sentence(progress.Standing, Criticism.Due, new(2024, 1, 6)));
        Assert.Equal(
            "Dormant→Open 01/01/2023 00:00 clock; Open→Behind 01/10/2023 00:00 clock; Behind→Overdue 01/01/2024 00:00 clock; Overdue→Fulfilled 05/01/2024 08:14 received:E1", Say(progress));
    }

    [Theory]
    [InlineData("2023-12-28", null, "2024-01-05", Status.Fulfilled, 0, 5)]
    [InlineData(null, "2023-12-29", "2024-01-05", Status.Fulfilled, 0, 5)]
    [InlineData(null, "2024-01-03", "2024-01-05", Status.FulfilledLate, 3, 0)]
    [InlineData("2024-01-02", "2023-12-29", "2024-01-05", Status.FulfilledLate, 2, 0)]
    [InlineData(null, null, "2024-01-05", Status.FulfilledLate, 5, 0)]
    [InlineData(null, null, "2023-12-31T23:59:59.999", Status.Fulfilled, 0, 0)]
    public void Where_the_day_it_happened_decides_the_document_then_the_receipt_stands_for_it(string? held, string? document, string received, Status status, int late, int reportedLate)
    {
        var standing = Ladder.Read(Criticism, [Samples.Received(received, held, document: document)], Samples.At("2024-02-01"));

        Assert.Equal((status, late, reportedLate), (standing.Status, standing.LateDays, standing.ReportedLateDays));
    }

    [Fact]
    public void Where_the_receipt_decides_a_day_of_happening_in_time_does_not_help()
    {
        var standing = Ladder.Read(Opinions with { Required = 1 }, [Samples.Received("2023-01-20", "2023-01-10", document: "2023-01-11")], Samples.At("2023-02-01"));

        Assert.Equal((Status.FulfilledLate, 5, 0), (standing.Status, standing.LateDays, standing.ReportedLateDays));
    }

    [Fact]
    public void Six_opinions_are_asked_for_and_five_are_not_enough()
    {
        Evidence[] five = [.. Enumerable.Range(507, 5).Select(n => Samples.Received("2023-01-06T09:00", id: $"{n}-TB/HU"))];

        Assert.Equal(Status.DueSoon, Read(Opinions, "2023-01-15T23:59", five));
        Assert.Equal(Status.Overdue, Read(Opinions, "2023-01-16", five));
        Assert.Equal(Status.Fulfilled, Read(Opinions, "2023-01-16", [.. five, Samples.Received("2023-01-11", id: "513-TB/HU")]));
        Assert.Equal(5, Ladder.Read(Opinions, five, Samples.At("2023-01-12")).Done);
    }

    [Fact]
    public void One_piece_may_stand_for_several()
    {
        var standing = Ladder.Read(Opinions, [Samples.Received("2023-01-06", count: 2), Samples.Received("2023-01-11", id: "E2", count: 4)], Samples.At("2023-01-12"));

        Assert.Equal((Status.Fulfilled, 6, Samples.At("2023-01-11")), (standing.Status, standing.Done, standing.Since));
    }

    [Fact]
    public void More_than_required_is_kept_and_shown()
    {
        var standing = Ladder.Read(Criticism, [Samples.Received("2023-05-01", "2023-05-01"), Samples.Received("2023-08-01", "2023-08-01", "E2", 2)], Samples.At("2023-09-06"));

        Assert.Equal((Status.Fulfilled, 3, Samples.At("2023-05-01")), (standing.Status, standing.Done, standing.Since));
    }

    [Fact]
    public void The_lateness_is_that_of_the_last_one_that_was_needed()
    {
        var two = Criticism with { Required = 2 };
        Evidence[] late = [Samples.Received("2024-01-03", "2024-01-03"), Samples.Received("2023-12-01", "2023-12-01", "E2")];

        Assert.Equal(3, Ladder.Read(two, late, Samples.At("2024-02-01")).LateDays);
        Assert.Equal(3, Ladder.Read(two, [.. late, Samples.Received("2024-01-20", "2024-01-19", "E3")], Samples.At("2024-02-01")).LateDays);
        var proved = Ladder.Read(two, [.. late, Samples.Received("2024-01-20", "2023-12-20", "E3")], Samples.At("2024-02-01"));
        Assert.Equal((Status.Fulfilled, 0, 20), (proved.Status, proved.LateDays, proved.ReportedLateDays));
    }

    [Fact]
    public void A_checkpoint_asks_for_its_own_count()
    {
        var terms = Samples.Terms(Samples.Rule("MT-PB", ("min_count", "4"), ("checkpoint", "30/06:1|30/09")), "2023");
        Evidence one = Samples.Received("2023-06-20", "2023-06-20"), second = Samples.Received("2023-10-20", "2023-10-20", "E2");

        Assert.Equal(Status.Behind, Read(terms, "2023-07-01"));
        Assert.Equal(Status.Open, Read(terms, "2023-07-01", one));
        Assert.Equal(Status.Behind, Read(terms, "2023-10-01", one));
        Assert.Equal(Status.Open, Read(terms, "2023-10-20", one, second));
        Assert.Equal(Status.DueSoon, Read(terms, "2023-12-20", one, second));
        Assert.Equal(Status.Overdue, Read(terms, "2024-01-01", one, second));
    }

    [Fact]
    public void A_new_quarter_is_not_behind_for_a_checkpoint_of_the_one_before()
    {
        var terms = Samples.Terms(Samples.Rule("MT-BC-KY", ("checkpoint", "31/08")), "2024-Q4");

        Assert.Equal(Status.Open, Read(terms, "2024-10-01"));
    }

    [Fact]
    public void Evidence_of_the_same_millisecond_as_midnight_leaves_the_red_row_first()
    {
        var midnight = Samples.At("2024-01-01");
        var progress = Ladder.Advance(Criticism, [Samples.Received("2024-01-01", "2023-12-31")], Status.Behind, Samples.At("2023-12-31T12:00"), midnight);

        Assert.Equal("Behind→Overdue 01/01/2024 00:00 clock; Overdue→Fulfilled 01/01/2024 00:00 received:E1", Say(progress));
        Assert.Equal((Status.Fulfilled, 1), (progress.Standing.Status, progress.Standing.ReportedLateDays));
    }

    [Fact]
    public void A_millisecond_before_midnight_there_is_no_red_row()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2023-12-31T23:59:59.999", "2023-12-31")], Status.Behind, Samples.At("2023-12-31T12:00"), Samples.At("2024-01-01"));

        Assert.Equal("Behind→Fulfilled 31/12/2023 23:59 received:E1", Say(progress));
        Assert.Equal(0, progress.Standing.ReportedLateDays);
    }

    [Fact]
    public void Evidence_received_in_the_millisecond_up_to_which_all_was_recorded_is_still_told()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2024-01-01", "2023-12-31")], Status.Overdue, Samples.At("2024-01-01"), Samples.At("2024-01-01"));

        Assert.Equal("Overdue→Fulfilled 01/01/2024 00:00 received:E1", Say(progress));
    }

    [Fact]
    public void Imported_evidence_amends_what_was_recorded_at_its_time_of_receipt()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2023-09-06", document: "2023-09-06")], Status.Overdue, Samples.At("2024-01-05"), Samples.At("2024-01-10"));

        Assert.Equal("Overdue→Fulfilled 06/09/2023 00:00 received:E1", Say(progress));
        Assert.Empty(progress.Reminders);
    }

    [Fact]
    public void Imported_evidence_is_named_even_where_a_later_one_had_been_taken_back()
    {
        Evidence[] evidence = [Samples.Received("2023-11-01", "2023-11-01", withdrawn: "2023-12-01"), Samples.Received("2023-09-06", document: "2023-09-06", id: "E2")];
        var progress = Ladder.Advance(Criticism, evidence, Status.Overdue, Samples.At("2024-01-05"), Samples.At("2024-01-10"));

        Assert.Equal("Overdue→Fulfilled 06/09/2023 00:00 received:E2", Say(progress));
    }

    [Fact]
    public void Imported_evidence_between_a_receipt_and_its_withdrawal_is_the_one_that_is_named()
    {
        Evidence[] evidence = [Samples.Received("2023-11-01", "2023-11-01", withdrawn: "2023-12-01"), Samples.Received("2023-11-15", document: "2023-11-15", id: "E2")];
        var progress = Ladder.Advance(Criticism, evidence, Status.Overdue, Samples.At("2024-01-05"), Samples.At("2024-01-10"));

        Assert.Equal("Overdue→Fulfilled 15/11/2023 00:00 received:E2", Say(progress));
    }

    [Fact]
    public void Imported_evidence_that_completes_a_count_leaves_the_fulfilment_at_the_last_receipt_needed()
    {
        var two = Criticism with { Required = 2, Milestones = [] };
        Evidence[] evidence = [Samples.Received("2023-11-01", "2023-11-01"), Samples.Received("2023-09-06", document: "2023-09-06", id: "E2")];
        var progress = Ladder.Advance(two, evidence, Status.Overdue, Samples.At("2024-01-05"), Samples.At("2024-01-10"));

        Assert.Equal("Overdue→Fulfilled 01/11/2023 00:00 received:E1", Say(progress));
    }

    [Fact]
    public void Imported_evidence_that_changes_no_status_adds_no_row()
    {
        Evidence[] evidence = [Samples.Received("2023-11-01", "2023-11-01"), Samples.Received("2023-09-06", document: "2023-09-06", id: "E2")];
        var progress = Ladder.Advance(Criticism, evidence, Status.Fulfilled, Samples.At("2024-01-05"), Samples.At("2024-01-10"));

        Assert.Empty(progress.Changes);
        Assert.Equal(2, progress.Standing.Done);
    }

    [Fact]
    public void What_is_taken_back_counts_no_more_and_the_clock_runs_on()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2023-06-01", "2023-05-30", withdrawn: "2024-02-01T08:00")], Status.Dormant, null, Samples.At("2024-03-01"));

        Assert.Equal("Dormant→Open 01/01/2023 00:00 clock; Open→Fulfilled 01/06/2023 00:00 received:E1; Fulfilled→Escalated 01/02/2024 08:00 withdrawn:E1", Say(progress));
        Assert.Equal((0, 0, 0), (progress.Standing.Done, progress.Standing.LateDays, progress.Standing.ReportedLateDays));
    }

    [Theory]
    [InlineData("2025-06-30T23:59:59.999", Status.Open)]
    [InlineData("2025-07-01T00:00", Status.NotApplicable)]
    [InlineData("2026-01-01T00:00", Status.NotApplicable)]
    public void When_the_unit_ends_what_is_open_applies_no_more(string at, Status expected) =>
        Assert.Equal(expected, Read(Samples.Terms(Samples.Rule("MT-PB"), "2025", lastDay: "2025-06-30"), at));

    [Fact]
    public void What_was_fulfilled_before_the_end_stays_fulfilled_unless_it_is_taken_back()
    {
        var ended = Samples.Terms(Samples.Rule("MT-PB"), "2025", lastDay: "2025-06-30");

        Assert.Equal(Status.Fulfilled, Read(ended, "2026-01-01", Samples.Received("2025-06-30T23:59", "2025-06-30")));
        Assert.Equal(Status.NotApplicable, Read(ended, "2026-01-01", Samples.Received("2025-06-30T23:59", "2025-06-30", withdrawn: "2025-07-10")));
    }

    [Fact]
    public void After_the_end_not_applicable_comes_before_fulfilled()
    {
        var ended = Samples.Terms(Samples.Rule("MT-PB"), "2025", lastDay: "2025-06-30");
        var standing = Ladder.Read(ended, [Samples.Received("2025-07-05", "2025-07-04")], Samples.At("2026-02-01"));

        Assert.Equal((Status.NotApplicable, Samples.At("2025-07-01"), 0, 0), (standing.Status, standing.Since, standing.LateDays, standing.ReportedLateDays));
    }

    [Fact]
    public void An_end_that_becomes_known_later_is_told_at_its_true_instant()
    {
        var progress = Ladder.Advance(Criticism with { LastDay = new(2024, 2, 29) }, [], Status.Escalated, Samples.At("2024-03-05"), Samples.At("2024-03-10"));

        Assert.Equal("Escalated→NotApplicable 01/03/2024 00:00 clock", Say(progress));
    }

    [Fact]
    public void An_end_that_becomes_known_later_is_not_laid_to_evidence_that_was_not_enough()
    {
        var terms = Criticism with { Required = 2, LastDay = new(2024, 2, 29) };
        var progress = Ladder.Advance(terms, [Samples.Received("2023-05-01", "2023-05-01")], Status.Escalated, Samples.At("2024-03-05"), Samples.At("2024-03-10"));

        Assert.Equal("Escalated→NotApplicable 01/03/2024 00:00 clock", Say(progress));
    }

    [Fact]
    public void Reminders_come_on_their_days_while_something_is_owed()
    {
        var progress = Ladder.Advance(Criticism, [Samples.Received("2024-01-05T08:14", "2023-12-28")], Status.Dormant, null, Samples.At("2024-06-01"));

        Assert.Equal([-120, -90, -60, -30, -15, -7, -3, -1, 0, 1], progress.Reminders.Select(reminder => reminder.Offset));
        Assert.All(progress.Reminders, reminder => Assert.Equal(VietnamTime.StartOf(Criticism.Due.AddDays(reminder.Offset)), reminder.At));
    }

    [Fact]
    public void The_reminder_of_a_midnight_comes_even_if_evidence_arrives_in_that_millisecond() =>
        Assert.Contains(-30, Ladder.Advance(Criticism, [Samples.Received("2023-12-01", "2023-11-30")], Status.Dormant, null, Samples.At("2024-06-01")).Reminders.Select(reminder => reminder.Offset));

    [Fact]
    public void A_reminder_from_before_the_opening_is_left_out()
    {
        var plan = Samples.Terms(Samples.Rule("HOI-KH-NAM"), "2024");

        Assert.Equal([-30, -15, -7, -3, -1, 0, 1, 7, 14, 30], Ladder.Advance(plan, [], Status.Dormant, null, Samples.At("2025-01-01")).Reminders.Select(reminder => reminder.Offset));
    }

    [Theory]
    [InlineData("2022-11-02", "2023-01-01")]
    [InlineData("2023-01-01", "2023-09-02")]      // the reminder 120 days before
    [InlineData("2023-09-30", "2023-10-01")]
    [InlineData("2023-12-31T12:00", "2024-01-01")]
    [InlineData("2024-01-30", null)]
    public void The_next_checkpoint_is_the_next_day_on_which_anything_happens(string at, string? next) =>
        Assert.Equal(next is null ? null : Samples.At(next), Ladder.Read(Criticism, [], Samples.At(at)).Next);

    [Fact]
    public void Once_fulfilled_nothing_more_is_to_be_waited_for() =>
        Assert.Null(Ladder.Read(Criticism, [Samples.Received("2023-05-01", "2023-05-01")], Samples.At("2023-06-01")).Next);

    [Fact]
    public void By_the_day_it_happened_the_same_facts_show_when_it_was_done()
    {
        Evidence piece = Samples.Received("2024-01-05", "2023-12-28");

        Assert.Equal(Status.Behind, Read(Criticism, "2023-12-31T23:59:59.999", piece));
        Assert.Equal(Status.Fulfilled, Read(Criticism, "2023-12-28T23:59:59.999", piece.AsHappened()!));
        Assert.Equal(Status.Behind, Read(Criticism, "2023-12-27T23:59:59.999", piece.AsHappened()!));
        Assert.Null((piece with { WithdrawnAt = Samples.At("2024-01-06") }).AsHappened());
    }

    [Fact]
    public void Every_status_has_its_rank_and_only_what_is_owed_counts()
    {
        Status[] worstFirst = [Status.Escalated, Status.Overdue, Status.Behind, Status.Returned, Status.DueSoon, Status.Open, Status.Extended, Status.Submitted, Status.FulfilledLate, Status.Fulfilled];
        Status[] aside = [Status.Waived, Status.NotApplicable, Status.NoData, Status.Dormant];

        Assert.Equal(worstFirst, worstFirst.Reverse().OrderBy(status => status.Rank()));
        Assert.Equal(Enum.GetValues<Status>().Length, Enum.GetValues<Status>().Select(status => status.Rank()).Distinct().Count());
        Assert.All(aside, status => Assert.True(status.Rank() > Status.Fulfilled.Rank() && !status.Counts()));
        Assert.All(worstFirst, status => Assert.True(status.Counts()));
        Assert.Equal([Status.Overdue, Status.Escalated], Enum.GetValues<Status>().Where(status => status.IsOverdue()));
        Assert.Equal([Status.Fulfilled, Status.FulfilledLate], Enum.GetValues<Status>().Where(status => status.IsFulfilled()));
        Assert.Equal([Status.Fulfilled, Status.FulfilledLate, Status.Waived, Status.NotApplicable, Status.NoData], Enum.GetValues<Status>().Where(status => status.IsSettled()));
        Assert.Equal([Status.Submitted], Enum.GetValues<Status>().Where(status => status.IsAtRest() && !status.IsSettled()));
    }
}
