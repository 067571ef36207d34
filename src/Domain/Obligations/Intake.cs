using System.Text.RegularExpressions;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Obligations;

/// <summary>What is handed in for an obligation, as far as it can be judged.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _.</param>
/// <param name="OccurredOn">The day it happened.</param>
/// <param name="DocumentDate">The day of its document.</param>
/// <param name="Counts">People, opinions, units inspected, by the name of their field.</param>
/// <param name="Texts">Every text, by the name of its field.</param>
public sealed record HandIn(
    string? SubmissionId, DateOnly? OccurredOn, DateOnly? DocumentDate,
    IReadOnlyDictionary<string, int?> Counts, IReadOnlyDictionary<string, string?> Texts);

/// <summary>Which evidence is taken. Late is always possible; only what cannot be true is refused.</summary>
public static partial class Intake
{
    /// <summary>Letters a note may have.</summary>
    public const int NoteLength = 2000;

    /// <summary>Letters any other text may have.</summary>
    public const int TextLength = 300;

    /// <summary>The largest number that can be meant.</summary>
    public const int LargestCount = 10_000_000;

    /// <summary>The first thing that cannot be true, or null.</summary>
    public static Refusal? Check(HandIn form, Period period, Terms terms, DateOnly today)
    {
        if (CheckSubmission(form.SubmissionId) is { } submission) return submission;
        if (form.OccurredOn > today)
            return Refusal.Invalid($"Ngày tổ chức {Vietnamese.Date(form.OccurredOn.Value)} chưa đến; hôm nay là {Vietnamese.Date(today)}. Đề nghị ghi ngày đã thực hiện.", "occurredOn");
        if (BeforePeriod(period, terms, form.OccurredOn, form.DocumentDate, today) is var (early, reason)) return Refusal.Invalid(reason, early);
        if (form.DocumentDate > today)
            return Refusal.Invalid($"Ngày văn bản {Vietnamese.Date(form.DocumentDate.Value)} chưa đến; hôm nay là {Vietnamese.Date(today)}. Đề nghị ghi lại ngày văn bản.", "documentDate");
        if (form.DocumentDate is { Year: < 1900 })
            return Refusal.Invalid("Ngày văn bản không hợp lệ. Đề nghị ghi lại theo dạng ngày/tháng/năm.", "documentDate");
        foreach (var (field, count) in form.Counts)
        {
            if (count < 0) return Refusal.Invalid($"{Fields.Label(field)} phải là số nguyên từ 0 trở lên.", field);
            if (count > LargestCount) return Refusal.Invalid($"{Fields.Label(field)} là {Vietnamese.Number(count.Value)}, lớn hơn mức tối đa {Vietnamese.Number(LargestCount)}. Đề nghị kiểm tra lại.", field);
        }
        foreach (var (field, text) in form.Texts)
            if (CheckText(field, text) is { } wrong) return wrong;
        return null;
    }

    /// <summary>Why an id of a submission is none, or null.</summary>
    public static Refusal? CheckSubmission(string? id) => id is not null && SubmissionIds().IsMatch(id)
        ? null
        : Refusal.Invalid("Mã lần gửi phải có từ 8 đến 64 ký tự, chỉ gồm chữ cái không dấu, chữ số, dấu - hoặc _.", "submissionId");

    /// <summary>Why a text cannot be taken, or null.</summary>
    public static Refusal? CheckText(string field, string? text)
    {
        var limit = field switch { "note" => NoteLength, "reason" => Review.ReasonLength, _ => TextLength };
        if (text?.Length > limit) return Refusal.Invalid($"{Fields.Label(field)} dài {Vietnamese.Number(text.Length)} ký tự; chỉ nhận tối đa {Vietnamese.Number(limit)} ký tự. Đề nghị rút gọn.", field);
        return text?.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) == true
            ? Refusal.Invalid($"{Fields.Label(field)} có ký tự điều khiển không in được. Đề nghị gõ lại.", field)
            : null;
    }

    /// <summary>Why a term cannot have ended with the very event it counts from, or null.</summary>
    public static Refusal? CheckTerm(RuleVersion version, Period period, DateOnly? occurredOn) =>
        version.Schedule is Schedule.Anchored { IsTerm: true } term && occurredOn == period.Start
            ? Refusal.Invalid($"{Vietnamese.Capital(term.Event.Phrase)} {Vietnamese.Date(period.Start)} là mốc bắt đầu của chính nhiệm kỳ này. Đề nghị ghi ngày của lần tiếp theo.", "occurredOn")
            : null;

    /// <summary>
    /// Why a thing cannot have been done for its period: the day it happened lies before it. Where that day decides and is unknown, the
    /// document's day stands for it, else the day of receipt.
    /// </summary>
    /// <returns>The field to blame and a sentence; null when nothing is wrong.</returns>
    public static (string Field, string Sentence)? BeforePeriod(Period period, Terms terms, DateOnly? occurredOn, DateOnly? documentDate, DateOnly receivedOn)
    {
        var first = terms.Earliest(period);
        var from = $"kỳ {period.Text} (từ {Vietnamese.Date(first)})";
        if (occurredOn is { } day)
            return day < first ? ("occurredOn", $"Ngày tổ chức {Vietnamese.Date(day)} nằm trước {from}. Đề nghị chọn đúng kỳ hoặc ghi lại ngày.") : null;
        if (terms.CountsFrom != CountsFrom.Occurred) return null;
        if (documentDate is { } document)
            return document < first ? ("documentDate", $"Chưa ghi ngày tổ chức nên tính theo ngày văn bản {Vietnamese.Date(document)}, nằm trước {from}. Đề nghị chọn đúng kỳ hoặc ghi ngày tổ chức.") : null;
        return receivedOn < first ? ("occurredOn", $"Hôm nay {Vietnamese.Date(receivedOn)} chưa đến {from}. Đề nghị gửi khi việc đã được thực hiện trong kỳ.") : null;
    }

    [GeneratedRegex(@"^[A-Za-z0-9_-]{8,64}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SubmissionIds();
}
