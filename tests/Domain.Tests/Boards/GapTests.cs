using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Units;

namespace HoiQC.Domain.Tests.Boards;

public class GapTests
{
    private static Line Line(int done, int required = 1, Status status = Status.Behind) =>
        Domain.Boards.Line.Of(new(done >= required ? Status.Fulfilled : status, Samples.At("2023-01-01"), null, done, 0, 0), new(2023, 12, 31), required);

    private static Owing Owes(Unit unit, Line line, string kind = "FrontBloc", string name = "MTTQ và các đoàn thể") => new($"{unit.Code}-{kind}", $"{name} {unit.Name}", unit.Code, unit.ShortName, line);

    private static Gap Missing(string code, params string[] shortNames) =>
        Gap.Compose(Samples.Rule(code), Samples.Communes.Reverse().Select(unit => Owes(unit, Line(shortNames.Contains(unit.ShortName) ? 0 : 1))));

    [Fact]
    public void On_6_September_2023_the_sentences_are_the_reports()
    {
        var criticism = Missing("MT-PB", "Thị trấn", "Khun Há", "Thèn Sin", "Bản Giang", "Nùng Nàng");

        Assert.Equal("còn 5/13 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)", criticism.Sentence);
        Assert.Equal((5, 13), (criticism.N, criticism.Of));
        Assert.Equal(["3390-FrontBloc", "3394-FrontBloc", "3415-FrontBloc", "3418-FrontBloc", "3430-FrontBloc"], criticism.List.Select(one => one.Id));
        Assert.Equal("còn 3/13 xã MTTQ và các đoàn thể chưa thực hiện giám sát theo Quyết định 217-QĐ/TW (Tả Lèng, Giang Ma, Khun Há)", Missing("MT-GS", "Tả Lèng", "Khun Há", "Giang Ma").Sentence);
    }

    [Fact]
    public void A_unit_that_owes_it_more_than_once_is_named_by_its_bodies()
    {
        var gap = Gap.Compose(Samples.Rule("MT-GS-H"),
        [
            Owes(Samples.District, Line(0), "WomensUnion", "Hội LHPN"), Owes(Samples.District, Line(1), "FatherlandFront", "Ủy ban MTTQ Việt Nam"),
            Owes(Samples.District, Line(0), "TradeUnion", "Liên đoàn Lao động"), Owes(Samples.Province, Line(0), "FatherlandFront", "Ủy ban MTTQ Việt Nam"),
        ]);

        Assert.Equal("còn 3/4 tổ chức cấp huyện, cấp tỉnh chưa thực hiện giám sát (Lai Châu, Liên đoàn Lao động Huyện Tam Đường, Hội LHPN Huyện Tam Đường)", gap.Sentence);
    }

    [Fact]
    public void Those_with_some_but_not_enough_follow()
    {
        Unit[] units = [.. Samples.Communes.Take(4)];
        var gap = Gap.Compose(Samples.Rule("MT-PB", ("min_count", "3")), [Owes(units[0], Line(2, 3)), Owes(units[1], Line(0, 3)), Owes(units[2], Line(3, 3)), Owes(units[3], Line(1, 3))]);

        Assert.Equal("còn 3/4 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thèn Sin; chưa đủ: Thị trấn 2/3, Giang Ma 1/3)", gap.Sentence);
        Assert.Equal(["Thèn Sin", "Thị trấn", "Giang Ma"], gap.List.Select(one => one.Name));
        Assert.Equal("còn 1/1 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (chưa đủ: Giang Ma 1/3)", Gap.Compose(Samples.Rule("MT-PB"), [Owes(units[3], Line(1, 3))]).Sentence);
    }

    [Fact]
    public void Those_whose_evidence_waits_for_review_are_named_as_waiting()
    {
        Unit[] units = [.. Samples.Communes.Take(4)];
        var gap = Gap.Compose(Samples.Rule("MT-PB", ("min_count", "3")), [Owes(units[0], Line(1, 3, Status.Submitted)), Owes(units[1], Line(0, 3)), Owes(units[2], Line(3, 3)), Owes(units[3], Line(1, 3))]);

        Assert.Equal("còn 3/4 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thèn Sin; chưa đủ: Giang Ma 1/3; chờ duyệt: Thị trấn)", gap.Sentence);
        Assert.Equal(["Thèn Sin", "Giang Ma", "Thị trấn"], gap.List.Select(one => one.Name));
        Assert.Equal("còn 1/1 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (chờ duyệt: Thèn Sin)", Gap.Compose(Samples.Rule("MT-PB"), [Owes(units[1], Line(0, 1, Status.Submitted))]).Sentence);
    }

    [Fact]
    public void Of_several_periods_it_is_said_how_many_are_fulfilled()
    {
        var unit = Samples.Communes[0];
        var gap = Gap.Compose(Samples.Rule("CU-NGHE"), [Owes(unit, Line(2) + Line(0)), Owes(Samples.Communes[1], Line(0) + Line(0))]);

        Assert.Equal("còn 2/2 Đảng ủy chưa nghe Khối dân vận và các hội báo cáo (Thèn Sin; chưa đủ: Thị trấn 1/2 kỳ)", gap.Sentence);
    }

    [Fact]
    public void What_is_outside_the_denominator_is_not_spoken_of()
    {
        var gap = Gap.Compose(Samples.Rule("MT-PB"), [Owes(Samples.Communes[0], Line(0)), Owes(Samples.Communes[1], Line(0, status: Status.NotApplicable)), Owes(Samples.Communes[2], Domain.Boards.Line.NoData)]);

        Assert.Equal((1, 1, "còn 1/1 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn)"), (gap.N, gap.Of, gap.Sentence));
    }

