using System.Collections.Immutable;

namespace HoiQC.Grains.Configuration;

/// <summary>A unit as the tree's document holds it; meanings as in <see cref="Domain.Units.Unit"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record UnitRecord(string Code, string Name, string ShortName, string Kind, string Level, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo);

/// <summary>One version of a rule: its row in the notation of rules.csv (column → text), its number and first day.</summary>
/// <param name="Code">The rule's code.</param>
/// <param name="Number">1 for the first version.</param>
/// <param name="From">First day it is in force.</param>
/// <param name="Row">Column → text.</param>
/// <param name="PublishedOn">The day it was published here; null where it came with a pack.</param>
/// <param name="Author">Who published it; null where it came with a pack.</param>
/// <param name="Note">Why, in the author's words.</param>
[GenerateSerializer, Immutable]
public sealed record RuleRecord(
    string Code, int Number, DateOnly From, ImmutableDictionary<string, string> Row, DateOnly? PublishedOn = null, string? Author = null, string? Note = null);

/// <summary>From which year's period a rule is tracked at a level.</summary>
[GenerateSerializer, Immutable]
public sealed record TrackingRecord(string Rule, string Level, int FirstYear);

/// <summary>All units. Version counts the document's changes.</summary>
[GenerateSerializer, Immutable]
public sealed record UnitTreeDocument(long Version, ImmutableArray<UnitRecord> Units);

/// <summary>All rules with their versions, in the pack's order, and what is tracked since when.</summary>
[GenerateSerializer, Immutable]
public sealed record RuleBookDocument(long Version, ImmutableArray<RuleRecord> Rules, ImmutableArray<TrackingRecord> Tracking);

/// <summary>All versions of the calendar.</summary>
[GenerateSerializer, Immutable]
public sealed record CalendarDocument(long Version, ImmutableArray<CalendarRecord> Versions)
{
    /// <summary>The versions; the first one alone where the document was written before there were versions, and holds none.</summary>
    public ImmutableArray<CalendarRecord> All() => Versions.IsDefault ? [CalendarRecord.First] : Versions;
}

/// <summary>Where the configuration documents lie in the grain table: state name, which is also the name of their storage row.</summary>
public static class DocumentNames
{
    /// <summary>The key of each configuration grain: there is one of each.</summary>
    public const string Key = "default";

    /// <summary>The grain storage that keeps configuration documents.</summary>
    public const string Storage = "documents";

    /// <summary>State name of the unit tree.</summary>
    public const string Units = "units";

    /// <summary>State name of the rule book.</summary>
    public const string Rules = "rules";

    /// <summary>State name of the calendar.</summary>
    public const string Calendar = "calendar";
}
