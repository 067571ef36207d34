namespace HoiQC.Domain.Obligations;

/// <summary>What a piece of evidence goes through.</summary>
internal enum Passage
{
    /// <summary>It comes.</summary>
    Received,

    /// <summary>It counts from now on.</summary>
    Accepted,

    /// <summary>It does not count.</summary>
    Returned,

    /// <summary>It goes.</summary>
    Withdrawn,
}

/// <summary>An instant at which something about an obligation may change: a boundary, a reminder day, other terms, evidence that comes, is reviewed or goes.</summary>
internal sealed record Moment(DateTimeOffset At, string Cause)
{
    /// <summary>The terms that bind from here on; null where they stay.</summary>
    public Terms? Terms { get; private init; }

    /// <summary>The evidence something happens to.</summary>
    public Evidence? Evidence { get; private init; }

    /// <summary>What happens to it.</summary>
    public Passage? Passage { get; private init; }

    /// <summary>Days from the due day, for a reminder day.</summary>
    public int? Reminder { get; private init; }

    /// <summary>Whether somebody's act brings it about: evidence or other terms.</summary>
    public bool IsFact => Evidence is not null || Terms is not null;

    /// <summary>Whether nobody's act brings it about.</summary>
    public bool IsClock => Cause == Ladder.Clock;

    /// <summary>Its place among the bindings: of two at one instant the later one holds.</summary>
    private int Turn { get; init; }

    /// <summary>Every moment, in order: each boundary and reminder day only while the terms it belongs to bind.</summary>
    public static List<Moment> All(Course course, IReadOnlyCollection<Evidence> evidence)
    {
        var moments = new List<Moment>(8 + course.Opened.Reminders.Length + evidence.Count);
        for (var i = -1; i < course.Later.Length; i++)
        {
            var from = i < 0 ? DateTimeOffset.MinValue : course.Later[i].From;
            var until = i + 1 < course.Later.Length ? course.Later[i + 1].From : DateTimeOffset.MaxValue;
            if (i >= 0) moments.Add(new(from, course.Later[i].Cause) { Terms = course.Later[i].Terms, Turn = i });
            Boundaries(i < 0 ? course.Opened : course.Later[i].Terms, from, until, moments);
        }
        foreach (var piece in evidence)
        {
            Pass(piece, piece.ReceivedAt, Obligations.Passage.Received, "received:");
            // What was taken back before it was reviewed is reviewed no more.
            if (piece.Review is { At: { } reviewed, Verdict: var verdict } && !(piece.WithdrawnAt < reviewed))
            {
                if (verdict == Verdict.Accepted) Pass(piece, reviewed, Obligations.Passage.Accepted, "accepted:");
                if (verdict == Verdict.Returned) Pass(piece, reviewed, Obligations.Passage.Returned, "returned:");
            }
            if (piece.WithdrawnAt is { } gone) Pass(piece, gone, Obligations.Passage.Withdrawn, "withdrawn:");
        }
        moments.Sort(InOrder);
        return moments;

        void Pass(Evidence piece, DateTimeOffset at, Passage passage, string cause) =>
            moments.Add(new(at < piece.ReceivedAt ? piece.ReceivedAt : at, cause + piece.Id) { Evidence = piece, Passage = passage });
    }

    private static void Boundaries(Terms terms, DateTimeOffset from, DateTimeOffset until, List<Moment> moments)
    {
        Boundary(terms.Opens);
        if (terms.Due.AddDays(-terms.LeadDays) is var soon && soon > terms.Opens) Boundary(soon);
        foreach (var milestone in terms.Milestones) Boundary(milestone.On.AddDays(1));
        Boundary(terms.LastInTime.AddDays(1));
        if (terms.Extended && terms.GraceDays > 0) Boundary(terms.Due.AddDays(1));
        Boundary(terms.LastInTime.AddDays(terms.EscalateAfterDays));
        if (terms.LastDay is { } last) Boundary(last.AddDays(1));
        foreach (var offset in terms.Reminders)
            if (terms.Due.AddDays(offset) is var day && day >= terms.Opens) Boundary(day, offset);

        void Boundary(DateOnly day, int? reminder = null)
        {
            var at = VietnamTime.StartOf(day);
            if (at >= from && at < until) moments.Add(new(at, Ladder.Clock) { Reminder = reminder });
        }
    }

    /// <summary>By instant; other terms first and in their order, then the clock, a status boundary before a reminder, receipt before review before withdrawal.</summary>
    private static int InOrder(Moment a, Moment b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.Place != b.Place ? a.Place - b.Place : a.Turn != b.Turn ? a.Turn - b.Turn : string.CompareOrdinal(a.Cause, b.Cause);

    private int Place => (Terms, Passage, Reminder) switch
    {
        (not null, _, _) => 0,
        (_, null, null) => 1,
        (_, null, _) => 2,
        (_, Obligations.Passage.Received, _) => 3,
        (_, Obligations.Passage.Withdrawn, _) => 5,
        _ => 4,
    };
}
