using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Boards;

/// <summary>An alert with what became of it since.</summary>
/// <param name="Row">As it was recorded.</param>
/// <param name="UnitName">The unit it stands at.</param>
/// <param name="Now">Who still has not, where that differs from then; else null.</param>
public sealed record Alert(AlertRow Row, string UnitName, Gap? Now)
{
    /// <summary>The newest alerts at or below a unit, up to an instant where one is given.</summary>
    public static async Task<ImmutableArray<Alert>> Newest(IArchive archive, Configuration configuration, string unit, int? year, int limit, DateTimeOffset? until = null, CancellationToken cancellationToken = default)
    {
        var gaps = new Dictionary<(string, string, int, DateTimeOffset), Gap?>();
        var alerts = ImmutableArray.CreateBuilder<Alert>();
        foreach (var row in await archive.Alerts(unit, year, until is null ? limit : 1000, cancellationToken))
        {
            if (row.At > until) continue;
            if (alerts.Count == limit) break;
            if (!gaps.TryGetValue((row.Unit, row.Rule, row.Year, row.At), out var gap))
                gaps[(row.Unit, row.Rule, row.Year, row.At)] = gap = await StandsNow(archive, configuration, row, cancellationToken);
            alerts.Add(new(row, configuration.Tree.Find(row.Unit)?.Name ?? row.Unit, gap is not null && (gap.N, gap.Of) != (row.N, row.Of) ? gap : null));
        }
        return alerts.ToImmutable();
    }

    /// <summary>Who has not done a rule at or below a unit; null for an unknown rule.</summary>
    public static async Task<Gap?> Of(IArchive archive, Configuration configuration, string unit, string rule, int year, AsOf? asOf, CancellationToken cancellationToken = default) =>
        configuration.Book.Of(rule, year) is { } version ? Gap.Compose(version, await archive.Owing(unit, rule, year, asOf, cancellationToken: cancellationToken)) : null;

    /// <summary>The same bodies and due days as the alert speaks of, as they stand now.</summary>
    private static async Task<Gap?> StandsNow(IArchive archive, Configuration configuration, AlertRow row, CancellationToken cancellationToken)
    {
        if (configuration.Book.Of(row.Rule, row.Year) is not { } version) return null;
        var owing = await archive.Owing(row.Unit, row.Rule, row.Year, null, dueBy: VietnamTime.DayOf(row.At).AddDays(-1), cancellationToken);
        return Gap.Compose(version, AlertScope.Of(configuration.Tree, row.Unit, owing));
    }
}
