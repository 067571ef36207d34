using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>What holds of the ladder when other terms bind on the way: extensions, waivers, moved due days, raised numbers, grace.</summary>
public class CourseLaws
{
    private const int Times = 10_000;

    private sealed record Case(Course Course, ImmutableArray<Evidence> Evidence, ImmutableArray<DateTimeOffset> Instants, ImmutableArray<int> Discovered)
    {
        public override string ToString() => string.Join('\n', [
            $"opened {Say(Course.Opened)}", .. Course.Later.Select(bound => $"from {bound.From:O} {bound.Cause} {Say(bound.Terms)}"), .. Evidence.Select(piece => piece.ToString()),
            $"at {string.Join(", ", Instants.Select(at => at.ToString("O")))}", $"discovered {string.Join(' ', Discovered)}"]);

        private static string Say(Terms terms) => $"{terms} milestones {string.Join(' ', terms.Milestones)} reminders {string.Join(' ', terms.Reminders)}";
    }

    private static readonly Gen<Terms> AnyTerms =
        from opens in Gen.Choose(0, 100)
        from length in Gen.Choose(0, 200)
        from required in Gen.Choose(1, 3)
        from milestone in Gen.Choose(-10, 200)
        from lead in Gen.Choose(0, 60)
        from escalate in Gen.Choose(1, 40)
        from grace in Gen.Choose(-10, 20)
        from reminders in Gen.Choose(-100, 40).ArrayOf(4)
        from decides in Gen.Elements(CountsFrom.Occurred, CountsFrom.Submitted)
        from ends in Gen.Choose(-30, 900)
        let first = new DateOnly(2023, 1, 1).AddDays(opens)
        select new Terms(
            first, first.AddDays(length), required, [new(first.AddDays(milestone), (required + 1) / 2)], lead, escalate, [.. reminders.Distinct().Order()], decides, ends > 400 ? null : first.AddDays(ends))
        {
            GraceDays = Math.Max(0, grace),
        };

    /// <summary>What a grant, a lifting, a publication or a plan makes of the terms before.</summary>
    private static Gen<Terms> Bound(Terms before) => Gen.OneOf(
        Gen.Choose(1, 60).Select(days => before with { Due = before.Due.AddDays(days), Extended = true, Settled = null }),
        Gen.Constant(before with { Settled = Status.Waived }),
        Gen.Constant(before with { Settled = Status.NotApplicable }),
        Gen.Choose(0, 40).Select(days => before with { Due = before.Due.AddDays(-days), Extended = false, Settled = null }),
        from days in Gen.Choose(-40, 40) from opens in Gen.Choose(-20, 40) select before with { Opens = before.Opens.AddDays(opens), Due = before.Due.AddDays(days) },
        Gen.Choose(-1, 2).Select(more => before with { Required = Math.Max(1, before.Required + more) }));

    private static Gen<ImmutableArray<Binding>> Bindings(Terms opened, ImmutableArray<DateTimeOffset> instants, int place) => place == instants.Length
        ? Gen.Constant(ImmutableArray<Binding>.Empty)
        : from terms in Bound(opened)
          from rest in Bindings(terms, instants, place + 1)
          from letter in Gen.Choose('a', 'z')   // causes sort in any order: of two at one instant the later in the course holds
          select rest.Insert(0, new Binding(instants[place], $"{(char)letter}:{place}", terms));

    private static Gen<Evidence> AnyEvidence(Terms terms, int number) =>
        from at in AnyInstant(terms)
        from held in Gen.Choose(-60, 60)
        from count in Gen.Choose(1, 2)
        from gone in Gen.Choose(0, 120)
        from review in LadderLaws.AnyReview(at)
        let day = held > 0 ? VietnamTime.DayOf(at) : VietnamTime.DayOf(at).AddDays(held)
        select new Evidence($"E{number}", held % 2 == 0 ? day : null, held % 3 == 0 ? day : null, at, gone > 20 ? null : at.AddHours(gone * 20), count) { Review = review };

    /// <summary>Any minute from two months before the opening to long after the due day; often exactly a midnight that matters.</summary>
    private static Gen<DateTimeOffset> AnyInstant(Terms terms) => Gen.OneOf(
        Gen.Choose(-70 * 24 * 60, (terms.Due.DayNumber - terms.Opens.DayNumber + 150) * 24 * 60).Select(minutes => VietnamTime.StartOf(terms.Opens).AddMinutes(minutes)),
        from day in Gen.Elements(terms.Opens, terms.Due.AddDays(1), terms.LastInTime.AddDays(1), terms.Due.AddDays(-terms.LeadDays), terms.LastInTime.AddDays(terms.EscalateAfterDays), (terms.LastDay ?? terms.Due).AddDays(1))
        from off in Gen.Choose(-1, 1)
        select VietnamTime.StartOf(day).AddMilliseconds(off));

