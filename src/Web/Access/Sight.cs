using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Access;

/// <summary>Makes the sight of whoever asks.</summary>
public sealed class Sights(SightSources sources)
{
    /// <summary>The sight of a viewer.</summary>
    /// <param name="viewer">Who looks.</param>
    /// <param name="found">The body that the request is about, where the gate has just read it.</param>
    public Sight Of(Viewer viewer, BodyRow? found = null) => new(viewer, found, sources);
}

/// <summary>What a sight reads from. Only what stands in this folder takes it.</summary>
public sealed record SightSources(IArchive Archive, ILedger Ledger, IOutlook Outlook, IPublishing Publishing, IRecordBook Record, BodyGrains Grains, INodeConfiguration Node, VietnamClock Clock);

/// <summary>
/// What one person may see and do: everything the web reads of units and bodies comes from here. A unit or body is had only where the policy
/// allows it, and is null as if it were not there otherwise; whatever it lists lies within it.
/// </summary>
public sealed class Sight
{
    /// <summary>Readings of the journal that one call looks through for what lies in scope.</summary>
    private const int MostReadings = 20;

    private readonly SightSources _sources;
    private readonly BodyRow? _found;

    internal Sight(Viewer viewer, BodyRow? found, SightSources sources) => (Viewer, _found, _sources) = (viewer, found, sources);

    /// <summary>Who looks.</summary>
    public Viewer Viewer { get; }

    private UnitTree Tree => _sources.Node.Current.Tree;

    /// <summary>Whether they may do something in the whole of HoiQC.</summary>
    public bool May(Act act) => May(act, Place.Whole);

    /// <summary>Whether they may do something in a unit today.</summary>
    public bool May(Act act, Unit unit) => May(act, new Place(unit.Code));

    /// <summary>Whether they may do something with a body today.</summary>
    public bool May(Act act, BodyRow body) => May(act, _sources.Node.Current.PlaceOf(body));

    /// <summary>Whether they may do something somewhere.</summary>
    public bool MayAnywhere(Act act) => Viewer.Anywhere(act, Tree) is not null;

    /// <summary>The units under which they may do something, in the order of the tree.</summary>
    public ImmutableArray<Unit> Units(Act act) => Viewer.Units(act, Tree);

    /// <summary>The units above one that they may do something in, the highest first.</summary>
    public IEnumerable<Unit> Above(Unit unit, Act act) => Tree.Ancestors(unit.Code).Where(above => May(act, above)).Reverse();

    /// <summary>The unit, if its board may be read on that day.</summary>
    /// <param name="code">Unit code.</param>
    /// <param name="day">The day that is looked at; null for today.</param>
    public BoardInSight? Board(string code, DateOnly? day = null) =>
        Tree.Find(code) is { } unit && Policy.Allows(Viewer, Act.ReadBoard, new(unit.Code), day ?? _sources.Clock.Today, Tree) ? new(unit, _sources) : null;

    /// <summary>The unit, if lists over it and all below may be read.</summary>
    public UnitInSight? Unit(string code) => Tree.Find(code) is { } unit && May(Act.ReadUnit, unit) ? new(unit, _sources) : null;

    /// <summary>The body, if it may be read.</summary>
    public async Task<BodyInSight?> Body(string id, CancellationToken cancellationToken = default) =>
        !string.IsNullOrWhiteSpace(id) && (_found?.Id == id ? _found : await _sources.Ledger.FindBody(id, cancellationToken)) is { } body && May(Act.ReadBody, body) ? new(body, this, _sources) : null;

    /// <summary>The body whose evidence bears a receipt code, if it may be read.</summary>
    public async Task<BodyInSight?> OfReceipt(string code, CancellationToken cancellationToken = default) =>
        await _sources.Ledger.BodyOfReceipt(Places.CodeOf(code), cancellationToken) is { } body ? await Body(body, cancellationToken) : null;

    /// <summary>The bodies they answer for as their officer: those assigned, the blocs they are members of, and all of a unit with all below; of very many those with the nearest days.</summary>
    public async Task<ImmutableArray<BodyRow>> OwnBodies(int limit, CancellationToken cancellationToken = default)
    {
        var own = new Dictionary<string, BodyRow>(StringComparer.Ordinal);
        foreach (var held in Viewer.As(Role.Officer))
        {
            if (held.Scope.Body is { } id)
            {
                if (await _sources.Ledger.FindBody(id, cancellationToken) is not { } body) continue;
                own[body.Id] = body;
                // Its bloc, where it is a member of one.
                foreach (var other in await _sources.Archive.BodiesOf(body.Unit, cancellationToken))
                    if (other.Class == BodyClass.Bloc && May(Act.HandIn, other)) own[other.Id] = other;
                continue;
            }
            foreach (var unit in held.Scope.Unit is { } code ? [code] : Tree.Roots.Select(root => root.Code))
            {
                foreach (var (body, _) in await _sources.Archive.DueNext(null, unit, limit, cancellationToken)) own[body.Id] = body;
                foreach (var below in Tree.Subtree(unit).TakeWhile(_ => own.Count < limit))
                    foreach (var body in await _sources.Archive.BodiesOf(below.Code, cancellationToken)) own.TryAdd(body.Id, body);
            }
        }
        return [.. own.Values.Take(limit)];
    }

    /// <summary>Changes of status after a number that lie in scope, with the number to ask for next; the same as was asked at the end.</summary>
    public async Task<(ImmutableArray<TransitionRow> Rows, long Next)> Transitions(long after, int limit, CancellationToken cancellationToken = default)
    {
        var rows = ImmutableArray.CreateBuilder<TransitionRow>();
        for (var reading = 0; reading < MostReadings && rows.Count < limit; reading++)
        {
            var read = await _sources.Archive.Transitions(after, limit, cancellationToken);
            if (read.IsEmpty) break;
            foreach (var row in read)
            {
                if (rows.Count == limit) return (rows.ToImmutable(), after);
                if (May(Act.ReadUnit, new Place(row.Unit))) rows.Add(row);
                after = row.Seq;
            }
        }
        return (rows.ToImmutable(), after);
    }

    /// <summary>The rows of the record that they may read; null for a unit that they do not inspect.</summary>
    /// <param name="unit">Only the rows of this unit and all below it; null for all.</param>
    public RecordInSight? Record(string? unit)
    {
        if (unit is null && May(Act.ReadRecord)) return new(null, _sources);
        if (unit is not null && !(Tree.Find(unit) is { } found && May(Act.ReadRecord, found))) return null;
        return new((unit is null ? Tree.All : Tree.Subtree(unit)).Where(one => May(Act.ReadRecord, one)).Select(one => one.Code).ToHashSet(StringComparer.Ordinal), _sources);
    }

    /// <summary>Where the record ends; no secret, the more people keep it the better.</summary>
    public Task<RecordHead> RecordHead(CancellationToken cancellationToken = default) => _sources.Record.Head(cancellationToken);

    /// <summary>What the data folder says of itself; no secret.</summary>
    public Task<FolderFacts> Folder(CancellationToken cancellationToken = default) => _sources.Archive.Folder(cancellationToken);

    internal bool May(Act act, Place place) => Policy.Allows(Viewer, act, place, _sources.Clock.Today, Tree);
}
