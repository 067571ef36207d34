using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Obligations;

public class ReliefTests
{
    private static readonly DateOnly Today = new(2024, 1, 5);

    private static readonly Terms Criticism = Samples.Terms(Samples.Rule("MT-PB"), "2023");

    private static readonly Relief Extension = new(
        "gia-han-0001", ReliefKind.Extension, new(2024, 1, 31), "45-CV/HU", new(2023, 12, 20), "Xã Khun Há bị mưa lũ.", "Ban Thường vụ Huyện ủy Tam Đường");

    private static readonly Relief Waiver = Extension with { Kind = ReliefKind.Waiver, Until = null };

    private static readonly Relief Exclusion = new("khong-ad-0001", ReliefKind.NotApplicable, null, null, null, "Xã chưa có hội", "Ban Dân vận Huyện ủy");

    public static TheoryData<string, Relief, string?, string?> Asked => new()
    {
        { "an extension with all it needs", Extension, null, null },
        { "a waiver with all it needs", Waiver, null, null },
        { "what does not apply needs no document", Exclusion, null, null },
        { "a document of today", Extension with { DocumentDate = Today }, null, null },
        { "no submission id", Extension with { SubmissionId = null }, "submissionId", Intake.CheckSubmission(null)!.Sentence },
        { "no day", Extension with { Until = null }, "until", "Đề nghị ghi ngày được gia hạn đến." },
        { "a day for a waiver", Waiver with { Until = new(2024, 1, 31) }, "until", "Chỉ ghi ngày này khi gia hạn. Đề nghị bỏ trống." },
        { "no document", Extension with { DocumentNo = null }, "documentNo", "Đề nghị ghi số, ký hiệu văn bản cho phép." },
        { "no document for a waiver", Waiver with { DocumentNo = null }, "documentNo", "Đề nghị ghi số, ký hiệu văn bản cho phép." },
        { "a document without end", Extension with { DocumentNo = new('5', 301) }, "documentNo", "Số, ký hiệu văn bản dài 301 ký tự; chỉ nhận tối đa 300 ký tự. Đề nghị rút gọn." },
        { "no day of the document", Waiver with { DocumentDate = null }, "documentDate", "Đề nghị ghi ngày của văn bản." },
        { "a document without its day", Exclusion with { DocumentNo = "12/TB" }, "documentDate", "Đề nghị ghi ngày của văn bản." },
        { "a document of tomorrow", Extension with { DocumentDate = Today.AddDays(1) }, "documentDate", "Ngày văn bản 06/01/2024 chưa đến; hôm nay là 05/01/2024. Đề nghị ghi lại ngày văn bản." },
        { "a document of long ago", Extension with { DocumentDate = new(1023, 12, 20) }, "documentDate", "Ngày văn bản không hợp lệ. Đề nghị ghi lại theo dạng ngày/tháng/năm." },
        { "nobody", Exclusion with { GrantedBy = null }, "grantedBy", "Đề nghị ghi cơ quan hoặc người quyết định." },
        { "no reason", Exclusion with { Reason = null }, "reason", "Đề nghị ghi lý do, từ 1 đến 500 ký tự." },
        { "500 letters of reason", Exclusion with { Reason = new('ă', 500) }, null, null },
        { "501 letters of reason", Exclusion with { Reason = new('ă', 501) }, "reason", "Lý do dài 501 ký tự; chỉ nhận tối đa 500 ký tự. Đề nghị rút gọn." },
        { "half a bell", Exclusion with { Reason = "Xã\a" }, "reason", "Lý do có ký tự điều khiển không in được. Đề nghị gõ lại." },
    };

    [Theory, MemberData(nameof(Asked))]
    public void What_makes_no_sense_is_refused_at_its_field(string what, Relief relief, string? field, string? sentence)
    {
        var faults = relief.Faults(Today).ToList();

        Assert.True(field is null ? faults.Count == 0 : faults is [var only] && (only.Field, only.Sentence) == (field, sentence), $"{what}: {string.Join("; ", faults)}");
    }

    [Fact]
    public void An_empty_form_is_told_everything_it_lacks_at_once() => Assert.Equal(
        ["submissionId", "until", "documentNo", "documentDate", "grantedBy", "reason"], new Relief(null, ReliefKind.Extension, null, null, null, null, null).Faults(Today).Select(fault => fault.Field));

