using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>
/// Which bodies have obligations of term and event rules, in whatever year: only those without any "chưa có mốc tính hạn". Rows whose event was taken back, or was not
/// yet known on the day that is shown, are none.
/// </summary>
internal sealed class AnchoredRows
{
    private static readonly AnchoredRows None = new();
    private readonly HashSet<(string Unit, string Rule)> _units = [];
    private readonly HashSet<(string Body, string Rule)> _bodies = [];

    /// <summary>Units of such bodies.</summary>
    public HashSet<string> Units { get; } = new(StringComparer.Ordinal);

    /// <summary>Reads them within a scope; nothing at all where no event has opened anything.</summary>
    /// <param name="connection">The snapshot.</param>
    /// <param name="book">The rules as they were known. A rule counts by any of its versions: its rows stay when a later one switches it off.</param>
    /// <param name="scope">Which units.</param>
    /// <param name="asOf">The past that is shown; null for now.</param>
    public static AnchoredRows Of(DbConnection connection, RuleBook book, Scope scope, AsOf? asOf)
    {
        string[] rules = [.. book.Codes.Where(code => book.Versions(code).Any(version => version.Schedule is Schedule.Anchored))];
        if (rules.Length == 0 || !connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM obligation WHERE event IS NOT NULL)")) return None;

        // Few units are looked up by their bodies, many by the events there are.
        var sql = $"""
            SELECT DISTINCT o.unit, o.body, o.rule
            FROM {(scope.IsListed ? "body b CROSS JOIN obligation o CROSS JOIN event v" : "event v CROSS JOIN obligation o")}
            WHERE v.id = o.event AND {(scope.IsListed ? $"o.body = b.id AND {scope.In("b.unit")}" : "TRUE")} AND o.rule IN (SELECT value FROM json_each(@rules))
                AND (v.withdrawn_at IS NULL OR v.withdrawn_at > @at) AND v.recorded_at <= @at
            """;
        var rows = new AnchoredRows();
        var at = asOf is null ? long.MaxValue : Columns.Of(VietnamTime.EndOf(asOf.Day));
        foreach (var (unit, body, rule) in connection.Rows(sql, new { units = scope.Units, rules = Query.List(rules), at }, reader => (reader.Text(0), reader.Text(1), reader.Text(2))))
        {
            if (!scope.Holds(unit)) continue;
            rows.Units.Add(unit);
            rows._units.Add((unit, rule));
            rows._bodies.Add((body, rule));
        }
        return rows;
    }

    /// <summary>Whether some body of a unit has an obligation of the rule.</summary>
    public bool InUnit(string unit, string rule) => _units.Contains((unit, rule));

    /// <summary>Whether a body has one.</summary>
    public bool OfBody(string body, string rule) => _bodies.Contains((body, rule));
}
