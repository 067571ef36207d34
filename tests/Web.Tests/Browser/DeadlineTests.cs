using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class DeadlineTests(Chromium chromium, SharedDistrict shared)
{
    [Fact]
    public async Task A_week_is_opened_from_the_next_twelve_months_and_says_who_has_too_much_in_it()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/");
        await visitor.Link("Hạn sắp tới").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Hạn sắp tới: Huyện Tam Đường");
        await visitor.Reads("Từ 05/01/2024 đến 04/01/2025");
        await Assertions.Expect(visitor.Page.Locator("li.clash")).ToContainTextAsync("⚠ 1 tổ chức trùng hạn");
        await visitor.Link("30/12/2024–05/01/2025").ClickAsync();
        await visitor.Reads("Trùng hạn: 1 tổ chức");
        await visitor.Reads("Huyện Tam Đường: Ủy ban MTTQ, 3 việc");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task What_is_expected_today_is_what_is_made_when_its_time_comes()
    {
        const string ThirdQuarter = "tr:has-text('Báo cáo kết quả của MTTQ và đoàn thể')";
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/deadlines/2024-09-02?unit=106");
        await Assertions.Expect(visitor.Page.Locator(ThirdQuarter).Locator("td")).ToHaveTextAsync(["thứ Năm, 05/09/2024", "0", "71"]);

        await using var later = await Product.TamDuong("2024-06-01T08:00:00");
        await using var then = await chromium.VisitWithoutScript(later);
        await then.Go("/deadlines/2024-09-02?unit=106");
        await Assertions.Expect(then.Page.Locator(ThirdQuarter).Locator("td")).ToHaveTextAsync(["thứ Năm, 05/09/2024", "71", "0"]);
    }
}
