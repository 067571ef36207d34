using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>What the sweep reads and writes.</summary>
internal sealed class DeadlineStore(Database database) : IDeadlineStore
{
    private const int Forgotten = 100;

    private const string IsDue = "rule = @rule AND period = @period AND id > @id AND next <= @now AND (set_aside_until IS NULL OR set_aside_until <= @now)";

    public Task<ImmutableArray<DueObligation>> Due(DateTimeOffset now, int limit, CancellationToken cancellationToken, Reached? after = null) => database.Read<ImmutableArray<DueObligation>>(
        connection =>
        {
            var due = new List<DueObligation>();
            foreach (var (rule, period, id) in Passed(connection, now, after))
            {
                due.AddRange(ObligationTable.Facts(
                    connection, database.Units.In(connection), ($"(SELECT * FROM obligation WHERE {IsDue} ORDER BY id LIMIT @most) o", "TRUE"), "o.id",
                    new { rule, period, id, now = Columns.Of(now), most = limit - due.Count }));
                if (due.Count == limit) break;
            }
            return [.. due];
        },
        cancellationToken);

    /// <summary>Rules and periods of which something may be due, each with the obligation behind which it is looked for; so whoever goes on does so by a seek, however many have gone before.</summary>
    private static IEnumerable<Reached> Passed(DbConnection connection, DateTimeOffset now, Reached? after) =>
        CheckpointTable.Passed(connection, now).Select(one => new Reached(one.Rule, one.Period, 0)).SkipWhile(one => after is not null && one with { Id = after.Id } != after)
            .Select(one => after is not null && one with { Id = after.Id } == after ? after : one);

    public Task<(ImmutableArray<AlikeObligations> Groups, int Looked, Reached Reached)?> DueAlike(DateTimeOffset now, int limit, Reached? after, CancellationToken cancellationToken) =>
        database.Read<(ImmutableArray<AlikeObligations> Groups, int Looked, Reached Reached)?>(
            connection =>
            {
                foreach (var begun in Passed(connection, now, after))
                {
                    var parameters = new { rule = begun.Rule, period = begun.Period, id = begun.Id, now = Columns.Of(now), most = limit };
                    var (looked, last) = connection.Rows(
                        $"SELECT COUNT(*), MAX(id) FROM (SELECT id FROM obligation WHERE {IsDue} ORDER BY id LIMIT @most) chunk", parameters, reader => ((int)reader.Number(0), reader.IsNull(1) ? 0 : reader.Number(1))).Single();
                    if (looked > 0) return (Alike(connection, begun, last, now), looked, begun with { Id = last });
                }
                return null;
            },
            cancellationToken);

    private ImmutableArray<AlikeObligations> Alike(DbConnection connection, Reached begun, long last, DateTimeOffset now)
    {
        var tree = database.Units.In(connection);
        var sql = $"""
            SELECT MIN(o.id), string_agg(CAST(o.id AS TEXT), ','), string_agg(o.unit, ',')
            FROM obligation o
            WHERE {IsDue} AND id <= @last AND set_aside_until IS NULL AND course IS NULL AND unit NOT IN (SELECT value FROM json_each(@ended))
                AND NOT EXISTS (SELECT 1 FROM transition t WHERE t.obligation = o.id AND t.at > o.recorded_up_to)
                AND NOT EXISTS (SELECT 1 FROM evidence e WHERE e.obligation = o.id) AND NOT EXISTS (SELECT 1 FROM body b WHERE b.id = o.body AND b.last_day IS NOT NULL)
            GROUP BY year, rule_version, calendar, opens, due, required, status, since, next, done, late_days, reported_late_days, recorded_up_to, version
            HAVING COUNT(*) >= {ObligationWriter.FewAlike}
            """;
        var ended = Query.List(tree.All.Where(unit => unit.ValidTo is not null).Select(unit => unit.Code));
        var groups = connection.Rows(sql, new { rule = begun.Rule, period = begun.Period, id = begun.Id, last, now = Columns.Of(now), ended }, reader => (One: reader.GetInt64(0), Ids: reader.GetString(1), Units: reader.GetString(2))).ToList();
        return
        [
            .. groups.Select(group => new AlikeObligations(
                ObligationTable.Facts(connection, tree, ("obligation o", "o.id = @one"), "o.id", new { one = group.One }).Single(),
                [.. group.Ids.Split(',').Select(id => long.Parse(id, CultureInfo.InvariantCulture))], [.. group.Units.Split(',').Distinct(StringComparer.Ordinal)])),
        ];
    }