    private static readonly Gen<Case> Cases =
        from opened in AnyTerms
        from count in Gen.Choose(0, 4)
        from froms in AnyInstant(opened).ArrayOf(count)
        from twins in Gen.Choose(0, 3)
        let order = froms.Order().ToImmutableArray()
        from later in Bindings(opened, twins == 0 && count > 1 ? order.SetItem(1, order[0]) : order, 0)
        from pieces in Gen.Choose(0, 4)
        from evidence in Gen.CollectToArray(Enumerable.Range(1, pieces).Select(number => AnyEvidence(opened, number)))
        from instants in AnyInstant(opened).ArrayOf(6)
        from discovered in Gen.Choose(0, 5).ArrayOf(8)
        select new Case(new(opened, later), [.. evidence], [.. instants.Order()], [.. discovered]);

    /// <summary>What was known at an instant, when everything becomes known as it happens.</summary>
    private static (Course Course, ImmutableArray<Evidence> Evidence) Known(Case one, DateTimeOffset at) =>
        (one.Course with { Later = [.. one.Course.Later.Where(bound => bound.From <= at)] }, LadderLaws.Known(one.Evidence, at));

    [Fact]
    public void The_status_is_the_first_that_holds_under_the_terms_that_bind() => Laws.Hold(Cases, one =>
    {
        foreach (var at in one.Instants)
        {
            var standing = Ladder.Read(one.Course, one.Evidence, at);
            var terms = one.Course.Later.Where(bound => bound.From <= at).Select(bound => bound.Terms).LastOrDefault() ?? one.Course.Opened;
            Assert.Equal(Plainly(terms, one.Evidence, at), (standing.Status, standing.Done, standing.LateDays, standing.ReportedLateDays));
            Assert.Equal(terms, one.Course.At(at));
        }
    }, Times);

    /// <summary>The definitions as they are worded, without moments or memory.</summary>
    private static (Status Status, int Done, int Late, int ReportedLate) Plainly(Terms terms, IEnumerable<Evidence> evidence, DateTimeOffset at)
    {
        var today = VietnamTime.DayOf(at);
        var known = LadderLaws.Known(evidence, at).RemoveAll(piece => piece.WithdrawnAt is not null);
        var counting = known.Where(piece => piece.Review is null or { Verdict: Verdict.Accepted }).ToList();
        var done = counting.Sum(piece => piece.Count);
        var handedIn = known.RemoveAll(piece => piece.Review is { Verdict: Verdict.Returned });
        var asked = known.Any(piece => piece.Review is { Verdict: Verdict.Returned, At: var returned } && !handedIn.Any(other => other.ReceivedAt >= returned));
        if (terms.Settled is { } decided) return (decided, done, 0, 0);
        if (today > terms.LastDay && counting.Where(piece => VietnamTime.DayOf(piece.ReceivedAt) <= terms.LastDay).Sum(piece => piece.Count) < terms.Required)
            return (handedIn.Where(piece => VietnamTime.DayOf(piece.ReceivedAt) <= terms.LastDay).Sum(piece => piece.Count) >= terms.Required ? Status.Submitted : Status.NotApplicable, done, 0, 0);
        var inTime = terms.Due.AddDays(terms.GraceDays);
        if (done >= terms.Required)
        {
            var enough = Enough(counting, piece => piece.DecidingDay(terms.CountsFrom));
            if (enough > inTime) return (Status.FulfilledLate, done, enough.DayNumber - terms.Due.DayNumber, 0);
            var reported = Enough(counting.FindAll(piece => piece.DecidingDay(terms.CountsFrom) <= inTime), piece => VietnamTime.DayOf(piece.ReceivedAt));
            return (Status.Fulfilled, done, 0, reported > inTime ? reported.DayNumber - terms.Due.DayNumber : 0);
        }
        var status = handedIn.Sum(piece => piece.Count) >= terms.Required ? Status.Submitted
            : today.DayNumber >= inTime.DayNumber + terms.EscalateAfterDays ? Status.Escalated
            : today > inTime ? Status.Overdue
            : asked ? Status.Returned
            : today < terms.Opens ? Status.Dormant
            : terms.Extended && today <= terms.Due ? Status.Extended
            : terms.Milestones.Any(point => today > point.On && handedIn.Sum(piece => piece.Count) < point.Count) ? Status.Behind
            : terms.Due.DayNumber - today.DayNumber <= terms.LeadDays ? Status.DueSoon
            : Status.Open;
        return (status, done, 0, 0);

        // The first day by which there were enough.
        DateOnly Enough(List<Evidence> pieces, Func<Evidence, DateOnly> day) =>
            pieces.Select(day).Where(end => pieces.Where(piece => day(piece) <= end).Sum(piece => piece.Count) >= terms.Required).Min();
    }

