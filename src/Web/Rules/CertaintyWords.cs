using System.Collections.Frozen;

namespace HoiQC.Web.Rules;

/// <summary>How sure a due day is, in Vietnamese: the pack that comes with the product says it in English.</summary>
public static class CertaintyWords
{
    private static readonly FrozenDictionary<string, string> Words = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["verified"] = "đã đối chiếu văn bản",
        ["verified for 72/2025"] = "đã đối chiếu với Luật 72/2025/QH15",
        ["verified maximum term"] = "nhiệm kỳ tối đa đã đối chiếu",
        ["maximum term from memory"] = "nhiệm kỳ tối đa chưa đối chiếu",
        ["charter may set less"] = "điều lệ có thể quy định ngắn hơn",
        ["term per charter"] = "nhiệm kỳ theo điều lệ",
        ["duty in seed"] = "việc phải làm có trong văn bản nguồn",
        ["duty medium"] = "việc phải làm chưa thật chắc chắn",
        ["date unverified"] = "ngày chưa đối chiếu",
        ["date is a proposal"] = "ngày là đề xuất",
        ["dates are proposals"] = "các ngày là đề xuất",
        ["article unverified"] = "điều khoản chưa đối chiếu",
        ["number of days unverified"] = "số ngày chưa đối chiếu",
        ["no time limit in law"] = "luật không nêu thời hạn",
        ["old regime"] = "quy định cũ",
        ["unverified under NĐ 126"] = "chưa đối chiếu theo NĐ 126/2024/NĐ-CP",
        ["minimum of one is how the report counts"] = "ít nhất một cuộc là cách tính của báo cáo",
        ["quantity is configurable"] = "số lượng do đơn vị quy định",
        ["configurable"] = "do đơn vị quy định",
        ["fixed date"] = "ngày cố định",
        ["observed"] = "theo thực tế đã thực hiện",
        ["observed 06/01 and 11/01"] = "theo thực tế các ngày 06/01 và 11/01",
        ["observed for the nine-month report"] = "theo thực tế của báo cáo 9 tháng",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The words for it, part by part; as it stands where somebody wrote it in own words.</summary>
    public static string Of(string certainty) => string.Join("; ", certainty.Split("; ").Select(part => Words.GetValueOrDefault(part, part)));
}