    public Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> Record(IReadOnlyList<(AlikeObligations Alike, Decision Decision)> chunk, CancellationToken cancellationToken) => database.Write(
        connection =>
        {
            var (saved, touched) = (0, new HashSet<(string, int)>());
            var configuration = Documents.ConfigurationVersion(connection);
            foreach (var (alike, decision) in chunk)
            {
                if (decision.ConfigurationVersion != configuration || ObligationWriter.IsToBeCounted(decision)) continue;
                using var rows = new AlikeRows(connection, decision.Progress.Changes.All(change => change.At > decision.Row.RecordedUpTo));
                var written = rows.Save(decision, [.. alike.Ids]).Count;
                saved += written;
                if (written > 0 && ChangesBoard(decision)) touched.UnionWith(alike.Units.Select(unit => (unit, decision.Row.Year)));
            }
            return (saved, touched);
        },
        cancellationToken);

    public Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> Record(IReadOnlyList<Decision> chunk, CancellationToken cancellationToken) => database.Write(
        connection =>
        {
            var touched = new HashSet<(string, int)>();
            var configuration = Documents.ConfigurationVersion(connection);
            if (chunk.Any(decision => decision.ConfigurationVersion != configuration)) return (0, touched);
            using var writer = new ObligationWriter(connection);
            var saved = writer.SaveAll(chunk);
            foreach (var decision in saved.Where(ChangesBoard)) touched.Add((decision.Unit, decision.Row.Year));
            return (saved.Count, touched);
        },
        cancellationToken);

    /// <summary>When it will change next is on no board.</summary>
    private static bool ChangesBoard(Decision decision) =>
        decision.Progress.Changes.Length > 0 || decision.Progress.Standing with { Next = null } != decision.Row.Standing with { Next = null };

    public Task<ImmutableArray<BodyRow>> BodiesWithout(string rule, string period, ImmutableArray<string> kinds, CancellationToken cancellationToken) => database.Read<ImmutableArray<BodyRow>>(
        connection =>
        {
            var tree = database.Units.In(connection);
            var sql = $"""
                SELECT {BodyTable.Columns} FROM body b
                WHERE {BodyTable.OfKinds} AND NOT EXISTS (SELECT 1 FROM obligation o WHERE o.body = b.id AND o.rule = @rule AND o.period = @period)
                ORDER BY b.id
                """;
            return [.. connection.Rows(sql, new { rule, period, kinds = Query.List(kinds), associations = kinds.Contains(Owners.Associations) }, reader => BodyTable.Read(reader, tree))];
        },
        cancellationToken);

    public Task<ImmutableHashSet<string>> BeingPublished(CancellationToken cancellationToken) => database.Read<ImmutableHashSet<string>>(
        connection => [.. connection.Query<string>("SELECT rule FROM publication WHERE done_at IS NULL AND rule IS NOT NULL")], cancellationToken);