    public static TheoryData<string, string> AllHave => new()
    {
        { "HOI-KH-NAM", "tất cả 13/13 hội đã có chương trình, kế hoạch hoạt động năm" },
        { "HOI-BC-NAM", "tất cả 13/13 hội đã báo cáo năm với chính quyền cùng cấp" },
        { "HOI-BC-6T", "tất cả 13/13 hội đã báo cáo với cấp ủy, Khối dân vận" },
        { "HOI-DH-NK", "tất cả 13/13 hội hết nhiệm kỳ đã tổ chức đại hội" },
        { "HOI-DH-BC", "tất cả 13/13 hội đã gửi hồ sơ báo cáo trước đại hội" },
        { "UB-DH-YK", "tất cả 13/13 UBND đã có ý kiến bằng văn bản về đại hội của hội" },
        { "HOI-DH-KQ", "tất cả 13/13 hội đã báo cáo kết quả đại hội" },
        { "HOI-BC-TC", "tất cả 13/13 hội đã nộp báo cáo tài chính năm" },
        { "HOI-HV", "tất cả 13/13 hội đã cập nhật số lượng hội viên, chi hội" },
        { "HOI-BCH", "tất cả 13/13 hội đã họp Ban Chấp hành theo định kỳ" },
        { "HOI-DG", "tất cả 13/13 UBND đã đánh giá, xếp loại hội" },
        { "MT-CT-NAM", "tất cả 13/13 tổ chức đã trình chương trình công tác năm" },
        { "CU-YK-CT", "tất cả 13/13 cấp ủy đã có ý kiến về chương trình công tác năm của MTTQ và các đoàn thể" },
        { "MT-KH-GSPB", "tất cả 13/13 Ủy ban MTTQ đã có kế hoạch giám sát, phản biện xã hội năm" },
        { "MT-GS", "tất cả 13/13 xã MTTQ và các đoàn thể đã thực hiện giám sát theo Quyết định 217-QĐ/TW" },
        { "MT-PB", "tất cả 13/13 xã MTTQ và các đoàn thể đã tổ chức hội nghị phản biện xã hội" },
        { "MT-PB-H", "tất cả 13/13 Ủy ban MTTQ cấp huyện, cấp tỉnh đã tổ chức hội nghị phản biện xã hội" },
        { "MT-GS-H", "tất cả 13/13 tổ chức cấp huyện, cấp tỉnh đã thực hiện giám sát" },
        { "MT-BC-KY", "tất cả 13/13 tổ chức đã gửi báo cáo kỳ" },
        { "MT-DDK", "tất cả 13/13 xã đã tổ chức Ngày hội Đại đoàn kết toàn dân tộc" },
        { "MT-DH-NK", "tất cả 13/13 tổ chức hết nhiệm kỳ đã tổ chức đại hội" },
        { "UB-DT", "tất cả 13/13 xã Chủ tịch UBND đã đối thoại với Nhân dân" },
        { "UB-DT-H", "tất cả 13/13 huyện Chủ tịch UBND đã đối thoại với Nhân dân" },
        { "UB-DT-TB", "tất cả 13/13 xã đã thông báo trước cuộc đối thoại" },
        { "UB-DT-KQ", "tất cả 13/13 xã đã công khai kết quả đối thoại" },
        { "CU-DT", "tất cả 13/13 nơi người đứng đầu cấp ủy đã đối thoại với Nhân dân" },
        { "CU-NGHE", "tất cả 13/13 Đảng ủy đã nghe Khối dân vận và các hội báo cáo" },
        { "CU-SKTK", "tất cả 13/13 cấp ủy đã sơ kết, tổng kết văn bản" },
        { "BDV-BC", "tất cả 13/13 kỳ Ban Dân vận đã báo cáo tình hình hội quần chúng" },
        { "BDV-HN", "tất cả 13/13 nơi đã tổ chức hội nghị tổng kết công tác hội" },
    };

    [Theory, MemberData(nameof(AllHave))]
    public void With_nobody_left_it_says_that_all_have(string code, string sentence)
    {
        var gap = Missing(code);

        Assert.Equal((0, 13, sentence), (gap.N, gap.Of, gap.Sentence));
        Assert.Empty(gap.List);
    }

    [Fact]
    public void Every_template_of_the_pack_has_its_sentence_for_all() => Assert.Equal(Samples.Codes, AllHave.Select(row => row.Data.Item1));

    [Fact]
    public void A_template_in_other_words_still_says_that_all_have() =>
        Assert.Equal("tất cả 1/1 đã hoàn thành: Hội nghị phản biện xã hội",
            Gap.Compose(Samples.Rule("MT-PB", ("gap", "{n} trên {N} xã còn thiếu: {list}")), [Owes(Samples.Communes[0], Line(1))]).Sentence);

    [Fact]
    public void With_nobody_owing_it_says_that_none_is_due()
    {
        var gap = Gap.Compose(Samples.Rule("MT-PB"), [Owes(Samples.Communes[0], Line(0, status: Status.Dormant))]);

        Assert.Equal((0, 0, "Chưa có nơi nào đến kỳ phải thực hiện: Hội nghị phản biện xã hội."), (gap.N, gap.Of, gap.Sentence));
        Assert.Equal(gap.Sentence, Gap.Compose(Samples.Rule("MT-PB"), []).Sentence);
    }

    [Fact]
    public void Great_numbers_are_written_with_points()
    {
        var gap = Gap.Compose(Samples.Rule("MT-PB"), Enumerable.Range(1, 3321).Select(n => new Owing($"{n}", "", $"{n}", $"xã {n}", Line(n <= 1682 ? 0 : 1))));

        Assert.StartsWith("còn 1.682/3.321 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (xã 1, xã 2, xã 3,", gap.Sentence, StringComparison.Ordinal);
    }
}
