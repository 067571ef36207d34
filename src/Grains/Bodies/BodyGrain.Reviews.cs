using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Bodies;

/// <content>Evidence that is accepted or returned.</content>
internal abstract partial class BodyGrain
{
    public async Task<ReviewAnswer> Review(ReviewForm form, Actor by)
    {
        FailPoint.Reach(FailPoint.Arrived);
        if (!Enum.TryParse<Verdict>(form.Outcome, out var verdict) || verdict is not (Verdict.Accepted or Verdict.Returned))
            throw new ArgumentException($"There is no review that comes to {form.Outcome}.", nameof(form));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            ForgetIfConfigured();
            _facts = await ledger.Facts(Id);    // a decision of state is never refused from memory
            if (_facts?.Evidence.FirstOrDefault(piece => piece.Code == form.Code) is not { } piece)
                return Undecided(Refusal.Unknown($"Không có minh chứng mang mã {form.Code} của tổ chức này. Đề nghị xem lại mã trên giấy báo nhận."));
            var row = _facts.Obligations.First(candidate => candidate.Id == piece.Obligation);
            var reason = form.Reason?.Trim() is { Length: > 0 } told ? told : null;
            if (piece.Review is { } done && done.Verdict == verdict && (verdict == Verdict.Accepted || done.Reason == reason)) return new(ReviewedOf(piece, row), null, Repeated: true);
            if (Against(piece, row, verdict, reason, form, by) is { } refusal) return Undecided(refusal);

            var now = Latest(clock.Now, row.RecordedUpTo);
            var reviewed = piece with { Review = new(verdict, now, new(by.Account, by.Name), reason, row.RuleVersion) };
            var facts = _facts;
            if (await Save(facts, row, new Change(now, by) { Reviewed = reviewed, Bind = configuration => verdict == Verdict.Returned ? BoundByReturn(configuration, facts, row, piece, now) : null }) is { } saved) return new(ReviewedOf(reviewed, saved), null, Repeated: false);
        }
        throw new InvalidOperationException($"The review of {form.Code} of {Id} met a conflict {Attempts} times.");
    }

    /// <summary>What forbids the review of a piece by somebody who saw it as the form says; null for nothing.</summary>
    private static Refusal? Against(EvidenceRow piece, ObligationRow row, Verdict verdict, string? reason, ReviewForm form, Actor by)
    {
        if (piece.WithdrawnAt is { } gone) return Refusal.Conflict($"Minh chứng {piece.Code} đã được rút lại lúc {Vietnamese.Instant(gone)}, không cần duyệt nữa.");
        if (piece.Review is not { } review) return Refusal.Conflict($"Minh chứng {piece.Code} đã được ghi nhận ngay khi nhận, không phải duyệt.");
        if (review is { At: { } at, By: { } decider })
            return Refusal.Conflict($"Minh chứng {piece.Code} đã được {decider.Name} {(review.Verdict == Verdict.Accepted ? "chấp nhận" : "trả lại")} lúc {Vietnamese.Instant(at)}. "
                + (review.Verdict == Verdict.Accepted ? "Nếu nhầm, đề nghị tổ chức rút minh chứng." : "Đề nghị chờ tổ chức nộp lại."));
        if (by.Account.Length > 0 && by.Account == piece.Submitter?.Account)
            return Refusal.Conflict("Người gửi không được tự duyệt minh chứng của mình. Đề nghị người duyệt khác, hoặc người duyệt của cấp trên trực tiếp.");
        if (verdict == Verdict.Returned && reason is null) return Refusal.Invalid($"Đề nghị ghi lý do trả lại, từ 1 đến {Domain.Obligations.Review.ReasonLength} ký tự.", "reason");
        if (Intake.CheckText("reason", reason) is { } unfit) return unfit;
        if (form.Revision != piece.FormHash) return Refusal.Conflict($"Nội dung minh chứng {piece.Code} không phải là nội dung bạn đã xem. Đề nghị mở lại minh chứng rồi quyết định.");
        return form.RuleVersion == row.RuleVersion
            ? null
            : Refusal.Conflict($"Nghĩa vụ này nay theo phiên bản {row.RuleVersion} của quy tắc {row.Key.Rule}, khác phiên bản bạn đã xem. Đề nghị mở lại minh chứng rồi quyết định.");
    }

    /// <summary>What a return binds the obligation to; null where its due day stays.</summary>
    private BindingRow? BoundByReturn(Configuration.Configuration configuration, BodyFacts facts, ObligationRow row, EvidenceRow piece, DateTimeOffset now)
    {
        var supplement = Supplement.Of(
            configuration.CourseOf(row, facts.Body.LastDay), facts.EvidenceOf(row), piece.ToEvidence(), now, configuration.CalendarOf(row.Bound.Calendar), review.Value.WorkingDays);
        return supplement is null ? null : row.BindBy(supplement, piece.Code, now);
    }

    /// <summary>The piece that was returned last and not yet replaced: what is handed in next stands in its place.</summary>
    private static string? Replaced(ImmutableArray<EvidenceRow> evidence, ObligationRow row) => evidence.LastOrDefault(
        piece => piece.Obligation == row.Id && piece is { WithdrawnAt: null, Review.Verdict: Verdict.Returned } && !evidence.Any(other => other.Replaces == piece.Code && other.WithdrawnAt is null))?.Code;

    private Reviewed ReviewedOf(EvidenceRow piece, ObligationRow row) => new(
        piece.Code, piece.Review!.Verdict.ToString(), piece.Review.At!.Value, row.Due, row.Standing.Status.ToString(), StatusWords.Sentence(row.Standing, row.Due, clock.Today));

    private static ReviewAnswer Undecided(Refusal refusal) => new(null, Record(refusal), Repeated: false);
}
