using System.Collections.Immutable;
using HoiQC.Grains.Files;

namespace HoiQC.Grains.Bodies;

/// <summary>What is handed in for one obligation of a body.</summary>
/// <param name="SubmissionId">Made on the device; the same again gives the same receipt.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Period">Period key.</param>
/// <param name="OccurredOn">The day it happened, local; null where unknown.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day, local.</param>
/// <param name="Participants">People.</param>
/// <param name="Opinions">Opinions raised.</param>
/// <param name="UnitsInspected">Units inspected.</param>
/// <param name="Place">Where.</param>
/// <param name="LeadBody">The member of a bloc that led it.</param>
/// <param name="Note">Free text, at most 2,000 letters.</param>
/// <param name="Fields">Further fields of the rule's own form, by their name in the pack.</param>
/// <param name="Files">Files that are kept already, in the order in which they were sent.</param>
[GenerateSerializer, Immutable]
public sealed record EvidenceForm(
    string SubmissionId, string Rule, string Period, DateOnly? OccurredOn, string? DocumentNo, DateOnly? DocumentDate, int? Participants, int? Opinions,
    int? UnitsInspected, string? Place, string? LeadBody, string? Note, ImmutableDictionary<string, string> Fields, ImmutableArray<EvidenceFile> Files);

/// <summary>Proof that evidence was received and kept.</summary>
/// <param name="Code">Short code to read out on the telephone.</param>
/// <param name="Body">Body id.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Period">Period key.</param>
/// <param name="SubmissionId">The submission it answers.</param>
/// <param name="ReceivedAt">The server's time, +07:00.</param>
/// <param name="Status">Code of the status that followed.</param>
/// <param name="Sentence">That status in words.</param>
/// <param name="Files">What was sent with it: names, sizes and hashes, as they are kept.</param>
[GenerateSerializer, Immutable]
public sealed record Receipt(
    string Code, string Body, string Rule, string Period, string SubmissionId, DateTimeOffset ReceivedAt, string Status, string Sentence, ImmutableArray<EvidenceFile> Files);

/// <summary>A refusal on its way through a grain call; <see cref="Domain.Refusal"/> says what it means.</summary>
[GenerateSerializer, Immutable]
public sealed record RefusalRecord(string Kind, string Sentence, string? Field);

/// <summary>The answer to a hand-in: a receipt or a refusal.</summary>
/// <param name="Receipt">The receipt; null when refused.</param>
/// <param name="Refusal">The refusal; null when taken.</param>
/// <param name="Repeated">The same submission had been taken before; this is its receipt.</param>
[GenerateSerializer, Immutable]
public sealed record SubmitAnswer(Receipt? Receipt, RefusalRecord? Refusal, bool Repeated);
