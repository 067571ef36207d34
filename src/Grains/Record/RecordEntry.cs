namespace HoiQC.Grains.Record;

/// <summary>One thing that was changed, or done by a person, as the record keeps it.</summary>
/// <param name="What">A dotted word: "evidence.submitted", "account.closed", "session.began".</param>
/// <param name="Subject">What it is about: the key of an obligation with the receipt, a rule with its version, an account.</param>
/// <param name="Unit">Code of the unit it belongs to; null for the whole of HoiQC.</param>
/// <param name="Old">What was before, as JSON; null for nothing.</param>
/// <param name="New">What is now, as JSON; null for nothing.</param>
[GenerateSerializer, Immutable]
public sealed record RecordEntry(string What, string Subject, string? Unit, string? Old, string? New);
