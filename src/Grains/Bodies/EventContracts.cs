using System.Collections.Immutable;

namespace HoiQC.Grains.Bodies;

/// <summary>An event of a body, as it is entered.</summary>
/// <param name="SubmissionId">Made on the device; the same again gives the same answer.</param>
/// <param name="Kind">Code of its kind: "congress".</param>
/// <param name="On">The day, local; null where it was left out.</param>
/// <param name="Due">The deadline that a request names itself, local.</param>
/// <param name="Document">Number and day of its document.</param>
/// <param name="Note">Free text, at most 2,000 letters.</param>
[GenerateSerializer, Immutable]
public sealed record EventForm(string SubmissionId, string Kind, DateOnly? On, DateOnly? Due, string? Document, string? Note);

/// <summary>The answer to an event.</summary>
/// <param name="Id">Id of the event, the known one's where it was known already; null when refused otherwise.</param>
/// <param name="Opened">Keys of the obligations it opened, body/rule/period.</param>
/// <param name="Refusal">The refusal; null when taken.</param>
/// <param name="Repeated">The same submission had been taken before.</param>
[GenerateSerializer, Immutable]
public sealed record EventAnswer(string? Id, ImmutableArray<string> Opened, RefusalRecord? Refusal, bool Repeated);
