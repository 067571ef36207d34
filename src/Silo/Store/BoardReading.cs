using System.Data.Common;
using System.Runtime.InteropServices;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>The parts of boards from one snapshot: lines from rows, and lines without data where a rule is not tracked.</summary>
internal sealed class BoardReading(DbConnection connection, Configuration configuration, DateTimeOffset now, AsOf? asOf)
{
    private readonly LineSource _source = new(connection, configuration, now, asOf);

    // What had not been published here yet owed nobody anything; the ladder reads by the full book, as rows may be of any version.
    private readonly RuleBook _known = asOf is null ? configuration.Book : configuration.Book.KnownOn(asOf.Day);

    private UnitTree Tree => configuration.Tree;

    /// <summary>Lines of units, gathered under the row each belongs to.</summary>
    /// <param name="scope">Which units.</param>
    /// <param name="year">Which year.</param>
    /// <param name="rows">Unit code → code of the unit that is its row; units without one are left out.</param>
    public IEnumerable<Part> UnitParts(Scope scope, int year, IReadOnlyDictionary<string, string> rows)
    {
        var lines = new Dictionary<(string Row, string Rule), Line>();
        foreach (var line in _source.Read(scope, year, rule: null, byBody: false))
            if (rows.TryGetValue(line.Unit, out var row)) Add(lines, (row, line.Rule), line.Line);

        var untracked = Untracked(year, only: null);
        var anchored = AnchoredRows.Of(connection, _known, scope, asOf);
        var met = new HashSet<(string Row, string Name, bool IsAssociation, bool Special, string Level)>();
        foreach (var (code, kind, isAssociation, special) in Kinds(scope, year, untracked))
        {
            if (!rows.TryGetValue(code, out var row) || Tree.Find(code) is not { } unit || !unit.ExistsIn(year)) continue;
            foreach (var name in NamesOf(kind, isAssociation))
            {
                if (untracked.GetValueOrDefault((name, unit.Level)) is not { } versions) continue;

                // Units of a row are told apart only where a rule's territory does.
                if (!anchored.Units.Contains(code) && !met.Add((row, name, isAssociation, special, unit.Level)) && versions.TrueForAll(version => version.Owners.Territory.IsEmpty)) continue;
                foreach (var version in versions)
                    if (!anchored.InUnit(code, version.Code) && version.Owners.Include(kind, isAssociation, special, unit.Level) && version.Owners.Reach(Tree, unit)) lines.TryAdd((row, version.Code), Line.NoData);
            }
        }

        // Where some bodies of a unit have rows of an event's rule in whatever year, the others are asked one by one.
        foreach (var body in anchored.Units.Count == 0 ? [] : Bodies(Scope.Of(anchored.Units, Tree), year, null, untracked))
        {
            if (!rows.TryGetValue(body.Unit, out var row) || Tree.Find(body.Unit) is not { } unit || !IsAlive(body, unit, year)) continue;
            foreach (var code in RulesOf(body, unit.Level, untracked))
                if (anchored.InUnit(unit.Code, code) && !anchored.OfBody(body.Id, code)) lines.TryAdd((row, code), Line.NoData);
        }

        var heads = new Dictionary<string, RowHead>(StringComparer.Ordinal);
        foreach (var ((row, rule), line) in lines) yield return new(Head(row), rule, line);

        RowHead Head(string row)
        {
            ref var head = ref CollectionsMarshal.GetValueRefOrAddDefault(heads, row, out _);
            return head ??= new(RowKind.Unit, row, Tree.Find(row)!.Name, Tree.Find(row)!.ShortName);
        }
    }

