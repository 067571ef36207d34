using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Obligations;

/// <summary>What a review of one piece came to.</summary>
public enum Verdict
{
    /// <summary>Nothing yet: it waits.</summary>
    Pending,

    /// <summary>It counts, by the time it was received.</summary>
    Accepted,

    /// <summary>It does not count; another piece is to be handed in.</summary>
    Returned,
}

/// <summary>The review of one piece of evidence: once, and then never otherwise.</summary>
/// <param name="Verdict">What it came to.</param>
/// <param name="At">When; null while it waits.</param>
public sealed record Review(Verdict Verdict, DateTimeOffset? At)
{
    /// <summary>Letters a reason for returning may have.</summary>
    public const int ReasonLength = 500;

    /// <summary>It waits.</summary>
    public static readonly Review Pending = new(Verdict.Pending, null);

    /// <summary>The last day on which a piece is reviewed in time: so many working days after it was received.</summary>
    public static DateOnly Due(DateTimeOffset receivedAt, WorkCalendar calendar, int workingDays) => calendar.After(VietnamTime.DayOf(receivedAt), workingDays);

    /// <summary>The first day of receipt that is not too long ago on a day: what was received before it and still waits is late with its reviewer.</summary>
    public static DateOnly LateBefore(DateOnly day, WorkCalendar calendar, int workingDays)
    {
        var received = day;
        while (calendar.After(received.AddDays(-1), workingDays) >= day) received = received.AddDays(-1);
        return received;
    }
}
