using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Units;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>Table obligation, alone or with the facts the ladder needs.</summary>
internal static class ObligationTable
{
    /// <summary>Columns of <see cref="Read"/>, of a table called o.</summary>
    public const string Columns =
        "o.id, o.body, o.rule, o.period, o.rule_version, o.year, o.opens, o.due, o.required, o.status, o.since, o.next, o.done, o.late_days, o.reported_late_days, o.recorded_up_to, o.version, o.calendar, o.course, o.event";

    /// <summary>How many they are.</summary>
    public const int Width = 20;

    /// <summary>Reads a row.</summary>
    /// <param name="reader">At the row.</param>
    /// <param name="first">Where its columns begin.</param>
    /// <param name="alike">What rows of one reading share; null where few are read.</param>
    public static ObligationRow Read(DbDataReader reader, int first = 0, Alike? alike = null)
    {
        alike ??= new();
        var (bound, earlier) = reader.TextOrNull(first + 18) is { } course
            ? JsonSerializer.Deserialize<StoredCourse>(course, Documents.Json)!
            : new(alike.Binding((int)reader.Number(first + 4), (int)reader.Number(first + 17), reader.Day(first + 6), reader.Day(first + 7), (int)reader.Number(first + 8)), []);
        return new(
            reader.Number(first), new(reader.Text(first + 1), reader.Code(first + 2), reader.Code(first + 3)), (int)reader.Number(first + 5), bound, earlier, reader.TextOrNull(first + 19),
            alike.Standing(
                reader.Status(first + 9), reader.Instant(first + 10), reader.InstantOrNull(first + 11), (int)reader.Number(first + 12), (int)reader.Number(first + 13), (int)reader.Number(first + 14)),
            reader.Instant(first + 15), reader.Number(first + 16));
    }

    /// <summary>Rows beside each other are mostly bound alike and stand alike, and then they share both.</summary>
    public sealed class Alike
    {
        private BindingRow? _bound;
        private Standing? _standing;

        /// <summary>The binding of an obligation that is as it was opened.</summary>
        public BindingRow Binding(int version, int calendar, DateOnly opens, DateOnly due, int required) =>
            _bound is { } last && (last.RuleVersion, last.Calendar, last.Opens, last.Due, last.Required) == (version, calendar, opens, due, required)
                ? last
                : _bound = new(DateTimeOffset.MinValue, BindingRow.Opened, version, calendar, opens, due, required);

        /// <summary>How one stands.</summary>
        public Standing Standing(Status status, DateTimeOffset since, DateTimeOffset? next, int done, int late, int reported) =>
            _standing is { } last && (last.Status, last.Since, last.Next, last.Done, last.LateDays, last.ReportedLateDays) == (status, since, next, done, late, reported)
                ? last
                : _standing = new(status, since, next, done, late, reported);
    }

    /// <summary>The column course: bindings of an obligation that is not simply as it was opened; null for one that is.</summary>
    public static string? CourseOf(BindingRow bound, ImmutableArray<BindingRow> earlier) =>
        earlier.IsEmpty && bound == new BindingRow(bound.From, BindingRow.Opened, bound.RuleVersion, bound.Calendar, bound.Opens, bound.Due, bound.Required)
            ? null
            : JsonSerializer.Serialize(new StoredCourse(bound, earlier), Documents.Json);

    private sealed record StoredCourse(BindingRow Bound, ImmutableArray<BindingRow> Earlier);

