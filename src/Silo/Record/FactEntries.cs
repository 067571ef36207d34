using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Silo.Record;

/// <summary>
/// What the record says of changes of facts: one entry for each, however much followed from it in its transaction. Evidence is named by its receipt and by the hash of its
/// form, so that a form altered afterwards gives itself away.
/// </summary>
internal static class FactEntries
{
    /// <summary>The entry of a decision about an obligation; null where only the clock moved on, which the journal of transitions keeps.</summary>
    /// <param name="decision">The decision, saved.</param>
    /// <param name="saved">The row as it is stored now.</param>
    public static RecordEntry? Of(Decision decision, ObligationRow saved) => decision switch
    {
        { Received: { } received } => Entry("evidence.submitted", decision, received.Code, new { status = Before(decision) }, new
        {
            status = After(saved),
            received.Form.OccurredOn,
            received.Form.DocumentNo,
            received.Form.DocumentDate,
            received.FormHash,
            review = received.Review?.Verdict.ToString(),
        }),
        { Reviewed: { Review: { } review } reviewed } => Entry(
            review.Verdict == Verdict.Accepted ? "evidence.accepted" : "evidence.returned", decision, reviewed.Code, new { status = Before(decision), decision.Row.Due },
            new { status = After(saved), saved.Due, review.Reason, review.RuleVersion, reviewed.FormHash }),
        { Withdrawn: { } withdrawn } => Entry("evidence.withdrawn", decision, withdrawn.Code,
            new { status = Before(decision), withdrawn.Form.DocumentNo, withdrawn.FormHash }, new { status = After(saved), reason = withdrawn.WithdrawnReason }),
        { Relief: { } relief } => Entry(WhatOf(relief.Terms.Kind), decision, relief.Id, new { status = Before(decision), decision.Row.Due }, new
        {
            status = After(saved),
            saved.Due,
            lifts = relief.Lifts?.ToString(),
            relief.Terms.DocumentNo,
            relief.Terms.DocumentDate,
            relief.Terms.GrantedBy,
            relief.Terms.Reason,
        }),
        _ => null,
    };

    /// <summary>An event that was entered by hand, with what it opened.</summary>
    public static RecordEntry Entered(EventRow entered, IEnumerable<ObligationKey> opened) => new(
        "event.entered", SubjectOf(entered), entered.Unit, null,
        RecordJson.Of(new { entered.Document, entered.Due, note = Given(entered.Note), opened = opened.Select(key => key.ToString()).ToImmutableArray() }));

    /// <summary>An event that was taken back.</summary>
    public static RecordEntry Withdrawn(EventRow withdrawn) => new(
        "event.withdrawn", SubjectOf(withdrawn), withdrawn.Unit, RecordJson.Of(new { withdrawn.Document, withdrawn.Due, note = Given(withdrawn.Note) }), RecordJson.Of(new { reason = withdrawn.WithdrawnReason }));

    /// <summary>A call to a body.</summary>
    public static RecordEntry Called(CallRow call, string? unit) => new("call.recorded", call.Body, unit, null, RecordJson.Of(new { call.On, call.Caller, note = Given(call.Note) }));

    /// <summary>Somebody has seen the reminders of a body.</summary>
    public static RecordEntry Seen(string body, string? unit, string by) => new("reminder.seen", body, unit, null, RecordJson.Of(new { by }));

    private static RecordEntry Entry<TOld, TNew>(string what, Decision decision, string code, TOld old, TNew @new) =>
        new(what, $"{decision.Row.Key}#{code}", decision.Unit, RecordJson.Of(old), RecordJson.Of(@new));

    private static string SubjectOf(EventRow row) => $"{row.Body}/{row.Kind}/{row.On:yyyy-MM-dd}#{row.Id}";

    private static string WhatOf(ReliefKind kind) => kind switch
    {
        ReliefKind.Extension => "relief.extended",
        ReliefKind.Waiver => "relief.waived",
        ReliefKind.NotApplicable => "relief.excluded",
        _ => "relief.lifted",
    };

    private static string Before(Decision decision) => decision.Row.Standing.Status.ToString();

    private static string After(ObligationRow saved) => saved.Standing.Status.ToString();

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
