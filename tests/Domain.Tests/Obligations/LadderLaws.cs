using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>What holds of the ladder whatever the terms, the evidence and the instants.</summary>
public class LadderLaws
{
    private sealed record Case(Terms Terms, ImmutableArray<Evidence> Evidence, ImmutableArray<DateTimeOffset> Instants)
    {
        public override string ToString() =>
            $"{Terms}\nmilestones {string.Join(' ', Terms.Milestones)}\nreminders {string.Join(' ', Terms.Reminders)}\n{string.Join('\n', Evidence)}\nat {string.Join(", ", Instants.Select(at => at.ToString("O")))}";
    }

    private static readonly Gen<Terms> AnyTerms =
        from opens in Gen.Choose(0, 400)
        from length in Gen.Choose(0, 370)
        from required in Gen.Choose(1, 3)
        from milestones in (from day in Gen.Choose(-10, 380) from count in Gen.Choose(1, 3) select (Day: day, Count: count)).ListOf(2)
        from lead in Gen.Choose(0, 400)
        from escalate in Gen.Choose(1, 40)
        from reminders in Gen.Choose(-200, 40).ArrayOf(6)
        from decides in Gen.Elements(CountsFrom.Occurred, CountsFrom.Submitted)
        from ends in Gen.Choose(-30, 900)
        let first = new DateOnly(2023, 1, 1).AddDays(opens)
        let due = first.AddDays(length)
        select new Terms(
            first, due, required, [.. milestones.Select(point => new Milestone(first.AddDays(point.Day), Math.Min(point.Count, required))).OrderBy(point => point.On)],
            lead, escalate, [.. reminders.Distinct().Order()], decides, ends > 500 ? null : first.AddDays(ends));

    private static Gen<Evidence> AnyEvidence(Terms terms, int number) =>
        from at in AnyInstant(terms)
        from held in Gen.Choose(-60, 60)
        from known in Gen.Choose(0, 3)
        from count in Gen.Choose(1, 2)
        from gone in Gen.Choose(-3, 120)
        from review in AnyReview(at)
        let day = held > 0 ? VietnamTime.DayOf(at) : VietnamTime.DayOf(at).AddDays(held)
        select new Evidence($"E{number}", known > 1 ? day : null, known is 1 or 3 ? day.AddDays(1) : null, at, gone > 40 ? at.AddHours(gone * 20) : gone == 0 ? at : null, count) { Review = review };

    /// <summary>Of four pieces one counts as received, one waits, one is accepted and one returned at some later time.</summary>
    internal static Gen<Review?> AnyReview(DateTimeOffset received) =>
        from verdict in Gen.Choose(0, 3)
        from hours in Gen.Choose(0, 60)
        select verdict switch { 0 => null, 1 => Review.Pending, _ => new Review(verdict == 2 ? Verdict.Accepted : Verdict.Returned, received.AddHours(Math.Max(0, hours - 4) * 13)) };

    /// <summary>Any millisecond from two months before the opening to long after the due day; often exactly a midnight that matters.</summary>
    private static Gen<DateTimeOffset> AnyInstant(Terms terms) => Gen.OneOf(
        from minutes in Gen.Choose(-90 * 24 * 60, (terms.Due.DayNumber - terms.Opens.DayNumber + 150) * 24 * 60)
        from milliseconds in Gen.Choose(0, 59_999)
        select VietnamTime.StartOf(terms.Opens).AddMinutes(minutes).AddMilliseconds(milliseconds),
        from day in Gen.Elements(terms.Opens, terms.Due, terms.Due.AddDays(1), terms.Due.AddDays(-terms.LeadDays), terms.Due.AddDays(terms.EscalateAfterDays), (terms.LastDay ?? terms.Due).AddDays(1))
        from off in Gen.Choose(-1, 1)
        select VietnamTime.StartOf(day).AddMilliseconds(off));

    private static readonly Gen<Case> Cases =
        from terms in AnyTerms
        from pieces in Gen.Choose(0, 5)
        from evidence in Gen.CollectToArray(Enumerable.Range(1, pieces).Select(number => AnyEvidence(terms, number)))
        from instants in AnyInstant(terms).ArrayOf(6)
        select new Case(terms, [.. evidence], [.. instants.Order()]);

