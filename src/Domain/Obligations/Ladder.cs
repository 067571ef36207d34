using System.Collections.Immutable;

namespace HoiQC.Domain.Obligations;

/// <summary>How an obligation stands at an instant.</summary>
/// <param name="Status">The status.</param>
/// <param name="Since">The instant it began.</param>
/// <param name="Next">The next instant at which anything about it may change without anybody's doing, reminder days included; null for never.</param>
/// <param name="Done">How many count.</param>
/// <param name="LateDays">For FulfilledLate, days after the due day by the time that decides; else 0.</param>
/// <param name="ReportedLateDays">For Fulfilled, days after the due day on which it was reported; 0 when reported in time.</param>
public sealed record Standing(Status Status, DateTimeOffset Since, DateTimeOffset? Next, int Done, int LateDays, int ReportedLateDays);

/// <summary>A change of status at its true instant.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="At">The boundary's instant, or the evidence's.</param>
/// <param name="Cause">"clock", or "received:" or "withdrawn:" with the evidence's id.</param>
public sealed record Change(Status From, Status To, DateTimeOffset At, string Cause);

/// <summary>A reminder day that came while something was still owed.</summary>
/// <param name="Offset">Days from the due day.</param>
/// <param name="At">00:00 of the reminder day.</param>
public sealed record ReminderDay(int Offset, DateTimeOffset At);

/// <summary>What happened between two instants, and how it stands at the later one.</summary>
public sealed record Progress(ImmutableArray<Change> Changes, ImmutableArray<ReminderDay> Reminders, Standing Standing);

/// <summary>
/// The one place that turns terms, evidence and an instant into a status. Status, since, next checkpoint, transitions and
/// reminders are readings of the same list of moments, so they cannot disagree.
/// </summary>
public static class Ladder
{
    /// <summary>Days before an obligation opens on which its row is made.</summary>
    public const int MadeAhead = 60;

    /// <summary>The cause of a transition that nobody's act brought about.</summary>
    public const string Clock = "clock";

    /// <summary>How it stands at an instant, by the evidence received up to then.</summary>
    public static Standing Read(Terms terms, IReadOnlyCollection<Evidence> evidence, DateTimeOffset at)
    {
        var since = VietnamTime.StartOf(terms.Opens.AddDays(-MadeAhead));
        var tally = new Tally(terms);
        var status = Status.Dormant;
        DateTimeOffset? next = null;
        foreach (var moment in Moments(terms, evidence))
        {
            if (moment.At > at)
            {
                // A reminder day wakes nobody once all is done; evidence with a later time of receipt still does.
                if (status.IsSettled() && moment.Cause == Clock) continue;
                next = moment.At;
                break;
            }
            var after = tally.Meet(moment);
            if (after == status) continue;
            (status, since) = (after, moment.At);
        }
        return new(status, since, next, tally.Done, tally.LateDays, tally.ReportedLateDays);
    }

    /// <summary>
    /// Brings an obligation from what was recorded up to now: every boundary and every piece of evidence in between at its own instant,
    /// the clock's before the evidence's where they are the same.
    /// </summary>
    /// <param name="terms">What binds it.</param>
    /// <param name="evidence">All evidence, the newest included.</param>
    /// <param name="recorded">The status last recorded.</param>
    /// <param name="recordedUpTo">Everything up to and including this instant has been recorded; null for nothing yet.</param>
    /// <param name="now">The instant to bring it to.</param>
    public static Progress Advance(Terms terms, IReadOnlyCollection<Evidence> evidence, Status recorded, DateTimeOffset? recordedUpTo, DateTimeOffset now)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        var reminders = ImmutableArray.CreateBuilder<ReminderDay>();
        var tally = new Tally(terms);
        var status = Status.Dormant;
        Moment? turned = null;
        var moments = Moments(terms, evidence);
        foreach (var moment in moments)
        {
            if (moment.At > now) break;
            if (moment.At > recordedUpTo) Amend();
            var before = status;
            status = tally.Meet(moment);
            if (status != before) turned = moment;
            if (moment.At <= recordedUpTo) continue;
            if (status != before) changes.Add(new(before, status, moment.At, moment.Cause));
            recorded = status;
            if (moment.Reminder is { } offset && !status.IsSettled() && status != Status.Dormant) reminders.Add(new(offset, moment.At));
        }
        Amend();
        return new(changes.ToImmutable(), reminders.ToImmutable(), Read(terms, evidence, now));

