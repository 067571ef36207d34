using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Publications;

/// <summary>Publishing a version of a rule, as it concerns obligations that exist; what it creates, <see cref="Opening"/> says.</summary>
/// <param name="Book">All rules, the new version among them.</param>
/// <param name="Version">The new version.</param>
/// <param name="Mode">From when it binds.</param>
/// <param name="Calendar">The working days.</param>
/// <param name="Day">The day of the publication.</param>
public sealed record RulePublication(RuleBook Book, RuleVersion Version, PublicationMode Mode, WorkCalendar Calendar, DateOnly Day)
{
    /// <summary>What becomes of an obligation of the rule, with the rule's own minimum; null where it stays as it is, as everything closed does.</summary>
    /// <param name="met">The obligation.</param>
    /// <param name="owes">Whether the new version names its body.</param>
    public Following? Of(MetObligation met, bool owes)
    {
        if (met.Status.IsSettled() || !Binds(met.Opens)) return null;
        if (!Version.Enabled) return Following.Void($"quy tắc đã thôi áp dụng theo phiên bản {Version.Number}");
        if (!owes) return Following.Void($"không còn thuộc diện thực hiện theo phiên bản {Version.Number}");
        if (!KeepsEvent(met.RuleVersion) || Terms.Of(Version, met.Period, Calendar, met.LastDay, met.Given) is not { } terms)
            return Following.Void($"phiên bản {Version.Number} không còn kỳ này");
        if (Version.BasisUntil is { } until && terms.Opens > until) return Following.Void($"căn cứ của phiên bản {Version.Number} hết hiệu lực ngày {Vietnamese.Date(until)}");
        return Following.To(terms, met, Day, Version.NoticeDays);
    }

    /// <summary>Whether what opened on a day is bound by the new version: where that is in force, and with "open" also whatever opened before.</summary>
    private bool Binds(DateOnly opens) => (Mode == PublicationMode.Open && opens < Version.From)
        || ReferenceEquals(Book.Versions(Version.Code).LastOrDefault(version => version.From <= opens) ?? Book.Versions(Version.Code)[0], Version);

    /// <summary>An obligation that hangs on an event goes on only under a version that counts from the same one.</summary>
    private bool KeepsEvent(int number) =>
        Book.Find(Version.Code, number)?.Schedule is not Schedule.Anchored before || (Version.Schedule is Schedule.Anchored after && after.Event == before.Event);
}
