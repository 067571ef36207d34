using System.Collections.Frozen;
using System.Collections.Immutable;
using HoiQC.Domain.Units;

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

/// <summary>Who owes: kinds of body × levels of unit × special status × territory. Not every level has one, and none is ever assumed.</summary>
/// <param name="Kinds">Kinds of body, as in bodies.csv.</param>
/// <param name="Levels">Levels of the body's unit.</param>
/// <param name="Subject">Body, bloc or position.</param>
/// <param name="BlocMembers">Kinds whose bodies of the same unit make up the bloc.</param>
/// <param name="Position">Chair, Secretary; null where a body owes as such.</param>
public sealed record Owners(ImmutableArray<string> Kinds, ImmutableArray<string> Levels, Subject Subject, ImmutableArray<string> BlocMembers, string? Position)
{
    /// <summary>What a rule calls associations of every kind.</summary>
    public const string Associations = "Association";

    private readonly FrozenSet<string> _alone = [];
    private readonly FrozenSet<string> _withAllBelow = [];

    /// <summary>True for bodies with tasks assigned by Party and State only (hội đặc thù), false for the others only, null for all.</summary>
    public bool? Special { get; init; }

    /// <summary>Codes of the units in whose subtrees it is owed; "=106" means that unit alone. Empty for everywhere.</summary>
    public ImmutableArray<string> Territory
    {
        get;
        init
        {
            field = value;
            _alone = value.Where(code => code.StartsWith('=')).Select(code => code[1..]).ToFrozenSet(StringComparer.Ordinal);
            _withAllBelow = value.Where(code => !code.StartsWith('=')).ToFrozenSet(StringComparer.Ordinal);
        }
    } = [];

    /// <summary>Whether a body of this kind in a unit of this level owes, as far as kind and level say.</summary>
    public bool Include(string kind, string level) => Kinds.Contains(kind) && Levels.Contains(level);

    /// <summary>Whether a body owes, wherever its unit lies.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="isAssociation">Whether it is an association, which a rule may also name by that one word.</param>
    /// <param name="special">Its special status.</param>
    /// <param name="level">Level of its unit.</param>
    public bool Include(string kind, bool isAssociation, bool special, string level) =>
        (Special ?? special) == special && (Include(kind, level) || (isAssociation && Include(Associations, level)));

    /// <summary>Whether a unit lies in the territory: it is named, or it or a unit above it is named with all below.</summary>
    public bool Reach(UnitTree tree, Unit unit)
    {
        if (Territory.IsEmpty || _alone.Contains(unit.Code)) return true;
        for (var above = unit; above is not null; above = above.Parent is { } parent ? tree.Find(parent) : null)
            if (_withAllBelow.Contains(above.Code)) return true;
        return false;
    }
}
