using HoiQC.Domain.Units;

namespace HoiQC.Domain.Boards;

/// <summary>Where an alert stands and of whom it speaks.</summary>
public static class AlertScope
{
    /// <summary>The parent of an owing commune, or the district or province itself for its own bodies.</summary>
    public static string StandsAt(UnitTree tree, string unit) =>
        tree.Find(unit) is { Level: UnitTree.Commune, Parent: { } parent } ? parent : unit;

    /// <summary>Those an alert at a unit speaks of: its own bodies and those of the communes directly below it.</summary>
    public static IEnumerable<Owing> Of(UnitTree tree, string unit, IEnumerable<Owing> owing) => owing.Where(one => StandsAt(tree, one.Unit) == unit);
}
