using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Import;

/// <summary>
/// Makes the obligations that are to exist today, with the evidence of the files, and brings to now those that get new evidence or whose body
/// begins or ends on another day. Judges events all the same once there are faults, but then writes nothing.
/// </summary>
internal sealed class ObligationImport(DbConnection connection, Configuration before, Configuration after, DateTimeOffset now, Faults faults) : IDisposable
{
    private readonly DateOnly _today = Domain.VietnamTime.DayOf(now);
    private readonly ObligationWriter _writer = new(connection);
    private readonly Statement _evidence = EvidenceTable.Inserting(connection);
    private readonly Statement _reword = new(connection, "UPDATE evidence SET form = @a, form_hash = @b WHERE code = @c", "ttt");
    private readonly Dictionary<(string Kind, BodyClass Class, bool Special, string Level), ImmutableArray<OpeningPeriod>> _openings = [];
    private readonly Dictionary<(Identity Opening, DateOnly? LastDay), (Terms Terms, Progress Progress)> _withoutEvidence = [];
    private readonly HashSet<(string Unit, int Year)> _touched = [];
    private readonly EventfulEvidence _eventful = new(connection, after, now);
    private readonly List<(MergedBody Body, List<EventLine> Lines)> _waiting = [];
    private (int New, int Changed, int Unchanged) _tally;

    public int Made { get; private set; }

    public Tally Evidence => new(_tally.New, _tally.Changed, _tally.Unchanged);

    public ImmutableHashSet<(string Unit, int Year)> Touched => [.. _touched];

    /// <summary>One body with its events.</summary>
    public void Take(MergedBody merged, IReadOnlyList<EventLine> events)
    {
        var body = merged.Row;
        if (after.Tree.Find(body.Unit) is not { Level: var level }) return;
        var lastDay = LastDay(body);
        var rows = merged.IsNew ? [] : Rows(body.Id);
        var left = events.GroupBy(line => (line.Form.Rule, line.Form.Period)).ToDictionary(group => group.Key, group => group.ToList());

        foreach (var opening in Openings(body, level))
        {
            var key = (opening.Version.Code, opening.Period.Key);
            if (rows.ContainsKey(key) || !Opening.Owes(opening, body.RegisteredOn, lastDay)) continue;
            left.Remove(key, out var lines);
            Make(body, opening, lastDay, lines ?? []);
        }
        var redated = merged.Before is { } was && BodyTable.LastDay(before.Tree, was.Unit, was.LastDay) != lastDay;
        foreach (var (key, row) in rows)
        {
            left.Remove(key, out var lines);
            if (lines is not null || redated) Advance(body, row, lastDay, lines ?? []);
        }
        if (left.Count > 0) _waiting.Add((merged, [.. left.Values.SelectMany(lines => lines)]));
    }

    /// <summary>
    /// What the evidence brings about, once all bodies are there: events that open obligations, numbers that are raised. Lines of what was opened only then are
    /// taken, and may open more; a line for which there is nothing in the end is a fault.
    /// </summary>
    public void Follow()
    {
        while (_eventful.Any && !faults.Any)
        {
            _touched.UnionWith(_eventful.Follow(_writer));
            foreach (var (merged, lines) in _waiting)
            {
                var rows = Rows(merged.Row.Id);
                foreach (var group in lines.GroupBy(line => (line.Form.Rule, line.Form.Period)).Where(group => rows.ContainsKey(group.Key)).ToList())
                {
                    lines.RemoveAll(group.Contains);
                    Advance(merged.Row, rows[group.Key], LastDay(merged.Row), [.. group]);
                }
            }
        }
        foreach (var (merged, lines) in _waiting)
            foreach (var line in lines)
            {
                // With faults nothing was written, so nobody knows what an event of these files would have opened.
                if (_eventful.Seen && after.Book.Versions(line.Form.Rule) is [.., { Schedule: Schedule.Anchored }] && faults.Any) continue;
                var (column, sentence) = NotOwed.Because(after, merged.Row, LastDay(merged.Row), after.Tree.Find(merged.Row.Unit)!.Level, line.Form.Rule, line.Form.Period, _today);
                faults.Add(line.Place, column, sentence);
            }
    }

    private DateOnly? LastDay(BodyRow body) => BodyTable.LastDay(after.Tree, body.Unit, body.LastDay);

    public void Dispose()
    {
        _writer.Dispose();
        _evidence.Dispose();
        _reword.Dispose();
    }

    private void Make(BodyRow body, OpeningPeriod opening, DateOnly? lastDay, List<EventLine> lines)
    {
        var same = (new Identity(opening), lastDay);
        if (!_withoutEvidence.TryGetValue(same, out var plain))
        {
            var terms = opening.Terms with { LastDay = lastDay };
            _withoutEvidence[same] = plain = (terms, Ladder.Advance(terms, [], Status.Dormant, recordedUpTo: null, now));
        }
        var match = new EvidenceMatch(new(body.Id, opening.Version.Code, opening.Period.Key), now);
        Judge(lines, opening.Version, opening.Period, plain.Terms);
        match.Take(lines, [], faults);
        Count(match.Tally);
        if (faults.Any) return;

        var (owner, bound) = (body with { LastDay = lastDay }, BindingRow.Of(opening, after.CalendarNumber));
        var made = lines.Count == 0 && opening.Version.Quantity.From is null
            ? new NewObligation(owner, opening, bound, null, plain.Progress)
            : new RaisedNumbers(connection).Make(owner, opening, [bound], null, [.. match.New.Select(piece => piece.Row.ToEvidence())], now);
        var id = _writer.MakeNew(made, now);
        Write(match, owner, id);
        Made++;
        _touched.Add((body.Unit, ObligationWriter.YearOf(made)));
    }

