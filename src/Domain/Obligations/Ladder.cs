using System.Collections.Immutable;

namespace HoiQC.Domain.Obligations;

/// <summary>How an obligation stands at an instant.</summary>
/// <param name="Status">The status.</param>
/// <param name="Since">The instant it began.</param>
/// <param name="Next">The next instant at which anything about it may change without anybody's doing, reminder days included; null for never.</param>
/// <param name="Done">How many count: accepted, where a review is asked for.</param>
/// <param name="LateDays">For FulfilledLate, days after the due day by the time that decides; else 0.</param>
/// <param name="ReportedLateDays">For Fulfilled, days after the due day on which it was reported; 0 when reported in time.</param>
public sealed record Standing(Status Status, DateTimeOffset Since, DateTimeOffset? Next, int Done, int LateDays, int ReportedLateDays);

/// <summary>A change of status at its true instant.</summary>
/// <param name="From">Before.</param>
/// <param name="To">After.</param>
/// <param name="At">The boundary's instant, or the evidence's.</param>
/// <param name="Cause">"clock", what bound it anew, or "received:", "accepted:", "returned:" or "withdrawn:" with the evidence's id.</param>
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

    /// <summary>How it stands at an instant, by the terms that bound it then and the evidence received up to then.</summary>
    public static Standing Read(Course course, IReadOnlyCollection<Evidence> evidence, DateTimeOffset at)
    {
        var since = VietnamTime.StartOf(course.Opened.Opens.AddDays(-MadeAhead));
        var tally = new Tally(course.Opened);
        var status = course.Opened.Settled ?? Status.Dormant;
        DateTimeOffset? next = null;
        foreach (var moment in Moment.All(course, evidence))
        {
            if (moment.At > at)
            {
                // A reminder day wakes nobody once all is done or waits; evidence with a later time of receipt still does.
                if (status.IsAtRest() && moment.IsClock) continue;
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
    /// <param name="course">What binds it, over time.</param>
    /// <param name="evidence">All evidence, the newest included.</param>
    /// <param name="recorded">The status last recorded.</param>
    /// <param name="recordedUpTo">Everything up to and including this instant has been recorded; null for nothing yet.</param>
    /// <param name="now">The instant to bring it to.</param>
    public static Progress Advance(Course course, IReadOnlyCollection<Evidence> evidence, Status recorded, DateTimeOffset? recordedUpTo, DateTimeOffset now)
    {
        var changes = ImmutableArray.CreateBuilder<Change>();
        var reminders = ImmutableArray.CreateBuilder<ReminderDay>();
        var tally = new Tally(course.Opened);
        var status = course.Opened.Settled ?? Status.Dormant;
        Moment? turned = null;
        var moments = Moment.All(course, evidence);
        foreach (var moment in moments)
        {
            if (moment.At > now) break;
            if (moment.At > recordedUpTo) Amend();
            var before = status;
            status = tally.Meet(moment);
            if (status != before) turned = moment;
            if (moment.At <= recordedUpTo) continue;
            if (status != before) Tell(new(before, status, moment.At, moment.Cause));
            recorded = status;
            if (moment.Reminder is { } offset && !status.IsAtRest() && status != Status.Dormant) reminders.Add(new(offset, moment.At));
        }
        Amend();
        return new(changes.ToImmutable(), reminders.ToImmutable(), Read(course, evidence, now));

        // A return that moves the due day is one act at one instant, and one change.
        void Tell(Change change)
        {
            if (change.Cause == Clock || changes is not [.., var last] || (last.At, last.Cause) != (change.At, change.Cause)) changes.Add(change);
            else if (last.From == change.To) changes.RemoveAt(changes.Count - 1);
            else changes[^1] = last with { To = change.To };
        }

        // What became known later with an earlier instant changes what had been recorded; it says so at that instant:
        // the latest fact without which the record would stand, else (a body's end, several facts at once) whatever last turned the status.
        void Amend()
        {
            if (recordedUpTo is { } upTo && status != recorded)
            {
                var told = moments.FindLast(moment => moment.At <= upTo && moment.IsFact && Read(Without(course, moment), Without(evidence, moment), upTo).Status == recorded) ?? turned;
                changes.Add(new(recorded, status, told?.At ?? VietnamTime.StartOf(course.Opened.Opens.AddDays(-MadeAhead)), told?.Cause ?? Clock));
            }
            recorded = status;
        }
    }

    private static Course Without(Course course, Moment moment) => course with { Later = course.Later.RemoveAll(bound => bound.Cause == moment.Cause) };

    private static List<Evidence> Without(IEnumerable<Evidence> evidence, Moment moment) => moment.Passage switch
    {
        null => [.. evidence],
        Passage.Received => [.. evidence.Where(piece => piece != moment.Evidence)],
        Passage.Withdrawn => [.. evidence.Select(piece => piece == moment.Evidence ? piece with { WithdrawnAt = null } : piece)],
        _ => [.. evidence.Select(piece => piece == moment.Evidence ? piece with { Review = Review.Pending } : piece)],
    };
}
