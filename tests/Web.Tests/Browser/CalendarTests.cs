using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class CalendarTests(Chromium chromium, SharedDistrict shared)
{
    [Fact]
    public async Task A_year_shows_twelve_months_and_what_is_off_with_its_lunar_day()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/calendar/2026");

        await Assertions.Expect(visitor.Page.Locator("table.month")).ToHaveCountAsync(12);
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Lịch làm việc năm 2026");
        await Assertions.Expect(Day(visitor, "2026-04-27")).ToHaveTextAsync("27◆ bù nghỉ bù Giỗ Tổ Hùng Vương");
        await Assertions.Expect(Day(visitor, "2026-04-26")).ToHaveTextAsync("26★ lễ Giỗ Tổ Hùng Vương");
        await Assertions.Expect(Day(visitor, "2026-04-28")).ToHaveTextAsync("28");
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Row, new() { Name = "Chủ nhật, 26/04/2026" })).ToContainTextAsync("10/3");
        await visitor.Reads("Phiên bản 1, có sẵn trong HoiQC");
        await visitor.Reads("Chưa nghỉ Ngày Văn hóa Việt Nam 24/11");
    }

    [Fact]
    public async Task Who_has_only_a_keyboard_comes_from_the_menu_to_a_month_and_to_the_next_year()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/rules");
        await Follow(visitor, "Lịch làm việc");
        await Assertions.Expect(visitor.Page.Locator("nav [aria-current=page]")).ToHaveTextAsync("Lịch làm việc");
        await Follow(visitor, "Năm 2025 ▸");
        await Follow(visitor, "Tháng 1");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Lịch làm việc tháng 1/2025");
        await Assertions.Expect(Day(visitor, "2025-01-29")).ToContainTextAsync("âm lịch 1/1");
        await Assertions.Expect(Day(visitor, "2025-01-29")).ToContainTextAsync("mùng 1 Tết");
        await Follow(visitor, "◂ Tháng 12/2024");
        await visitor.Reads("Không có ngày nào.");
        await Follow(visitor, "Cả năm 2024");
        await Assertions.Expect(visitor.Page.Locator("table.month")).ToHaveCountAsync(12);
    }

    [Theory]
    [InlineData("/calendar/1990", "◂ Năm 1989", "Năm 1991 ▸")]
    [InlineData("/calendar/2100", "Năm 2101 ▸", "◂ Năm 2099")]
    [InlineData("/calendar/1990?month=1", "◂ Tháng 12/1989", "Tháng 2/1990 ▸")]
    [InlineData("/calendar/2100?month=12", "Tháng 1/2101 ▸", "◂ Tháng 11/2100")]
    public async Task At_the_ends_of_what_is_computed_nothing_leads_further(string address, string none, string one)
    {
        await using var visitor = await chromium.Visit(shared.Product);
        Assert.Equal(200, await visitor.Go(address));
        await Assertions.Expect(visitor.Link(none)).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Link(one)).ToHaveCountAsync(1);
    }

    [Theory]
    [InlineData("/calendar/2101", "1990–2100")]
    [InlineData("/calendar/abc", "1990–2100")]
    [InlineData("/calendar/2026?month=13", "từ 1 đến 12")]
    public async Task What_is_not_computed_is_refused_with_a_sentence(string address, string words)
    {
        await using var visitor = await chromium.Visit(shared.Product);
        Assert.Equal(400, await visitor.Go(address));
        await visitor.Reads(words);
    }

    [Fact]
    public async Task A_year_prints_its_months_on_one_sheet()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/calendar/2026");
        var sheets = System.Text.Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.InRange(sheets.Split("/Type /Page\n").Length - 1, 1, 3);

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visitor.Page.SetViewportSizeAsync(1047, 718);          // A4 across within its margins, at 96 dots an inch.
        var box = (await visitor.Page.Locator(".months").BoundingBoxAsync())!;
        Assert.True(box.Y + box.Height <= 718, $"The months end at {box.Y + box.Height}.");
    }

    private static ILocator Day(Visitor visitor, string day) => visitor.Page.Locator($"td:has(time[datetime='{day}'])");

    private static async Task Follow(Visitor visitor, string link)
    {
        var found = visitor.Page.GetByRole(AriaRole.Link, new() { Name = link, Exact = true });
        var place = await found.GetAttributeAsync("href");
        await found.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        // Where it leads is waited for: the page before may have loaded long since, or may load no more.
        await Assertions.Expect(visitor.Page).ToHaveURLAsync(new Uri(new Uri(visitor.Page.Url), place!).ToString());
    }
}
