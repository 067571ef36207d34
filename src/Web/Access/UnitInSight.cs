using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Units;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Access;

/// <summary>A unit over which somebody may read lists, all below it included; <see cref="Sight"/> alone gives it.</summary>
public sealed class UnitInSight
{
    private readonly SightSources _sources;

    internal UnitInSight(Unit unit, SightSources sources) => (Unit, _sources) = (unit, sources);

    /// <summary>The unit.</summary>
    public Unit Unit { get; }

    private IArchive Archive => _sources.Archive;

    /// <summary>Its own bodies.</summary>
    public Task<ImmutableArray<BodyRow>> Bodies(CancellationToken cancellationToken = default) => Archive.BodiesOf(Unit.Code, cancellationToken);

    /// <summary>Bodies whose name holds a text, without regard to diacritics.</summary>
    public Task<ImmutableArray<BodyRow>> Search(string text, int limit, CancellationToken cancellationToken = default) => Archive.SearchBodies(Unit.Code, text, limit, cancellationToken);

    /// <summary>What is owed next.</summary>
    public Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueNext(int limit, CancellationToken cancellationToken = default) => Archive.DueNext(null, Unit.Code, limit, cancellationToken);

    /// <summary>Reminders, newest first, with the bodies they are of.</summary>
    public Task<ImmutableArray<ReminderRow>> Reminders(int limit, CancellationToken cancellationToken = default) => Archive.Reminders(null, Unit.Code, limit, cancellationToken);

    /// <summary>Calls, newest first.</summary>
    public Task<ImmutableArray<CallRow>> Calls(int limit, CancellationToken cancellationToken = default) => Archive.Calls(null, Unit.Code, limit, cancellationToken);

    /// <summary>Reliefs, newest first.</summary>
    public Task<ImmutableArray<ListedRelief>> Reliefs(ReliefKind? kind, int limit, CancellationToken cancellationToken = default) => Archive.Reliefs(Unit.Code, kind, limit, cancellationToken);

    /// <summary>Term congresses, the most urgent first, and how many bodies hold one.</summary>
    public Task<(int All, ImmutableArray<CongressRow> Worst)> Congresses(int limit, CancellationToken cancellationToken = default) => Archive.Congresses(Unit.Code, limit, cancellationToken);

    /// <summary>Names of bodies by their ids; an id that is not of a body of this unit or below stays without one.</summary>
    public async Task<ImmutableDictionary<string, string>> Names(IEnumerable<string> ids, CancellationToken cancellationToken = default)
    {
        var (tree, names) = (_sources.Node.Current.Tree, ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal));
        foreach (var id in ids.Distinct(StringComparer.Ordinal))
        {
            if (await _sources.Ledger.FindBody(id, cancellationToken) is not { } body) continue;
            if (body.Unit == Unit.Code || tree.Ancestors(body.Unit).Any(above => above.Code == Unit.Code)) names[id] = body.Name;
        }
        return names.ToImmutable();
    }

    /// <summary>Bodies that have not ended before a day, in groups.</summary>
    public Task<ImmutableArray<BodyGroup>> Groups(DateOnly day, CancellationToken cancellationToken = default) => _sources.Outlook.Groups(Unit.Code, day, cancellationToken);

    /// <summary>Stored obligations due between two days and still owed, by rule and day.</summary>
    public Task<ImmutableArray<DueCount>> Dues(DateOnly from, DateOnly to, CancellationToken cancellationToken = default) => _sources.Outlook.Dues(Unit.Code, from, to, cancellationToken);

    /// <summary>The same by week and body.</summary>
    public Task<ImmutableArray<DueBurden>> Burdens(DateOnly from, DateOnly to, CancellationToken cancellationToken = default) => _sources.Outlook.Burdens(Unit.Code, from, to, cancellationToken);

    /// <summary>The same one by one.</summary>
    public Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueList(DateOnly from, DateOnly to, int limit, CancellationToken cancellationToken = default) =>
        _sources.Outlook.DueList(Unit.Code, from, to, limit, cancellationToken);
}
