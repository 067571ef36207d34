using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Domain;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;

namespace HoiQC.Silo.Store;

/// <content>What happened, was told and was said.</content>
internal sealed partial class Archive
{
    private static readonly TimeSpan NewestStands = TimeSpan.FromMilliseconds(500);

    /// <summary>Should another process have taken the server over, this one shows what is new there no later than that.</summary>
    private static readonly TimeSpan RowsStand = TimeSpan.FromSeconds(1);

    private volatile ReadRows? _rows;
    private (long Number, long ReadAt) _newest = (0, long.MinValue);
    private readonly Lock _newestLock = new();
    private readonly ChangedUnits _changed = new(database);

    public async Task<long> Newest(bool exact = false, CancellationToken cancellationToken = default)
    {
        lock (_newestLock)
            if (!exact && _newest.ReadAt != long.MinValue && TimeProvider.System.GetElapsedTime(_newest.ReadAt) < NewestStands) return _newest.Number;
        var readAt = TimeProvider.System.GetTimestamp();
        var number = await database.Read(TransitionTable.Newest, cancellationToken);
        lock (_newestLock) _newest = (Math.Max(number, _newest.Number), readAt);
        return number;
    }

    public async Task<(long Transition, long Record)> NewestRows(CancellationToken cancellationToken = default)
    {
        var writes = database.Writes;
        if (_rows is { } known && known.Writes == writes && database.Engine.IsAlone && TimeProvider.System.GetElapsedTime(known.ReadAt) < RowsStand) return known.Newest;
        var readAt = TimeProvider.System.GetTimestamp();
        var newest = await database.Read(connection => (TransitionTable.Newest(connection), SealTable.Newest(connection)), cancellationToken);
        _rows = new(writes, readAt, newest);
        return newest;
    }

    public Task<ImmutableArray<string>> UnitsChangedAfter(long number, long upTo, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<string>>(
        connection => [.. connection.Query<string>("SELECT DISTINCT unit FROM transition WHERE seq > @number AND seq <= @upTo", new { number, upTo })], cancellationToken);

    public Task<bool> ChangedAfter(string unit, long number, long upTo, bool below, CancellationToken cancellationToken = default) =>
        _changed.After(Tree, unit, number, upTo, below, cancellationToken);

    public Task<ImmutableArray<TransitionRow>> Transitions(long after, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<TransitionRow>>(
        connection => [.. TransitionTable.Where(connection, "t.seq > @after", new { after, limit })], cancellationToken);

    public Task<ImmutableArray<TransitionRow>> TransitionsOf(ObligationKey key, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<TransitionRow>>(
        connection => [.. TransitionTable.Where(connection, "o.body = @Body AND o.rule = @Rule AND o.period = @Period", new { key.Body, key.Rule, key.Period, limit = long.MaxValue })],
        cancellationToken);

    public Task<ImmutableArray<ReliefRow>> ReliefsOf(ObligationKey key, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<ReliefRow>>(
        connection => [.. ReliefTable.Where(connection, "o.body = @Body AND o.rule = @Rule AND o.period = @Period", new { key.Body, key.Rule, key.Period }).Select(relief => relief.Row).Reverse()],
        cancellationToken);

    public Task<ImmutableArray<ListedRelief>> Reliefs(string unit, ReliefKind? kind, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<ListedRelief>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, Tree);
            return
            [
                .. ReliefTable.Where(connection, $"{scope.In("o.unit")} AND (@kind IS NULL OR r.kind = @kind)", new { units = scope.Units, kind = kind?.ToString() }, scope.First(limit))
                    .Where(relief => scope.Holds(relief.Unit)).Take(limit),
            ];
        },
        cancellationToken);

    public Task<ImmutableArray<AlertRow>> Alerts(string unit, int? year, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<AlertRow>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, Tree);
            var sql = $"SELECT {AlertTable.Columns} FROM alert WHERE {scope.In("unit")} AND (@year IS NULL OR year = @year) ORDER BY at DESC, id DESC{scope.First(limit)}";
            return [.. connection.Rows(sql, new { units = scope.Units, year }, AlertTable.Read).Where(alert => scope.Holds(alert.Unit)).Take(limit)];
        },
        cancellationToken);

