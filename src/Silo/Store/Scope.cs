using System.Text.Json;
using HoiQC.Domain.Units;

namespace HoiQC.Silo.Store;

/// <summary>A set of units as a condition: few are looked up one by one, many are read past and told apart in memory.</summary>
internal sealed class Scope
{
    private readonly HashSet<string> _units;
    private readonly bool _isAll;

    private Scope(IEnumerable<string> units, UnitTree tree)
    {
        _units = units.ToHashSet(StringComparer.Ordinal);
        _isAll = _units.Count == tree.All.Count;
        IsListed = _units.Count * 2 <= tree.All.Count || _units.Count <= 1;
        Units = IsListed ? JsonSerializer.Serialize(_units) : "[]";
    }

    /// <summary>Whether its units are looked up one by one.</summary>
    public bool IsListed { get; }

    /// <summary>The value of @units in <see cref="In"/>.</summary>
    public string Units { get; }

    /// <summary>A unit and everything below it.</summary>
    public static Scope AtOrBelow(string unit, UnitTree tree) => new(tree.Subtree(unit).Select(below => below.Code), tree);

    /// <summary>Everything below a unit.</summary>
    public static Scope Below(string unit, UnitTree tree) => new(tree.Subtree(unit).Skip(1).Select(below => below.Code), tree);

    /// <summary>Just these.</summary>
    public static Scope Of(IEnumerable<string> units, UnitTree tree) => new(units, tree);

    /// <summary>The condition on a column, as far as the database is to judge it; <see cref="Holds"/> has the last word.</summary>
    public string In(string column) => IsListed ? $"{column} IN (SELECT value FROM json_each(@units))" : "TRUE";

    /// <summary>The end of a statement of which only the first rows are wanted: said to the database where its condition is exact, which else would send all the others too.</summary>
    public string First(int limit) => IsListed || _isAll ? $" LIMIT {limit}" : "";

    /// <summary>Whether the unit belongs to it.</summary>
    public bool Holds(string unit) => _units.Contains(unit);
}