    [Fact]
    public void Between_two_checkpoints_nothing_changes() => Laws.Hold(Cases, one =>
    {
        foreach (var at in one.Instants)
        {
            var standing = Ladder.Read(one.Course, one.Evidence, at);
            Assert.True(standing.Next is null || standing.Next > at);
            foreach (var later in one.Instants.Where(later => later > at && !(later >= standing.Next)))
                Assert.Equal(standing, Ladder.Read(one.Course, one.Evidence, later));
            if (standing.Next is { } next) Assert.Equal(standing, Ladder.Read(one.Course, one.Evidence, next.AddMilliseconds(-1)));
            Assert.True(standing.Since <= at || standing.Status == Status.Dormant);
        }
    }, Times);

    [Fact]
    public void Any_number_of_steps_tells_the_same_as_one() => Laws.Hold(Cases, one =>
    {
        var end = one.Instants[^1];
        var (course, evidence) = Known(one, end);
        var whole = Ladder.Advance(course, evidence, Status.Dormant, null, end);
        var (status, upTo) = (Status.Dormant, (DateTimeOffset?)null);
        List<Change> changes = [];
        List<ReminderDay> reminders = [];
        foreach (var now in one.Instants)
        {
            var known = Known(one, now);
            var step = Ladder.Advance(known.Course, known.Evidence, status, upTo, now);
            Assert.Equal(Ladder.Read(one.Course, one.Evidence, now) with { Next = null }, step.Standing with { Next = null });
            changes.AddRange(step.Changes);
            reminders.AddRange(step.Reminders);
            (status, upTo) = (step.Standing.Status, now);
        }
        Assert.Equal(whole.Changes, changes);
        Assert.Equal(whole.Reminders, reminders);
    }, Times);

    [Fact]
    public void Facts_that_become_known_late_end_where_they_would_have_ended() => Laws.Hold(Cases, one =>
    {
        var (status, upTo) = (Status.Dormant, (DateTimeOffset?)null);
        List<Change> changes = [];
        for (var i = 0; i < one.Instants.Length; i++)
        {
            var now = one.Instants[i];
            var (course, evidence) = Known(one, now);
            // Each fact has its own delay, counted in instants after the one by which it holds.
            var heard = course with { Later = [.. course.Later.Where((bound, n) => i == one.Instants.Length - 1 || Since(bound.From) + one.Discovered[n] <= i)] };
            var seen = evidence.Where((piece, n) => i == one.Instants.Length - 1 || Since(piece.ReceivedAt) + one.Discovered[4 + n] <= i).ToList();
            var step = Ladder.Advance(heard, seen, status, upTo, now);
            Assert.Equal(Ladder.Read(heard, seen, now), step.Standing);
            Assert.True(step.Changes.Count(change => change.At <= upTo) <= 1);
            foreach (var change in step.Changes)
            {
                Assert.Equal(status, change.From);
                Assert.NotEqual(change.From, change.To);
                status = change.To;
            }
            Assert.Equal(step.Standing.Status, status);
            changes.AddRange(step.Changes);
            upTo = now;
        }
        var all = Known(one, one.Instants[^1]);
        Assert.Equal(Ladder.Read(all.Course, all.Evidence, one.Instants[^1]).Status, status);

        int Since(DateTimeOffset at) => one.Instants.Count(instant => instant < at);
    }, Times);

    [Fact]
    public void A_transition_bears_the_instant_and_the_cause_that_brought_it_about() => Laws.Hold(Cases, one =>
    {
        var changes = Ladder.Advance(one.Course, one.Evidence, Status.Dormant, null, one.Instants[^1]).Changes;
        foreach (var change in changes)
        {
            if (change.Cause == Ladder.Clock) Assert.Equal(TimeSpan.Zero, change.At.TimeOfDay);
            else
                Assert.True(
                    one.Course.Later.Any(bound => (bound.Cause, bound.From) == (change.Cause, change.At))
                    || one.Evidence.Any(piece => (change.Cause, change.At) == ("received:" + piece.Id, piece.ReceivedAt) || (change.Cause, change.At) == ("withdrawn:" + piece.Id, piece.WithdrawnAt)
                        || (change.Cause, change.At) == ((piece.Review?.Verdict == Verdict.Accepted ? "accepted:" : "returned:") + piece.Id, piece.Review?.At)));
        }
        Assert.Equal(changes.Length, changes.Select(change => (change.Cause, change.To, change.At)).Distinct().Count());
        foreach (var instant in changes.GroupBy(change => change.At))
        {
            Assert.Equal(instant.First().From, Ladder.Read(one.Course, one.Evidence, instant.Key.AddMilliseconds(-1)).Status);
            Assert.Equal(instant.Last().To, Ladder.Read(one.Course, one.Evidence, instant.Key).Status);
        }
    }, Times);