    /// <summary>What was known at an instant: received by then, and not yet taken back.</summary>
    internal static ImmutableArray<Evidence> Known(IEnumerable<Evidence> evidence, DateTimeOffset at) =>
        [.. evidence.Where(piece => piece.ReceivedAt <= at).Select(piece => piece with
        {
            WithdrawnAt = piece.WithdrawnAt > at ? null : piece.WithdrawnAt,
            Review = piece.Review?.At > at ? Review.Pending : piece.Review,
        })];

    [Fact]
    public void The_status_is_the_first_that_holds() => Laws.Hold(Cases, one =>
    {
        foreach (var at in one.Instants)
        {
            var standing = Ladder.Read(one.Terms, one.Evidence, at);
            Assert.Equal(Plainly(one.Terms, one.Evidence, at), (standing.Status, standing.Done, standing.LateDays, standing.ReportedLateDays));
        }
    }, times: 2000);

    /// <summary>The definitions once more, as UX and DESIGN word them, without moments or memory.</summary>
    private static (Status Status, int Done, int Late, int ReportedLate) Plainly(Terms terms, IEnumerable<Evidence> evidence, DateTimeOffset at)
    {
        var today = VietnamTime.DayOf(at);
        var known = Known(evidence, at).RemoveAll(piece => piece.WithdrawnAt is not null);
        var counting = known.Where(piece => piece.Review is null or { Verdict: Verdict.Accepted }).ToList();
        var done = counting.Sum(piece => piece.Count);
        var handedIn = known.RemoveAll(piece => piece.Review is { Verdict: Verdict.Returned });
        var asked = known.Any(piece => piece.Review is { Verdict: Verdict.Returned, At: var returned } && !handedIn.Any(other => other.ReceivedAt >= returned));
        if (today > terms.LastDay && counting.Where(piece => VietnamTime.DayOf(piece.ReceivedAt) <= terms.LastDay).Sum(piece => piece.Count) < terms.Required)
            return (handedIn.Where(piece => VietnamTime.DayOf(piece.ReceivedAt) <= terms.LastDay).Sum(piece => piece.Count) >= terms.Required ? Status.Submitted : Status.NotApplicable, done, 0, 0);
        if (done >= terms.Required)
        {
            var late = Enough(counting, piece => piece.DecidingDay(terms.CountsFrom));
            if (late > 0) return (Status.FulfilledLate, done, late, 0);
            return (Status.Fulfilled, done, 0, Math.Max(0, Enough(counting.FindAll(piece => piece.DecidingDay(terms.CountsFrom) <= terms.Due), piece => VietnamTime.DayOf(piece.ReceivedAt))));
        }
        var status = handedIn.Sum(piece => piece.Count) >= terms.Required ? Status.Submitted
            : today.DayNumber >= terms.Due.DayNumber + terms.EscalateAfterDays ? Status.Escalated
            : today > terms.Due ? Status.Overdue
            : asked ? Status.Returned
            : today < terms.Opens ? Status.Dormant
            : terms.Milestones.Any(point => today > point.On && handedIn.Sum(piece => piece.Count) < point.Count) ? Status.Behind
            : terms.Due.DayNumber - today.DayNumber <= terms.LeadDays ? Status.DueSoon
            : Status.Open;
        return (status, done, 0, 0);

        // Days after the due day of the first day by which there were enough.
        int Enough(List<Evidence> pieces, Func<Evidence, DateOnly> day) =>
            pieces.Select(day).Where(end => pieces.Where(piece => day(piece) <= end).Sum(piece => piece.Count) >= terms.Required).Min().DayNumber - terms.Due.DayNumber;
    }

    [Fact]
    public void Any_number_of_steps_tells_the_same_as_one() => Laws.Hold(Cases, one =>
    {
        var end = one.Instants[^1];
        var whole = Ladder.Advance(one.Terms, Known(one.Evidence, end), Status.Dormant, null, end);
        var (status, upTo) = (Status.Dormant, (DateTimeOffset?)null);
        List<Change> changes = [];
        List<ReminderDay> reminders = [];
        foreach (var now in one.Instants)
        {
            var step = Ladder.Advance(one.Terms, Known(one.Evidence, now), status, upTo, now);
            changes.AddRange(step.Changes);
            reminders.AddRange(step.Reminders);
            (status, upTo) = (step.Standing.Status, now);
        }
        Assert.Equal(whole.Changes, changes);
        Assert.Equal(whole.Reminders, reminders);
    }, times: 1000);

