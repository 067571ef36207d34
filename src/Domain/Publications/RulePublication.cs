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
    /// <summary>What becomes of an obligation of the rule; null where it stays as it is, as everything closed does.</summary>
    /// <param name="met">The obligation.</param>
    /// <param name="owes">Whether the new version names its body.</param>
    public Rebinding? Of(MetObligation met, bool owes)
    {
        if (met.Status.IsSettled() || !Binds(met.Opens)) return null;
        if (!Version.Enabled) return Rebinding.Void($"quy tắc đã thôi áp dụng theo phiên bản {Version.Number}");
        if (!owes) return Rebinding.Void($"không còn thuộc diện thực hiện theo phiên bản {Version.Number}");
        if (!KeepsEvent(met.RuleVersion) || Terms.Of(Version, met.Period, Calendar, met.LastDay, met.Given) is not { } terms)
            return Rebinding.Void($"phiên bản {Version.Number} không còn kỳ này");
        if (Version.BasisUntil is { } until && terms.Opens > until) return Rebinding.Void($"căn cứ của phiên bản {Version.Number} hết hiệu lực ngày {Vietnamese.Date(until)}");
        return Rebinding.To(terms with { Required = Required(met) }, met, Day, Version.NoticeDays);
    }

    /// <summary>Whether what opened on a day is bound by the new version: where that is in force, and with "open" also whatever opened before.</summary>
    private bool Binds(DateOnly opens) => (Mode == PublicationMode.Open && opens < Version.From)
        || ReferenceEquals(Book.Versions(Version.Code).LastOrDefault(version => version.From <= opens) ?? Book.Versions(Version.Code)[0], Version);

    /// <summary>An obligation that hangs on an event goes on only under a version that counts from the same one.</summary>
    private bool KeepsEvent(int number) =>
        Book.Find(Version.Code, number)?.Schedule is not Schedule.Anchored before || (Version.Schedule is Schedule.Anchored after && after.Event == before.Event);

    /// <summary>A number that was raised stays so while the new version raises it from the same source.</summary>
    private int Required(MetObligation met) =>
        Book.Find(Version.Code, met.RuleVersion)?.Quantity is { } before && met.Required > before.Minimum && Same(before.From, Version.Quantity.From)
            ? Math.Max(Version.Quantity.Minimum, met.Required)
            : Version.Quantity.Minimum;

    private static bool Same(QuantitySource? before, QuantitySource? after) => (before, after) switch
    {
        (QuantitySource.BodiesOf one, QuantitySource.BodiesOf other) => one.Kinds.SequenceEqual(other.Kinds),
        _ => before is not null && before.Equals(after),
    };
}
