using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Words;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Files;
using HoiQC.Web.Transitions;

namespace HoiQC.Web.Obligations;

/// <summary>A piece of evidence, withdrawn ones too.</summary>
/// <param name="Code">Receipt code.</param>
/// <param name="OccurredOn">The day it happened; null where unknown.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day.</param>
/// <param name="Participants">People.</param>
/// <param name="Opinions">Opinions raised.</param>
/// <param name="UnitsInspected">Units inspected.</param>
/// <param name="Place">Where.</param>
/// <param name="LeadBody">The member of a bloc that led it.</param>
/// <param name="Note">Free text.</param>
/// <param name="Fields">Further fields of the rule's own form.</param>
/// <param name="Files">The files that were handed in with it.</param>
/// <param name="Count">How many it stands for.</param>
/// <param name="Imported">Entered by an import ("nhập bổ sung"), not handed in.</param>
/// <param name="ReceivedAt">When the office got it.</param>
/// <param name="RecordedAt">When it was stored.</param>
/// <param name="WithdrawnAt">When it was taken back; null while it stands.</param>
/// <param name="WithdrawnReason">Why.</param>
public sealed record EvidenceAnswer(
    string Code, DateOnly? OccurredOn, string? DocumentNo, DateOnly? DocumentDate, int? Participants, int? Opinions, int? UnitsInspected, string? Place,
    string? LeadBody, string? Note, ImmutableDictionary<string, string> Fields, ImmutableArray<FileAnswer> Files, int Count, bool Imported, DateTimeOffset ReceivedAt, DateTimeOffset RecordedAt,
    DateTimeOffset? WithdrawnAt, string? WithdrawnReason)
{
    /// <summary>SHA-256 of what was handed in; a review names it.</summary>
    public required string Revision { get; init; }

    /// <summary>Name of whoever handed it in; null where that was not kept.</summary>
    public required string? Submitter { get; init; }

    /// <summary>Its review; null where it counted as it was received.</summary>
    public required ReviewAnswer? Review { get; init; }

    /// <summary>Receipt code of the returned piece in whose place it was handed in; null for none.</summary>
    public required string? Replaces { get; init; }

    /// <summary>The answer for a row.</summary>
    public static EvidenceAnswer Of(EvidenceRow row)
    {
        EvidenceForm form = row.Form;
        return new(
            row.Code, form.OccurredOn, form.DocumentNo, form.DocumentDate, form.Participants, form.Opinions, form.UnitsInspected, form.Place, form.LeadBody, form.Note,
            form.Fields, FileAnswer.Of(row), row.Count, row.Imported, row.ReceivedAt, row.RecordedAt, row.WithdrawnAt, row.WithdrawnReason)
        {
            Revision = row.FormHash,
            Submitter = row.Submitter?.Name,
            Review = row.Review is { } review ? ReviewAnswer.Of(review) : null,
            Replaces = row.Replaces,
        };
    }
}

/// <summary>An obligation with its standing, the reason for its due day, its evidence and its history.</summary>
/// <param name="Obligation">Its key {body}/{rule}/{period}.</param>
/// <param name="Body">Body id.</param>
/// <param name="BodyName">Body name.</param>
/// <param name="Unit">Unit code.</param>
/// <param name="UnitName">Unit name.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="RuleVersion">The version that binds it.</param>
/// <param name="Name">Rule name.</param>
/// <param name="Period">Period key.</param>
/// <param name="PeriodText">The period in words.</param>
/// <param name="Year">Its year on a board.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Status">Code of the status.</param>
/// <param name="Text">The status in words.</param>
/// <param name="Since">When it began.</param>
/// <param name="Next">When it may next change without anybody's doing.</param>
/// <param name="Done">How many count.</param>
/// <param name="Required">How many are asked.</param>
/// <param name="LateDays">Days it was fulfilled late.</param>
/// <param name="ReportedLateDays">Days it was reported late though done in time.</param>
/// <param name="Explanation">Why it is due that day, as parts and as a sentence.</param>
/// <param name="Evidence">All evidence by receipt.</param>
/// <param name="Transitions">All changes of status, oldest first.</param>
/// <param name="Reliefs">Extensions, waivers, exclusions and liftings, oldest first.</param>
/// <param name="Bindings">What bound it over time, oldest first; the last binds now.</param>
public sealed record ObligationAnswer(
    string Obligation, string Body, string BodyName, string Unit, string? UnitName, string Rule, int RuleVersion, string Name, string Period, string? PeriodText,
    int Year, DateOnly Opens, DateOnly Due, string Status, string Text, DateTimeOffset Since, DateTimeOffset? Next, int Done, int Required, int LateDays,
    int ReportedLateDays, ExplanationAnswer? Explanation, ImmutableArray<EvidenceAnswer> Evidence, ImmutableArray<TransitionAnswer> Transitions,
    ImmutableArray<ReliefAnswer> Reliefs, ImmutableArray<BindingAnswer> Bindings)
{
    /// <summary>The answer for an obligation of a body.</summary>
    public static ObligationAnswer Of(
        Configuration configuration, BodyFacts facts, ObligationRow row, IEnumerable<TransitionRow> transitions, IEnumerable<ReliefRow> reliefs, DateTimeOffset now, DateOnly today)
    {
        var (body, key) = (facts.Body, row.Key);
        var reading = ObligationReading.Of(configuration, facts, row, now);
        var standing = reading.Standing;
        return new(
            key.ToString(), body.Id, body.Name, body.Unit, configuration.Tree.Find(body.Unit)?.Name, key.Rule, row.RuleVersion, reading.Version?.Name ?? key.Rule,
            key.Period, Domain.Periods.Period.Parse(key.Period)?.Text, row.Year, row.Opens, row.Due, standing.Status.ToString(),
            StatusWords.Sentence(standing, row.Due, today), standing.Since, standing.Next, standing.Done, row.Required, standing.LateDays, standing.ReportedLateDays,
            reading.Explanation is { } explanation ? ExplanationAnswer.Of(explanation) : null,
            [.. facts.Evidence.Where(piece => piece.Obligation == row.Id).OrderBy(piece => piece.ReceivedAt).ThenBy(piece => piece.Code, StringComparer.Ordinal).Select(EvidenceAnswer.Of)],
            [.. transitions.Select(TransitionAnswer.Of)], [.. reliefs.Select(relief => ReliefAnswer.Of(key, relief))], BindingAnswer.Of(configuration, row));
    }
}