    [Fact]
    public void Transitions_are_a_chain_in_order_that_ends_where_it_stands() => Laws.Hold(Cases, one =>
    {
        var now = one.Instants[^1];
        var progress = Ladder.Advance(one.Terms, one.Evidence, Status.Dormant, null, now);
        var (status, at) = (Status.Dormant, DateTimeOffset.MinValue);
        foreach (var change in progress.Changes)
        {
            Assert.Equal(status, change.From);
            Assert.NotEqual(change.From, change.To);
            Assert.True(at <= change.At && change.At <= now);
            (status, at) = (change.To, change.At);
        }
        Assert.Equal(status, progress.Standing.Status);
        Assert.Equal(Ladder.Read(one.Terms, one.Evidence, now), progress.Standing);
        Assert.Equal(progress.Changes.Length, progress.Changes.Select(change => (change.Cause, change.To, change.At)).Distinct().Count());
        if (progress.Changes.Length > 0) Assert.Equal(at, progress.Standing.Since);
    }, times: 1000);

    [Fact]
    public void A_transition_bears_the_instant_at_which_it_came_true() => Laws.Hold(Cases, one =>
    {
        var changes = Ladder.Advance(one.Terms, one.Evidence, Status.Dormant, null, one.Instants[^1]).Changes;
        foreach (var change in changes)
        {
            if (change.Cause == Ladder.Clock) Assert.Equal(TimeSpan.Zero, change.At.TimeOfDay);
            else Assert.Contains(one.Evidence, piece => (change.Cause, change.At) == ("received:" + piece.Id, piece.ReceivedAt) || (change.Cause, change.At) == ("withdrawn:" + piece.Id, piece.WithdrawnAt)
                || (change.Cause, change.At) == ((piece.Review?.Verdict == Verdict.Accepted ? "accepted:" : "returned:") + piece.Id, piece.Review?.At));
        }
        foreach (var instant in changes.GroupBy(change => change.At))
        {
            Assert.Equal(instant.First().From, Ladder.Read(one.Terms, one.Evidence, instant.Key.AddMilliseconds(-1)).Status);
            Assert.Equal(instant.Last().To, Ladder.Read(one.Terms, one.Evidence, instant.Key).Status);
        }
    }, times: 1000);

    [Fact]
    public void A_reminder_comes_at_most_once_and_never_when_nothing_is_owed() => Laws.Hold(Cases, one =>
    {
        var progress = Ladder.Advance(one.Terms, one.Evidence, Status.Dormant, null, one.Instants[^1]);
        Assert.Equal(progress.Reminders.Length, progress.Reminders.Select(reminder => reminder.Offset).Distinct().Count());
        foreach (var reminder in progress.Reminders)
        {
            var before = progress.Changes.LastOrDefault(change => change.At < reminder.At || (change.At == reminder.At && change.Cause == Ladder.Clock))?.To ?? Status.Dormant;
            Assert.Contains(reminder.Offset, one.Terms.Reminders);
            Assert.False(before.IsAtRest() || before == Status.Dormant);
        }
    }, times: 1000);

    [Fact]
    public void Evidence_that_arrives_with_an_earlier_time_of_receipt_amends_once_and_keeps_the_chain() => Laws.Hold(Cases.Where(one => one.Evidence.Length > 0), one =>
    {
        var (upTo, now) = (one.Instants[2], one.Instants[^1]);
        var late = one.Evidence[0];
        var recorded = Ladder.Read(one.Terms, Known(one.Evidence.Skip(1), upTo), upTo).Status;

        var changes = Ladder.Advance(one.Terms, Known(one.Evidence, now), recorded, upTo, now).Changes;

        var status = recorded;
        foreach (var change in changes)
        {
            Assert.Equal(status, change.From);
            status = change.To;
        }
        Assert.Equal(Ladder.Read(one.Terms, Known(one.Evidence, now), now).Status, status);
        var amending = changes.Where(change => change.At <= upTo).ToList();
        Assert.True(amending.Count <= 1);
        Assert.Equal(amending, changes.Take(amending.Count));
        if (one.Terms.Required == 1) Assert.All(amending, change => Assert.Contains(change.Cause, new[] { "received:" + late.Id, "accepted:" + late.Id, "returned:" + late.Id, "withdrawn:" + late.Id }));
    }, times: 1000);

    [Fact]
    public void Nothing_is_told_twice() => Laws.Hold(Cases, one =>
    {
        var now = one.Instants[^1];
        var known = Known(one.Evidence, now);
        var again = Ladder.Advance(one.Terms, known, Ladder.Read(one.Terms, known, now).Status, now, now);
        Assert.Empty(again.Changes);
        Assert.Empty(again.Reminders);
    });
}
