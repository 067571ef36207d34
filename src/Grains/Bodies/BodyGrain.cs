using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using Microsoft.Extensions.Options;

namespace HoiQC.Grains.Bodies;

/// <summary>Decides with the domain, saves once, then tells the unit's board. Its memory is a cache of its rows; the row is the arbiter.</summary>
internal abstract partial class BodyGrain(ILedger ledger, INodeConfiguration node, VietnamClock clock, IOptions<ReviewPolicy> review) : Grain, IBodyGrain
{
    private const int Attempts = 8;
    private BodyFacts? _facts;
    private long _configuration;

    private string Id => this.GetPrimaryKeyString();

    public async Task<SubmitAnswer> Submit(EvidenceForm form, Actor by)
    {
        FailPoint.Reach(FailPoint.Arrived);
        using var trace = HandInMeasures.Begin(form.Rule);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            ForgetIfConfigured();
            // Most are new, and the save itself finds one that is known: only what was not saved is looked up.
            var answer = await TrySubmit(form, by);
            if (answer?.Receipt is null) answer = await Repetition(form) ?? answer;
            if (answer is not null) return HandInMeasures.Count(answer);
        }
        throw new InvalidOperationException($"Evidence for {Id}/{form.Rule}/{form.Period} met a conflict {Attempts} times.");
    }

    public async Task<RefusalRecord?> Withdraw(string receiptCode, string reason, Actor by)
    {
        if (reason.Trim() is not { Length: > 0 and <= 500 } told)
            return Record(Refusal.Invalid("Đề nghị ghi lý do rút minh chứng, từ 1 đến 500 ký tự.", "reason"));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            ForgetIfConfigured();
            if (_facts?.Evidence.Any(piece => piece.Code == receiptCode) != true) _facts = await ledger.Facts(Id);
            if (_facts?.Evidence.FirstOrDefault(piece => piece.Code == receiptCode) is not { } evidence)
                return Record(Refusal.Unknown($"Không có minh chứng mang mã {receiptCode} của tổ chức này. Đề nghị xem lại mã trên giấy báo nhận."));
            if (evidence.WithdrawnAt is not null) return null;
            var row = _facts.Obligations.First(candidate => candidate.Id == evidence.Obligation);
            var now = Latest(clock.Now, row.RecordedUpTo);
            if (await Save(_facts, row, new Change(now, by) { Withdrawn = evidence with { WithdrawnAt = now, WithdrawnReason = told } }) is not null) return null;
        }
        throw new InvalidOperationException($"Withdrawing {receiptCode} of {Id} met a conflict {Attempts} times.");
    }

    /// <summary>Another configuration may give the body another last day.</summary>
    private void ForgetIfConfigured()
    {
        if (_configuration == node.Current.Version) return;
        _configuration = node.Current.Version;
        _facts = null;
    }

    /// <summary>The answer given before to the same submission, or a refusal where the id stands for something else.</summary>
    private async Task<SubmitAnswer?> Repetition(EvidenceForm form)
    {
        if (form.SubmissionId is null || await ledger.FindSubmission(form.SubmissionId) is not var (evidence, key)) return null;
        if (key != new ObligationKey(Id, form.Rule, form.Period) || evidence.FormHash != FormHash.Of(form))
            return Refused(Refusal.Conflict("Mã lần gửi này đã dùng cho một nội dung khác. Đề nghị mở lại biểu mẫu để gửi với mã mới.") with { Field = "submissionId" });
        _facts = await ledger.Facts(Id);
        return new(ReceiptOf(evidence, _facts!.Find(form.Rule, form.Period)!), null, Repeated: true);
    }

    /// <summary>One attempt; null when the rows or the configuration changed under it.</summary>
    private async Task<SubmitAnswer?> TrySubmit(EvidenceForm form, Actor by)
    {
        // A row that memory does not know may have been made since: nothing is refused from memory alone.
        if (_facts?.Find(form.Rule, form.Period) is null) _facts = await ledger.Facts(Id);
        if (_facts is not { } facts) return Refused(Refusal.Unknown($"Không có tổ chức mang mã {Id}."));
        if (facts.Find(form.Rule, form.Period) is not { } row || Period.Parse(form.Period) is not { } period)
            return Refused(Refusal.Unknown($"{facts.Body.Name} không có nghĩa vụ {form.Rule} kỳ {form.Period}. Đề nghị chọn một nghĩa vụ trên trang của tổ chức."));

        var now = Latest(clock.Now, row.RecordedUpTo);
        var refusal = Intake.Check(HandInOf(form), period, node.Current.CourseOf(row, facts.Body.LastDay).Newest, clock.Today)
            ?? (node.Current.VersionOf(row) is { } version ? Intake.CheckTerm(version, period, form.OccurredOn) : null);
        if (refusal is not null) return Refused(refusal);

        var evidence = new EvidenceRow(ReceiptCode.New(), row.Id, form, FormHash.Of(form), Count: 1, Imported: false, now, now, null, null)
        {
            Submitter = new(by.Account, by.Name),
            Review = review.Value.Required ? ReviewRow.Pending : null,
            Replaces = Replaced(facts.Evidence, row),
        };
        return await Save(facts, row, new Change(now, by) { Received = evidence }) is { } saved ? new(ReceiptOf(evidence, saved), null, Repeated: false) : null;
    }

    /// <summary>A new fact about one obligation.</summary>
    private sealed record Change(DateTimeOffset Now, Actor By)
    {
        public EvidenceRow? Received { get; init; }

        public EvidenceRow? Withdrawn { get; init; }

        public EvidenceRow? Reviewed { get; init; }

        public ReliefRow? Relief { get; init; }

        /// <summary>What it binds the obligation to; null where that stays.</summary>
        public Func<Configuration.Configuration, BindingRow?>? Bind { get; init; }
    }

    /// <summary>Brings the obligation up to now with the new fact, in one transaction; then tells. Null on a conflict, with memory dropped.</summary>
    private async Task<ObligationRow?> Save(BodyFacts facts, ObligationRow row, Change change)
    {
        var configuration = node.Current;
        var bound = change.Bind?.Invoke(configuration);
        var course = configuration.CourseOf(bound is null ? row : row.Rebound(bound), facts.Body.LastDay);
        var known = change.Withdrawn ?? change.Reviewed;
        ImmutableArray<EvidenceRow> pieces = [.. facts.Evidence.Select(piece => piece.Code == known?.Code ? known : piece), .. new[] { change.Received }.OfType<EvidenceRow>()];
        var counted = pieces.Where(piece => piece.Obligation == row.Id).Select(piece => piece.ToEvidence()).ToList();
        var progress = Ladder.Advance(course, counted, row.Standing.Status, row.RecordedUpTo, change.Now);

        Recorded recorded;
        try
        {
            recorded = await ledger.Record(new(row, facts.Body.Unit, configuration.Version, progress, change.Now, change.Received, change.Withdrawn)
            {
                Reviewed = change.Reviewed,
                Bound = bound,
                Relief = change.Relief,
                By = change.By,
            });
        }
        catch
        {
            _facts = null;      // what the disk says is not known now
            throw;
        }
        if (recorded is not { Outcome: Outcome.Saved, Row: { } saved })
        {
            _facts = null;
            if (recorded.Outcome == Outcome.Conflict) await node.Refresh();
            return null;
        }
        FailPoint.Reach(FailPoint.Committed);
        // What followed may be rows of this very body.
        _facts = recorded.Touched.IsEmpty ? facts with { Obligations = facts.Obligations.Replace(row, saved), Evidence = pieces } : null;
        FailPoint.Reach(FailPoint.BeforeBoard);
        await Tell([(facts.Body.Unit, saved.Year), .. recorded.Touched], recorded.Number);
        return saved;
    }

    private async Task Tell(ImmutableArray<(string Unit, int Year)> touched, long number)
    {
        using var trace = Measures.Traces.StartActivity("tell boards");
        foreach (var (unit, year) in touched.Distinct()) await GrainFactory.GetGrain<IBoardGrain>(unit).Changed(year, number);
    }

    private Receipt ReceiptOf(EvidenceRow evidence, ObligationRow row) => new(
        evidence.Code, row.Key.Body, row.Key.Rule, row.Key.Period, evidence.Form.SubmissionId, evidence.ReceivedAt,
        row.Standing.Status.ToString(), StatusWords.Sentence(row.Standing, row.Due, clock.Today), evidence.Form.Files);

    private static HandIn HandInOf(EvidenceForm form)
    {
        var counts = new Dictionary<string, int?>(StringComparer.Ordinal)
        {
            ["participants"] = form.Participants,
            ["opinions"] = form.Opinions,
            ["unitsInspected"] = form.UnitsInspected,
        };
        var texts = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["documentNo"] = form.DocumentNo,
            ["place"] = form.Place,
            ["leadBody"] = form.LeadBody,
            ["note"] = form.Note,
        };
        foreach (var (field, text) in form.Fields)
        {
            texts[field] = text;
            if (Fields.IsCount(field) && text.Length > 0) counts[field] = Fields.Whole(text) ?? -1;
        }
        return new(form.SubmissionId, form.OccurredOn, form.DocumentDate, counts, texts);
    }

    private static DateTimeOffset Latest(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static SubmitAnswer Refused(Refusal refusal) => new(null, Record(refusal), Repeated: false);

    private static RefusalRecord Record(Refusal refusal) => new(refusal.Kind.ToString(), refusal.Sentence, refusal.Field);
}

/// <summary>Speaks for an association.</summary>
internal sealed class AssociationGrain(ILedger ledger, INodeConfiguration node, VietnamClock clock, IOptions<ReviewPolicy> review) : BodyGrain(ledger, node, clock, review), IAssociationGrain;

/// <summary>Speaks for a committee or a bloc.</summary>
internal sealed class CommitteeGrain(ILedger ledger, INodeConfiguration node, VietnamClock clock, IOptions<ReviewPolicy> review) : BodyGrain(ledger, node, clock, review), ICommitteeGrain;
