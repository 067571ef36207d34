namespace HoiQC.Grains.Bodies;

/// <summary>A decision about one of a body's obligations, as it is handed in.</summary>
/// <param name="SubmissionId">Made on the device; the same again gives the same answer.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Period">Period key.</param>
/// <param name="Kind">Extension, Waiver, NotApplicable or Lifted.</param>
/// <param name="Until">For an extension, the last day in time, local.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day, local.</param>
/// <param name="Reason">Why.</param>
/// <param name="GrantedBy">Who decided.</param>
[GenerateSerializer, Immutable]
public sealed record ReliefForm(
    string SubmissionId, string Rule, string Period, string Kind, DateOnly? Until, string? DocumentNo, DateOnly? DocumentDate, string? Reason, string? GrantedBy);

/// <summary>What a decision came to.</summary>
/// <param name="Id">Its short code.</param>
/// <param name="Kind">Extension, Waiver, NotApplicable or Lifted.</param>
/// <param name="Lifts">What a lifting took back; null for every other kind.</param>
/// <param name="Due">The last day in time now.</param>
/// <param name="Status">Code of the status that followed.</param>
/// <param name="Sentence">That status in words.</param>
/// <param name="RecordedAt">The server's time, +07:00; it binds from then on.</param>
[GenerateSerializer, Immutable]
public sealed record Granted(string Id, string Kind, string? Lifts, DateOnly Due, string Status, string Sentence, DateTimeOffset RecordedAt);

/// <summary>The answer to a decision: what it came to, or a refusal.</summary>
/// <param name="Granted">What it came to; null when refused.</param>
/// <param name="Refusal">The refusal; null when taken.</param>
/// <param name="Repeated">The same submission had been taken before; this is its answer.</param>
[GenerateSerializer, Immutable]
public sealed record GrantAnswer(Granted? Granted, RefusalRecord? Refusal, bool Repeated);
