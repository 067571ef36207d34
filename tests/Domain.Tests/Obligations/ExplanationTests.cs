using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Obligations;

public class ExplanationTests
{
    private static readonly WorkCalendar NewYear = Samples.Calendar(("2024-01-01", "Tết Dương lịch"));

    private static Explanation Of(RuleVersion rule, string period) => Explanation.Of(rule, Samples.Period(period), Samples.Terms(rule, period, NewYear), NewYear);

    public static TheoryData<string, string, string, string> Sentences => new()
    {
        { "MT-PB", "2023", "", "Hạn 31/12/2023: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; mốc kiểm tra 30/09; căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017." },
        { "MT-PB", "2023", "roll=next", "Hạn 02/01/2024: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; ngày 31/12/2023 là ngày nghỉ (Chủ nhật) nên lùi sang ngày làm việc tiếp theo 02/01/2024 (các ngày 01/01/2024 Tết Dương lịch cũng nghỉ); mốc kiểm tra 30/09; căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017." },
        { "MT-PB", "2023", "roll=previous", "Hạn 29/12/2023: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; ngày 31/12/2023 là ngày nghỉ (Chủ nhật) nên tính vào ngày làm việc liền trước 29/12/2023 (các ngày 30/12/2023 thứ Bảy cũng nghỉ); mốc kiểm tra 30/09; căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017." },
        { "MT-PB", "2023", "min_count=3", "Hạn 31/12/2023: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; số lượng ít nhất 3; mốc kiểm tra 30/09 (ít nhất 2); căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017." },
        { "HOI-BC-NAM", "2024", "inclusive=before", "Hạn 30/11/2024: Báo cáo tình hình tổ chức, hoạt động năm gửi chính quyền cùng cấp năm 2024, trước ngày 01/12; căn cứ NĐ 126/2024/NĐ-CP." },
        { "MT-CT-NAM", "2025", "", "Hạn 31/12/2024: Chương trình công tác năm trình cấp ủy năm 2025, chậm nhất ngày 31/12/2024; căn cứ Báo cáo 460-BC/HU ngày 06/9/2023, mục II.1." },
        { "MT-CT-NAM", "2025", "checkpoint=30/11", "Hạn 31/12/2024: Chương trình công tác năm trình cấp ủy năm 2025, chậm nhất ngày 31/12/2024; mốc kiểm tra 30/11/2024; căn cứ Báo cáo 460-BC/HU ngày 06/9/2023, mục II.1." },
        { "MT-CT-NAM", "2025", "inclusive=before;due=01/01+1", "Hạn 31/12/2024: Chương trình công tác năm trình cấp ủy năm 2025, trước ngày 01/01/2025; căn cứ Báo cáo 460-BC/HU ngày 06/9/2023, mục II.1." },
        { "HOI-KH-NAM", "2024", "", "Hạn 31/01/2024: Chương trình, kế hoạch hoạt động năm 2024, chậm nhất ngày 31/01; căn cứ Chỉ thị 17-CT/TW ngày 28/8/2012; chỉ thị của Ban Thường vụ Tỉnh ủy, điểm 3." },
        { "HOI-BC-TC", "2023", "", "Hạn 01/04/2024: Báo cáo tài chính, quyết toán năm 2023, chậm nhất ngày 31/03/2024; ngày 31/03/2024 là ngày nghỉ (Chủ nhật) nên lùi sang ngày làm việc tiếp theo 01/04/2024; căn cứ Luật Kế toán 2015." },
        { "MT-GS", "2023", "", "Hạn 31/12/2023: Giám sát theo Quyết định 217-QĐ/TW, năm 2023, chậm nhất ngày 31/12; mốc kiểm tra 30/09; căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017." },
        { "CU-NGHE", "2023-H2", "", "Hạn 31/01/2024: Ban Thường vụ cấp ủy nghe Khối dân vận và các hội báo cáo, kỳ 6 tháng cuối năm 2023, chậm nhất ngày 31/01/2024; căn cứ Báo cáo sơ kết Chỉ thị 17, mục II." },
        { "MT-BC-KY", "2024-Q3", "", "Hạn 05/09/2024: Báo cáo kết quả của MTTQ và đoàn thể: quý, 6 tháng, 9 tháng, năm, kỳ quý III/2024, chậm nhất ngày 05/09; căn cứ Báo cáo 460-BC/HU ngày 06/9/2023." },
    };

    [Theory, MemberData(nameof(Sentences))]
    public void The_due_day_is_explained_in_one_sentence(string code, string period, string changes, string sentence) =>
        Assert.Equal(sentence, Of(Samples.Rule(code, [.. changes.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(change => change.Split('=')).Select(pair => (pair[0], pair[1]))]), period).Sentence);

