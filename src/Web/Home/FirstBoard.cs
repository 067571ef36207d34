using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;

namespace HoiQC.Web.Home;

/// <summary>Which unit's board somebody opens first: the deepest one that holds all communes with data they may see.</summary>
public sealed class FirstBoard(Sight sight, INodeConfiguration node)
{
    /// <summary>The unit; null where several roots have data, or there is none. The roots to choose from then.</summary>
    public async Task<(Unit? Unit, List<Unit> Roots)> Find()
    {
        var reached = sight.Units(Act.ReadBoard);
        var roots = await Filled(reached, all: true);
        if (roots.Count == 0) roots = [.. reached];
        if (roots is not [var top]) return (null, roots);
        while (await Filled(node.Current.Tree.Children(top.Code), all: false) is [var only]) top = only;
        return (top, roots);
    }

    /// <summary>Units with rows at or below them: all, or none, the only one, and two of them when there are more.</summary>
    private async Task<List<Unit>> Filled(IReadOnlyCollection<Unit> units, bool all)
    {
        var filled = new List<Unit>();
        foreach (var unit in units)
            if (sight.Board(unit.Code) is { } board && !(await board.Years(null)).IsEmpty)
            {
                filled.Add(unit);
                if (filled.Count > 1 && !all) break;
            }
        return filled;
    }
}
