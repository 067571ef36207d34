using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Domain.Events;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;

namespace HoiQC.Silo.Store;

/// <content>Events that are entered by hand.</content>
internal sealed partial class Ledger
{
    public Task<(EventRow Event, ImmutableArray<ObligationKey> Opened)?> FindEvent(string submissionId, CancellationToken cancellationToken = default) =>
        database.Read<(EventRow, ImmutableArray<ObligationKey>)?>(
            connection => EventTable.Where(connection, "v.submission = @submissionId", new { submissionId }).FirstOrDefault() is not { } known ? null : (known,
            [
                .. connection.Rows("SELECT body, rule, period FROM obligation WHERE event = @Id ORDER BY id", new { known.Id },
                    reader => new ObligationKey(reader.GetString(0), reader.GetString(1), reader.GetString(2))),
            ]),
            cancellationToken);

    public Task<RecordedEvent> Report(EventRow entered, long configurationVersion, Actor by, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var configuration = node.Current;
            if (EventTable.Where(connection, "v.submission = @Submission", new { entered.Submission }).Any()) return Without(connection, Outcome.SubmissionKnown);
            if (!IsCurrent(connection, configurationVersion) || Body(connection, entered.Body) is not { } body || EventTable.Where(connection, "v.id = @Id", new { entered.Id }).Any())
                return Without(connection, Outcome.Conflict);
            if (EventTable.Standing(connection, entered.Body, entered.Kind, entered.On) is { } known) return Without(connection, Outcome.EventKnown) with { Known = known };

            using var writer = new ObligationWriter(connection);
            var events = new EventConsequences(connection, configuration, writer, entered.RecordedAt);
            var openings = events.OpenedBy(body, entered);
            if (openings.IsEmpty) return Without(connection, Outcome.OpensNothing);
            if (entered.Due is null && EventOpenings.NeedsDeadline(openings)) return Without(connection, Outcome.DeadlineMissing);
            EventTable.Write(connection, entered with { Evidence = events.AttestedBy(entered) });
            events.Open(body, entered, openings, entered.RecordedAt);
            RecordTable.Write(connection, FactEntries.Entered(entered, events.Opened), by, entered.RecordedAt);
            return new(Outcome.Saved, TransitionTable.Newest(connection), [.. events.Opened], [.. events.Touched]);
        },
        cancellationToken);

    public Task<RecordedEvent> Withdraw(EventRow withdrawn, long configurationVersion, Actor by, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var stored = EventTable.Where(connection, "v.id = @Id", new { withdrawn.Id }).FirstOrDefault();
            if (!IsCurrent(connection, configurationVersion) || stored != withdrawn with { WithdrawnAt = null, WithdrawnReason = null }) return Without(connection, Outcome.Conflict);
            using var writer = new ObligationWriter(connection);
            var events = new EventConsequences(connection, node.Current, writer, withdrawn.WithdrawnAt!.Value);
            events.Void(withdrawn, "withdrawn:" + withdrawn.Id);
            RecordTable.Write(connection, FactEntries.Withdrawn(withdrawn), by, withdrawn.WithdrawnAt!.Value);
            return new(Outcome.Saved, TransitionTable.Newest(connection), [], [.. events.Touched]);
        },
        cancellationToken);

    /// <summary>Whether both the tables and this node hold the configuration that something was judged under.</summary>
    private bool IsCurrent(DbConnection connection, long configurationVersion) =>
        node.Current.Version == configurationVersion && Documents.ConfigurationVersion(connection) == configurationVersion;

    private static RecordedEvent Without(DbConnection connection, Outcome outcome) => new(outcome, TransitionTable.Newest(connection), [], []);
}
