using System.Net;
using System.Text.Json;

namespace HoiQC.Web.Tests.Api;

[Collection(RunningProductCollection.Name)]
public sealed class RuleApiTests(RunningProduct product)
{
    [Fact]
    public async Task All_rules_come_in_the_packs_order_with_versions_due_days_and_warnings()
    {
        var rules = (await product.Get("/api/rules")).EnumerateArray().ToList();

        Assert.Equal((30, "HOI-KH-NAM", "BDV-HN"), (rules.Count, Text(rules[0], "code"), Text(rules[^1], "code")));
        var dialogue = rules.Single(rule => Text(rule, "code") == "UB-DT");
        Assert.Equal(["2016-01-01", "2025-03-01", "2025-06-16"], dialogue.GetProperty("versions").EnumerateArray().Select(version => Text(version, "from")));
        Assert.Equal((1, true), (dialogue.GetProperty("version").GetInt32(), dialogue.GetProperty("enabled").GetBoolean()));
        Assert.Equal(["2023-12-31", "2024-12-31", "2025-12-31"], dialogue.GetProperty("nextDue").EnumerateArray().Select(day => day.GetString()));
        Assert.Contains("Phiên bản 2 có hiệu lực từ ngày 01/03/2025.", dialogue.GetProperty("warnings").EnumerateArray().Select(warning => warning.GetString()));
        Assert.Contains("chậm nhất ngày 31/12, mốc kiểm tra 30/09", Text(dialogue, "sentence"), StringComparison.Ordinal);
        Assert.Empty(rules.Single(rule => Text(rule, "code") == "HOI-DH-NK").GetProperty("nextDue").EnumerateArray());
    }

    [Fact]
    public async Task A_rule_tells_what_each_version_changed()
    {
        var versions = (await product.Get("/api/rules/HOI-DH-KQ")).GetProperty("versions").EnumerateArray().ToList();

        Assert.Empty(versions[0].GetProperty("changes").EnumerateArray());
        Assert.Equal(
            ["Căn cứ: NĐ 45/2010/NĐ-CP, thủ tục báo cáo kết quả đại hội → NĐ 126/2024/NĐ-CP, thủ tục 1.012943", "Căn cứ hết hiệu lực: sau ngày 25/11/2024 → không có"],
            versions[1].GetProperty("changes").EnumerateArray().Select(change => Text(change, "text")));
        Assert.Equal(("2024-11-25", JsonValueKind.Null), (Text(versions[0], "basisUntil"), versions[1].GetProperty("basisUntil").ValueKind));
    }

    [Theory]
    [InlineData("rule=HOI-DH-KQ&anchor=2024-12-31", "2025-02-04", 2, "03/02/2025 nghỉ bù mùng 4 Tết")]
    [InlineData("rule=HOI-DH-KQ&anchor=2023-06-15&body=106-RedCross", "2023-07-17", 1, "NĐ 45/2010/NĐ-CP")]
    [InlineData("rule=HOI-DH-NK&anchor=2018-06-14&body=106-RedCross", "2023-06-14", 1, "trong thời hạn 5 năm kể từ ngày đại hội 14/06/2018")]
    [InlineData("rule=HOI-DH-NK&anchor=2020-02-29", "2025-02-28", 1, "28/02/2025")]
    [InlineData("rule=UB-DT&anchor=2026-05-05", "2026-12-31", 3, "72/2025/QH15 Điều 43")]
    [InlineData("rule=MT-BC-KY&anchor=2024-09-30&body=106-TradeUnion", "2024-09-05", 1, "quý III/2024")]
    [InlineData("rule=HOI-BC-TC&anchor=2023-07-01", "2024-04-01", 1, "31/03/2024")]
    [InlineData("rule=MT-CT-NAM&anchor=2024-02-29", "2023-12-31", 1, "năm 2024")]
    [InlineData("rule=UB-DT&anchor=2025-05-05", "2025-12-31", 1, "năm 2025")]
    [InlineData("rule=HOI-BC-NAM&anchor=2024-12-31", "2024-12-01", 1, "NĐ 45/2010/NĐ-CP")]
    [InlineData("rule=HOI-DH-BC&anchor=2025-01-10", "2024-12-11", 1, "NĐ 45/2010/NĐ-CP")]
    public async Task A_due_day_is_told_with_its_arithmetic_and_nothing_is_stored(string query, string due, int version, string sentence)
    {
        var before = await product.Get("/api/transitions?after=0&limit=1000");
        var answer = await product.Get($"/api/due?{query}");

        Assert.Equal((due, version), (Text(answer, "due"), answer.GetProperty("version").GetInt32()));
        Assert.Contains(sentence, Text(answer, "sentence"), StringComparison.Ordinal);
        Assert.Equal(due, Text(answer.GetProperty("steps").EnumerateArray().Last(), "to"));
        Assert.Equal(before.GetRawText(), (await product.Get("/api/transitions?after=0&limit=1000")).GetRawText());
    }

