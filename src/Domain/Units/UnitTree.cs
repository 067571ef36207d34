using System.Collections.Immutable;
using System.Globalization;

namespace HoiQC.Domain.Units;

/// <summary>
/// A node of the administrative tree. Its identity is the code together with its validity, never the name.
/// </summary>
/// <param name="Code">Official code; text, it may begin with zeros.</param>
/// <param name="Name">Full name: "Xã Bản Hon".</param>
/// <param name="ShortName">Name in lists: "Bản Hon".</param>
/// <param name="Kind">tỉnh, huyện, xã, phường, thị trấn, đặc khu; data, never a constant.</param>
/// <param name="Level">country, province, district or commune; a commune may hang directly under a province.</param>
/// <param name="Parent">Code of the unit above; null for a root.</param>
/// <param name="ValidFrom">First day it exists.</param>
/// <param name="ValidTo">Last day it exists; null while it does.</param>
public sealed record Unit(string Code, string Name, string ShortName, string Kind, string Level, string? Parent, DateOnly ValidFrom, DateOnly? ValidTo)
{
    /// <summary>Whether it exists on some day of the year.</summary>
    public bool ExistsIn(int year) => ValidFrom.Year <= year && !(ValidTo?.Year < year);
}

/// <summary>All units and who stands above whom. Immutable; built once for each version of the configuration.</summary>
public sealed class UnitTree
{
    /// <summary>The level whose units are the leaves of the tree.</summary>
    public const string Commune = "commune";

    /// <summary>Levels a unit may have, the highest first; not every province has districts.</summary>
    public static readonly ImmutableArray<string> Levels = ["country", "province", "district", Commune];

    private readonly Dictionary<string, Unit> _units;
    private readonly Dictionary<string, ImmutableArray<Unit>> _children;

    /// <summary>Builds the tree; <see cref="Fault"/> must have found nothing in these units.</summary>
    public UnitTree(IEnumerable<Unit> units)
    {
        _units = units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        _children = _units.Values.Where(unit => unit.Parent is not null)
            .GroupBy(unit => unit.Parent!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(unit => unit.Code, CodeOrder.Instance).ToImmutableArray(), StringComparer.Ordinal);
        Roots = [.. _units.Values.Where(unit => unit.Parent is null).OrderBy(unit => unit.Code, CodeOrder.Instance)];
    }

    /// <summary>Units without a parent, by code.</summary>
    public ImmutableArray<Unit> Roots { get; }

    /// <summary>Every unit.</summary>
    public IReadOnlyCollection<Unit> All => _units.Values;

    /// <summary>The unit of that code, or null.</summary>
    public Unit? Find(string code) => _units.GetValueOrDefault(code);

    /// <summary>Units directly below, by code.</summary>
    public ImmutableArray<Unit> Children(string code) => _children.GetValueOrDefault(code, []);

    /// <summary>The unit itself and everything below it, parents before children.</summary>
    public IEnumerable<Unit> Subtree(string code)
    {
        if (Find(code) is not { } unit) yield break;
        var open = new Stack<Unit>([unit]);
        while (open.TryPop(out var next))
        {
            yield return next;
            var children = Children(next.Code);
            for (var i = children.Length - 1; i >= 0; i--) open.Push(children[i]);
        }
    }

    /// <summary>The units above, the nearest first.</summary>
    public IEnumerable<Unit> Ancestors(string code)
    {
        for (var unit = Find(code)?.Parent is { } parent ? Find(parent) : null; unit is not null; unit = unit.Parent is { } next ? Find(next) : null)
            yield return unit;
    }

    /// <summary>The first thing wrong with a set of units, as the unit's code and a sentence; null when they form a tree.</summary>
    public static (string Code, string Sentence)? Fault(IReadOnlyCollection<Unit> units)
    {
        var known = new Dictionary<string, Unit>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            if (!known.TryAdd(unit.Code, unit)) return (unit.Code, $"Mã đơn vị {unit.Code} xuất hiện hai lần.");
        }
        foreach (var unit in units)
        {
            if (unit.Parent is { } parent && !known.ContainsKey(parent)) return (unit.Code, $"Đơn vị cấp trên {parent} không có trong danh sách đơn vị.");
            if (unit.ValidTo < unit.ValidFrom) return (unit.Code, "Ngày hết hiệu lực đứng trước ngày có hiệu lực.");
            var steps = 0;
            for (var above = unit.Parent; above is not null; above = known.GetValueOrDefault(above)?.Parent)
            {
                // After so many steps one goes round in a ring: the unit above is in it, the one that led there may not be.
                if (above == unit.Code || ++steps > known.Count) return (above, $"Đơn vị {above} là cấp trên của chính nó.");
            }
        }
        return null;
    }
}

/// <summary>Unit codes in the order people list them: numbers by value, whatever their zeros, then texts.</summary>
public sealed class CodeOrder : IComparer<string>
{
    /// <summary>The one order.</summary>
    public static readonly CodeOrder Instance = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y) => (long.TryParse(x, CultureInfo.InvariantCulture, out var a), long.TryParse(y, CultureInfo.InvariantCulture, out var b)) switch
    {
        (true, true) when a != b => a.CompareTo(b),
        (true, false) => -1,
        (false, true) => 1,
        _ => string.CompareOrdinal(x, y),
    };
}
