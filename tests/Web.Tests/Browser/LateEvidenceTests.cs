using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class LateEvidenceTests(Chromium chromium)
{
    [Fact]
    public async Task A_conference_held_and_handed_in_on_the_fifth_turns_its_cell_in_another_browser_and_leaves_the_past_as_it_was()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var watching = await chromium.Visit(product);
        await watching.Follow("/boards/106?year=2023");
        await watching.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, quá hạn 5 ngày");
        await Assertions.Expect(watching.Page.Locator("#alerts > li")).ToHaveCountAsync(4);
        await Assertions.Expect(watching.Page.Locator("#alerts .now")).ToHaveCountAsync(0);

        await using var officer = await chromium.Visit(product, new() { ViewportSize = Visitor.Narrow });
        await officer.Go($"/bodies/{Product.KhunHa}/evidence?rule=MT-PB&period=2023");
        await FillConference(officer, "05/01/2024");
        await officer.Button("Gửi minh chứng").ClickAsync();

        await officer.Reads("Đã nhận minh chứng");
        await officer.Reads("Hoàn thành trễ 5 ngày");
        await watching.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, hoàn thành trễ 5 ngày");
        await Assertions.Expect(watching.Cell("unit:3430", "MT-PB").Locator("b")).ToHaveTextAsync("✓ 5");
        await Assertions.Expect(watching.Page.Locator("#alerts > li", new() { HasText = "phản biện xã hội" }).Locator(".now")).ToHaveTextAsync(" · nay còn 4/13");
        await Assertions.Expect(watching.Page.Locator("#alerts > li", new() { HasText = "phản biện xã hội" })).ToContainTextAsync("còn 5/13 xã");
        await Assertions.Expect(watching.Page).ToHaveTitleAsync("(16) Huyện Tam Đường – Bảng theo dõi");
        Assert.Empty(watching.Errors);
        Assert.Empty(officer.Errors);

        await watching.Go("/boards/106?year=2023&asOf=2024-01-03");
        await watching.Reads("Tại ngày 03/01/2024");
        await watching.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, quá hạn 3 ngày");
    }

    [Fact]
    public async Task A_conference_held_in_time_and_reported_late_says_so_and_keeps_the_red_row_in_its_history()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var watching = await chromium.Visit(product);
        await watching.Follow("/boards/106?year=2023");
        await using var officer = await chromium.Visit(product);
        await officer.Go($"/bodies/{Product.KhunHa}/evidence?rule=MT-PB&period=2023");
        await FillConference(officer, "28/12/2023");
        await officer.Button("Gửi minh chứng").ClickAsync();

        await officer.Reads("Đúng hạn, báo cáo chậm 5 ngày");
        await watching.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, đúng hạn, báo cáo chậm 5 ngày");
        await officer.Link("Về trang của tổ chức").ClickAsync();
        var duty = officer.Page.Locator("#MT-PB-2023");
        await duty.GetByText("Lịch sử").ClickAsync();
        await Assertions.Expect(duty.Locator(".history > li").First).ToContainTextAsync("Đã hoàn thành");
        await Assertions.Expect(duty.Locator(".history > li").Nth(1)).ToContainTextAsync("! Quá hạn");
        await Assertions.Expect(duty.Locator(".history > li").Nth(1)).ToContainTextAsync("00:00, 01/01/2024");

        await officer.Go("/boards/106?year=2023&asOf=2024-01-03&basis=happened");
        await officer.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, đã hoàn thành");
    }

    private static async Task FillConference(Visitor officer, string day)
    {
        await officer.Field("occurred_on").FillAsync(day);
        await officer.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await officer.Field("participants").FillAsync("64");
        await officer.Field("opinions").FillAsync("9");
    }
}
