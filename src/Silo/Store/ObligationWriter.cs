using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>Writes obligations with everything that hangs on them, inside the caller's transaction; its statements are prepared once for any number of them.</summary>
internal sealed class ObligationWriter : IDisposable
{
    private const string Made = "ttttnnttntnnnnnnnttn";

    /// <summary>Below it a statement for each costs no more than one for all.</summary>
    public const int FewAlike = 8;

    private readonly DbConnection _connection;
    private readonly Statement _update;
    private readonly AlikeRows _alike;
    private readonly Statement _bind;
    private readonly Statement _make;
    private readonly Statement _new;
    private readonly Statement _transition;
    private readonly Statement _reminder;
    private readonly Statement _checkpoint;
    private readonly Statement _evidence;
    private readonly Statement _withdraw;
    private readonly Statement _review;
    private readonly HashSet<(DateTimeOffset At, string Rule, string Period)> _noted = [];

    public ObligationWriter(DbConnection connection)
    {
        _connection = connection;
        _update = new(connection, $"{AlikeRows.Update(owed: true)} AND id = @a", "ntnnnnnnnn");
        _alike = new(connection, areNew: false);
        _make = new(connection, """
            INSERT INTO obligation (body, unit, rule, period, rule_version, year, opens, due, required, status, since, next, done, late_days, reported_late_days, recorded_up_to, version, calendar, course, event, owed)
            VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m, @n, @o, @p, 1, @q, @r, @s, @t)
            ON CONFLICT (body, rule, period) DO NOTHING RETURNING id
            """, Made);
        _new = new(connection, """
            INSERT INTO obligation (body, unit, rule, period, rule_version, year, opens, due, required, status, since, next, done, late_days, reported_late_days, recorded_up_to, version, calendar, course, event, owed, id)
            VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j, @k, @l, @m, @n, @o, @p, 1, @q, @r, @s, @t, @u)
            """, Made + "n");
        _bind = new(connection, "UPDATE obligation SET rule_version = @a, calendar = @b, opens = @c, due = @d, required = @e, course = @f WHERE id = @g", "nnttntn");
        _transition = new(connection, """
            INSERT INTO transition (obligation, unit, year, rule, from_status, to_status, at, cause, recorded_at, told) VALUES (@a, @b, @c, @d, @e, @f, @g, @h, @i, @j)
            ON CONFLICT (obligation, cause, to_status, at) DO NOTHING
            """, "ntntttntnn");
        _reminder = new(connection, "INSERT INTO reminder (obligation, days, unit, at, recorded_at) VALUES (@a, @b, @c, @d, @e) ON CONFLICT (obligation, days, at) DO NOTHING", "nntnn");
        _checkpoint = CheckpointTable.Noting(connection);
        _evidence = EvidenceTable.Inserting(connection);
        _review = EvidenceTable.Reviewing(connection);
        _withdraw = new(connection, "UPDATE evidence SET withdrawn_at = @a, withdrawn_reason = @b WHERE code = @c AND withdrawn_at IS NULL", "ntt");
    }

    /// <summary>Saves one decision if its row is as it was read; else writes nothing of it.</summary>
    /// <returns>The row as it is stored now; null when it had changed.</returns>
    public ObligationRow? Save(Decision decision, string? importKey = null) => _update.Run(AlikeRows.Values(decision, decision.Row.Id)) == 0 ? null : Saved(decision, importKey);

    /// <summary>Saves what the clock alone brought about, each as <see cref="Save"/> does. Many that share one progress are written by one statement.</summary>
    /// <returns>The decisions that were saved; the rows of the others had changed.</returns>
    public List<Decision> SaveAll(IReadOnlyList<Decision> decisions)
    {
        var saved = new List<Decision>(decisions.Count);
        var alone = new List<Decision>();
        foreach (var alike in decisions.GroupBy(decision => (decision.Progress, decision.Row.Version, decision.Row.Key.Rule, decision.Row.Key.Period)).Select(alike => alike.ToList()))
        {
            if (alike.Count < FewAlike || alike.Exists(IsToBeCounted))
            {
                alone.AddRange(alike);
                continue;
            }
            var updated = _alike.Save(alike[0], [.. alike.Select(decision => decision.Row.Id)]).ToHashSet();
            saved.AddRange(alike.Where(decision => updated.Contains(decision.Row.Id)));
        }
        var written = _update.RunAll([.. alone.Select(decision => AlikeRows.Values(decision, decision.Row.Id))]);
        foreach (var decision in alone.Where(decision => written.Contains(decision.Row.Id)))
        {
            Saved(decision, null);
            saved.Add(decision);
        }
        return saved;
    }

