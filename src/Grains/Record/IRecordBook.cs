using System.Collections.Immutable;

namespace HoiQC.Grains.Record;

/// <summary>A row of the record as it stands there.</summary>
/// <param name="Id">Row id; grows with every row.</param>
/// <param name="Seal">Its seal; null while it waits for one.</param>
/// <param name="At">When it was done, by the clock of the field.</param>
/// <param name="By">Who did it.</param>
/// <param name="Entry">What was done.</param>
public sealed record RecordRow(long Id, RecordHead? Seal, DateTimeOffset At, Actor By, RecordEntry Entry);

/// <summary>Which rows are asked for; null asks for all of that.</summary>
/// <param name="Units">Codes of the units whose rows may be read; null for everything, rows without a unit too.</param>
/// <param name="Person">An account's id, or a part of a person's name without regard to diacritics.</param>
/// <param name="What">The word for what was done.</param>
/// <param name="Subject">A part of what it is about.</param>
/// <param name="From">First day, local.</param>
/// <param name="To">Last day, local.</param>
/// <param name="Before">Only rows with a smaller id.</param>
public sealed record RecordQuery(IReadOnlyCollection<string>? Units, string? Person, string? What, string? Subject, DateOnly? From, DateOnly? To, long? Before);

/// <summary>Reads the record. Never crosses a grain call.</summary>
public interface IRecordBook
{
    /// <summary>Rows, the newest first.</summary>
    Task<ImmutableArray<RecordRow>> Read(RecordQuery query, int limit, CancellationToken cancellationToken = default);

    /// <summary>Where the chain ends now.</summary>
    Task<RecordHead> Head(CancellationToken cancellationToken = default);
}
