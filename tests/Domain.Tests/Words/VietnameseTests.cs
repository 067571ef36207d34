using FsCheck.Fluent;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Words;

public class VietnameseTests
{
    [Theory]
    [InlineData("Bản Hon", "ban hon")]
    [InlineData("  BẢN   HON ", "ban hon")]
    [InlineData("Xã Thèn Sin", "xa then sin")]
    [InlineData("Đường Nùng Nàng", "duong nung nang")]
    [InlineData("đĐ ưỰ ơỞ ăẶ âẬ êỆ ôỘ ýỴ", "dd uu oo aa aa ee oo yy")]
    [InlineData("Ba\u0309n\u00a0Hon", "ban hon")]
    [InlineData("217-QĐ/TW", "217-qd/tw")]
    [InlineData("", "")]
    [InlineData(" ", "")]
    public void Searches_do_not_mind_diacritics_case_or_spaces(string text, string folded) => Assert.Equal(folded, Vietnamese.Fold(text));

    [Fact]
    public void Folding_twice_is_folding_once() => Laws.Hold(
        Gen.Elements("Bản Hon", " Đ", "Ủy ban", "\t", "Tả  Lèng", "ợ", "X").ListOf().Select(string.Concat), text => Vietnamese.Fold(Vietnamese.Fold(text)) == Vietnamese.Fold(text));

    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(1682, "1.682")]
    [InlineData(1234567, "1.234.567")]
    [InlineData(-1682, "-1.682")]
    public void Numbers_have_points(long number, string text) => Assert.Equal(text, Vietnamese.Number(number));

    [Fact]
    public void Days_and_instants_are_local_and_in_Vietnamese_order()
    {
        Assert.Equal("05/01/2024", Vietnamese.Date(new(2024, 1, 5)));
        Assert.Equal("05/01", Vietnamese.DayMonth(new(2024, 1, 5)));
        Assert.Equal("00:00, 01/01/2024", Vietnamese.Instant(new(2023, 12, 31, 17, 0, 0, TimeSpan.Zero)));
        Assert.Equal("08:14:05, 05/01/2024", Vietnamese.InstantWithSeconds(new(2024, 1, 5, 1, 14, 5, TimeSpan.Zero)));
    }

    [Fact]
    public void Capitals_are_Vietnamese_too()
    {
        Assert.Equal("Đã hoàn thành", Vietnamese.Capital("đã hoàn thành"));
        Assert.Equal("ủy ban MTTQ", Vietnamese.Uncapital("Ủy ban MTTQ"));
        Assert.Equal("UBND cấp xã", Vietnamese.Uncapital("UBND cấp xã"));
        Assert.Equal("", Vietnamese.Capital(Vietnamese.Uncapital("")));
    }

    [Fact]
    public void Names_are_sorted_as_a_Vietnamese_reader_expects() =>
        Assert.Equal(["An", "Ân", "Bản Bo", "Bản Hon", "Dân", "Đảng", "Xã"], new[] { "Xã", "Đảng", "Bản Hon", "Ân", "Dân", "An", "Bản Bo" }.Order(Vietnamese.Sort));

    [Fact]
    public void Every_field_of_the_packs_forms_has_its_Vietnamese_label() =>
        Assert.All(Samples.Pack.SelectMany(row => row["evidence"].Split('|')).Distinct(), field => Assert.NotEqual(field, Fields.Label(field)));

    [Theory]
    [InlineData("occurred_on", "Ngày tổ chức")]
    [InlineData("documentNo", "Số, ký hiệu văn bản")]
    [InlineData("participants", "Số lượt người")]
    [InlineData("unitsInspected", "Số đơn vị được giám sát")]
    [InlineData("draftDocument", "Dự thảo được phản biện")]
    [InlineData("executiveCommittee", "Ban Chấp hành")]
    [InlineData("plannedSupervisions", "Số cuộc giám sát theo kế hoạch")]
    public void A_field_is_called_the_same_by_the_pack_and_the_API(string field, string label)
    {
        Assert.Equal(label, Fields.Label(field));
        Assert.Equal(Fields.Label(field), Fields.Label(System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(field)));
    }

    [Fact]
    public void A_field_is_a_count_or_a_day_or_a_text()
    {
        Assert.Equal(["participants", "opinions", "units_inspected", "members", "chapters", "planned_supervisions", "planned_conferences", "associations_heard"],
            Samples.Pack.SelectMany(row => row["evidence"].Split('|')).Distinct().Where(Fields.IsCount).OrderBy(field => Array.IndexOf(["participants", "opinions", "units_inspected", "members", "chapters", "planned_supervisions", "planned_conferences", "associations_heard"], field)));
        Assert.Equal(["document_date", "occurred_on"], Samples.Pack.SelectMany(row => row["evidence"].Split('|')).Distinct().Where(Fields.IsDay).Order());
    }
}
