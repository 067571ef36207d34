using System.Collections.Immutable;
using HoiQC.Domain.Events;
using HoiQC.Domain.Rules;

namespace HoiQC.Grains.Ledger;

/// <summary>A row of table event: a dated fact of a body. Never deleted.</summary>
/// <param name="Id">Its id, by which the obligations it opened name it.</param>
/// <param name="Body">Whose event it is.</param>
/// <param name="Unit">Code of the body's unit.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="On">The day, local.</param>
/// <param name="Due">The deadline that a request names itself.</param>
/// <param name="Evidence">Receipt code of the evidence that is this event; null for one that was only entered.</param>
/// <param name="Submission">Its submission; null for one that came with evidence.</param>
/// <param name="Document">Number and day of its document.</param>
/// <param name="Note">Free text.</param>
/// <param name="RecordedAt">The server's clock when it was stored.</param>
/// <param name="WithdrawnAt">When it was taken back.</param>
/// <param name="WithdrawnReason">Why.</param>
public sealed record EventRow(
    string Id, string Body, string Unit, string Kind, DateOnly On, DateOnly? Due, string? Evidence, string? Submission, string Document, string Note,
    DateTimeOffset RecordedAt, DateTimeOffset? WithdrawnAt, string? WithdrawnReason)
{
    /// <summary>Whether it has not been taken back.</summary>
    public bool Stands => WithdrawnAt is null;

    /// <summary>As obligations count from it; null where the program no longer knows its kind.</summary>
    public DatedFact? ToFact() => EventKind.Find(Kind) is { } kind ? new(kind, On, Due) : null;
}

/// <summary>What saving an event came to.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Number">The newest transition number after it.</param>
/// <param name="Opened">Keys of the obligations it opened.</param>
/// <param name="Touched">Units and years whose boards changed.</param>
public sealed record RecordedEvent(Outcome Outcome, long Number, ImmutableArray<ObligationKey> Opened, ImmutableArray<(string Unit, int Year)> Touched)
{
    /// <summary>The event that is known already, where that is the outcome.</summary>
    public EventRow? Known { get; init; }
}

/// <summary>Bodies as those whom an event may oblige.</summary>
public static class EventOwners
{
    /// <summary>A body under a configuration; its unit must be in the tree to owe anything.</summary>
    public static EventOwner ToOwner(this Configuration.Configuration configuration, BodyRow body) =>
        new(body.Id, body.RegisteredOn, body.LastDay, configuration.Owing(body));

    /// <summary>Which rule versions name a body.</summary>
    public static Func<RuleVersion, bool> Owing(this Configuration.Configuration configuration, BodyRow body) =>
        version => body.Owes(version, configuration.Tree);
}
