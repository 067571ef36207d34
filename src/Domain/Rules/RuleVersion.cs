using System.Collections.Immutable;

namespace HoiQC.Domain.Rules;

/// <summary>Who of a unit is meant.</summary>
public enum Subject
{
    /// <summary>Each body of the named kinds.</summary>
    Body,

    /// <summary>The bloc: any of its members fulfils, the obligation is the bloc's alone.</summary>
    Bloc,

    /// <summary>The head of the body ("Chủ tịch UBND"); the obligation is the body's.</summary>
    Position,
}

/// <summary>Which time decides whether it was in time.</summary>
public enum CountsFrom
{
    /// <summary>The day it happened; unknown, the document's day; unknown too, the day it was received.</summary>
    Occurred,

    /// <summary>The day it was received.</summary>
    Submitted,
}

/// <summary>Who owes: kinds of body × levels of unit. Not every level has one, and none is ever assumed.</summary>
/// <param name="Kinds">Kinds of body, as in bodies.csv.</param>
/// <param name="Levels">Levels of the body's unit.</param>
/// <param name="Subject">Body, bloc or position.</param>
/// <param name="BlocMembers">Kinds whose bodies of the same unit make up the bloc.</param>
/// <param name="Position">Chair, Secretary; null where a body owes as such.</param>
public sealed record Owners(ImmutableArray<string> Kinds, ImmutableArray<string> Levels, Subject Subject, ImmutableArray<string> BlocMembers, string? Position)
{
    /// <summary>Whether a body of this kind in a unit of this level owes.</summary>
    public bool Include(string kind, string level) => Kinds.Contains(kind) && Levels.Contains(level);
}

/// <summary>How many are owed in a period.</summary>
/// <param name="Minimum">The least number.</param>
/// <param name="From">Where the number is raised from, as the pack says it (another obligation's evidence, or a count of bodies); null for none.</param>
public sealed record Quantity(int Minimum, string? From);

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
/// <param name="EscalateAfterDays">Days after the due day from which the level above is to be told.</param>
/// <param name="EvidenceFields">Fields of the evidence form, the first two required, a file never.</param>
/// <param name="LegalBasis">Document and article.</param>
/// <param name="Certainty">How sure the date is.</param>
/// <param name="Enabled">Whether it is switched on.</param>
public sealed record RuleVersion(
    string Code, int Number, DateOnly From, string Name, string ShortName, string Gap, Owners Owners, Schedule Schedule, Quantity Quantity,
    int LeadDays, CountsFrom CountsFrom, Calendars.Roll Roll, ImmutableArray<int> Reminders, int EscalateAfterDays,
    ImmutableArray<string> EvidenceFields, string LegalBasis, string Certainty, bool Enabled)
{
    /// <summary>The fields a form of this rule must have filled in: the first two, but never a file.</summary>
    public IEnumerable<string> RequiredFields => EvidenceFields.Take(2).Where(name => name != "file");
}
