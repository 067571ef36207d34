using System.Collections.Immutable;
using HoiQC.Domain.Rules;

namespace HoiQC.Grains.Ledger;

/// <summary>Bodies that are alike to every rule: how many there are of them in a unit.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="IsAssociation">Whether they are associations, whom a rule may name by that word alone.</param>
/// <param name="Special">Whether Party and State assigned them tasks.</param>
/// <param name="From">Their first day, where it lies ahead; else the day that was asked for.</param>
/// <param name="LastDay">Their last day or their unit's; null while both exist.</param>
/// <param name="Count">How many.</param>
public sealed record BodyGroup(string Unit, string Kind, bool IsAssociation, bool Special, DateOnly From, DateOnly? LastDay, int Count);

/// <summary>How many stored obligations of a rule are due on a day and still owed, or not yet open.</summary>
public sealed record DueCount(string Rule, DateOnly Due, int Count);

/// <summary>How many bodies of a group have so many stored obligations due within a week and still owed, or not yet open.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Special">Whether Party and State assigned them tasks.</param>
/// <param name="Week">The Monday it begins on.</param>
/// <param name="Dues">Obligations of each of them.</param>
/// <param name="Bodies">How many bodies.</param>
public sealed record DueBurden(string Unit, string Kind, bool Special, DateOnly Week, int Dues, int Bodies);

/// <summary>Readings of what lies ahead: who would owe, and what falls due. Never crosses a grain call.</summary>
public interface IOutlook
{
    /// <summary>Kinds of body there are, by code.</summary>
    Task<ImmutableArray<string>> Kinds(CancellationToken cancellationToken = default);

    /// <summary>Some bodies that would owe under these owners on a day, of different levels and units as far as there are.</summary>
    Task<ImmutableArray<BodyRow>> Sample(Owners owners, DateOnly day, int limit, CancellationToken cancellationToken = default);

    /// <summary>All bodies at or below a unit that have not ended before a day, in groups.</summary>
    Task<ImmutableArray<BodyGroup>> Groups(string unit, DateOnly day, CancellationToken cancellationToken = default);

    /// <summary>Stored obligations at or below a unit due from a day to another and still owed or not yet open, by rule and day.</summary>
    Task<ImmutableArray<DueCount>> Dues(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>The same by week and body, in groups of bodies with equally many.</summary>
    Task<ImmutableArray<DueBurden>> Burdens(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken = default);

    /// <summary>The stored obligations at or below a unit due from a day to another and still owed or not yet open, by day, rule and body; at most so many.</summary>
    Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueList(string unit, DateOnly from, DateOnly to, int limit, CancellationToken cancellationToken = default);
}
