namespace HoiQC.Domain.Obligations;

/// <summary>An instant at which something about an obligation may change: a boundary, a reminder day, other terms, evidence that comes or goes.</summary>
internal sealed record Moment(DateTimeOffset At, string Cause)
{
    /// <summary>The terms that bind from here on; null where they stay.</summary>
    public Terms? Terms { get; private init; }

    /// <summary>The evidence that comes or goes.</summary>
    public Evidence? Evidence { get; private init; }

    /// <summary>Whether the evidence goes.</summary>
    public bool Withdrawn { get; private init; }

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
            moments.Add(new(piece.ReceivedAt, "received:" + piece.Id) { Evidence = piece });
            if (piece.WithdrawnAt is { } gone) moments.Add(new(gone < piece.ReceivedAt ? piece.ReceivedAt : gone, "withdrawn:" + piece.Id) { Evidence = piece, Withdrawn = true });
        }
        moments.Sort(InOrder);
        return moments;
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

    /// <summary>By instant; other terms first and in their order, then the clock, a status boundary before a reminder, receipt before withdrawal.</summary>
    private static int InOrder(Moment a, Moment b) =>
        a.At != b.At ? a.At.CompareTo(b.At) : a.Place != b.Place ? a.Place - b.Place : a.Turn != b.Turn ? a.Turn - b.Turn : string.CompareOrdinal(a.Cause, b.Cause);

    private int Place => (Terms, Evidence, Withdrawn, Reminder) switch
    {
        (not null, _, _, _) => 0,
        (_, null, _, null) => 1,
        (_, null, _, _) => 2,
        (_, _, false, _) => 3,
        _ => 4,
    };
}