    [Fact]
    public async Task Each_step_of_the_arithmetic_can_be_replayed()
    {
        var steps = (await product.Get("/api/due?rule=HOI-DH-KQ&anchor=2024-12-31")).GetProperty("steps").EnumerateArray().ToList();

        Assert.Equal([("counted", "2024-12-31", 30, "days", "2025-01-30"), ("moved", "2025-01-30", 0, "days", "2025-02-04")],
            steps.Select(step => (Text(step, "kind"), Text(step, "from"), step.GetProperty("amount").GetInt32(), Text(step, "unit"), Text(step, "to"))));
        Assert.Equal(["2025-01-30 mùng 2 Tết", "2025-01-31 mùng 3 Tết", "2025-02-01 mùng 4 Tết", "2025-02-02 Chủ nhật", "2025-02-03 nghỉ bù mùng 4 Tết"],
            steps[1].GetProperty("skipped").EnumerateArray().Select(day => $"{Text(day, "day")} {Text(day, "why")}"));
    }

    [Theory]
    [InlineData("", HttpStatusCode.BadRequest, "Chưa nêu quy tắc")]
    [InlineData("rule=KHONG-CO&anchor=2024-01-01", HttpStatusCode.NotFound, "Không có quy tắc mang mã “KHONG-CO”")]
    [InlineData("rule=UB-DT", HttpStatusCode.BadRequest, "Chưa nêu ngày mốc")]
    [InlineData("rule=UB-DT&anchor=2023-02-29", HttpStatusCode.BadRequest, "“2023-02-29” không có thật")]
    [InlineData("rule=UB-DT&anchor=9999-12-31", HttpStatusCode.BadRequest, "không có thật")]
    [InlineData("rule=UB-DH-YK&anchor=2024-11-26", HttpStatusCode.NotFound, "đã hết hiệu lực trước ngày 26/11/2024")]
    [InlineData("rule=UB-DT&anchor=2024-01-01&body=3390-Nobody", HttpStatusCode.NotFound, "3390-Nobody")]
    [InlineData("rule=UB-DT&anchor=2024-01-01&body=3390-PartyCommittee", HttpStatusCode.Conflict, "Đảng ủy thị trấn Tam Đường không phải thực hiện quy tắc UB-DT")]
    [InlineData("rule=UB-DT&anchor=2024-01-01&body=106-PeoplesCommittee", HttpStatusCode.Conflict, "cấp xã")]
    [InlineData("rule=UB-DT&anchor=2024-01-01&deadline=2024-02-02", HttpStatusCode.BadRequest, "không nhận hạn riêng")]
    [InlineData("rule=UB-DT&anchor=2024-01-01&deadline=soon", HttpStatusCode.BadRequest, "“soon”")]
    public async Task What_makes_no_sense_gets_a_sentence(string query, HttpStatusCode expected, string sentence)
    {
        var (status, problem) = await product.Ask($"/api/due?{query}");

        Assert.Equal(expected, status);
        Assert.Contains(sentence, Text(problem, "detail"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_that_is_not_there_gets_a_sentence()
    {
        var (status, problem) = await product.Ask("/api/rules/KHONG-CO");
        Assert.Equal((HttpStatusCode.NotFound, true), (status, Text(problem, "detail").StartsWith("Không có quy tắc", StringComparison.Ordinal)));
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? "";
}