    public Task<HashSet<(string Unit, int Year)>> Make(IReadOnlyList<NewObligation> rows, long configurationVersion, DateTimeOffset now, CancellationToken cancellationToken) => database.Write(
        connection =>
        {
            var touched = new HashSet<(string, int)>();
            if (Documents.ConfigurationVersion(connection) != configurationVersion) return touched;
            using var writer = new ObligationWriter(connection);
            var numbers = new RaisedNumbers(connection);
            var known = ObligationTable.Known(connection, rows.Select(row => row.Key));
            foreach (var made in rows.Where(row => known.Add(row.Key)).Select(row => row.Opening.Version.Quantity.From is null ? row : numbers.Make(row.Body, row.Opening, [row.Bound], null, [], now)))
            {
                writer.MakeNew(made, now);
                touched.Add((made.Body.Unit, ObligationWriter.YearOf(made)));
            }
            return touched;
        },
        cancellationToken);

    public Task SetAside(long obligation, DateTimeOffset until, string error, CancellationToken cancellationToken) => database.Write(
        connection => connection.Execute(
            "UPDATE obligation SET set_aside_until = @until, set_aside_error = @error WHERE id = @obligation", new { obligation, until = Columns.Of(until), error }),
        cancellationToken);

    public Task<ImmutableArray<DateTimeOffset>> NextCheckpoints(DateTimeOffset after, int limit, CancellationToken cancellationToken) =>
        database.Read(connection => CheckpointTable.After(connection, after, limit), cancellationToken);

    public async Task<int> NoteMissing(CancellationToken cancellationToken)
    {
        var missing = await database.Read(CheckpointTable.Missing, cancellationToken);
        return missing == 0 ? 0 : await database.Write(CheckpointTable.NoteAll, cancellationToken);
    }

    public async Task Forget(DateTimeOffset upTo, CancellationToken cancellationToken)
    {
        foreach (var (rule, period) in (await database.Read(connection => CheckpointTable.Passed(connection, upTo), cancellationToken)).Take(Forgotten))
            await database.Write(connection => CheckpointTable.Forget(connection, rule, period, upTo), cancellationToken);
    }

    public Task<ImmutableArray<UntoldRed>> UntoldReds(DateTimeOffset upTo, CancellationToken cancellationToken) => database.Read<ImmutableArray<UntoldRed>>(
        connection =>
        {
            const string sql = """
                SELECT unit, rule, year, to_status, at, MAX(seq) FROM transition
                WHERE told = 0 AND at <= @upTo
                GROUP BY unit, rule, year, to_status, at ORDER BY at, MAX(seq)
                """;
            return [.. connection.Rows(sql, new { upTo = Columns.Of(upTo) }, reader => new UntoldRed(
                reader.GetString(0), reader.GetString(1), reader.GetInt32(2), reader.Status(3), reader.Instant(4), reader.GetInt64(5)))];
        },
        cancellationToken);

    public Task Tell(IReadOnlyList<AlertRow> alerts, DateTimeOffset upTo, long lastSeq, DateTimeOffset now, CancellationToken cancellationToken) => database.Write(
        connection =>
        {
            AlertTable.Write(connection, alerts, now);
            return connection.Execute("UPDATE transition SET told = 1 WHERE told = 0 AND at <= @upTo AND seq <= @lastSeq", new { upTo = Columns.Of(upTo), lastSeq });
        },
        cancellationToken);

    public Task<DateTimeOffset?> NewestRecorded(CancellationToken cancellationToken) => database.Read(Newest, cancellationToken);

    /// <summary>The newest recorded instant of any table.</summary>
    public static DateTimeOffset? Newest(DbConnection connection)
    {
        string[] columns = ["recorded_up_to FROM obligation", "recorded_at FROM evidence", "recorded_at FROM transition", "recorded_at FROM reminder", "recorded_at FROM event", "recorded_at FROM call", "recorded_at FROM alert", "at FROM publication"];
        var newest = connection.ExecuteScalar<long?>($"SELECT MAX(at) FROM ({string.Join(" UNION ALL ", columns.Select(column => $"SELECT MAX({column.Replace(" FROM", ") AS at FROM", StringComparison.Ordinal)}"))}) newest");
        return newest is { } at ? Columns.ToInstant(at) : null;
    }
}
