using System.Collections.Immutable;
using HoiQC.Domain.Events;
using HoiQC.Domain.Words;
using HoiQC.Domain;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Bodies;

/// <content>Events that are entered by hand; those that evidence is come with it.</content>
internal abstract partial class BodyGrain
{
    public async Task<EventAnswer> Report(EventForm form, Actor by)
    {
        FailPoint.Reach(FailPoint.Arrived);
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            if (form.SubmissionId is not null && await ledger.FindEvent(form.SubmissionId) is var (known, opened))
                return Same(known, form) ? new(known.Id, Keys(opened), null, Repeated: true) : Refused(Refusal.Conflict("Mã lần gửi này đã dùng cho một nội dung khác. Đề nghị mở lại biểu mẫu để gửi với mã mới."), null);
            if (await TryReport(form, by) is { } answer) return answer;
        }
        throw new InvalidOperationException($"The event {form.Kind} of {Id} met a conflict {Attempts} times.");
    }

    public async Task<RefusalRecord?> WithdrawEvent(string id, string reason, Actor by)
    {
        if (reason.Trim() is not { Length: > 0 and <= 500 } told) return Record(Refusal.Invalid("Đề nghị ghi lý do rút sự kiện, từ 1 đến 500 ký tự.", "reason"));
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            _facts = await ledger.Facts(Id);
            if (_facts?.Events.FirstOrDefault(one => one.Id == id) is not { } entered) return Record(Refusal.Unknown($"Tổ chức này không có sự kiện mang mã {id}. Đề nghị xem lại mã trên trang của tổ chức."));
            if (!entered.Stands) return null;
            if (entered.Evidence is { } code) return Record(Refusal.Conflict($"Sự kiện này được xác nhận bằng minh chứng {code}. Đề nghị rút minh chứng đó trước."));
            var recorded = await ledger.Withdraw(entered with { WithdrawnAt = clock.Now, WithdrawnReason = told }, node.Current.Version, by);
            if (await Done(recorded)) return null;
        }
        throw new InvalidOperationException($"Withdrawing event {id} of {Id} met a conflict {Attempts} times.");
    }

    /// <summary>One attempt; null when something changed under it.</summary>
    private async Task<EventAnswer?> TryReport(EventForm form, Actor by)
    {
        ForgetIfConfigured();
        _facts ??= await ledger.Facts(Id);
        if (_facts?.Body is not { } body) return Refused(Refusal.Unknown($"Không có tổ chức mang mã {Id}."), null);
        var (configuration, now) = (node.Current, clock.Now);
        var owes = configuration.Owing(body);
        var report = new EventReport(form.SubmissionId, form.Kind, form.On, form.Due, form.Document, form.Note);
        if (EventIntake.Check(report, clock.Today, kind => EventOpenings.MayLieAhead(configuration.Book, kind, owes)) is { } refusal) return Refused(refusal, null);
        var (kind, on) = (EventKind.Find(form.Kind)!, form.On!.Value);
        if (body.LastDay < on)
            return Refused(Refusal.Conflict($"{body.Name} đã kết thúc ngày {Vietnamese.Date(body.LastDay.Value)}, trước {kind.Phrase} {Vietnamese.Date(on)}. Đề nghị ghi lại ngày hoặc chọn tổ chức kế tục."), null);

        var entered = new EventRow(EventKind.Mark + ReceiptCode.New(), body.Id, body.Unit, form.Kind, on, form.Due, null, form.SubmissionId, form.Document ?? "", form.Note ?? "", now, null, null);
        var recorded = await ledger.Report(entered, configuration.Version, by);
        switch (recorded.Outcome)
        {
            case Outcome.EventKnown when recorded.Known is { } known:
                return Refused(Refusal.Conflict($"Sự kiện “{kind.Label}” ngày {Vietnamese.Date(on)} của {body.Name} đã được ghi, mã {known.Id}. Không cần ghi lại."), known.Id);
            case Outcome.OpensNothing:
                return Refused(Refusal.Invalid($"Không có quy tắc nào đang áp dụng cho {body.Name} hoặc đơn vị của tổ chức này mà tính hạn từ {kind.Phrase} {Vietnamese.Date(on)}. Đề nghị chọn loại sự kiện khác, hoặc bật quy tắc trước.", "kind"), null);
            case Outcome.DeadlineMissing:
                return Refused(Refusal.Invalid("Quy tắc này không định sẵn hạn. Đề nghị ghi hạn trong yêu cầu.", "due"), null);
            default:
                return await Done(recorded) ? new(entered.Id, Keys(recorded.Opened), null, Repeated: false) : null;
        }
    }

    /// <summary>Tells after a commit; false after a conflict, with memory dropped.</summary>
    private async Task<bool> Done(RecordedEvent recorded)
    {
        _facts = null;
        if (recorded.Outcome != Outcome.Saved)
        {
            if (recorded.Outcome == Outcome.Conflict) await node.Refresh();
            return false;
        }
        FailPoint.Reach(FailPoint.Committed);
        FailPoint.Reach(FailPoint.BeforeBoard);
        await Tell(recorded.Touched, recorded.Number);
        return true;
    }

    private bool Same(EventRow known, EventForm form) =>
        (known.Body, known.Kind, known.On, known.Due, known.Document, known.Note) == (Id, form.Kind, form.On, form.Due, form.Document ?? "", form.Note ?? "");

    private static ImmutableArray<string> Keys(ImmutableArray<ObligationKey> opened) => [.. opened.Select(key => key.ToString())];

    private static EventAnswer Refused(Refusal refusal, string? known) => new(known, [], Record(refusal), Repeated: false);
}
