using System.Collections.Immutable;
using System.Data.Common;
using Dapper;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Record;

namespace HoiQC.Silo.Store;

/// <summary>What bodies' grains read and write.</summary>
internal sealed partial class Ledger(Database database, INodeConfiguration node) : ILedger
{
    public Task<BodyRow?> FindBody(string id, CancellationToken cancellationToken = default) =>
        database.Read(connection => Body(connection, id), cancellationToken);

    public Task<BodyFacts?> Facts(string body, CancellationToken cancellationToken = default) => database.Read(
        connection => Body(connection, body) is not { } row ? null : new BodyFacts(
            row,
            [.. connection.Rows($"SELECT {ObligationTable.Columns} FROM obligation o WHERE o.body = @body ORDER BY o.id", new { body }, reader => ObligationTable.Read(reader))],
            [.. connection.Rows($"SELECT {EvidenceTable.Columns} FROM evidence e JOIN obligation o ON o.id = e.obligation WHERE o.body = @body ORDER BY e.id", new { body }, EvidenceTable.Read)])
        {
            Events = [.. EventTable.Where(connection, "v.body = @body", new { body })],
        },
        cancellationToken);

    public Task<(EvidenceRow Evidence, ObligationKey Key)?> FindSubmission(string submissionId, CancellationToken cancellationToken = default) => database.Read(
        connection => connection.Rows<(EvidenceRow, ObligationKey)?>(
            $"SELECT {EvidenceTable.Columns}, o.body, o.rule, o.period FROM evidence e JOIN obligation o ON o.id = e.obligation WHERE e.submission = @submissionId",
            new { submissionId }, reader => (EvidenceTable.Read(reader), new(reader.GetString(EvidenceTable.Width), reader.GetString(EvidenceTable.Width + 1), reader.GetString(EvidenceTable.Width + 2)))).FirstOrDefault(),
        cancellationToken);

    public Task<ListedRelief?> FindRelief(string submissionId, CancellationToken cancellationToken = default) => database.Read(
        connection => ReliefTable.Where(connection, "r.submission = @submissionId", new { submissionId }).FirstOrDefault(), cancellationToken);

    public Task<string?> BodyOfReceipt(string code, CancellationToken cancellationToken = default) => database.Read(
        connection => connection.ExecuteScalar<string?>("SELECT o.body FROM evidence e JOIN obligation o ON o.id = e.obligation WHERE e.code = @code", new { code }), cancellationToken);

    public Task<Recorded> Record(Decision decision, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var configuration = node.Current;
            var outcome = Obstacle(connection, decision) ?? (configuration.Version == decision.ConfigurationVersion ? null : Outcome.Conflict);
            ObligationRow? saved = null;
            ImmutableArray<(string, int)> touched = [];
            if (outcome is null)
            {
                using var writer = new ObligationWriter(connection);
                saved = writer.Save(decision);
                if (saved is not null)
                {
                    touched = Follow(connection, configuration, writer, decision, saved);
                    Keep(connection, decision, saved);
                }
            }
            return new Recorded(outcome ?? (saved is null ? Outcome.Conflict : Outcome.Saved), TransitionTable.Newest(connection), saved) { Touched = touched };
        },
        cancellationToken);

    private ImmutableArray<(string, int)> Follow(DbConnection connection, Configuration configuration, ObligationWriter writer, Decision decision, ObligationRow saved)
    {
        if (decision is { Received: null, Withdrawn: null, Reviewed: null } || !Consequences.May(configuration.Book, saved.Key.Rule)) return [];
        var consequences = new Consequences(connection, configuration, writer, decision.Now);
        var body = Body(connection, saved.Key.Body)!;
        // What waits or was returned brings nothing about.
        if ((decision.Received ?? decision.Reviewed) is { CountsSince: { } since } counting) consequences.Counting(body, saved, counting, since);
        if (decision.Withdrawn is { CountsSince: not null } withdrawn) consequences.Withdrawn(body, saved, withdrawn);
        return consequences.Touched;
    }

    /// <summary>What somebody changed goes into the record; what the clock changed is a transition.</summary>
    private static void Keep(DbConnection connection, Decision decision, ObligationRow saved)
    {
        if (FactEntries.Of(decision, saved) is not { } entry) return;
        RecordTable.Write(connection, entry, decision.By ?? throw new ArgumentException($"{entry.What} of {entry.Subject} must say who did it.", nameof(decision)), decision.Now);
    }

    /// <summary>What forbids the decision before its row is looked at. A receipt code that is taken needs another decision, with another code.</summary>
    private static Outcome? Obstacle(DbConnection connection, Decision decision)
    {
        if (decision.Received is { Form.SubmissionId: { Length: > 0 } submission, Code: var code })
        {
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM evidence WHERE submission = @submission)", new { submission })) return Outcome.SubmissionKnown;
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM evidence WHERE code = @code)", new { code })) return Outcome.Conflict;
        }
        if (decision.Relief is { Id: var id, Terms.SubmissionId: var sent })
        {
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM relief WHERE submission = @sent)", new { sent })) return Outcome.SubmissionKnown;
            if (connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM relief WHERE id = @id)", new { id })) return Outcome.Conflict;
        }
        return Documents.ConfigurationVersion(connection) == decision.ConfigurationVersion ? null : Outcome.Conflict;
    }

    private BodyRow? Body(DbConnection connection, string id)
    {
        var tree = database.Units.In(connection);
        return connection.Rows($"SELECT {BodyTable.Columns} FROM body b WHERE b.id = @id", new { id }, reader => BodyTable.Read(reader, tree)).FirstOrDefault();
    }
}
