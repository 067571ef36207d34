using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Web.Rules;

namespace HoiQC.Web.Tests.Rules;

public sealed class RuleDifferenceTests
{
    private static readonly UnitTree Tree = new([new("106", "Huyện Tam Đường", "Tam Đường", "huyện", "district", null, new(2004, 1, 1), null)]);

    public static TheoryData<string, string> Changes => new()
    {
        { "", "" },
        { "due=30/11", "Hạn: 31/12 → 30/11" },
        { "inclusive=before", "Hạn: chậm nhất ngày 31/12 → trước ngày 31/12" },
        { "due=31/01+1", "Hạn: 31/12 → 31/01 năm sau" },
        { "min_count=2;checkpoint=30/06:1", "Mốc kiểm tra: 30/09 → 30/06 (ít nhất 1) | Số lượng: ít nhất 1 → ít nhất 2" },
        { "checkpoint=", "Mốc kiểm tra: 30/09 → không có" },
        { "roll=next", "Trùng ngày nghỉ: giữ nguyên hạn → lùi sang ngày làm việc tiếp theo" },
        { "period=half;due=30/06|31/12;checkpoint=", "Kỳ: Mỗi năm → 6 tháng một lần | Hạn: 31/12 → 30/06, 31/12 | Mốc kiểm tra: 30/09 → không có" },
        { "period=15/12..14/12;due=20/12", "Kỳ: Mỗi năm → Mỗi năm báo cáo, từ 15/12 đến 14/12 năm sau | Hạn: 31/12 → 20/12" },
        { "territory=106|=3390", "Phạm vi: không có → Huyện Tam Đường (106) và các đơn vị trực thuộc, riêng đơn vị 3390" },
        { "special_status=yes;levels=district|commune", "Ai phải làm: Hội quần chúng → Hội quần chúng được Đảng, Nhà nước giao nhiệm vụ | Cấp: cấp xã → cấp huyện, cấp xã" },
        { "opens=01/06;cutoff=30/11;grace_days=5", "Bắt đầu: không có → ngày 01/06 | Chốt số liệu: không có → đến ngày 30/11 | Ân hạn: không có → 5 ngày sau hạn | Báo cấp trên: từ 00:00 của ngày thứ 14 sau hạn → từ 00:00 của ngày thứ 14 sau thời gian ân hạn" },
        { "basis_until=2026-06-30;legal_basis=Quy chế mới;enabled=no", "Căn cứ: Quy chế → Quy chế mới | Căn cứ hết hiệu lực: không có → sau ngày 30/06/2026 | Tình trạng: đang bật → đang tắt" },
        { "notice_days=30;reminders=-7,0", "Nhắc việc: 30, 7 ngày trước hạn → 7 ngày trước hạn; đúng ngày hạn | Báo trước khi đổi: 15 ngày → 30 ngày" },
        { "quantity_from=count:TradeUnion", "Số lượng: ít nhất 1 → ít nhất 1; tăng theo số tổ chức trong đơn vị: Công đoàn" },
        { "period=term;due=5Y after congress;checkpoint=", "Kỳ: Mỗi năm → Mỗi nhiệm kỳ | Hạn: chậm nhất ngày 31/12 → trong thời hạn 5 năm kể từ ngày đại hội | Mốc kiểm tra: 30/09 → không có" },
        { "period=on_demand;due=;checkpoint=", "Kỳ: Mỗi năm → Khi có yêu cầu | Hạn: chậm nhất ngày 31/12 → theo hạn ghi trong yêu cầu | Mốc kiểm tra: 30/09 → không có" },
    };

    [Theory, MemberData(nameof(Changes))]
    public void Two_versions_differ_part_by_part_in_words(string changes, string difference) =>
        Assert.Equal(difference, string.Join(" | ", RuleParts.Between(Rule(1, ""), Rule(2, changes), Tree).Select(change => change.Text)));

    [Theory]
    [InlineData("", "")]
    [InlineData("basis_until=2024-06-30", "Căn cứ hết hiệu lực ngày 30/06/2024; từ đó không mở nghĩa vụ mới. Đề nghị thêm phiên bản mới.")]
    [InlineData("basis_until=2025-06-30", "Căn cứ sẽ hết hiệu lực sau ngày 30/06/2025. Đề nghị chuẩn bị phiên bản mới.")]
    [InlineData("basis_until=2030-06-30", "")]
    [InlineData("territory=106|=999", "Phạm vi nêu đơn vị 999 không có trong hệ thống.")]
    [InlineData("quantity_from=X.planned@Y", "Số lượng lấy từ quy tắc X, nhưng không có quy tắc này.")]
    public void An_administrator_is_told_what_to_look_at(string changes, string warnings) =>
        Assert.Equal(warnings, string.Join(" | ", RuleWarnings.Of(new([Rule(1, changes)], []), "MOT", Tree, new(2024, 12, 1))));

    [Fact]
    public void A_gap_between_two_versions_and_a_version_to_come_are_told() =>
        Assert.Equal(["Từ ngày 01/07/2024 đến ngày 31/12/2024 không có căn cứ nên không mở nghĩa vụ mới.", "Phiên bản 2 có hiệu lực từ ngày 01/01/2025."],
            RuleWarnings.Of(new([Rule(1, "basis_until=2024-06-30"), Rule(2, "") with { From = new(2025, 1, 1) }], []), "MOT", Tree, new(2024, 12, 1)));

    [Theory]
    [InlineData("duty in seed; date is a proposal", "việc phải làm có trong văn bản nguồn; ngày là đề xuất")]
    [InlineData("theo quy chế của huyện", "theo quy chế của huyện")]
    public void How_sure_a_day_is_is_said_in_Vietnamese(string certainty, string words) => Assert.Equal(words, CertaintyWords.Of(certainty));

    private static RuleVersion Rule(int number, string changes)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["code"] = "MOT",
            ["name"] = "Báo cáo",
            ["short_name"] = "Báo cáo",
            ["gap"] = "còn {n}/{N} ({list})",
            ["owner_kinds"] = "Association",
            ["levels"] = "commune",
            ["subject"] = "body",
            ["period"] = "year",
            ["due"] = "31/12",
            ["inclusive"] = "by",
            ["checkpoint"] = "30/09",
            ["min_count"] = "1",
            ["lead_days"] = "7",
            ["counts_from"] = "submitted",
            ["roll"] = "none",
            ["reminders"] = "-30,-7",
            ["escalate_after_days"] = "14",
            ["evidence"] = "document_no|document_date",
            ["legal_basis"] = "Quy chế",
            ["status"] = "verified",
            ["enabled"] = "yes",
        };
        foreach (var change in changes.Split(';', StringSplitOptions.RemoveEmptyEntries)) row[change.Split('=', 2)[0]] = change.Split('=', 2)[1];
        return PackNotation.Read(row, number, new(2023, 1, 1));
    }
}