        // What became known later with an earlier instant changes what had been recorded; it says so at that instant:
        // the latest fact without which the record would stand, else (a body's end, new terms) whatever last turned the status.
        void Amend()
        {
            if (recordedUpTo is { } upTo && status != recorded)
            {
                var told = moments.FindLast(moment => moment.At <= upTo && moment.Evidence is not null && Read(terms, Without(evidence, moment), upTo).Status == recorded) ?? turned;
                changes.Add(new(recorded, status, told?.At ?? VietnamTime.StartOf(terms.Opens.AddDays(-MadeAhead)), told?.Cause ?? Clock));
            }
            recorded = status;
        }
    }

    private static List<Evidence> Without(IEnumerable<Evidence> evidence, Moment moment) => moment.Withdrawn
        ? [.. evidence.Select(piece => piece == moment.Evidence ? piece with { WithdrawnAt = null } : piece)]
        : [.. evidence.Where(piece => piece != moment.Evidence)];

    private static List<Moment> Moments(Terms terms, IReadOnlyCollection<Evidence> evidence)
    {
        var moments = new List<Moment>(8 + terms.Reminders.Length + evidence.Count);
        void Boundary(DateOnly day, int? reminder = null) => moments.Add(new(VietnamTime.StartOf(day), Clock, null, reminder));

        Boundary(terms.Opens);
        if (terms.Due.AddDays(-terms.LeadDays) is var soon && soon > terms.Opens) Boundary(soon);
        foreach (var milestone in terms.Milestones) Boundary(milestone.On.AddDays(1));
        Boundary(terms.Due.AddDays(1));
        Boundary(terms.Due.AddDays(terms.EscalateAfterDays));
        if (terms.LastDay is { } last) Boundary(last.AddDays(1));
        foreach (var offset in terms.Reminders)
            if (terms.Due.AddDays(offset) is var day && day >= terms.Opens) Boundary(day, offset);
        foreach (var piece in evidence)
        {
            moments.Add(new(piece.ReceivedAt, "received:" + piece.Id, piece, null));
            if (piece.WithdrawnAt is { } gone) moments.Add(new(gone < piece.ReceivedAt ? piece.ReceivedAt : gone, "withdrawn:" + piece.Id, piece, null) { Withdrawn = true });
        }
        moments.Sort(Moment.InOrder);
        return moments;
    }

    private sealed record Moment(DateTimeOffset At, string Cause, Evidence? Evidence, int? Reminder)
    {
        public bool Withdrawn { get; init; }

        /// <summary>By instant; the clock first, a status boundary before a reminder, receipt before withdrawal.</summary>
        public static int InOrder(Moment a, Moment b) =>
            a.At != b.At ? a.At.CompareTo(b.At) : a.Place != b.Place ? a.Place - b.Place : string.CompareOrdinal(a.Cause, b.Cause);

        private int Place => (Evidence, Withdrawn, Reminder) switch { (null, _, null) => 0, (null, _, _) => 1, (_, false, _) => 2, _ => 3 };
    }

    /// <summary>What counts so far, and the status it amounts to at the moment last met.</summary>
    private sealed class Tally(Terms terms)
    {
        private readonly List<Evidence> _counting = [];

        public int Done { get; private set; }

        public int LateDays { get; private set; }

        public int ReportedLateDays { get; private set; }

        public Status Meet(Moment moment)
        {
            if (moment.Evidence is { } piece)
            {
                if (moment.Withdrawn) _counting.Remove(piece);
                else _counting.Add(piece);
                Done = _counting.Sum(e => e.Count);
                (LateDays, ReportedLateDays) = Lateness();
            }
            var day = VietnamTime.DayOf(moment.At);
            if (day > terms.LastDay && _counting.Where(e => VietnamTime.DayOf(e.ReceivedAt) <= terms.LastDay).Sum(e => e.Count) < terms.Required)
            {
                // What was open when the body ended applies no more, whatever comes in afterwards.
                (LateDays, ReportedLateDays) = (0, 0);
                return Status.NotApplicable;
            }
            if (Done >= terms.Required) return LateDays > 0 ? Status.FulfilledLate : Status.Fulfilled;
            if (day >= terms.Due.AddDays(terms.EscalateAfterDays)) return Status.Escalated;
            if (day > terms.Due) return Status.Overdue;
            if (day < terms.Opens) return Status.Dormant;
            foreach (var milestone in terms.Milestones)
                if (day > milestone.On && Done < milestone.Count) return Status.Behind;
            return day >= terms.Due.AddDays(-terms.LeadDays) ? Status.DueSoon : Status.Open;
        }

        private (int Late, int ReportedLate) Lateness()
        {
            if (Done < terms.Required) return (0, 0);
            var late = DayOfEnough(_counting, e => e.DecidingDay(terms.CountsFrom)).DayNumber - terms.Due.DayNumber;
            if (late > 0) return (late, 0);
            var inTime = _counting.Where(e => e.DecidingDay(terms.CountsFrom) <= terms.Due);
            return (0, Math.Max(0, DayOfEnough(inTime, e => VietnamTime.DayOf(e.ReceivedAt)).DayNumber - terms.Due.DayNumber));
        }

        private DateOnly DayOfEnough(IEnumerable<Evidence> pieces, Func<Evidence, DateOnly> day)
        {
            var sum = 0;
            foreach (var piece in pieces.OrderBy(day))
                if ((sum += piece.Count) >= terms.Required) return day(piece);
            return DateOnly.MaxValue;
        }
    }
}
