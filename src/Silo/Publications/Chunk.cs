using System.Data.Common;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Deadlines;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>How a chunk ended.</summary>
/// <param name="Row">The publication as it is stored now; null where its configuration is older than the stored one, and nothing was written.</param>
/// <param name="Touched">Units and years whose boards changed.</param>
internal sealed record ChunkDone(PublicationRow? Row, HashSet<(string Unit, int Year)> Touched);

/// <summary>
/// The obligations of some bodies following a publication, inside one transaction: read, decided, written and told together with the cursor, so that what was done is
/// done once whatever happens to the process.
/// </summary>
internal sealed class Chunk(DbConnection connection, Configuration configuration, PublicationRow publication, Plan plan, DateTimeOffset now)
{
    private readonly HashSet<(string Unit, int Year)> _touched = [];
    private readonly Dictionary<(string Period, DateOnly Opens, DateOnly? LastDay), NewObligation> _made = [];
    private ILookup<long, Evidence>? _evidence;
    private (int Created, int Moved, int Voided, int Renewed, int Kept, int Told) _done;

    private string Cause => $"publication:{publication.Id}";

    /// <summary>Does it for these bodies; with <paramref name="last"/> the publication is done.</summary>
    public ChunkDone Run(IReadOnlyList<string> ids, bool last)
    {
        if (Documents.ConfigurationVersion(connection) != configuration.Version) return new(null, []);
        if (PublicationTable.Find(connection, publication.Id) is not { DoneAt: null } stored || stored.Reached != publication.Reached)
            return new(PublicationTable.Find(connection, publication.Id), []);

        _evidence = ObligationTable.EvidenceOf(connection, Query.List(ids), publication.Rule);
        using var writer = new ObligationWriter(connection);
        using var notifying = PublicationTable.Notifying(connection);
        foreach (var body in plan.Read(connection, ids))
        {
            foreach (var change in body.Changes) Apply(writer, body.Body, change);
            Tell(notifying, body);
        }
        var effects = new Effects(_done.Created, _done.Moved, _done.Voided, _done.Renewed, _done.Kept, _done.Told);
        PublicationTable.Advance(connection, publication, ids.Count > 0 ? ids[^1] : publication.Reached, effects, last ? now : null);
        var after = PublicationTable.Find(connection, publication.Id)!;
        if (last) RecordTable.Write(connection, ConfigurationEntries.Applied(after), Actor.System, now);
        return new(after, _touched);
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
        var bound = BoundBy(row.Bound, following) with { From = from, Cause = Cause };
        if (following.Terms is not null && publication.Rule is { } rule && configuration.Book.Find(rule, publication.Version)?.Quantity is { From: QuantitySource.Figure figure } quantity)
        {
            var numbers = new RaisedNumbers(connection).Of(figure, quantity.Minimum, body.Unit, row.Year);
            bound = bound with { Required = numbers.LastOrDefault(number => number.From <= from)?.Required ?? quantity.Minimum };

            // A plan handed in between the publication and this chunk raised nothing while the row had a version that does not ask for it.
            foreach (var number in numbers.Where(number => number.From > from))
            {
                row = Save(row, bound, number.From);
                bound = bound with { From = number.From, Cause = number.Cause, Required = number.Required };
            }
        }
        return Save(row, bound, now > from ? now : from).Year;

        ObligationRow Save(ObligationRow row, BindingRow bound, DateTimeOffset until) =>
            Rebinding.Save(writer, configuration, new(row, body.Unit, body.LastDay, [.. _evidence![row.Id]]), bound, until);
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
            Supplement = following.Supplement,
            Document = following.ExtendedTo is null ? null : before.Document,
        };

    /// <summary>Makes a row that had no data before the publication, so that a past board does not show what bound nobody then.</summary>
    private int Make(ObligationWriter writer, BodyRow body, OpeningPeriod opening)
    {
        var unknown = BindingRow.Of(opening, configuration.CalendarNumber);
        var bound = unknown with { From = publication.At, Cause = Cause };
        var numbers = new RaisedNumbers(connection);
        var key = (opening.Period.Key, opening.Terms.Opens, body.LastDay);
        var made = _made.GetValueOrDefault(key) is { } same ? same with { Body = body } : numbers.Make(body, opening, [unknown with { Settled = Status.NoData }, bound], null, [], now);
        if (opening.Version.Quantity.From is null) _made.TryAdd(key, made);
        writer.MakeNew(made, now);
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
        notifying.Add(publication.Id, body.Body.Id, Columns.Of(publication.At), NoticeWords.Of(plan.Head, told, plan.NamesRules));
        _done.Told++;
    }
}
