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

    /// <param name="connection">The connection, in a transaction.</param>
    public AlikeRows(DbConnection connection)
    {
        var isListed = Statement.IsListed(connection, "id");
        _update = new(connection, $"{Update(owed: false)} AND {isListed} RETURNING id", "ltnnnnnnn");
        _turn = new(connection, $"{Update(owed: true)} AND {isListed} RETURNING id", "ltnnnnnnnn");
        _transitions = new(connection, $"""
            INSERT INTO transition (obligation, unit, year, rule, from_status, to_status, at, cause, recorded_at, told)
            SELECT id, unit, year, rule, @b, @c, @d, @e, @f, @g FROM obligation WHERE {isListed}
            ON CONFLICT (obligation, cause, to_status, at) DO NOTHING
            """, "lttntnn");
        _reminders = new(connection, $"""
            INSERT INTO reminder (obligation, days, unit, at, recorded_at)
            SELECT id, @b, unit, @c, @d FROM obligation WHERE {isListed}
            ON CONFLICT (obligation, days, at) DO NOTHING
            """, "lnnn");
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
    /// <param name="alike">At least one; all share their progress, their instant and the version of their row.</param>
    /// <returns>The decisions that were saved.</returns>
    public IEnumerable<Decision> Save(List<Decision> alike)
    {
        var (progress, now) = (alike[0].Progress, alike[0].Now);
        long[] ids = [.. alike.Select(decision => decision.Row.Id)];
        var values = Values(alike[0], ids);
        var updated = alike[0].Row.Standing.Status.IsOwed() == progress.Standing.Status.IsOwed() ? _update.Ids(values.AsSpan(..^1)) : _turn.Ids(values);
        if (updated.Count < alike.Count) ids = [.. updated];
        TransitionTable.Written.Add(progress.Changes.Length * updated.Count);
        foreach (var change in progress.Changes)
            _transitions.Run(ids, Columns.Of(change.From), Columns.Of(change.To), Columns.Of(change.At), change.Cause, Columns.Of(now), !TransitionTable.IsToBeTold(change));
        foreach (var reminder in progress.Reminders)
            _reminders.Run(ids, reminder.Offset, Columns.Of(reminder.At), Columns.Of(now));
        if (updated.Count == alike.Count) return alike;
        var saved = updated.ToHashSet();
        return alike.Where(decision => saved.Contains(decision.Row.Id));
    }

    public void Dispose()
    {
        _update.Dispose();
        _turn.Dispose();
        _transitions.Dispose();
        _reminders.Dispose();
    }
}