    public Task<ImmutableArray<ReminderRow>> Reminders(string? body, string? unit, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<ReminderRow>>(
        connection =>
        {
            var scope = body is null ? ScopeOf(unit) : null;
            var seen = new SeenTable(connection);
            var sql = $"""
                SELECT o.body, o.rule, o.period, r.days, r.at, r.recorded_at, r.unit
                FROM reminder r JOIN obligation o ON o.id = r.obligation
                WHERE {scope?.In("r.unit") ?? "o.body = @body"} ORDER BY r.at DESC, r.obligation, r.days{scope?.First(limit) ?? $" LIMIT {limit}"}
                """;
            return [.. connection.Rows(sql, new { body, units = scope?.Units }, reader => (Unit: reader.GetString(6), Row: new ReminderRow(
                    new(reader.GetString(0), reader.GetString(1), reader.GetString(2)), VietnamTime.DayOf(reader.Instant(4)).AddDays(-reader.GetInt32(3)), reader.GetInt32(3), reader.Instant(4), reader.Instant(5), [])))
                .Where(reminder => scope?.Holds(reminder.Unit) ?? true).Take(limit).ToList().Select(reminder => reminder.Row with { Seen = seen.Of(reminder.Row) })];
        },
        cancellationToken);

    public Task MarkSeen(string body, Actor by, DateTimeOffset at, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var added = connection.Execute(
                "INSERT INTO seen (body, by_whom, at) VALUES (@body, @by, @at) ON CONFLICT DO NOTHING",
                new { body, by = by.Name, at = Columns.Of(at) });
            if (added > 0) RecordTable.Write(connection, FactEntries.Seen(body, UnitOf(connection, body), by.Name), by, at);
            return added;
        },
        cancellationToken);

    public Task<ImmutableArray<CallRow>> Calls(string? body, string? unit, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<CallRow>>(
        connection =>
        {
            var scope = body is null ? ScopeOf(unit) : null;
            var sql = $"""
                SELECT c.body, c.called_on, c.caller, c.note, c.recorded_at, b.unit FROM call c JOIN body b ON b.id = c.body
                WHERE {scope?.In("b.unit") ?? "c.body = @body"} ORDER BY c.called_on DESC, c.id DESC{scope?.First(limit) ?? $" LIMIT {limit}"}
                """;
            return [.. connection.Rows(sql, new { body, units = scope?.Units }, reader => (Unit: reader.GetString(5), Row: new CallRow(
                    reader.GetString(0), reader.Day(1), reader.GetString(2), reader.GetString(3), reader.Instant(4))))
                .Where(call => scope?.Holds(call.Unit) ?? true).Take(limit).Select(call => call.Row)];
        },
        cancellationToken);

    public Task AddCall(CallRow call, Actor by, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var added = connection.Execute(
                "INSERT INTO call (body, called_on, caller, note, recorded_at) VALUES (@Body, @on, @Caller, @Note, @recordedAt) ON CONFLICT DO NOTHING",
                new { call.Body, on = Columns.Of(call.On), call.Caller, call.Note, recordedAt = Columns.Of(call.RecordedAt) });
            if (added > 0) RecordTable.Write(connection, FactEntries.Called(call, UnitOf(connection, call.Body)), by, call.RecordedAt);
            return added;
        },
        cancellationToken);

    private static string? UnitOf(DbConnection connection, string body) => connection.ExecuteScalar<string?>("SELECT unit FROM body WHERE id = @body", new { body });

    private Scope ScopeOf(string? unit) => Scope.AtOrBelow(unit ?? throw new ArgumentException("A body or a unit must be named.", nameof(unit)), Tree);

    /// <summary>The newest rows, the number of writes before they were read, and when that was.</summary>
    private sealed record ReadRows(long Writes, long ReadAt, (long Transition, long Record) Newest);
}