    /// <summary>Writes all that belongs to a decision whose row is updated.</summary>
    private ObligationRow Saved(Decision decision, string? importKey)
    {
        var (row, standing) = (decision.Row, decision.Progress.Standing);
        if (decision.Bound is { } bound)
        {
            row = row.Rebound(bound);
            _bind.Run(bound.RuleVersion, bound.Calendar, Columns.Of(bound.Opens), Columns.Of(bound.Due), bound.Required, ObligationTable.CourseOf(bound, row.Earlier), row.Id);
        }
        if (decision.Received is { } received)
        {
            EvidenceTable.Write(_evidence, received, importKey);
            FileTable.Write(_connection, received);
        }
        if (decision.Relief is { } relief) ReliefTable.Write(_connection, relief);
        if (decision.Withdrawn is { } gone) _withdraw.Run(Columns.Of(gone.WithdrawnAt), gone.WithdrawnReason, gone.Code);
        if (decision.Reviewed is { } reviewed && !EvidenceTable.Review(_review, reviewed)) throw new InvalidOperationException($"Evidence {reviewed.Code} waits no more, though its obligation had not changed.");
        NoteNext(decision);
        Note(row.Id, decision.Unit, row.Year, row.Key.Rule, decision.Progress, decision.Now);
        var waits = (decision.Received ?? decision.Withdrawn ?? decision.Reviewed)?.Review is not null;
        if (IsToBeCounted(decision) || (decision.Progress.Changes.IsEmpty && (waits || decision.Bound is not null))) NoteCount(decision);
        return row with { Standing = standing, RecordedUpTo = decision.Now, Version = row.Version + 1 };
    }

    /// <summary>Makes an obligation once by its key.</summary>
    /// <returns>Its id; null when it exists already, and then nothing was written.</returns>
    public long? Make(NewObligation made, DateTimeOffset now)
    {
        var id = _make.Number(Values(made, now));
        if (id is { } fresh) NoteMade(made, fresh, now);
        return id;
    }

    /// <summary>Makes an obligation of which the caller has seen in this transaction that there is none yet.</summary>
    /// <returns>Its id.</returns>
    public long MakeNew(NewObligation made, DateTimeOffset now)
    {
        if (_connection is not PostgresConnection server) return Make(made, now) ?? throw new InvalidOperationException($"Obligation {made.Body.Id}/{made.Opening.Version.Code}/{made.Opening.Period.Key} exists already.");
        var id = server.NextObligation();
        _new.Add([.. Values(made, now), id]);
        NoteMade(made, id, now);
        return id;
    }

    private static object?[] Values(NewObligation made, DateTimeOffset now)
    {
        var (body, (version, period, _), bound, standing) = (made.Body, made.Opening, made.Bound, made.Progress.Standing);
        return
        [
            body.Id, body.Unit, version.Code, period.Key, bound.RuleVersion, YearOf(made), Columns.Of(bound.Opens), Columns.Of(bound.Due), bound.Required,
            Columns.Of(standing.Status), Columns.Of(standing.Since), Columns.Of(standing.Next), standing.Done, standing.LateDays, standing.ReportedLateDays, Columns.Of(now),
            bound.Calendar, ObligationTable.CourseOf(bound, made.Earlier), made.Event, standing.Status.IsOwed(),
        ];
    }

    private void NoteMade(NewObligation made, long id, DateTimeOffset now)
    {
        NoteNext(made.Progress.Standing.Next, made.Key);
        Note(id, made.Body.Unit, YearOf(made), made.Opening.Version.Code, made.Progress, now);
    }

    /// <summary>The year on a board: the period's, and for terms and events that of the due day.</summary>
    public static int YearOf(NewObligation made) => YearOf(made.Opening, made.Bound);

    /// <summary>The same of what is yet to be made.</summary>
    public static int YearOf(OpeningPeriod opening, BindingRow bound) => opening.Version.Schedule is Schedule.Periodic ? opening.Period.Year : bound.Due.Year;

    public void Dispose()
    {
        _alike.Dispose();
        foreach (var statement in new[] { _update, _bind, _make, _new, _transition, _reminder, _checkpoint, _evidence, _withdraw, _review }) statement.Dispose();
    }

    /// <summary>A count, a piece that waits or was reviewed, or a binding that changed no status changes boards all the same, and their number must grow: the journal notes it from a status to itself.</summary>
    private void NoteCount(Decision decision)
    {
        var (row, status) = (decision.Row, Columns.Of(decision.Progress.Standing.Status));
        _transition.Add(row.Id, decision.Unit, row.Year, row.Key.Rule, status, status, Columns.Of(decision.Now), $"count:{row.Version + 1}", Columns.Of(decision.Now), true);
    }

    /// <summary>Whether a decision changes only a count.</summary>
    public static bool IsToBeCounted(Decision decision) => decision.Progress.Changes.IsEmpty && decision.Progress.Standing.Done != decision.Row.Standing.Done;

    /// <summary>Of a checkpoint that stays as it was, the instant is noted already.</summary>
    private void NoteNext(Decision decision)
    {
        if (decision.Progress.Standing.Next != decision.Row.Standing.Next) NoteNext(decision.Progress.Standing.Next, decision.Row.Key);
    }

    private void NoteNext(DateTimeOffset? next, ObligationKey key)
    {
        if (next is { } at && _noted.Add((at, key.Rule, key.Period))) _checkpoint.Add(Columns.Of(at), key.Rule, key.Period);
    }

    private void Note(long obligation, string unit, int year, string rule, Progress progress, DateTimeOffset now)
    {
        TransitionTable.Written.Add(progress.Changes.Length);
        foreach (var change in progress.Changes)
            _transition.Add(obligation, unit, year, rule, Columns.Of(change.From), Columns.Of(change.To), Columns.Of(change.At), change.Cause, Columns.Of(now), !TransitionTable.IsToBeTold(change));
        foreach (var reminder in progress.Reminders)
            _reminder.Add(obligation, reminder.Offset, unit, Columns.Of(reminder.At), Columns.Of(now));
    }
}
