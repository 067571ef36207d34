using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Units;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Access;

/// <summary>A unit whose board somebody may read; <see cref="Sight"/> alone gives it.</summary>
public sealed class BoardInSight
{
    private readonly SightSources _sources;

    internal BoardInSight(Unit unit, SightSources sources) => (Unit, _sources) = (unit, sources);

    /// <summary>The unit.</summary>
    public Unit Unit { get; }

    /// <summary>Years that have obligations at or below it; see <see cref="IArchive.Years"/>.</summary>
    public Task<ImmutableArray<(int Year, int All, int Owed, int Overdue)>> Years(AsOf? asOf, CancellationToken cancellationToken = default) =>
        _sources.Archive.Years(Unit.Code, asOf, cancellationToken);

    /// <summary>Every body at or below it that owes a rule in a year.</summary>
    public Task<ImmutableArray<Owing>> Owing(string rule, int year, AsOf? asOf, CancellationToken cancellationToken = default) =>
        _sources.Archive.Owing(Unit.Code, rule, year, asOf, cancellationToken: cancellationToken);

    /// <summary>Its alerts and those below it, newest first.</summary>
    public Task<ImmutableArray<AlertRow>> Alerts(int? year, int limit, CancellationToken cancellationToken = default) =>
        _sources.Archive.Alerts(Unit.Code, year, limit, cancellationToken);

    /// <summary>Evidence at or below it that waits for review.</summary>
    public Task<ImmutableArray<ListedEvidence>> Waiting(int? year, AsOf? asOf, int limit, CancellationToken cancellationToken = default) =>
        _sources.Archive.Reviews(Unit.Code, year, asOf, limit, cancellationToken);

    /// <summary>How those that an alert of this board speaks of stand now.</summary>
    public async Task<ImmutableArray<Owing>> OwingOf(AlertRow alert, DateOnly dueBy, CancellationToken cancellationToken = default)
    {
        var tree = _sources.Node.Current.Tree;
        if (alert.Unit != Unit.Code && tree.Ancestors(alert.Unit).All(above => above.Code != Unit.Code)) throw new ArgumentException($"Alert {alert.Id} is not of the board of {Unit.Code}.", nameof(alert));
        return [.. AlertScope.Of(tree, alert.Unit, await _sources.Archive.Owing(alert.Unit, alert.Rule, alert.Year, null, dueBy, cancellationToken))];
    }
}
