using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

/// <summary>Rules that contradict themselves, each refused at its column with a sentence that says what to do.</summary>
public class ContradictionTests
{
    public static TheoryData<string, string, string, string> Cases => new()
    {
        // rule        change                                            column            part of the sentence
        { "MT-PB", "checkpoint=31/12", "checkpoint", "trước hạn của một kỳ" },
        { "MT-PB", "checkpoint=;checkpoints=31/12:1", "checkpoints", "trước hạn của một kỳ" },
        { "MT-PB", "due=30/09;checkpoint=31/10", "checkpoint", "trước hạn của một kỳ" },
        { "MT-PB", "due=28/02;checkpoint=29/02", "checkpoint", "29/02" },
        { "MT-PB", "due=29/02;checkpoint=28/02", "checkpoint", "28/02" },
        { "MT-PB", "checkpoint=30/09:2", "checkpoint", "nhiều hơn số lượng ít nhất" },
        { "MT-PB", "checkpoint=30/09;checkpoints=30/06", "checkpoints", "cả hai cột" },
        { "MT-PB", "checkpoint=30/09|30/9:1", "checkpoint", "hai mốc kiểm tra cùng ngày" },
        { "MT-PB", "checkpoint=28/02|29/02", "checkpoint", "hai mốc kiểm tra cùng ngày" },
        { "MT-PB", "min_count=0", "min_count", "tắt quy tắc" },
        { "MT-PB", "min_count=0;checkpoint=", "min_count", "từ 1 đến 1000" },
        { "HOI-BC-6T", "due=10/06|10/06", "due", "trước ngày bắt đầu" },
        { "MT-PB", "opens=31/12;due=30/12;checkpoint=", "opens", "sau hạn 30/12/2023" },
        { "MT-PB", "opens=29/02;due=28/02;checkpoint=", "opens", "29/02/2024" },
        { "MT-PB", "opens=01/12|02/12", "opens", "cần 1 ngày" },
        { "MT-BC-KY", "cutoff=20/03|05/06|31/08|11/12", "cutoff", "sau hạn 10/12/2023" },
        { "MT-BC-KY", "cutoff=20/03|05/06|30/06|05/12", "cutoff", "trước khi kỳ này bắt đầu" },
        { "MT-BC-KY", "cutoff=20/03", "cutoff", "cần 4 ngày" },
        { "MT-PB", "basis_until=năm 2025", "basis_until", "không phải là một ngày có thật" },
        { "MT-PB", "basis_until=2025-02-30", "basis_until", "không phải là một ngày có thật" },
        { "MT-PB", "valid_from=2024-11-26;basis_until=2024-11-25", "basis_until", "trước ngày quy tắc có hiệu lực 26/11/2024" },
        { "MT-PB", "basis_until=2022-12-31", "basis_until", "trước ngày quy tắc có hiệu lực 01/01/2023" },
        { "MT-PB", "territory=106, 3390", "territory", "mã đơn vị" },
        { "MT-PB", "territory=106|xã Bản Hon", "territory", "mã đơn vị" },
        { "MT-PB", "levels=commune|hamlet", "levels", "Không có cấp “hamlet”" },
        { "MT-PB", "special_status=maybe", "special_status", "chỉ nhận: yes, no" },
        { "MT-PB", "grace_days=367", "grace_days", "từ 0 đến 366" },
        { "MT-PB", "grace_days=-1", "grace_days", "từ 0 đến 366" },
        { "MT-PB", "notice_days=367", "notice_days", "từ 0 đến 366" },
        { "MT-PB", "reminders=-3661", "reminders", "từ -3660 đến 3660" },
        { "MT-PB", "reminders=+3661", "reminders", "từ -3660 đến 3660" },
        { "MT-PB", "quantity_from=MT-PB.planned_conferences@FatherlandFront", "quantity_from", "một quy tắc khác" },
        { "MT-PB", "quantity_from=kế hoạch", "quantity_from", "nguồn số lượng" },
        { "MT-PB", "period=14/12..14/12", "period", "ngày liền trước" },
        { "MT-PB", "period=01/01..31/12", "period", "Đề nghị ghi “year”" },
        { "HOI-DH-NK", "due=5Y after party", "due", "Không có loại sự kiện “party”" },
        { "HOI-DH-NK", "due=5Y before congress", "due", "phải ghi “after”" },
        { "HOI-DH-BC", "due=30D after planned congress", "due", "phải ghi “before”" },
        { "HOI-DH-KQ", "due=0D after congress", "due", "từ 1 đến 36600" },
        { "HOI-DH-NK", "due=101Y after congress", "due", "từ 1 đến 100" },
        { "HOI-DH-KQ", "opens=31D", "opens", "trước cả sự kiện" },
        { "HOI-DH-KQ", "opens=30D;inclusive=before", "opens", "trước cả sự kiện" },
        { "HOI-DH-KQ", "opens=30", "opens", "số ngày trước hạn" },
        { "HOI-DH-KQ", "cutoff=30/06", "cutoff", "bỏ trống" },
        { "HOI-DH-KQ", "checkpoints=30/06", "checkpoints", "bỏ trống" },
        { "HOI-DH-KQ", "period=on_demand", "due", "ngày yêu cầu" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void A_rule_that_contradicts_itself_is_refused_at_its_column(string code, string changes, string column, string sentence)
    {
        var fault = Assert.Throws<PackFault>(() => Rule(code, changes));

        Assert.Equal(column, fault.Column);
        Assert.Contains(sentence, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MT-PB", "opens=31/12;checkpoint=")]
    [InlineData("MT-PB", "checkpoint=;checkpoints=30/06|30/09:1")]
    [InlineData("MT-PB", "checkpoint=;due=29/02")]
    [InlineData("MT-PB", "basis_until=31/12/2025")]
    [InlineData("MT-PB", "basis_until=2023-01-01")]
    [InlineData("MT-PB", "period=15/12..14/12;due=20/12;checkpoint=30/09")]
    [InlineData("MT-PB", "territory=106|=3390;special_status=no;grace_days=366;notice_days=0")]
    [InlineData("MT-BC-KY", "cutoff=20/03|05/06|31/08|05/12")]
    [InlineData("HOI-DH-KQ", "opens=30D")]
    [InlineData("HOI-DH-KQ", "due=5BD after congress;opens=5D")]
    [InlineData("HOI-DH-KQ", "period=on_demand;due=")]
    [InlineData("HOI-DH-KQ", "period=on_demand;due=5BD after request")]
    public void A_rule_at_the_edge_is_read(string code, string changes) => Assert.Equal(code, Rule(code, changes).Code);

    private static RuleVersion Rule(string code, string changes) =>
        Samples.Rule(code, [.. changes.Split(';').Select(change => change.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);
}
