using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Bodies;

/// <content>Extensions, waivers, "không áp dụng", and taking them back.</content>
internal abstract partial class BodyGrain
{
    public async Task<GrantAnswer> Grant(ReliefForm form, Actor by)
    {
        if (!Enum.TryParse<ReliefKind>(form.Kind, out var kind) || !Enum.IsDefined(kind)) throw new ArgumentException($"There is no relief of kind {form.Kind}.", nameof(form));
        var relief = new Relief(form.SubmissionId, kind, form.Until, form.DocumentNo, form.DocumentDate, form.Reason, form.GrantedBy);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            ForgetIfConfigured();
            if (await Repetition(form, relief) is { } known) return known;
            if (await TryGrant(form, relief, by) is { } answer) return answer;
        }
        throw new InvalidOperationException($"A relief for {Id}/{form.Rule}/{form.Period} met a conflict {Attempts} times.");
    }

    /// <summary>The answer given before to the same submission, or a refusal where the id stands for something else.</summary>
    private async Task<GrantAnswer?> Repetition(ReliefForm form, Relief relief)
    {
        if (form.SubmissionId is null || await ledger.FindRelief(form.SubmissionId) is not { } known) return null;
        if (known.Key != new ObligationKey(Id, form.Rule, form.Period) || known.Row.Terms != relief)
            return Declined(Refusal.Conflict("Mã lần gửi này đã dùng cho một nội dung khác. Đề nghị mở lại biểu mẫu để gửi với mã mới."));
        _facts = await ledger.Facts(Id);
        return new(GrantedOf(known.Row, _facts!.Find(form.Rule, form.Period)!), null, Repeated: true);
    }

    /// <summary>One attempt; null when the rows or the configuration changed under it.</summary>
    private async Task<GrantAnswer?> TryGrant(ReliefForm form, Relief relief, Actor by)
    {
        _facts = await ledger.Facts(Id);    // a decision of state is never refused from memory
        if (_facts is not { } facts) return Declined(Refusal.Unknown($"Không có tổ chức mang mã {Id}."));
        if (facts.Find(form.Rule, form.Period) is not { } row)
            return Declined(Refusal.Unknown($"{facts.Body.Name} không có nghĩa vụ {form.Rule} kỳ {form.Period}. Đề nghị chọn một nghĩa vụ trên trang của tổ chức."));

        var now = Latest(clock.Now, row.RecordedUpTo);
        var course = node.Current.CourseOf(row, facts.Body.LastDay);
        var standing = Ladder.Read(course, facts.EvidenceOf(row), now);
        var inForce = row.Bound.InForce();
        if ((relief.Faults(clock.Today).FirstOrDefault() ?? relief.Against(standing.Status, course.Newest, inForce)) is { } refusal) return Declined(refusal);

        var granted = new ReliefRow(ReceiptCode.New(), row.Id, relief, relief.Kind == ReliefKind.Lifted ? inForce : null, now);
        return await Save(facts, row, new Change(now, by) { Relief = granted, Bind = configuration => configuration.Bind(row, granted) }) is { } saved ? new(GrantedOf(granted, saved), null, Repeated: false) : null;
    }

    private Granted GrantedOf(ReliefRow relief, ObligationRow row) => new(
        relief.Id, relief.Terms.Kind.ToString(), relief.Lifts?.ToString(), row.Due, row.Standing.Status.ToString(),
        StatusWords.Sentence(row.Standing, row.Due, clock.Today), relief.RecordedAt);

    private static GrantAnswer Declined(Refusal refusal) => new(null, Record(refusal), Repeated: false);
}
