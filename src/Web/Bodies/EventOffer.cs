using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Bodies;

/// <summary>Which event that was entered would fulfil an obligation, so that nobody writes its day twice.</summary>
public static class EventOffer
{
    /// <summary>The event to be offered for an obligation that is still owed; null for none.</summary>
    public static EventRow? For(BodyFacts facts, Duty duty) => !duty.IsOwed || duty.Rule.Gives is not { } kind
        ? null
        : facts.Events.FirstOrDefault(one => one is { Stands: true, Evidence: null } && one.Kind == kind.Code && one.On <= duty.Day && Falls(one.On, duty));

    /// <summary>After the event a term began with; within the period of any other rule.</summary>
    private static bool Falls(DateOnly day, Duty duty) => duty.Rule.Schedule is Schedule.Anchored { IsTerm: true }
        ? day > duty.Period.Start
        : day >= duty.Row.Opens && (duty.Period.IsAnchor || day <= duty.Period.End);
}
