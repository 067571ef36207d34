using System.Text.Json;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Publications;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Store;
using Microsoft.Data.Sqlite;

namespace HoiQC.Silo.Publications;

/// <summary>How a chunk ended.</summary>
/// <param name="Row">The publication as it is stored now; null where its configuration is older than the stored one, and nothing was written.</param>
/// <param name="Touched">Units and years whose boards changed.</param>
internal sealed record ChunkDone(PublicationRow? Row, HashSet<(string Unit, int Year)> Touched);

/// <summary>
/// The obligations of some bodies following a publication, inside one transaction: read, decided, written and told together with the cursor, so that what was done is
/// done once whatever happens to the process.
/// </summary>
internal sealed class Chunk(SqliteConnection connection, Configuration configuration, PublicationRow publication, Plan plan, DateTimeOffset now)
{
    private readonly HashSet<(string Unit, int Year)> _touched = [];
    private readonly Dictionary<(OpeningKey Opening, DateOnly? LastDay), Progress> _made = [];
    private ILookup<long, Evidence>? _evidence;
    private (int Created, int Moved, int Voided, int Renewed, int Kept, int Told) _done;

    /// <summary>Does it for these bodies; with <paramref name="last"/> the publication is done.</summary>
    public ChunkDone Run(IReadOnlyList<string> ids, bool last)
    {
        if (Documents.ConfigurationVersion(connection) != configuration.Version) return new(null, []);
        if (PublicationTable.Find(connection, publication.Id) is not { DoneAt: null } stored || stored.Reached != publication.Reached)
            return new(PublicationTable.Find(connection, publication.Id), []);

        var bodies = JsonSerializer.Serialize(ids);
        _evidence = ObligationTable.EvidenceOf(connection, bodies, publication.Rule);
        using var writer = new ObligationWriter(connection);
        using var notifying = PublicationTable.Notifying(connection);
        foreach (var body in plan.Read(connection, bodies))
        {
            foreach (var change in body.Changes) Apply(writer, body.Body, change);
            Tell(notifying, body);
        }
        var effects = new Effects(_done.Created, _done.Moved, _done.Voided, _done.Renewed, _done.Kept, _done.Told);
        PublicationTable.Advance(connection, publication, ids.Count > 0 ? ids[^1] : publication.Reached, effects, last ? now : null);
        return new(PublicationTable.Find(connection, publication.Id), _touched);
    }

    private void Apply(ObligationWriter writer, BodyRow body, PlannedChange change)
    {
        if (change.Row is { } row && change.Following is { } following) _touched.Add((body.Unit, Rebind(writer, body, row, following)));
        else if (change.Row is null) _touched.Add((body.Unit, Make(writer, body, change.Opening!)));
        switch (change.Effect)
        {
            case Effect.Created: _done.Created++; break;
            case Effect.Moved: _done.Moved++; break;
            case Effect.Voided: _done.Voided++; break;
            default: _done.Kept++; break;
        }
        if (change.Noticed) _done.Renewed++;
    }

    private int Rebind(ObligationWriter writer, BodyRow body, ObligationRow row, Following following)
    {
        var from = row.RecordedUpTo > publication.At ? row.RecordedUpTo : publication.At;
        var bound = BoundBy(row.Bound, following) with { From = from, Cause = $"publication:{publication.Id}" };
        var fact = new DueObligation(row, body.Unit, body.LastDay, [.. _evidence![row.Id]]);
        return Rebinding.Save(writer, configuration, fact, bound, now > from ? now : from).Year;
    }

    /// <summary>What applies no more keeps the version it had: the new one may not even have its period.</summary>
    private BindingRow BoundBy(BindingRow before, Following following) => following.Terms is not { } terms
        ? before with { Settled = Status.NotApplicable, Document = following.Reason }
        : before with
        {
            RuleVersion = publication.Rule is null ? before.RuleVersion : publication.Version,
            Calendar = configuration.CalendarNumber,
            Opens = terms.Opens,
            Due = terms.Due,
            Required = terms.Required,
            Noticed = following.Noticed ? Domain.VietnamTime.DayOf(publication.At) : null,
            Notice = following.Noticed ? publication.NoticeDays : 0,
            ExtendedTo = following.ExtendedTo,
            Document = following.ExtendedTo is null ? null : before.Document,
        };

    private int Make(ObligationWriter writer, BodyRow body, OpeningPeriod opening)
    {
        if (opening.Version.Quantity.From is not null)
        {
            var raised = new RaisedNumbers(connection).Make(body, opening, [BindingRow.Of(opening, configuration.CalendarNumber)], null, [], now);
            writer.Make(raised, now);
            return ObligationWriter.YearOf(raised);
        }
        var key = (new OpeningKey(opening.Version.Number, opening.Period.Key, opening.Terms.Opens), body.LastDay);
        if (!_made.TryGetValue(key, out var progress))
            _made[key] = progress = Ladder.Advance(opening.Terms with { LastDay = body.LastDay }, [], Status.Dormant, recordedUpTo: null, now);
        var made = new NewObligation(body, opening, BindingRow.Of(opening, configuration.CalendarNumber), null, progress);
        writer.Make(made, now);
        return ObligationWriter.YearOf(made);
    }

    private void Tell(Statement notifying, BodyPlan body)
    {
        List<ToldChange> told =
        [
            .. body.Changes.Where(change => change.Tells).Select(change => new ToldChange(
                change.Rule.ShortName, change.Period, change.Effect, change.OldDue, change.NewDue, change.Noticed ? publication.NoticeDays : null, change.OtherNumber)),
        ];
        if (told.Count == 0) return;
        notifying.Run(publication.Id, body.Body.Id, Columns.Of(publication.At), NoticeWords.Of(plan.Head, told, plan.NamesRules));
        _done.Told++;
    }

    private readonly record struct OpeningKey(int Version, string Period, DateOnly Opens);
}
