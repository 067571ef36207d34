using System.Collections.Immutable;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Import;

/// <summary>A row of units.csv. An unsound one has a fault already; what refers to it is not blamed for that.</summary>
internal sealed record UnitLine(Place Place, bool Sound, UnitRecord Unit);

/// <summary>A row of bodies.csv.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Sound">Whether its cells can be read.</param>
/// <param name="Id">Register number.</param>
/// <param name="Unit">Code of its unit.</param>
/// <param name="Class">Which grain speaks for it.</param>
/// <param name="Kind">Kind as the rules name it.</param>
/// <param name="Name">Full name.</param>
/// <param name="Source">Origin.</param>
/// <param name="Start">First day; not <c>Given</c> where the file has no such column.</param>
/// <param name="End">Last day.</param>
/// <param name="Special">Special status; null where the file does not say.</param>
internal sealed record BodyLine(Place Place, bool Sound, string Id, string Unit, BodyClass Class, string Kind, string Name, string Source, GivenDay Start, GivenDay End,
    bool? Special);

/// <summary>A day of an optional column: whether the file has the column, and what stands in it.</summary>
internal readonly record struct GivenDay(bool Given, DateOnly? Day);

/// <summary>A row of rules.csv, in the pack's notation.</summary>
internal sealed record RuleLine(Place Place, bool Sound, string Code, ImmutableDictionary<string, string> Row, DateOnly? From);

/// <summary>A row of tracking.csv.</summary>
internal sealed record TrackingLine(Place Place, bool Sound, string Rule, string Level, int FirstYear);

/// <summary>A row of events.csv.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Sound">Whether its cells can be read.</param>
/// <param name="Unit">Code of the body's unit.</param>
/// <param name="Kind">Kind of the body.</param>
/// <param name="Position">Whose act it was; empty where the file does not say.</param>
/// <param name="Count">How many it stands for.</param>
/// <param name="ReceivedOn">The day the office got it.</param>
/// <param name="Form">What was handed in; it names rule and period.</param>
internal sealed record EventLine(Place Place, bool Sound, string Unit, string Kind, string Position, int Count, DateOnly? ReceivedOn, EvidenceForm Form);
