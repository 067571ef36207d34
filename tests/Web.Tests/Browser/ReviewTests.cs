using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>On the morning of 28/12/2023 Khun Há hands in, and somebody at the district reviews it.</summary>
[Collection(InBrowser.Name)]
public sealed class ReviewTests(Chromium chromium)
{
    private const string Duty = "#MT-PB-2023";

    private static async Task HandIn(Visitor officer, string day = "27/12/2023")
    {
        await officer.Go($"/bodies/{Product.KhunHa}/evidence?rule=MT-PB&period=2023");
        await officer.Field("occurred_on").FillAsync(day);
        await officer.Field("draft_document").FillAsync("Dự thảo Quy chế dân chủ ở xã");
        await officer.Field("participants").FillAsync("64");
        await officer.Button("Gửi minh chứng").ClickAsync();
        await officer.Reads("Đã nhận minh chứng");
        await officer.Reads("Chờ duyệt");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_waits_shows_on_the_open_board_is_returned_with_a_reason_handed_in_again_and_accepted(bool script)
    {
        await using var product = await Product.Reviewing("2023-12-28T08:00:00");
        await using var officer = await chromium.Visit(product, new() { JavaScriptEnabled = script });
        await using var reviewer = await chromium.Visit(product, new() { JavaScriptEnabled = script, ViewportSize = Visitor.Narrow }, Product.Reviewer);
        await using var watcher = await chromium.Visit(product);
        await watcher.Follow("/boards/106?year=2023");
        await watcher.Label("unit:3430", "reviews", "Xã Khun Há, không có minh chứng chờ duyệt");
        var sums = await watcher.Cell("*", "*").InnerTextAsync();

        await HandIn(officer);
        await watcher.Label("unit:3430", "reviews", "Xã Khun Há, 1 minh chứng chờ duyệt");
        await watcher.Label("*", "reviews", "Huyện Tam Đường, 1 minh chứng chờ duyệt");
        await Assertions.Expect(watcher.Page.Locator("[data-gap=reviews]")).ToHaveTextAsync("1 minh chứng chờ duyệt, không có minh chứng nào quá 5 ngày làm việc");
        Assert.Equal(sums, await watcher.Cell("*", "*").InnerTextAsync());

        await reviewer.Go("/reviews?unit=106");
        await reviewer.Page.Locator(".queue th a").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("h1")).ToHaveTextAsync("Duyệt minh chứng");
        await reviewer.Reads(TestPerson.Name);
        await reviewer.Button("Trả lại, yêu cầu bổ sung").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("#w-reason")).ToHaveTextAsync("Đề nghị ghi lý do trả lại, từ 1 đến 500 ký tự.");
        await reviewer.Page.Locator("#reason").FillAsync("Thiếu biên bản hội nghị");
        await reviewer.Button("Trả lại, yêu cầu bổ sung").ClickAsync();
        await reviewer.Reads("Đã ghi quyết định");
        await reviewer.Reads("Thiếu biên bản hội nghị");

        await officer.Go($"/bodies/{Product.KhunHa}?year=2023");
        await Assertions.Expect(officer.Page.Locator($"{Duty} > header .chip")).ToContainTextAsync("Yêu cầu bổ sung · còn 8 ngày");
        await Assertions.Expect(officer.Page.Locator($"{Duty} .review-note")).ToContainTextAsync("Thiếu biên bản hội nghị");
        await Assertions.Expect(officer.Page.Locator($"{Duty} .why")).ToContainTextAsync("được bổ sung trong 5 ngày làm việc kể từ ngày 28/12/2023 trả lại, đến hết ngày 05/01/2024");
        await officer.Page.Locator(Duty).GetByRole(AriaRole.Link, new() { Name = "Nộp lại" }).ClickAsync();
        await Assertions.Expect(officer.Field("occurred_on")).ToBeVisibleAsync();
        await HandIn(officer);

        await reviewer.Go("/reviews");
        await reviewer.Page.Locator(".queue th a").ClickAsync();
        await reviewer.Reads("Nộp lại thay cho");
        await reviewer.Button("Chấp nhận").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("h1")).ToHaveTextAsync("Minh chứng đã chấp nhận");
        await watcher.Label("unit:3430", "reviews", "Xã Khun Há, không có minh chứng chờ duyệt");
        Assert.Equal("Fulfilled", (await product.Get($"/api/obligations/{Product.KhunHa}/MT-PB/2023")).GetProperty("status").GetString());
        await reviewer.Go("/reviews");
        await reviewer.Reads("Không có minh chứng nào đang chờ duyệt.");
        Assert.Empty(watcher.Errors);
    }

    [Fact]
    public async Task A_review_can_be_done_with_the_keyboard_alone()
    {
        await using var product = await Product.Reviewing("2023-12-28T08:00:00");
        await product.HandIn(Product.KhunHa, "MT-PB", "2023-12-27");
        await using var reviewer = await chromium.Visit(product, person: Product.Reviewer);
        await reviewer.Go("/reviews?unit=3430");
        await reviewer.Page.Locator(".queue th a").FocusAsync();
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reviewer.Page.Locator("h1")).ToHaveTextAsync("Duyệt minh chứng");
        for (var step = 0; step < 60 && !await reviewer.Button("Chấp nhận").EvaluateAsync<bool>("button => button === document.activeElement"); step++) await reviewer.Page.Keyboard.PressAsync("Tab");
        await reviewer.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(reviewer.Page.Locator("h1")).ToHaveTextAsync("Minh chứng đã chấp nhận");
    }

    [Fact]
    public async Task Whoever_handed_it_in_is_told_that_somebody_else_reviews_it()
    {
        await using var product = await Product.Reviewing("2023-12-28T08:00:00");
        await product.HandIn(Product.KhunHa, "MT-PB", "2023-12-27");
        await using var officer = await chromium.Visit(product);
        await officer.Go("/reviews");
        await officer.Page.Locator(".queue th a").ClickAsync();

        await officer.Reads("do chính bạn gửi nên người khác duyệt");
        await Assertions.Expect(officer.Page.Locator("#decide")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_queue_a_piece_a_fault_and_a_late_column_can_be_read_by_everybody()
    {
        await using var product = await Product.Reviewing("2023-12-28T08:00:00");
        await product.HandIn(Product.KhunHa, "MT-PB", "2023-12-27");
        await product.Stop();
        await product.Open("2024-01-10T08:00:00");
        await using var reviewer = await chromium.Visit(product, person: Product.Reviewer);
        await reviewer.Go("/reviews");
        await reviewer.Reads("quá hạn duyệt");
        await reviewer.Reads("Còn 1/1 minh chứng chờ duyệt quá 5 ngày làm việc (Khun Há)");
        await PageTests.Legible(reviewer, 200);
        await reviewer.Page.Locator(".queue th a").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("h1")).ToHaveTextAsync("Duyệt minh chứng");
        await PageTests.Legible(reviewer, 200);
        await reviewer.Button("Trả lại, yêu cầu bổ sung").ClickAsync();
        await Assertions.Expect(reviewer.Page.Locator("#w-reason")).ToBeVisibleAsync();
        await PageTests.Legible(reviewer, 400);
        await reviewer.Go("/boards/106?year=2023");
        await reviewer.Label("unit:3430", "reviews", "Xã Khun Há, 1 minh chứng chờ duyệt, 1 quá 5 ngày làm việc");
        await PageTests.Legible(reviewer, 400);
    }
}
