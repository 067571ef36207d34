namespace HoiQC.Grains.Bodies;

/// <summary>What a reviewer decides about one piece of evidence, bound to exactly what was seen.</summary>
/// <param name="Code">Receipt code of the piece.</param>
/// <param name="Outcome">Accepted or Returned.</param>
/// <param name="Reason">Why, 1–500 letters; may be missing for an acceptance.</param>
/// <param name="Revision">SHA-256 of the form the reviewer saw, its files among it.</param>
/// <param name="RuleVersion">Number of the rule version the reviewer saw.</param>
[GenerateSerializer, Immutable]
public sealed record ReviewForm(string Code, string Outcome, string? Reason, string? Revision, int? RuleVersion);

/// <summary>What a review came to.</summary>
/// <param name="Code">Receipt code of the piece.</param>
/// <param name="Outcome">Accepted or Returned.</param>
/// <param name="At">The server's time, +07:00.</param>
/// <param name="Due">The last day in time of its obligation now.</param>
/// <param name="Status">Code of the status that followed.</param>
/// <param name="Sentence">That status in words.</param>
[GenerateSerializer, Immutable]
public sealed record Reviewed(string Code, string Outcome, DateTimeOffset At, DateOnly Due, string Status, string Sentence);

/// <summary>The answer to a review: what it came to, or a refusal.</summary>
/// <param name="Reviewed">What it came to; null when refused.</param>
/// <param name="Refusal">The refusal; null when taken.</param>
/// <param name="Repeated">The same had been decided before; this is its answer.</param>
[GenerateSerializer, Immutable]
public sealed record ReviewAnswer(Reviewed? Reviewed, RefusalRecord? Refusal, bool Repeated);
