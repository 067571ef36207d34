using System.Collections.Immutable;
using HoiQC.Domain.Events;

namespace HoiQC.Domain.Rules;

/// <summary>Which time decides whether it was in time.</summary>
public enum CountsFrom
{
    /// <summary>The day it happened; unknown, the document's day; unknown too, the day it was received.</summary>
    Occurred,

    /// <summary>The day it was received.</summary>
    Submitted,
}

/// <summary>Where a number that is owed is raised from.</summary>
public abstract record QuantitySource
{
    private QuantitySource()
    {
    }

    /// <summary>A figure in another obligation's evidence of the same unit and year: what MTTQ's plan says.</summary>
    /// <param name="Rule">That rule.</param>
    /// <param name="Field">The field of its form.</param>
    /// <param name="Kind">Kind of the body that owes it.</param>
    public sealed record Figure(string Rule, string Field, string Kind) : QuantitySource;

    /// <summary>The number of bodies of these kinds in the unit.</summary>
    public sealed record BodiesOf(ImmutableArray<string> Kinds) : QuantitySource;
}

/// <summary>How many are owed in a period.</summary>
/// <param name="Minimum">The least number.</param>
/// <param name="From">Where the number is raised from, never under the minimum; null for none.</param>
public sealed record Quantity(int Minimum, QuantitySource? From);

/// <summary>One version of a rule: what is owed, by whom, for which periods, until when, how many, on which legal basis.</summary>
/// <param name="Code">The rule's code: MT-PB.</param>
/// <param name="Number">1 for the first version.</param>
/// <param name="From">First day it is in force.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">The column head of a board.</param>
/// <param name="Gap">The sentence of who has not, with {n}, {N}, {list}.</param>
/// <param name="Owners">Who owes.</param>
/// <param name="Schedule">Periods and due days.</param>
/// <param name="Quantity">How many.</param>
/// <param name="LeadDays">Days before the due day from which it is "sắp đến hạn".</param>
/// <param name="CountsFrom">Which time decides.</param>
/// <param name="Roll">What a day off does to the due day.</param>
/// <param name="Reminders">Days from the due day, negative before it, ascending.</param>
/// <param name="EscalateAfterDays">Days after the due day (and the days of grace) from which the level above is to be told.</param>
/// <param name="EvidenceFields">Fields of the evidence form, the first two required, a file never.</param>
/// <param name="LegalBasis">Document and article.</param>
/// <param name="Certainty">How sure the date is.</param>
/// <param name="Enabled">Whether it is switched on.</param>
public sealed record RuleVersion(
    string Code, int Number, DateOnly From, string Name, string ShortName, string Gap, Owners Owners, Schedule Schedule, Quantity Quantity,
    int LeadDays, CountsFrom CountsFrom, Calendars.Roll Roll, ImmutableArray<int> Reminders, int EscalateAfterDays,
    ImmutableArray<string> EvidenceFields, string LegalBasis, string Certainty, bool Enabled)
{
    /// <summary>The notice a publication gives where the rule names none, in days.</summary>
    public const int UsualNotice = 15;

    /// <summary>Days after the due day on which it is still in time and not yet overdue ("ân hạn").</summary>
    public int GraceDays { get; init; }

    /// <summary>Last day of the legal basis; nothing opens after it under this version. Null while it has no end.</summary>
    public DateOnly? BasisUntil { get; init; }

    /// <summary>Days from its publication on which falls due what would have been overdue at once.</summary>
    public int NoticeDays { get; init; } = UsualNotice;

    /// <summary>The day it was published here; null for a version that came with a pack.</summary>
    public DateOnly? Published { get; init; }

    /// <summary>The fields a form of this rule must have filled in: the first two, but never a file.</summary>
    public IEnumerable<string> RequiredFields => EvidenceFields.Take(2).Where(name => name != "file");

    /// <summary>
    /// The event that evidence of this rule is, where its form asks for the day: the congress of a term rule, the dialogue of a dialogue rule
    /// (told by its name). Null for all others.
    /// </summary>
    public EventKind? Gives => !EvidenceFields.Contains("occurred_on") ? null
        : Schedule is Schedule.Anchored { IsTerm: true } term ? term.Event
        : Name.Contains("đối thoại", StringComparison.OrdinalIgnoreCase) ? EventKind.Dialogue
        : null;
}