    private void Advance(BodyRow body, ObligationRow row, DateOnly? lastDay, List<EventLine> lines)
    {
        var stored = Stored(row.Id);
        var course = after.CourseOf(row, lastDay);
        var match = new EvidenceMatch(row.Key, now);
        Judge(lines, after.VersionOf(row), Period.Parse(row.Key.Period)!, course.Newest);
        match.Take(lines, [.. stored.Where(piece => piece.ImportKey.Length > 0)], faults);
        Count(match.Tally);
        if (faults.Any) return;

        foreach (var piece in match.Reworded) _reword.Run(JsonSerializer.Serialize(piece.Row.Form, Documents.Json), piece.Row.FormHash, piece.Row.Code);
        var at = now > row.RecordedUpTo ? now : row.RecordedUpTo;
        var progress = Ladder.Advance(course, [.. stored.Concat(match.New).Select(piece => piece.Row.ToEvidence())], row.Standing.Status, row.RecordedUpTo, at);
        progress = Settled(row, progress);
        if (match.New.Count == 0 && progress.Changes.IsEmpty && progress.Standing == row.Standing) return;
        if (_writer.Save(new(row, body.Unit, after.Version, progress, at, null, null)) is null) throw new InvalidOperationException($"Obligation {row.Key} changed inside its own transaction.");
        Write(match, body with { LastDay = lastDay }, row.Id);
        _touched.Add((body.Unit, row.Year));
    }

    /// <summary>Another last day may change a status that was recorded before; the change bears the instant from which it holds.</summary>
    private static Progress Settled(ObligationRow row, Progress progress)
    {
        var (last, standing) = (progress.Changes is [.., var change] ? change.To : row.Standing.Status, progress.Standing);
        return last == standing.Status ? progress : progress with { Changes = progress.Changes.Add(new(last, standing.Status, standing.Since, Ladder.Clock)) };
    }

    private void Judge(List<EventLine> lines, RuleVersion? version, Period period, Terms terms)
    {
        _eventful.See(lines, version);
        foreach (var line in lines)
        {
            if (version is not null && Intake.CheckTerm(version, period, line.Form.OccurredOn) is { } own) faults.Add(line.Place, "occurred_on", own.Sentence);
            if (Intake.BeforePeriod(period, terms, line.Form.OccurredOn, line.Form.DocumentDate, line.ReceivedOn ?? Domain.VietnamTime.DayOf(now)) is var (field, sentence))
                faults.Add(line.Place, field == "occurredOn" ? "occurred_on" : "document_date", sentence);
        }
    }

    private void Count(Tally tally) => _tally = (_tally.New + tally.New, _tally.Changed + tally.Changed, _tally.Unchanged + tally.Unchanged);

    private void Write(EvidenceMatch match, BodyRow body, long obligation)
    {
        foreach (var piece in match.New)
        {
            var row = piece.Row with { Obligation = obligation };
            EvidenceTable.Write(_evidence, row, piece.ImportKey);
            _eventful.Add(body, row);
        }
    }

    /// <summary>What a body owes today; worked out once for all of its kind, and then only the territory is looked at.</summary>
    private IEnumerable<OpeningPeriod> Openings(BodyRow body, string level)
    {
        var same = (body.Kind, body.Class, body.Special, level);
        if (!_openings.TryGetValue(same, out var openings))
            _openings[same] = openings = [.. after.Book.Codes.SelectMany(code => Opening.Periods(after.Book, code, level, after.Calendar, _today))
                .Where(opening => opening.Version.Owners.Include(body.Kind, body.Class == BodyClass.Association, body.Special, level))];
        return openings.Where(opening => opening.Version.Owners.Territory.IsEmpty || body.Owes(opening.Version, after.Tree));
    }

    private Dictionary<(string Rule, string Period), ObligationRow> Rows(string body) => connection
        .Rows($"SELECT {ObligationTable.Columns} FROM obligation o WHERE o.body = @body ORDER BY o.id", new { body }, reader => ObligationTable.Read(reader))
        .ToDictionary(row => (row.Key.Rule, row.Key.Period));

    private List<StoredEvidence> Stored(long obligation) => [.. connection
        .Rows($"SELECT {EvidenceTable.Columns}, e.import_key FROM evidence e WHERE e.obligation = @obligation ORDER BY e.id", new { obligation },
            reader => new StoredEvidence(EvidenceTable.Read(reader), reader.TextOrNull(EvidenceTable.Width) ?? ""))];
}
