using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Publications;

/// <summary>Publishing a calendar, as it concerns obligations that exist.</summary>
/// <param name="Book">All rules.</param>
/// <param name="Calendar">The new calendar.</param>
/// <param name="NoticeDays">Days of notice.</param>
/// <param name="Day">The day of the publication.</param>
public sealed record CalendarPublication(RuleBook Book, WorkCalendar Calendar, int NoticeDays, DateOnly Day)
{
    /// <summary>
    /// What becomes of an obligation; null where it stays as it is, and then it keeps its calendar too. A due day given by a notice or an extension does not
    /// come from the calendar, and working days that were given once to hand in again stay as they were told.
    /// </summary>
    /// <param name="met">The obligation.</param>
    /// <param name="rule">Its rule.</param>
    public Following? Of(MetObligation met, string rule)
    {
        if (met.Status.IsSettled() || met.Noticed is not null || met.ExtendedTo is not null || met.Supplement is not null) return null;
        if (Book.Find(rule, met.RuleVersion) is not { } version || Terms.Of(version, met.Period, Calendar, met.LastDay, met.Given) is not { } terms || terms.Due == met.Due) return null;
        return Following.To(terms with { Required = met.Required }, met, Day, NoticeDays);
    }
}
