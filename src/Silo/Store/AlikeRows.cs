using System.Data.Common;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Writes what the clock brought about for many obligations that stand alike and come to stand alike, by one statement each for the rows, their transitions and their reminders.</summary>
internal sealed class AlikeRows : IDisposable
{
    private readonly Statement _update;
    private readonly Statement _turn;
    private readonly Statement _transitions;
    private readonly Statement _reminders;
    private readonly Statement _checkpoint;

    /// <param name="connection">The connection, in a transaction.</param>
    /// <param name="areNew">Whether none of the transitions can be there already: to look for each takes a server as long as to write it.</param>
    public AlikeRows(DbConnection connection, bool areNew)
    {
        var isListed = Statement.IsListed(connection, "id");
        _update = new(connection, $"{Update(owed: false)} AND {isListed} RETURNING id", "ltnnnnnnn");
        _turn = new(connection, $"{Update(owed: true)} AND {isListed} RETURNING id", "ltnnnnnnnn");
        _transitions = new(connection, $"""
            INSERT INTO transition (obligation, unit, year, rule, from_status, to_status, at, cause, recorded_at, told)
            SELECT id, unit, year, rule, @b, @c, @d, @e, @f, @g FROM obligation WHERE version = @h AND {isListed}
            {(areNew ? "" : "ON CONFLICT (obligation, cause, to_status, at) DO NOTHING")}
            """, "lttntnnn");
        _reminders = new(connection, $"""
            INSERT INTO reminder (obligation, days, unit, at, recorded_at)
            SELECT id, @b, unit, @c, @d FROM obligation WHERE version = @e AND {isListed}
            ON CONFLICT (obligation, days, at) DO NOTHING
            """, "lnnnn");
        _checkpoint = CheckpointTable.Noting(connection);
    }

    /// <summary>The beginning of the statement that brings rows on; @a is left to what it is of, @b and those behind it are <see cref="Values"/>.</summary>
    /// <param name="owed">Whether it also says if they are owed; without it index obligation_owed is left alone.</param>
    public static string Update(bool owed) => $"""
        UPDATE obligation SET status = @b, since = @c, next = @d, done = @e, late_days = @f, reported_late_days = @g, recorded_up_to = @h, version = version + 1,
            set_aside_until = NULL, set_aside_error = NULL{(owed ? ", owed = @j" : "")}
        WHERE version = @i
        """;

    /// <summary>Values of <see cref="Update"/>; the last is of the longer one.</summary>
    /// <param name="decision">What is to be written.</param>
    /// <param name="rows">The row's id, or a list of them.</param>
    public static object?[] Values(Decision decision, object rows)
    {
        var standing = decision.Progress.Standing;
        return
        [
            rows, Columns.Of(standing.Status), Columns.Of(standing.Since), Columns.Of(standing.Next), standing.Done, standing.LateDays, standing.ReportedLateDays,
            Columns.Of(decision.Now), decision.Row.Version, standing.Status.IsOwed(),
        ];
    }

    /// <summary>Saves those whose rows are as they were read.</summary>
    /// <param name="decision">What was decided about one of them; the others have its rule, period, progress, instant and version of the row.</param>
    /// <param name="ids">All of them.</param>
    /// <returns>Those that were saved.</returns>
    public List<long> Save(Decision decision, long[] ids)
    {
        var (progress, now, version) = (decision.Progress, decision.Now, decision.Row.Version);
        // Before their rows: a server finds a row that it has just replaced less quickly.
        foreach (var change in progress.Changes)
            _transitions.Run(ids, Columns.Of(change.From), Columns.Of(change.To), Columns.Of(change.At), change.Cause, Columns.Of(now), !TransitionTable.IsToBeTold(change), version);
        foreach (var reminder in progress.Reminders)
            _reminders.Run(ids, reminder.Offset, Columns.Of(reminder.At), Columns.Of(now), version);
        if (progress.Standing.Next is { } next) _checkpoint.Run(Columns.Of(next), decision.Row.Key.Rule, decision.Row.Key.Period);
        var values = Values(decision, ids);
        var updated = decision.Row.Standing.Status.IsOwed() == progress.Standing.Status.IsOwed() ? _update.Ids(values.AsSpan(..^1)) : _turn.Ids(values);
        TransitionTable.Written.Add(progress.Changes.Length * updated.Count);
        return updated;
    }

    public void Dispose()
    {
        _update.Dispose();
        _turn.Dispose();
        _transitions.Dispose();
        _reminders.Dispose();
        _checkpoint.Dispose();
    }
}
