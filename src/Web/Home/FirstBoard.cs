using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Home;

/// <summary>Which unit's board is opened first: the deepest one that holds all communes with data.</summary>
public sealed class FirstBoard(IArchive archive, INodeConfiguration node)
{
    /// <summary>The unit; null where several roots have data, or there is none. The roots to choose from then.</summary>
    public async Task<(Unit? Unit, List<Unit> Roots)> Find()
    {
        var roots = await Filled(node.Current.Tree.Roots);
        if (roots.Count == 0) roots = [.. node.Current.Tree.Roots];
        if (roots is not [var top]) return (null, roots);
        while (await Filled(node.Current.Tree.Children(top.Code)) is [var only]) top = only;
        return (top, roots);
    }

    /// <summary>Units with rows at or below them: none, the only one, or at least two of them when there are more.</summary>
    private async Task<List<Unit>> Filled(IReadOnlyCollection<Unit> units)
    {
        var filled = new List<Unit>();
        foreach (var unit in units)
            if (!(await archive.Years(unit.Code, null)).IsEmpty)
            {
                filled.Add(unit);
                if (filled.Count > 1 && unit.Parent is not null) break;
            }
        return filled;
    }
}