    public static TheoryData<Relief, Status, ReliefKind?, RefusalKind?, string?> Standings => new()
    {
        // asked          status               in force                 refused             field
        { Extension,      Status.Open,          null,                    null,               null },
        { Extension,      Status.Dormant,       null,                    null,               null },
        { Extension,      Status.Escalated,     null,                    null,               null },
        { Extension,      Status.Extended,      ReliefKind.Extension,    null,               null },
        { Extension,      Status.Fulfilled,     null,                    RefusalKind.Conflict, null },
        { Extension,      Status.FulfilledLate, null,                    RefusalKind.Conflict, null },
        { Extension,      Status.Waived,        ReliefKind.Waiver,       RefusalKind.Conflict, null },
        { Extension,      Status.NotApplicable, ReliefKind.NotApplicable, RefusalKind.Conflict, null },
        { Extension,      Status.NotApplicable, null,                    RefusalKind.Conflict, null },
        { Waiver,         Status.Overdue,       null,                    null,               null },
        { Waiver,         Status.Extended,      ReliefKind.Extension,    null,               null },
        { Waiver,         Status.Waived,        ReliefKind.Waiver,       RefusalKind.Conflict, null },
        { Exclusion,      Status.Waived,        ReliefKind.Waiver,       RefusalKind.Conflict, null },
        { Exclusion,      Status.Fulfilled,     null,                    RefusalKind.Conflict, null },
        { Exclusion with { Kind = ReliefKind.Lifted }, Status.Waived,    ReliefKind.Waiver,    null, null },
        { Exclusion with { Kind = ReliefKind.Lifted }, Status.Overdue,   ReliefKind.Extension, null, null },
        { Exclusion with { Kind = ReliefKind.Lifted }, Status.Fulfilled, ReliefKind.Extension, RefusalKind.Conflict, null },
        { Exclusion with { Kind = ReliefKind.Lifted }, Status.Open,      null,                 RefusalKind.Conflict, null },
        { Extension with { Until = Criticism.Due },             Status.Open, null, RefusalKind.Invalid, "until" },
        { Extension with { Until = Criticism.Due.AddDays(1) },  Status.Open, null, null,                null },
        { Extension with { Until = new(2033, 12, 31) },         Status.Open, null, null,                null },
        { Extension with { Until = new(2034, 1, 1) },           Status.Open, null, RefusalKind.Invalid, "until" },
        { Extension with { Until = DateOnly.MaxValue },         Status.Open, null, RefusalKind.Invalid, "until" },
    };

    [Theory, MemberData(nameof(Standings))]
    public void What_is_closed_or_moves_no_day_is_refused(Relief relief, Status status, ReliefKind? inForce, RefusalKind? refused, string? field)
    {
        var refusal = relief.Against(status, Criticism with { Settled = inForce is ReliefKind.Waiver or ReliefKind.NotApplicable ? status : null }, inForce);

        Assert.Equal((refused, field), (refusal?.Kind, refusal?.Field));
        if (refusal is not null) Assert.EndsWith(".", refusal.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void An_extension_that_is_none_says_both_days() => Assert.Equal(
        "Ngày gia hạn 31/12/2023 phải sau hạn hiện nay là 31/12/2023. Đề nghị ghi ngày muộn hơn.", (Extension with { Until = Criticism.Due }).Against(Status.Open, Criticism, null)!.Sentence);

    [Fact]
    public void The_document_is_said_as_it_is_cited()
    {
        Assert.Equal("văn bản số 45-CV/HU ngày 20/12/2023 của Ban Thường vụ Huyện ủy Tam Đường", Extension.Words);
        Assert.Equal("Công văn số 45-CV/HU ngày 20/12/2023 của Huyện ủy", (Extension with { DocumentNo = "Công văn số 45-CV/HU", GrantedBy = "Huyện ủy" }).Words);
        Assert.Equal("Xã chưa có hội (theo ý kiến của Ban Dân vận Huyện ủy)", Exclusion.Words);
        Assert.Equal("Xã chưa có hội (theo văn bản số 12/TB ngày 04/01/2024 của Huyện ủy)", (Exclusion with { DocumentNo = "12/TB", DocumentDate = new(2024, 1, 4), GrantedBy = "Huyện ủy" }).Words);
    }

    [Theory]
    [InlineData(ReliefKind.Extension, null, "Gia hạn")]
    [InlineData(ReliefKind.Waiver, null, "Miễn")]
    [InlineData(ReliefKind.NotApplicable, null, "Không áp dụng")]
    [InlineData(ReliefKind.Lifted, ReliefKind.Extension, "Bỏ gia hạn")]
    [InlineData(ReliefKind.Lifted, ReliefKind.Waiver, "Bỏ miễn")]
    [InlineData(ReliefKind.Lifted, ReliefKind.NotApplicable, "Bỏ không áp dụng")]
    public void Each_has_its_name(ReliefKind kind, ReliefKind? lifts, string name) => Assert.Equal(name, ReliefWords.Name(kind, lifts));
}
