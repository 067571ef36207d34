using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Publications;

/// <summary>An obligation as a publication meets it.</summary>
/// <param name="Period">Its period.</param>
/// <param name="RuleVersion">Number of the rule version that binds it.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Required">How many.</param>
/// <param name="Status">How it stands at the publication.</param>
public sealed record MetObligation(Period Period, int RuleVersion, DateOnly Opens, DateOnly Due, int Required, Status Status)
{
    /// <summary>The deadline a request named itself.</summary>
    public DateOnly? Given { get; init; }

    /// <summary>The day of an earlier publication whose notice gives the due day.</summary>
    public DateOnly? Noticed { get; init; }

    /// <summary>The day an extension moved it to.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>The time given when a piece was returned.</summary>
    public Supplement? Supplement { get; init; }

    /// <summary>Last day of the body or its unit; null while they exist.</summary>
    public DateOnly? LastDay { get; init; }
}

/// <summary>What a publication does to an obligation.</summary>
public enum Effect
{
    /// <summary>It comes into being.</summary>
    Created,

    /// <summary>It is bound anew and due on the same day.</summary>
    Kept,

    /// <summary>It is due on another day.</summary>
    Moved,

    /// <summary>It applies no more.</summary>
    Voided,
}

/// <summary>How an obligation that exists follows a publication.</summary>
/// <param name="Effect">What it comes to.</param>
/// <param name="Terms">The terms from then on; null for one that is voided.</param>
/// <param name="Noticed">Whether the due day is given by notice, because it would have been overdue at once.</param>
/// <param name="ExtendedTo">The day of its extension, where that still decides.</param>
/// <param name="Reason">Why it applies no more; null for one that goes on.</param>
public sealed record Following(Effect Effect, Terms? Terms, bool Noticed, DateOnly? ExtendedTo, string? Reason)
{
    /// <summary>The time given when a piece was returned, where that still decides.</summary>
    public Supplement? Supplement { get; init; }

    /// <summary>It applies no more.</summary>
    public static Following Void(string reason) => new(Effect.Voided, null, false, null, reason);

    /// <summary>
    /// New terms for an obligation that is not closed. An extension or the time to hand in again still holds where it reaches further. What is not overdue yet and would be
    /// overdue on the day of the publication, its grace over, is due by notice instead: nothing becomes overdue because something was saved. What waits for review
    /// although its due day has passed is as if it were overdue.
    /// </summary>
    /// <param name="terms">What rule and calendar give.</param>
    /// <param name="met">The obligation.</param>
    /// <param name="day">The day of the publication.</param>
    /// <param name="noticeDays">Days of notice.</param>
    public static Following To(Terms terms, MetObligation met, DateOnly day, int noticeDays)
    {
        var extended = met.ExtendedTo >= terms.Due ? met.ExtendedTo : null;
        var supplement = met.Supplement?.Until > (extended ?? terms.Due) ? met.Supplement : null;
        var due = supplement?.Until ?? extended ?? terms.Due;
        var noticed = (terms with { Due = due }).LastInTime < day && !met.Status.IsOverdue() && !(met.Status == Status.Submitted && met.Due < day);
        if (noticed) (due, extended, supplement) = (day.AddDays(noticeDays), null, null);
        return new(due == met.Due ? Effect.Kept : Effect.Moved, terms with { Due = due, Extended = due == extended }, noticed, extended, null) { Supplement = supplement };
    }
}