    [Fact]
    public void Its_parts_are_there_for_a_program()
    {
        var moved = Of(Samples.Rule("MT-PB", ("roll", "next")), "2023");

        Assert.Equal(("MT-PB", 1, new DateOnly(2024, 1, 2), new DateOnly(2023, 12, 31), "Chủ nhật"), (moved.Rule, moved.Version, moved.Due, moved.Named, moved.DayOff));
        Assert.Null(Of(Samples.Rule("MT-PB"), "2023").DayOff);
        Assert.Equal("Tết Dương lịch", Of(Samples.Rule("HOI-KH-NAM", ("roll", "next"), ("due", "01/01")), "2024").DayOff);
    }

    [Fact]
    public void Without_its_event_nothing_is_due_yet()
    {
        var explanation = Explanation.WithoutAnchor(Samples.Rule("HOI-DH-NK"));

        Assert.Equal("Đại hội nhiệm kỳ: chưa có mốc tính hạn; căn cứ NĐ 126/2024/NĐ-CP Điều 19; điều lệ hội (không quá 5 năm).", explanation.Sentence);
        Assert.Null(explanation.Due);
    }

    private static Explanation Bound(RuleVersion rule, string period, Func<Terms, Terms> terms, Adjustments adjustments) =>
        Explanation.Of(rule, Samples.Period(period), terms(Samples.Terms(rule, period, NewYear)), NewYear, adjustments);

    [Fact]
    public void An_extension_is_told_with_its_document() => Assert.Equal(
        "Hạn 31/01/2024: Hội nghị phản biện xã hội năm 2023, chậm nhất ngày 31/12; ngày 31/12/2023 là ngày nghỉ (Chủ nhật) nên lùi sang ngày làm việc tiếp theo 02/01/2024 (các ngày 01/01/2024 Tết Dương lịch cũng nghỉ); "
        + "được gia hạn đến 31/01/2024 theo văn bản số 45-CV/HU ngày 20/12/2023 của Huyện ủy; mốc kiểm tra 30/09; căn cứ Quyết định 217-QĐ/TW ngày 12/12/2013; NQLT 403/2017.",
        Bound(Samples.Rule("MT-PB", ("roll", "next")), "2023", terms => terms with { Due = new(2024, 1, 31), Extended = true },
            new(ExtendedTo: new(2024, 1, 31), Document: "văn bản số 45-CV/HU ngày 20/12/2023 của Huyện ủy")).Sentence);

    [Theory]
    [InlineData(Status.Waived, "văn bản số 46-CV/HU ngày 02/01/2024 của Huyện ủy", "; được miễn theo văn bản số 46-CV/HU ngày 02/01/2024 của Huyện ủy; căn cứ")]
    [InlineData(Status.Waived, null, "; được miễn; căn cứ")]
    [InlineData(Status.NotApplicable, "Xã chưa có hội (theo ý kiến của Ban Dân vận Huyện ủy)", "; không áp dụng: Xã chưa có hội (theo ý kiến của Ban Dân vận Huyện ủy); căn cứ")]
    public void What_is_not_asked_says_by_which_document_or_why(Status settled, string? document, string expected)
    {
        var sentence = Bound(Samples.Rule("MT-PB"), "2023", terms => terms with { Due = new(2024, 1, 31), Extended = true, Settled = settled }, new(ExtendedTo: new(2024, 1, 31), Document: document)).Sentence;

        Assert.Contains(expected, sentence, StringComparison.Ordinal);
        Assert.Contains("; được gia hạn đến 31/01/2024; mốc", sentence, StringComparison.Ordinal);     // the document is not the extension's
    }

    [Fact]
    public void Every_step_can_be_read_alone()
    {
        var rule = Samples.Rule("HOI-BC-NAM", ("inclusive", "before"), ("due", "01/12"), ("roll", "next"));
        var explanation = Bound(rule, "2024", terms => terms with { Due = new(2024, 12, 31), Extended = true }, new(ExtendedTo: new(2024, 12, 31), Document: "văn bản số 45-CV/HU ngày 20/11/2024 của Huyện ủy"));

        Assert.Equal(
            [
                "Quy tắc ghi trước ngày 01/12/2024.",
                "Phải xong trước ngày 01/12/2024 nên ngày cuối cùng còn đúng hạn là 30/11/2024.",
                "Ngày 30/11/2024 là ngày nghỉ (thứ Bảy) nên lùi sang ngày làm việc tiếp theo 02/12/2024 (các ngày 01/12/2024 Chủ nhật cũng nghỉ).",
                "Được gia hạn đến 31/12/2024 theo văn bản số 45-CV/HU ngày 20/11/2024 của Huyện ủy.",
            ],
            explanation.Lines);
        Assert.Equal(explanation.Steps.Length, explanation.Lines.Length);
    }
}
