using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Ledger;

/// <summary>How a write ended.</summary>
public enum Outcome
{
    /// <summary>Committed; durable.</summary>
    Saved,

    /// <summary>The row or the configuration changed meanwhile; nothing was written. Read again and decide once more.</summary>
    Conflict,

    /// <summary>The submission id has been used; nothing was written.</summary>
    SubmissionKnown,

    /// <summary>The same event (body, kind, day) is known; nothing was written.</summary>
    EventKnown,

    /// <summary>The event opens nothing: no rule in force counts from it; nothing was written.</summary>
    OpensNothing,

    /// <summary>A request must name its deadline, because the rule has none; nothing was written.</summary>
    DeadlineMissing,
}

/// <summary>One decision about one obligation, to be saved in one transaction or not at all.</summary>
/// <param name="Row">The row as it was read; its version is the arbiter.</param>
/// <param name="Unit">Code of the body's unit.</param>
/// <param name="ConfigurationVersion">The configuration it was decided under; a newer one in the database is a conflict.</param>
/// <param name="Progress">Transitions, reminders, and how it stands now.</param>
/// <param name="Now">The deciding instant; recorded up to it.</param>
/// <param name="Received">New evidence, or null.</param>
/// <param name="Withdrawn">Evidence taken back (with its time and reason set), or null.</param>
public sealed record Decision(
    ObligationRow Row, string Unit, long ConfigurationVersion, Progress Progress, DateTimeOffset Now, EvidenceRow? Received, EvidenceRow? Withdrawn)
{
    /// <summary>What binds the obligation from now on; null where that stays.</summary>
    public BindingRow? Bound { get; init; }

    /// <summary>Evidence that was accepted or returned (with its review set), or null.</summary>
    public EvidenceRow? Reviewed { get; init; }

    /// <summary>The relief that binds it so, or null.</summary>
    public ReliefRow? Relief { get; init; }

    /// <summary>Who brought it about; null where only the clock did, which the record does not keep.</summary>
    public Actor? By { get; init; }
}

/// <summary>What a write came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Number">The newest transition number after it.</param>
/// <param name="Row">The row as it is stored now; null unless saved.</param>
public sealed record Recorded(Outcome Outcome, long Number, ObligationRow? Row)
{
    /// <summary>Units and years whose boards changed by what followed for other obligations: those an event opened, numbers that were raised.</summary>
    public ImmutableArray<(string Unit, int Year)> Touched { get; init; } = [];
}

/// <summary>The tables body, obligation, evidence and transition, as a body's grain needs them.</summary>
public interface ILedger
{
    /// <summary>A body's row, or null.</summary>
    Task<BodyRow?> FindBody(string id, CancellationToken cancellationToken = default);

    /// <summary>A body with its obligations and evidence, from one snapshot; null for an unknown body.</summary>
    Task<BodyFacts?> Facts(string body, CancellationToken cancellationToken = default);

    /// <summary>The evidence of a submission id with its obligation's key, or null.</summary>
    Task<(EvidenceRow Evidence, ObligationKey Key)?> FindSubmission(string submissionId, CancellationToken cancellationToken = default);

    /// <summary>The relief of a submission id, or null.</summary>
    Task<ListedRelief?> FindRelief(string submissionId, CancellationToken cancellationToken = default);

    /// <summary>The id of the body whose evidence bears a receipt code, or null.</summary>
    Task<string?> BodyOfReceipt(string code, CancellationToken cancellationToken = default);

    /// <summary>
    /// Saves one decision: evidence, obligation, transitions and reminders in one synchronous commit, if row and configuration are as they were read. In the same commit
    /// follows what the evidence brings about: it may be an event that opens obligations, or raise a number that others of the unit owe.
    /// </summary>
    Task<Recorded> Record(Decision decision, CancellationToken cancellationToken = default);

    /// <summary>The event of a submission id with the keys of what it opened, or null.</summary>
    Task<(EventRow Event, ImmutableArray<ObligationKey> Opened)?> FindEvent(string submissionId, CancellationToken cancellationToken = default);

    /// <summary>Saves an event that was entered by hand with everything it opens, in one commit.</summary>
    /// <param name="entered">The event; its unit is its body's.</param>
    /// <param name="configurationVersion">The configuration it was judged under; a newer one in the database is a conflict.</param>
    /// <param name="by">Who entered it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RecordedEvent> Report(EventRow entered, long configurationVersion, Actor by, CancellationToken cancellationToken = default);

    /// <summary>Takes an event back; what it opened and is still open applies no more, in the same commit.</summary>
    /// <param name="withdrawn">The event with time and reason set; otherwise as it was read, else it is a conflict.</param>
    /// <param name="configurationVersion">The configuration it was judged under.</param>
    /// <param name="by">Who takes it back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<RecordedEvent> Withdraw(EventRow withdrawn, long configurationVersion, Actor by, CancellationToken cancellationToken = default);
}