    /// <summary>Lines of bodies within a scope, for one rule or all, with the body each belongs to.</summary>
    public IEnumerable<(BodyRow Body, Part Part)> BodyParts(Scope scope, int year, string? rule, DateOnly? dueBy = null)
    {
        var lines = new Dictionary<(string Row, string Rule), Line>();
        foreach (var line in _source.Read(scope, year, rule, byBody: true, dueBy)) Add(lines, (line.Body, line.Rule), line.Line);

        var untracked = Untracked(year, rule);
        var anchored = AnchoredRows.Of(connection, _known, scope, asOf);
        var heads = new Dictionary<string, (BodyRow Body, RowHead Head)>(StringComparer.Ordinal);
        foreach (var body in Bodies(scope, year, rule, untracked))
        {
            heads.Add(body.Id, (body, new(RowKind.Body, body.Id, body.Name, body.Name, Demo: body.Source == "demo")));
            foreach (var code in WithoutData(body, year, untracked, anchored)) lines.TryAdd((body.Id, code), Line.NoData);
        }
        foreach (var ((row, code), line) in lines)
            if (heads.TryGetValue(row, out var owner)) yield return (owner.Body, new(owner.Head, code, line));
    }

    /// <summary>Lines of the own bodies of units as boards keep them, by unit; names are asked for when a board is shown.</summary>
    public Dictionary<string, List<LineRecord>> OwnLines(Scope scope, int year)
    {
        var units = new Dictionary<string, List<LineRecord>>(StringComparer.Ordinal);
        foreach (var line in _source.Read(scope, year, rule: null, byBody: true)) Of(line.Unit).Add(new(line.Body, IsUnit: false, line.Rule, line.Line));
        if (Untracked(year, only: null) is { Count: > 0 } untracked)
        {
            var anchored = AnchoredRows.Of(connection, _known, scope, asOf);
            foreach (var body in Bodies(scope, year, null, untracked))
                foreach (var code in WithoutData(body, year, untracked, anchored)) Of(body.Unit).Add(new(body.Id, IsUnit: false, code, Line.NoData));
        }
        var places = new Dictionary<(string Body, string Rule), int>();
        foreach (var lines in units.Values) AddUp(lines, places);
        return units;

        List<LineRecord> Of(string unit) => CollectionsMarshal.GetValueRefOrAddDefault(units, unit, out _) ??= [];
    }

