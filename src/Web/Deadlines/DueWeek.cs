using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Deadlines;

/// <summary>What falls due under one rule on one day.</summary>
/// <param name="Rule">Rule code.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Stored">Obligations that exist and are still owed.</param>
/// <param name="Expected">Obligations that are not made yet, one for each body that would owe it.</param>
public sealed record RuleDue(string Rule, DateOnly Due, int Stored, int Expected)
{
    /// <summary>Both together.</summary>
    public int All => Stored + Expected;
}

/// <summary>Bodies of one kind in one unit with too many due days in a week.</summary>
/// <param name="Unit">Code of the unit.</param>
/// <param name="Kind">Their kind.</param>
/// <param name="Dues">Due days of each.</param>
/// <param name="Bodies">How many bodies.</param>
public sealed record Clash(string Unit, string Kind, int Dues, int Bodies);

/// <summary>A week from Monday to Sunday with what falls due in it.</summary>
/// <param name="Monday">Its first day.</param>
/// <param name="Dues">By day, then in the pack's order.</param>
/// <param name="Clashes">Bodies with at least <see cref="TooMany"/> due days in it, by unit.</param>
public sealed record DueWeek(DateOnly Monday, ImmutableArray<RuleDue> Dues, ImmutableArray<Clash> Clashes)
{
    /// <summary>As many due days of one body within a week are a clash.</summary>
    public const int TooMany = 3;

    /// <summary>Its last day.</summary>
    public DateOnly Sunday => Monday.AddDays(6);

    /// <summary>Everything that falls due in it.</summary>
    public int All => Dues.Sum(due => due.All);

    /// <summary>Bodies in a clash.</summary>
    public int Clashing => Clashes.Sum(clash => clash.Bodies);

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Every week from one day to another.</summary>
    /// <param name="configuration">Rules, units, working days.</param>
    /// <param name="today">Rows of what opens within <see cref="Ladder.MadeAhead"/> days of it exist already.</param>
    /// <param name="from">The first due day.</param>
    /// <param name="to">The last due day.</param>
    /// <param name="groups">The bodies.</param>
    /// <param name="stored">Obligations that exist.</param>
    /// <param name="burdens">The same by body.</param>
    public static ImmutableArray<DueWeek> Of(
        Configuration configuration, DateOnly today, DateOnly from, DateOnly to, ImmutableArray<BodyGroup> groups, ImmutableArray<DueCount> stored, ImmutableArray<DueBurden> burdens)
    {
        var kinds = groups.GroupBy(group => (group.Unit, group.Kind, group.Special)).ToDictionary(kind => kind.Key, kind => kind.Sum(group => group.Count));
        var expected = Expected(configuration, today, from, to, groups).ToLookup(one => MondayOf(one.Due));
        var dues = stored.ToLookup(due => MondayOf(due.Due));
        var laden = burdens.ToLookup(burden => burden.Week);
        var weeks = ImmutableArray.CreateBuilder<DueWeek>();
        for (var monday = MondayOf(from); monday <= to; monday = monday.AddDays(7))
        {
            var rows = expected[monday].GroupBy(one => (one.Rule, one.Due)).ToDictionary(one => one.Key, one => one.Sum(part => part.Owing.Sum(group => group.Count)));
            var all = dues[monday].Select(due => (due.Rule, due.Due)).Union(rows.Keys).Select(key => new RuleDue(
                key.Rule, key.Due, dues[monday].Where(due => due.Rule == key.Rule && due.Due == key.Due).Sum(due => due.Count), rows.GetValueOrDefault(key)));
            weeks.Add(new(
                monday, [.. all.Where(due => due.All > 0).OrderBy(due => due.Due).ThenBy(due => configuration.Book.OrderOf(due.Rule))],
                [.. ClashesOf(kinds, expected[monday], laden[monday]).OrderBy(clash => clash.Unit, StringComparer.Ordinal).ThenBy(clash => clash.Kind, StringComparer.Ordinal)]));
        }
        return weeks.ToImmutable();
    }

    /// <summary>Periods that have no rows yet, with who would owe them.</summary>
    private static IEnumerable<(string Rule, DateOnly Due, List<BodyGroup> Owing)> Expected(Configuration configuration, DateOnly today, DateOnly from, DateOnly to, ImmutableArray<BodyGroup> groups)
    {
        var levels = groups.ToLookup(group => configuration.Tree.Find(group.Unit)?.Level ?? "");
        var bound = new Dictionary<(RuleVersion Version, string Level), List<BodyGroup>>();
        foreach (var code in configuration.Book.Codes)
        {
            foreach (var (level, opening) in Opening.All(configuration.Book, code, configuration.Calendar, to))
            {
                var (version, terms) = (opening.Version, opening.Terms);
                if (terms.Due < from || terms.Due > to || terms.Opens.AddDays(-Ladder.MadeAhead) <= today) continue;
                if (!bound.TryGetValue((version, level), out var owners))
                    bound[(version, level)] = owners = [.. levels[level].Where(group => version.Owners.Include(group.Kind, group.IsAssociation, group.Special, level) && version.Owners.Reach(configuration.Tree, configuration.Tree.Find(group.Unit)!))];
                yield return (code, terms.Due, [.. owners.Where(group => Opening.Owes(opening, group.From, group.LastDay))]);
            }
        }
    }

    private static IEnumerable<Clash> ClashesOf(
        Dictionary<(string Unit, string Kind, bool Special), int> kinds, IEnumerable<(string Rule, DateOnly Due, List<BodyGroup> Owing)> expected, IEnumerable<DueBurden> burdens)
    {
        var ahead = new Dictionary<(string, string, bool), int>();
        foreach (var one in expected)
            foreach (var key in one.Owing.Select(group => (group.Unit, group.Kind, group.Special)).Distinct()) ahead[key] = ahead.GetValueOrDefault(key) + 1;
        var laden = burdens.ToLookup(burden => (burden.Unit, burden.Kind, burden.Special));
        foreach (var key in ahead.Keys.Union(laden.Select(group => group.Key)))
        {
            // What is to come binds all of a kind in a unit alike; what is stored may bind some of them.
            var more = ahead.GetValueOrDefault(key);
            foreach (var burden in laden[key].Where(burden => burden.Dues + more >= TooMany)) yield return new(burden.Unit, burden.Kind, burden.Dues + more, burden.Bodies);
            if (more >= TooMany && kinds.GetValueOrDefault(key) - laden[key].Sum(burden => burden.Bodies) is var others and > 0) yield return new(key.Item1, key.Item2, more, others);
        }
    }
}
