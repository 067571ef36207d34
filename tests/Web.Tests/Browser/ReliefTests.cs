using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>On the morning of 05/01/2024 an officer extends, waives and explains.</summary>
[Collection(InBrowser.Name)]
public sealed partial class ReliefTests(Chromium chromium, SharedDistrict shared)
{
    private static async Task Fill(ILocator form, string? until, string number, string dated, string by, string reason)
    {
        if (until is not null) await form.Locator("[name=until]").FillAsync(until);
        await form.Locator("[name=document_no]").FillAsync(number);
        await form.Locator("[name=document_date]").FillAsync(dated);
        await form.Locator("[name=granted_by]").FillAsync(by);
        await form.Locator("[name=reason]").FillAsync(reason);
    }

    [Theory]
    [InlineData(true, "3415-PeoplesCommittee")]
    [InlineData(false, "3394-PeoplesCommittee")]
    public async Task An_extension_is_granted_from_the_bodys_page_and_the_page_explains_it(bool script, string body)
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script });
        await visitor.Go($"/bodies/{body}?year=2023");
        await visitor.Page.Locator("#UB-DT-2023").GetByRole(AriaRole.Link, new() { Name = "Gia hạn, miễn" }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Vì sao hạn này?");

        await visitor.Page.Locator("#extension > summary").ClickAsync();
        var form = visitor.Page.Locator("#extension form");
        await Fill(form, "31/01/2024", "45-CV/HU", "04/01/2024", "Ban Thường vụ Huyện ủy", "Xã bị mưa lũ");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        await visitor.Reads("Đã ghi quyết định");
        await Assertions.Expect(visitor.Page.Locator(".lead .chip")).ToContainTextAsync("Gia hạn đến 31/01/2024");
        await Assertions.Expect(visitor.Page.Locator(".steps > li").Last).ToContainTextAsync("Được gia hạn đến 31/01/2024 theo văn bản số 45-CV/HU ngày 04/01/2024 của Ban Thường vụ Huyện ủy.");
        await Assertions.Expect(visitor.Page.Locator("#bindings")).ToContainTextAsync("Hạn 31/12/2023 · từ đầu");
        await Assertions.Expect(visitor.Page.Locator("#history > ol > li").Last).ToContainTextAsync("Gia hạn");
        Assert.Equal("Extended", (await shared.Product.Get($"/api/obligations/{body}/UB-DT/2023")).GetProperty("status").GetString());

        await visitor.Go($"/obligations/{body}/UB-DT/2023?asOf=2024-01-04");
        await visitor.Reads("Tại ngày 04/01/2024.");
        await Assertions.Expect(visitor.Page.Locator(".due")).ToHaveTextAsync("Hạn 31/12/2023");
        await Assertions.Expect(visitor.Page.Locator(".lead .chip")).ToContainTextAsync("Quá hạn 4 ngày");
        await Assertions.Expect(visitor.Page.Locator("#decide, #reliefs")).ToHaveCountAsync(0);
        Assert.Empty(visitor.Errors);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_wrong_is_said_at_its_field_and_nothing_written_is_lost(bool script)
    {
        const string Address = "/obligations/3418-PeoplesCommittee/UB-DT/2024";
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script });
        await visitor.Go(Address);
        await visitor.Page.Locator("#extension > summary").ClickAsync();
        var form = visitor.Page.Locator("#extension form");
        await Fill(form, "31/02/2025", "", "06/01/2024", "Huyện ủy", "Giữ lại giúp tôi");
        await form.GetByRole(AriaRole.Button).ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#extension-w-until")).ToHaveTextAsync("Gia hạn đến ngày: không có ngày 31/02/2025. Đề nghị ghi lại, ví dụ 28/12/2023.");
        await Assertions.Expect(visitor.Page.Locator("#extension-w-document_no")).ToHaveTextAsync("Đề nghị ghi số, ký hiệu văn bản cho phép.");
        await Assertions.Expect(visitor.Page.Locator("#extension-w-document_date")).ToHaveTextAsync("Ngày văn bản 06/01/2024 chưa đến; hôm nay là 05/01/2024. Đề nghị ghi lại ngày văn bản.");
        await Assertions.Expect(form.Locator("[name=until]")).ToHaveValueAsync("31/02/2025");
        await Assertions.Expect(form.Locator("[name=until]")).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(form.Locator("[name=reason]")).ToHaveValueAsync("Giữ lại giúp tôi");
        await Assertions.Expect(visitor.Page.Locator("#waiver [name=reason]")).ToHaveValueAsync("");
        await Assertions.Expect(visitor.Page.Locator("#waiver[open]")).ToHaveCountAsync(0);

        await Fill(form, "31/12/2024", "45-CV/HU", "04/01/2024", "Huyện ủy", "Giữ lại giúp tôi");
        await form.GetByRole(AriaRole.Button).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#extension-w-until")).ToHaveTextAsync("Ngày gia hạn 31/12/2024 phải sau hạn hiện nay là 31/12/2024. Đề nghị ghi ngày muộn hơn.");
        Assert.Equal(0, (await shared.Product.Get("/api" + Address + "/reliefs")).GetArrayLength());
    }

    [Fact]
    public async Task With_the_keyboard_alone_a_waiver_is_granted_found_in_the_list_and_lifted()
    {
        const string Address = "/obligations/3412-PeoplesCommittee/UB-DT/2024";
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.Go(Address);
        await page.Locator("#waiver > summary").FocusAsync();
        await keys.PressAsync("Enter");
        foreach (var text in new[] { "46-CV/HU", "04/01/2024", "Ban Thường vụ Huyện ủy", "Chủ tịch UBND xã chuyển công tác" })
        {
            await keys.PressAsync("Tab");
            await keys.TypeAsync(text);
        }
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visitor.Reads("Đã ghi quyết định");
        await Assertions.Expect(page.Locator(".lead .chip")).ToContainTextAsync("Được miễn");
        await Assertions.Expect(page.Locator("#decide details")).ToHaveCountAsync(1);

        await page.Locator("nav[aria-label='Các trang']").GetByRole(AriaRole.Link, new() { Name = "Gia hạn, miễn" }).FocusAsync();
        await keys.PressAsync("Enter");
        await page.GetByLabel("Loại").FocusAsync();
        await page.GetByLabel("Loại").SelectOptionAsync("waiver");
        await visitor.Button("Xem").FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page).ToHaveURLAsync(KindInAddress());
        await page.GetByRole(AriaRole.Link, new() { Name = "UBND xã Bình Lư" }).FocusAsync();
        await keys.PressAsync("Enter");

        await page.Locator("#lifted > summary").FocusAsync();
        await keys.PressAsync("Space");
        await page.Locator("#lifted [name=granted_by]").FocusAsync();
        await keys.TypeAsync("Huyện ủy");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("Ghi nhầm xã");
        await keys.PressAsync("Tab");
        await keys.PressAsync("Enter");
        await visitor.Reads("Đã ghi quyết định");
        await Assertions.Expect(page.Locator("#reliefs > ul > li").First).ToContainTextAsync("Bỏ miễn");
        await Assertions.Expect(page.Locator(".lead .chip")).ToContainTextAsync("Chưa thực hiện");
    }

    [Fact]
    public async Task Pressing_twice_grants_once()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/obligations/3421-PeoplesCommittee/UB-DT/2024");
        await visitor.Page.Locator("#notApplicable > summary").ClickAsync();
        var form = visitor.Page.Locator("#notApplicable form");
        await form.Locator("[name=granted_by]").FillAsync("Ban Dân vận Huyện ủy");
        await form.Locator("[name=reason]").FillAsync("Xã sáp nhập");
        await form.GetByRole(AriaRole.Button).DblClickAsync();

        // The second one may be read before or after the first was recorded.
        await Assertions.Expect(visitor.Page.Locator(".told")).ToContainTextAsync(new Regex("Đã ghi quyết định|việc đã được ghi từ trước", RegexOptions.None, TimeSpan.FromSeconds(1)));
        await Assertions.Expect(visitor.Page.Locator("#why")).ToContainTextAsync("không áp dụng: Xã sáp nhập (theo ý kiến của Ban Dân vận Huyện ủy)");
        Assert.Equal(1, (await shared.Product.Get("/api/obligations/3421-PeoplesCommittee/UB-DT/2024/reliefs")).GetArrayLength());
    }

    [Fact]
    public async Task The_explanation_prints_on_one_upright_sheet_without_its_forms()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/obligations/3415-PeoplesCommittee/UB-DT/2023");
        var sheets = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));

        Assert.Equal(1, sheets.Split("/Type /Page\n").Length - 1);
        Assert.Contains("/MediaBox [0 0 594", sheets, StringComparison.Ordinal);
        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(visitor.Page.Locator("#decide")).ToBeHiddenAsync();
    }

    [GeneratedRegex("[?&]kind=waiver", RegexOptions.None, 1000)]
    private static partial Regex KindInAddress();
}
