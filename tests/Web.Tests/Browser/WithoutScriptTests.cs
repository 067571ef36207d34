using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>What an old browser, or one that got no scripts over its line, still does.</summary>
[Collection(InBrowser.Name)]
public sealed class WithoutScriptTests(Chromium chromium, SharedDistrict shared)
{
    [Fact]
    public async Task From_the_first_page_over_board_cell_and_body_to_the_receipt()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/");
        Assert.EndsWith("/boards/106", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Cell("unit:3394", "MT-PB").GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Xã Thèn Sin");
        await visitor.Reads("Quá hạn 5 ngày");
        await visitor.Link("Ghi “đã gọi điện”").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("MTTQ và các đoàn thể xã Thèn Sin");
        await visitor.Page.Locator("#MT-PB-2023").GetByRole(AriaRole.Link, new() { Name = "Nộp minh chứng" }).ClickAsync();
        await visitor.Field("occurred_on").FillAsync("5.1.2024");
        await visitor.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await visitor.Reads("Đã nhận minh chứng");
        await visitor.Reads("Hoàn thành trễ 5 ngày");
        await Assertions.Expect(visitor.Page.Locator("#receipt")).ToBeVisibleAsync();
        await visitor.Go("/boards/106?year=2023");
        await visitor.Label("unit:3394", "MT-PB", "Xã Thèn Sin, Phản biện xã hội, hoàn thành trễ 5 ngày");
    }

    [Fact]
    public async Task Searching_without_diacritics_finds_the_commune()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/boards/106?year=2023");
        await visitor.Page.Locator("#q").FillAsync("ban hon");
        await visitor.Button("Xem").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveAttributeAsync("data-name", "Xã Bản Hon");
        Assert.Contains("q=ban+hon", visitor.Page.Url, StringComparison.Ordinal);
        Assert.Contains("year=2023", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_overdue_remain_when_asked_and_the_address_says_so()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/boards/106?year=2023");
        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveCountAsync(13);
        await visitor.Page.GetByLabel("Chỉ việc quá hạn").CheckAsync();
        await visitor.Button("Xem").ClickAsync();

        Assert.Contains("overdue=1", visitor.Page.Url, StringComparison.Ordinal);
        var sums = await visitor.Page.Locator("#grid tbody.rows td.sum").EvaluateAllAsync<string[]>("all => all.map(td => td.getAttribute('aria-label'))");
        Assert.InRange(sums.Length, 1, 12);
        Assert.All(sums, label => Assert.Contains("quá hạn", label, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_past_day_and_another_year_are_chosen_in_the_form_and_stand_in_the_address()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/boards/106?year=2023");
        await visitor.Page.GetByLabel("Tại ngày").FillAsync("2023-12-20");
        await visitor.Button("Xem").ClickAsync();
        Assert.Contains("asOf=2023-12-20", visitor.Page.Url, StringComparison.Ordinal);
        await visitor.Reads("Tại ngày 20/12/2023");
        await visitor.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, chậm tiến độ · còn 11 ngày");

        await visitor.Link("Về hiện tại").ClickAsync();
        await visitor.Page.Locator("select[name=year]").SelectOptionAsync("2024");
        await visitor.Button("Xem").ClickAsync();
        Assert.Contains("year=2024", visitor.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("năm 2024");
    }

    [Fact]
    public async Task Pressing_twice_gives_one_submission()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/bodies/3427-FrontBloc/evidence?rule=MT-PB&period=2023");
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Button("Gửi minh chứng").DblClickAsync();
        await visitor.Reads("Đã nhận minh chứng");

        Assert.Equal(1, await shared.Product.HandedIn("3427-FrontBloc", "MT-PB"));
    }
}
