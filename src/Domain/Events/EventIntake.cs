using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Events;

/// <summary>An event as somebody enters it.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _.</param>
/// <param name="Kind">Code of its kind.</param>
/// <param name="On">The day.</param>
/// <param name="Due">The deadline that a request names itself.</param>
/// <param name="Document">Number and day of its document.</param>
/// <param name="Note">Free text.</param>
public sealed record EventReport(string? SubmissionId, string? Kind, DateOnly? On, DateOnly? Due, string? Document, string? Note);

/// <summary>Which events are taken; only what cannot be true is refused.</summary>
public static class EventIntake
{
    private const int YearsAhead = 10;

    /// <summary>The first thing that cannot be true, or null.</summary>
    /// <param name="report">What was entered.</param>
    /// <param name="today">Today, local.</param>
    /// <param name="mayLieAhead">Whether its kind may be entered before its day.</param>
    public static Refusal? Check(EventReport report, DateOnly today, Func<EventKind, bool> mayLieAhead)
    {
        if (Intake.CheckSubmission(report.SubmissionId) is { } submission) return submission;
        if (EventKind.Find(report.Kind) is not { } kind)
            return Refusal.Invalid($"Không có loại sự kiện này. Đề nghị chọn một trong các loại: {string.Join(", ", EventKind.All.Select(one => $"{one.Code} ({Vietnamese.Uncapital(one.Label)})"))}.", "kind");
        if (report.On is not { } on) return Refusal.Invalid("Đề nghị ghi ngày của sự kiện.", "on");
        if (on.Year < 1900) return Refusal.Invalid($"{Vietnamese.Capital(kind.Phrase)} {Vietnamese.Date(on)} không hợp lệ: chỉ nhận từ năm 1900. Đề nghị ghi lại.", "on");
        if (on > today && !mayLieAhead(kind))
            return Refusal.Invalid($"{Vietnamese.Capital(kind.Phrase)} {Vietnamese.Date(on)} chưa đến; hôm nay là {Vietnamese.Date(today)}. Đề nghị ghi ngày đã diễn ra.", "on");
        if (on.Year > today.Year + YearsAhead) return Refusal.Invalid($"{Vietnamese.Capital(kind.Phrase)} {Vietnamese.Date(on)} quá xa: chỉ nhận trong {YearsAhead} năm tới. Đề nghị ghi lại.", "on");
        if (report.Due is { } due)
        {
            if (kind != EventKind.Request) return Refusal.Invalid($"Chỉ yêu cầu đột xuất mới ghi hạn riêng; hạn tính từ {kind.Phrase} do quy tắc quy định. Đề nghị bỏ trống ô hạn.", "due");
            if (due < on) return Refusal.Invalid($"Hạn {Vietnamese.Date(due)} đứng trước {kind.Phrase} {Vietnamese.Date(on)}. Đề nghị ghi lại hạn.", "due");
            if (due.Year > on.Year + YearsAhead) return Refusal.Invalid($"Hạn {Vietnamese.Date(due)} quá xa {kind.Phrase} {Vietnamese.Date(on)}. Đề nghị ghi lại hạn.", "due");
        }
        return Intake.CheckText("document", report.Document) ?? Intake.CheckText("note", report.Note);
    }
}