    /// <summary>Makes one line of all that a body has under a rule. Most have one already, so the list stays what it is.</summary>
    /// <param name="lines">Lines of one unit.</param>
    /// <param name="places">Room to note where each is.</param>
    private static void AddUp(List<LineRecord> lines, Dictionary<(string Body, string Rule), int> places)
    {
        places.Clear();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, (line.Row, line.Rule), out var known);
            if (!known) (place, lines[places.Count - 1]) = (places.Count - 1, line);
            else lines[place] = lines[place] with { Line = lines[place].Line + line.Line };
        }
        lines.RemoveRange(places.Count, lines.Count - places.Count);
    }

    /// <summary>Years with rows within a scope and the line of each, newest first.</summary>
    public IEnumerable<(int Year, Line Line)> Years(Scope scope)
    {
        foreach (var year in _source.Years())
        {
            var sum = Line.NoData;
            var any = false;
            foreach (var line in _source.Read(scope, year, rule: null, byBody: false)) (sum, any) = (sum + line.Line, true);
            if (any) yield return (year, sum);
        }
    }

    private static bool IsAlive(BodyRow body, Domain.Units.Unit unit, int year) => unit.ExistsIn(year) && body.RegisteredOn.Year <= year && !(body.LastDay?.Year < year);

    /// <summary>Those of the rules without data of which a body shows that there are none.</summary>
    private IEnumerable<string> WithoutData(BodyRow body, int year, Dictionary<(string Name, string Level), List<RuleVersion>> untracked, AnchoredRows anchored) =>
        Tree.Find(body.Unit) is { } unit && IsAlive(body, unit, year) ? RulesOf(body, unit.Level, untracked).Where(code => !anchored.OfBody(body.Id, code)) : [];

    /// <summary>Those of the rules without data that a body would owe.</summary>
    private IEnumerable<string> RulesOf(BodyRow body, string level, Dictionary<(string Name, string Level), List<RuleVersion>> untracked) =>
        NamesOf(body.Kind, body.Class == BodyClass.Association).SelectMany(name => untracked.GetValueOrDefault((name, level), [])).Where(version => body.Owes(version, Tree)).Select(version => version.Code);

    /// <summary>Rules that have no data in a year, by the name they call a body and level of unit.</summary>
    private Dictionary<(string Name, string Level), List<RuleVersion>> Untracked(int year, string? only)
    {
        var found = new Dictionary<(string, string), List<RuleVersion>>();
        foreach (var (version, level) in _known.WithoutData(year).Where(pair => only is null || pair.Version.Code == only))
            foreach (var name in version.Owners.Kinds) (CollectionsMarshal.GetValueRefOrAddDefault(found, (name, level), out _) ??= []).Add(version);
        return found;
    }

    /// <summary>Which units had bodies of which of these kinds in a year; the special status is asked for only where a rule does, or the index would not do.</summary>
    private IEnumerable<(string Unit, string Kind, bool IsAssociation, bool Special)> Kinds(Scope scope, int year, Dictionary<(string Name, string Level), List<RuleVersion>> untracked)
    {
        if (untracked.Count == 0) return [];
        var special = untracked.Values.SelectMany(versions => versions).Any(version => version.Owners.Special is not null) ? "b.special" : "0";
        var sql = $"""
            SELECT DISTINCT b.unit, b.kind, CASE WHEN b.class = 'Association' THEN 1 ELSE 0 END, {special} FROM body b
            WHERE {scope.In("b.unit")} AND {BodyTable.OfKinds} AND b.registered_on <= @last AND (b.last_day IS NULL OR b.last_day >= @first)
            """;
        return connection.Rows(
            sql,
            new
            {
                units = scope.Units,
                kinds = Query.List(Names(untracked)),
                associations = NamesAssociations(untracked),
                first = Columns.Of(new DateOnly(year, 1, 1)),
                last = Columns.Of(new DateOnly(year, 12, 31)),
            },
            reader => (reader.Code(0), reader.Code(1), reader.Number(2) != 0, reader.Number(3) != 0));
    }

    /// <summary>Bodies within a scope; of one rule only those that have its rows or might owe it.</summary>
    private IEnumerable<BodyRow> Bodies(Scope scope, int year, string? rule, Dictionary<(string Name, string Level), List<RuleVersion>> untracked)
    {
        var owing = rule is null ? "TRUE" : $"({BodyTable.OfKinds} OR EXISTS (SELECT 1 FROM obligation o WHERE o.body = b.id AND o.rule = @rule AND o.year = @year))";
        return connection.Rows(
            $"SELECT {BodyTable.Columns} FROM body b WHERE {scope.In("b.unit")} AND {owing} ORDER BY b.id",
            new { units = scope.Units, kinds = Query.List(Names(untracked)), associations = NamesAssociations(untracked), rule, year }, reader => BodyTable.Read(reader, Tree)).Where(body => scope.Holds(body.Unit));
    }

    /// <summary>The names by which a rule may call a body: its kind, and for any association that one word.</summary>
    private static string[] NamesOf(string kind, bool isAssociation) => isAssociation && kind != Owners.Associations ? [kind, Owners.Associations] : [kind];

    private static string[] Names(Dictionary<(string Name, string Level), List<RuleVersion>> untracked) => [.. untracked.Keys.Select(pair => pair.Name).Distinct(StringComparer.Ordinal)];

    private static bool NamesAssociations(Dictionary<(string Name, string Level), List<RuleVersion>> untracked) => untracked.Keys.Any(key => key.Name == Owners.Associations);

    private static void Add<TKey>(Dictionary<TKey, Line> lines, TKey key, Line line)
        where TKey : struct
    {
        ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(lines, key, out _);
        held = held is null ? line : held + line;
    }
}
