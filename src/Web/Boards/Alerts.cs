using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Access;

namespace HoiQC.Web.Boards;

/// <summary>An alert with what became of it since.</summary>
/// <param name="Row">As it was recorded.</param>
/// <param name="UnitName">The unit it stands at.</param>
/// <param name="Now">Who still has not, where that differs from then; else null.</param>
public sealed record Alert(AlertRow Row, string UnitName, Gap? Now)
{
    /// <summary>The newest alerts at or below a unit, up to an instant where one is given.</summary>
    public static async Task<ImmutableArray<Alert>> Newest(BoardInSight board, Configuration configuration, int? year, int limit, DateTimeOffset? until = null, CancellationToken cancellationToken = default)
    {
        var gaps = new Dictionary<(string, string, int, DateTimeOffset), Gap?>();
        var alerts = ImmutableArray.CreateBuilder<Alert>();
        foreach (var row in await board.Alerts(year, until is null ? limit : 1000, cancellationToken))
        {
            if (row.At > until) continue;
            if (alerts.Count == limit) break;
            if (!gaps.TryGetValue((row.Unit, row.Rule, row.Year, row.At), out var gap))
                gaps[(row.Unit, row.Rule, row.Year, row.At)] = gap = await StandsNow(board, configuration, row, cancellationToken);
            alerts.Add(new(row, configuration.Tree.Find(row.Unit)?.Name ?? row.Unit, gap is not null && (gap.N, gap.Of) != (row.N, row.Of) ? gap : null));
        }
        return alerts.ToImmutable();
    }

    /// <summary>The sentence of every column of a board.</summary>
    public static async Task<List<(Gap Gap, Column Column)>> Gaps(BoardInSight board, Configuration configuration, BoardReading reading, CancellationToken cancellationToken = default)
    {
        var (year, gaps) = (reading.Board.Year, new List<(Gap, Column)>());
        foreach (var column in reading.Board.Columns)
            if (configuration.Book.Of(column.Rule.Code, year) is { } version)
                gaps.Add((Gap.Compose(version, await board.Owing(column.Rule.Code, year, reading.AsOf, cancellationToken)), column));
        return gaps;
    }

    /// <summary>The same bodies and due days as the alert speaks of, as they stand now.</summary>
    private static async Task<Gap?> StandsNow(BoardInSight board, Configuration configuration, AlertRow row, CancellationToken cancellationToken) =>
        configuration.Book.Of(row.Rule, row.Year) is { } version
            ? Gap.Compose(version, await board.OwingOf(row, VietnamTime.DayOf(row.At).AddDays(-1), cancellationToken))
            : null;
}