    [Fact]
    public void An_extension_is_never_late_up_to_its_day() => Laws.Hold(Cases, one =>
    {
        for (var i = 0; i < one.Course.Later.Length; i++)
        {
            var (start, _, terms) = one.Course.Later[i];
            if (!terms.Extended || terms.Settled is not null) continue;
            var until = i + 1 < one.Course.Later.Length ? one.Course.Later[i + 1].From : DateTimeOffset.MaxValue;
            foreach (var at in one.Instants.Append(VietnamTime.EndOf(terms.Due)).Append(start).Where(at => at >= start && at < until && VietnamTime.DayOf(at) <= terms.Due))
            {
                var standing = Ladder.Read(one.Course, one.Evidence, at);
                Assert.Contains(standing.Status, new[] { Status.Dormant, Status.Extended, Status.Submitted, Status.Returned, Status.Fulfilled, Status.NotApplicable });
            }
        }
    }, Times);

    [Fact]
    public void What_waits_is_never_overdue_and_in_time_once_accepted_if_it_was_received_in_time() => Laws.Hold(Cases, one =>
    {
        foreach (var at in one.Instants)
        {
            var terms = one.Course.At(at);
            var known = LadderLaws.Known(one.Evidence, at).RemoveAll(piece => piece.WithdrawnAt is not null || piece.Review is { Verdict: Verdict.Returned });
            if (known.Sum(piece => piece.Count) < terms.Required) continue;
            var standing = Ladder.Read(one.Course, one.Evidence, at);
            Assert.False(standing.Status.IsOverdue());
            Assert.NotEqual(Status.Returned, standing.Status);
            if (terms.Settled is not null || known.Any(piece => VietnamTime.DayOf(piece.ReceivedAt) is var received && (received > terms.LastInTime || received > terms.LastDay))) continue;

            // Whenever the reviewer gets to it.
            var accepted = known.Select(piece => piece with { Review = piece.Review is null ? null : new Review(Verdict.Accepted, at) }).ToList();
            Assert.Equal((Status.Fulfilled, 0, 0), Ladder.Read(one.Course with { Later = Known(one, at).Course.Later }, accepted, at.AddDays(400)) is var late ? (late.Status, late.LateDays, late.ReportedLateDays) : default);
        }
    }, Times);

    [Fact]
    public void A_return_moves_the_due_day_once_only_forward_and_only_for_what_came_in_time() => Laws.Hold(Cases, one =>
    {
        var (course, evidence) = (one.Course.Opened, one.Evidence.RemoveAll(piece => piece.WithdrawnAt is not null));
        Course moving = course;
        var moved = 0;
        foreach (var piece in evidence.Where(piece => piece.Review is { Verdict: Verdict.Returned }).OrderBy(piece => piece.Review!.At))
        {
            var at = piece.Review!.At!.Value;
            if (Supplement.Of(moving, LadderLaws.Known(evidence, at), piece, at, WorkCalendar.Weekends, 5) is not { } given) continue;
            moved++;
            Assert.Equal(WorkCalendar.Weekends.After(VietnamTime.DayOf(at), 5), given.Until);
            Assert.True(given.Until > course.Due && VietnamTime.DayOf(piece.ReceivedAt) <= course.LastInTime);
            moving = new(course, [new(at, "returned:" + piece.Id, course with { Due = given.Until })]);
            Assert.False(Ladder.Read(moving, evidence, VietnamTime.EndOf(given.Until)).Status.IsOverdue());
        }
        Assert.True(moved <= 1);
    }, Times);

    [Fact]
    public void A_decision_wins_from_its_instant_and_the_day_before_shows_what_was() => Laws.Hold(Cases, one =>
    {
        for (var i = 0; i < one.Course.Later.Length; i++)
        {
            var (start, _, terms) = one.Course.Later[i];
            var until = i + 1 < one.Course.Later.Length ? one.Course.Later[i + 1].From : DateTimeOffset.MaxValue;
            if (terms.Settled is not { } decided || until == start) continue;
            foreach (var at in one.Instants.Append(start).Where(at => at >= start && at < until)) Assert.Equal(decided, Ladder.Read(one.Course, one.Evidence, at).Status);
            var without = one.Course with { Later = one.Course.Later[..i] };
            var before = VietnamTime.EndOf(VietnamTime.DayOf(start).AddDays(-1));
            Assert.Equal(Ladder.Read(without, one.Evidence, before) with { Next = null }, Ladder.Read(one.Course, one.Evidence, before) with { Next = null });
        }
    }, Times);
}
