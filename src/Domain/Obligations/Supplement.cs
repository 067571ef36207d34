using HoiQC.Domain.Calendars;

namespace HoiQC.Domain.Obligations;

/// <summary>The time to hand in again ("bổ sung"), given once when a piece that had come in time is returned.</summary>
/// <param name="ReturnedOn">The day of the return.</param>
/// <param name="WorkingDays">Working days after it.</param>
/// <param name="Until">The last of them: the due day from then on.</param>
public sealed record Supplement(DateOnly ReturnedOn, int WorkingDays, DateOnly Until)
{
    /// <summary>
    /// What a return gives; null where the due day stays. Only a piece received by the due day with its grace moves it, because late work gains no time; only the first
    /// such return does; and nothing moves where the due day lies later anyway, enough was accepted, or a decision or the body's end has closed the obligation.
    /// </summary>
    /// <param name="course">What binds the obligation so far.</param>
    /// <param name="evidence">All its evidence; whether the piece is marked as returned already does not matter.</param>
    /// <param name="piece">The piece that is returned.</param>
    /// <param name="at">The instant.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="workingDays">How many are given.</param>
    public static Supplement? Of(Course course, IReadOnlyCollection<Evidence> evidence, Evidence piece, DateTimeOffset at, WorkCalendar calendar, int workingDays)
    {
        var (terms, day) = (course.At(at), VietnamTime.DayOf(at));
        if (terms.Settled is not null || day > terms.LastDay || !CameInTime(course, piece, at)) return null;
        if (evidence.Any(other => other.Id != piece.Id && other.Review is { Verdict: Verdict.Returned, At: { } before } && CameInTime(course, other, before))) return null;
        if (Ladder.Read(course, evidence, at).Status.IsFulfilled()) return null;
        var until = calendar.After(day, workingDays);
        return until > terms.Due ? new(day, workingDays, until) : null;
    }

    /// <summary>By the due day that held when it was received or the one that holds when it is returned: neither an extension nor a due day moved forward in between is to its harm.</summary>
    private static bool CameInTime(Course course, Evidence piece, DateTimeOffset at) =>
        VietnamTime.DayOf(piece.ReceivedAt) is var received && (received <= course.At(piece.ReceivedAt).LastInTime || received <= course.At(at).LastInTime);
}
