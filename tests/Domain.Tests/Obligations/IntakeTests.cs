using System.Collections.Immutable;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Obligations;

public class IntakeTests
{
    private static readonly HandIn Good = new("may-tinh-bang-01", new(2023, 12, 28), new(2023, 12, 29),
        ImmutableDictionary<string, int?>.Empty.Add("participants", 75).Add("opinions", null), ImmutableDictionary<string, string?>.Empty.Add("note", "Hội nghị tại xã Nà Tăm\nbuổi sáng").Add("place", null));

    private static Refusal? Check(HandIn form, string code = "MT-PB", string period = "2023", string today = "2024-01-05") =>
        Intake.Check(form, Samples.Period(period), Samples.Terms(Samples.Rule(code), period), Samples.Day(today));

    [Fact]
    public void What_can_be_true_is_taken_however_late()
    {
        Assert.Null(Check(Good));
        Assert.Null(Check(Good with { OccurredOn = new(2025, 3, 1) }, today: "2025-03-01"));
        Assert.Null(Check(Good with { OccurredOn = null, DocumentDate = null }));
        Assert.Null(Check(Good with { OccurredOn = new(2023, 1, 1) }));
        Assert.Null(Check(Good with { OccurredOn = new(2024, 10, 1), DocumentDate = null }, "MT-CT-NAM", "2025", "2024-10-05"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("ngắn")]
    [InlineData("1234567")]
    [InlineData("12345678\n")]
    [InlineData("có dấu cách 1")]
    public void A_submission_without_a_proper_id_is_refused(string? id)
    {
        var refusal = Assert.IsType<Refusal>(Check(Good with { SubmissionId = id }));
        Assert.Equal((RefusalKind.Invalid, "submissionId"), (refusal.Kind, refusal.Field));
    }

    public static TheoryData<string, string> Days => new()
    {
        { "2024-01-06", "Ngày tổ chức 06/01/2024 chưa đến; hôm nay là 05/01/2024. Đề nghị ghi ngày đã thực hiện." },
        { "2022-12-31", "Ngày tổ chức 31/12/2022 nằm trước kỳ năm 2023 (từ 01/01/2023). Đề nghị chọn đúng kỳ hoặc ghi lại ngày." },
    };

    [Theory, MemberData(nameof(Days))]
    public void A_day_that_cannot_be_is_refused_with_what_to_do(string occurred, string sentence) =>
        Assert.Equal(new(RefusalKind.Invalid, sentence, "occurredOn"), Check(Good with { OccurredOn = Samples.Day(occurred) }));

    [Fact]
    public void A_documents_day_to_come_or_out_of_mind_is_refused()
    {
        Assert.Equal("Ngày văn bản 06/01/2024 chưa đến; hôm nay là 05/01/2024. Đề nghị ghi lại ngày văn bản.", Check(Good with { DocumentDate = new(2024, 1, 6) })!.Sentence);
        Assert.Equal("documentDate", Check(Good with { DocumentDate = new(203, 9, 6) })!.Field);
        Assert.Null(Check(Good with { DocumentDate = new(1994, 12, 31) }));
    }

    [Fact]
    public void A_count_is_a_whole_number_from_0()
    {
        Assert.Null(Check(Good with { Counts = Good.Counts.ToImmutableDictionary().SetItem("participants", 0) }));
        Assert.Equal(new(RefusalKind.Invalid, "Số lượt người phải là số nguyên từ 0 trở lên.", "participants"), Check(Good with { Counts = Good.Counts.ToImmutableDictionary().SetItem("participants", -1) }));
        Assert.Equal(new(RefusalKind.Invalid, "Số ý kiến là 10.000.001, lớn hơn mức tối đa 10.000.000. Đề nghị kiểm tra lại.", "opinions"),
            Check(Good with { Counts = Good.Counts.ToImmutableDictionary().SetItem("opinions", 10_000_001) }));
    }

    [Fact]
    public void A_text_is_short_and_printable()
    {
        Assert.Equal(new(RefusalKind.Invalid, "Địa điểm dài 301 ký tự; chỉ nhận tối đa 300 ký tự. Đề nghị rút gọn.", "place"), Check(Text("place", new('a', 301))));
        Assert.Null(Check(Text("place", new('a', 300))));
        Assert.Null(Check(Text("note", new('a', 2000))));
        Assert.Equal("Ghi chú dài 2.001 ký tự; chỉ nhận tối đa 2.000 ký tự. Đề nghị rút gọn.", Check(Text("note", new('a', 2001)))!.Sentence);
        Assert.Equal("place", Check(Text("place", "Nhà văn hóa\0"))!.Field);

        static HandIn Text(string field, string text) => Good with { Texts = Good.Texts.ToImmutableDictionary().SetItem(field, text) };
    }
}
