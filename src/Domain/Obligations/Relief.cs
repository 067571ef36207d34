using HoiQC.Domain.Words;

namespace HoiQC.Domain.Obligations;

/// <summary>What a decision changes about one obligation.</summary>
public enum ReliefKind
{
    /// <summary>Gia hạn: due on a later day.</summary>
    Extension,

    /// <summary>Miễn: not asked of this body in this period.</summary>
    Waiver,

    /// <summary>Không áp dụng: never meant this body in this period.</summary>
    NotApplicable,

    /// <summary>The newest of the others is taken back.</summary>
    Lifted,
}

/// <summary>A decision about one obligation, with the document that says so.</summary>
/// <param name="SubmissionId">Made on the device: 8–64 letters, digits, - or _.</param>
/// <param name="Kind">What it changes.</param>
/// <param name="Until">For an extension, the last day in time; else null.</param>
/// <param name="DocumentNo">Number and symbol of the document.</param>
/// <param name="DocumentDate">The document's day.</param>
/// <param name="Reason">Why, 1–500 letters.</param>
/// <param name="GrantedBy">Who decided.</param>
public sealed record Relief(string? SubmissionId, ReliefKind Kind, DateOnly? Until, string? DocumentNo, DateOnly? DocumentDate, string? Reason, string? GrantedBy)
{
    /// <summary>Letters a reason may have.</summary>
    public const int ReasonLength = 500;

    /// <summary>Years an extension may reach beyond the present due day: more is a slip of the pen.</summary>
    public const int MostYears = 10;

    /// <summary>Whether a document must be named: what moves or removes a duty needs one, what never applied or is taken back a reason alone.</summary>
    public static bool AsksDocument(ReliefKind kind) => kind is ReliefKind.Extension or ReliefKind.Waiver;

    /// <summary>What is wrong with the decision in itself, each at its field; nothing when it makes sense.</summary>
    /// <param name="today">The day it is handed in.</param>
    public IEnumerable<Refusal> Faults(DateOnly today)
    {
        if (Intake.CheckSubmission(SubmissionId) is { } submission) yield return submission;
        if (Kind == ReliefKind.Extension && Until is null) yield return Refusal.Invalid("Đề nghị ghi ngày được gia hạn đến.", "until");
        if (Kind != ReliefKind.Extension && Until is not null) yield return Refusal.Invalid("Chỉ ghi ngày này khi gia hạn. Đề nghị bỏ trống.", "until");

        if (DocumentNo is null && AsksDocument(Kind)) yield return Refusal.Invalid("Đề nghị ghi số, ký hiệu văn bản cho phép.", "documentNo");
        else if (Written(DocumentNo, Intake.TextLength) is { } number) yield return Refusal.Invalid($"Số, ký hiệu văn bản {number}", "documentNo");

        if (DocumentDate is null && (AsksDocument(Kind) || DocumentNo is not null)) yield return Refusal.Invalid("Đề nghị ghi ngày của văn bản.", "documentDate");
        else if (DocumentDate > today)
            yield return Refusal.Invalid($"Ngày văn bản {Vietnamese.Date(DocumentDate.Value)} chưa đến; hôm nay là {Vietnamese.Date(today)}. Đề nghị ghi lại ngày văn bản.", "documentDate");
        else if (DocumentDate is { Year: < 1900 }) yield return Refusal.Invalid("Ngày văn bản không hợp lệ. Đề nghị ghi lại theo dạng ngày/tháng/năm.", "documentDate");

        if (GrantedBy is null) yield return Refusal.Invalid("Đề nghị ghi cơ quan hoặc người quyết định.", "grantedBy");
        else if (Written(GrantedBy, Intake.TextLength) is { } by) yield return Refusal.Invalid($"Cơ quan hoặc người quyết định {by}", "grantedBy");

        if (Reason is null) yield return Refusal.Invalid($"Đề nghị ghi lý do, từ 1 đến {ReasonLength} ký tự.", "reason");
        else if (Written(Reason, ReasonLength) is { } why) yield return Refusal.Invalid($"Lý do {why}", "reason");
    }

    /// <summary>Why it cannot be done with the obligation as it stands; null when it can.</summary>
    /// <param name="status">How it stands now.</param>
    /// <param name="terms">What binds it now.</param>
    /// <param name="inForce">The relief that holds now and may be lifted; null for none.</param>
    public Refusal? Against(Status status, Terms terms, ReliefKind? inForce)
    {
        if (Kind == ReliefKind.Lifted && inForce is null) return Refusal.Conflict("Nghĩa vụ này không có gia hạn, miễn hay không áp dụng nào để bỏ. Đề nghị xem lại trang của nghĩa vụ.");
        if (status.IsFulfilled()) return Refusal.Conflict("Nghĩa vụ này đã hoàn thành nên không thể gia hạn, miễn hay thay đổi quyết định. Nếu minh chứng gửi nhầm, đề nghị rút minh chứng trước.");
        if (Kind == ReliefKind.Lifted) return null;
        if (inForce is ReliefKind.Waiver or ReliefKind.NotApplicable)
            return Refusal.Conflict($"Nghĩa vụ này {(inForce == ReliefKind.Waiver ? "đã được miễn" : "đã được ghi không áp dụng")}. Muốn quyết định khác, đề nghị bỏ quyết định đó trước.");
        if (status == Status.NotApplicable || terms.Settled is not null) return Refusal.Conflict("Nghĩa vụ này không còn áp dụng nên không cần gia hạn hay miễn.");
        if (Kind != ReliefKind.Extension) return null;
        if (Until <= terms.Due)
            return Refusal.Invalid($"Ngày gia hạn {Vietnamese.Date(Until.Value)} phải sau hạn hiện nay là {Vietnamese.Date(terms.Due)}. Đề nghị ghi ngày muộn hơn.", "until");
        return Until > terms.Due.AddYears(MostYears)
            ? Refusal.Invalid($"Ngày gia hạn {Vietnamese.Date(Until!.Value)} muộn hơn hạn hiện nay quá {MostYears} năm. Đề nghị kiểm tra lại năm.", "until")
            : null;
    }

    /// <summary>The document in words: "văn bản số 45-CV/HU ngày 20/12/2023 của Huyện ủy"; where there is none, who decided and why.</summary>
    public string Words
    {
        get
        {
            var why = Reason!.TrimEnd('.', ' ');
            if (DocumentNo is not { } number) return $"{why} (theo ý kiến của {GrantedBy})";
            var document = $"{(number.Contains(' ', StringComparison.Ordinal) ? number : "văn bản số " + number)} ngày {Vietnamese.Date(DocumentDate!.Value)} của {GrantedBy}";
            return Kind == ReliefKind.NotApplicable ? $"{why} (theo {document})" : document;
        }
    }

    private static string? Written(string? text, int most) => text switch
    {
        null => null,
        _ when text.Length > most => $"dài {Vietnamese.Number(text.Length)} ký tự; chỉ nhận tối đa {Vietnamese.Number(most)} ký tự. Đề nghị rút gọn.",
        _ when text.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')) => "có ký tự điều khiển không in được. Đề nghị gõ lại.",
        _ => null,
    };
}