    /// <summary>Streams obligations (o) with their evidence; the order ends with the obligation's id, so that memory holds one of them at a time.</summary>
    /// <param name="connection">In a snapshot, for as long as the stream is read.</param>
    /// <param name="tree">The units, whose ends end their bodies.</param>
    /// <param name="source">What o is (the table or a query over it), and the condition.</param>
    /// <param name="order">Columns of o, the last of them o.id.</param>
    /// <param name="parameters">Values of the condition.</param>
    public static IEnumerable<DueObligation> Facts(DbConnection connection, UnitTree tree, (string Table, string Where) source, string order, object parameters)
    {
        var sql = $"""
            SELECT {Columns}, o.unit, b.last_day, e.code, e.occurred_on, e.document_date, e.received_at, e.withdrawn_at, e.count, e.review, e.reviewed_at, e.id
            FROM {source.Table} LEFT JOIN body b ON b.id = o.body AND b.last_day IS NOT NULL LEFT JOIN evidence e ON e.obligation = o.id
            WHERE {source.Where} ORDER BY {order}
            """;
        DueObligation? held = null;
        var pieces = new List<(long Id, Evidence Piece)>();
        var alike = new Alike();
        foreach (var reader in connection.Rows(sql, parameters, reader => reader))
        {
            if (held?.Row.Id != reader.Number(0))
            {
                if (held is not null) yield return With(held, pieces);
                var unit = reader.Code(Width);
                held = new(Read(reader, 0, alike), unit, BodyTable.LastDay(tree, unit, reader.DayOrNull(Width + 1)), []);
            }
            if (!reader.IsNull(Width + 2)) pieces.Add((reader.Number(Width + 10), Piece(reader, Width + 2)));
        }
        if (held is not null) yield return With(held, pieces);
    }

    /// <summary>An obligation with its pieces in the order they came in, which is sorted here: most have none, few have two.</summary>
    private static DueObligation With(DueObligation held, List<(long Id, Evidence Piece)> pieces)
    {
        if (pieces.Count == 0) return held;
        pieces.Sort((one, other) => one.Id.CompareTo(other.Id));
        held = held with { Evidence = [.. pieces.Select(pair => pair.Piece)] };
        pieces.Clear();
        return held;
    }

    /// <summary>The evidence of one obligation, as the ladder sees it.</summary>
    public static ImmutableArray<Evidence> EvidenceOf(DbConnection connection, long obligation) =>
    [
        .. connection.Rows(
            "SELECT e.code, e.occurred_on, e.document_date, e.received_at, e.withdrawn_at, e.count, e.review, e.reviewed_at FROM evidence e WHERE e.obligation = @obligation ORDER BY e.id", new { obligation },
            reader => Piece(reader, 0)),
    ];

    /// <summary>The evidence of all obligations of some bodies, by obligation.</summary>
    /// <param name="connection">In a snapshot or a transaction.</param>
    /// <param name="bodies">Ids as a JSON array.</param>
    /// <param name="rule">Only obligations of that rule; null for all.</param>
    public static ILookup<long, Evidence> EvidenceOf(DbConnection connection, string bodies, string? rule) => connection.Rows(
        """
        SELECT e.code, e.occurred_on, e.document_date, e.received_at, e.withdrawn_at, e.count, e.review, e.reviewed_at, o.id
        FROM json_each(@bodies) b CROSS JOIN obligation o CROSS JOIN evidence e
        WHERE o.body = b.value AND e.obligation = o.id AND (@rule IS NULL OR o.rule = @rule) ORDER BY e.id
        """,
        new { bodies, rule }, reader => (Obligation: reader.Number(8), Piece: Piece(reader, 0))).ToLookup(pair => pair.Obligation, pair => pair.Piece);

    /// <summary>Which of these obligations exist.</summary>
    public static HashSet<ObligationKey> Known(DbConnection connection, IEnumerable<ObligationKey> keys)
    {
        var known = new HashSet<ObligationKey>();
        foreach (var same in keys.GroupBy(key => (key.Rule, key.Period)))
        {
            known.UnionWith(connection.Rows(
                "SELECT body FROM obligation WHERE rule = @Rule AND period = @Period AND body IN (SELECT value FROM json_each(@bodies))",
                new { same.Key.Rule, same.Key.Period, bodies = Query.List(same.Select(key => key.Body)) }, reader => new ObligationKey(reader.Text(0), same.Key.Rule, same.Key.Period)));
        }
        return known;
    }

    private static Evidence Piece(DbDataReader reader, int first) => new(
        reader.Text(first), reader.DayOrNull(first + 1), reader.DayOrNull(first + 2), reader.Instant(first + 3), reader.InstantOrNull(first + 4), (int)reader.Number(first + 5))
    {
        Review = reader.TextOrNull(first + 6) is { } verdict ? new(Enum.Parse<Verdict>(verdict), reader.InstantOrNull(first + 7)) : null,
    };
}
