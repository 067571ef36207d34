using System.Text;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class PageTests(Chromium chromium, SharedDistrict shared)
{
    [Theory]
    [InlineData("/boards/106?year=2023")]
    [InlineData("/boards/106?year=2023&asOf=2023-12-20")]
    [InlineData("/boards/106?year=2023&q=ban+hon&overdue=1")]
    [InlineData("/boards/12?year=2023")]
    [InlineData("/boards/12?year=2023&level=commune")]
    [InlineData("/boards/3430?year=2023")]
    [InlineData("/boards/106/cell?row=unit:3430&rule=MT-PB&year=2023")]
    [InlineData("/boards/106/cell?row=*&rule=MT-PB&year=2023")]
    [InlineData("/bodies/3430-FrontBloc?year=2023")]
    [InlineData("/bodies/3430-FrontBloc/evidence?rule=MT-GS&period=2023")]
    [InlineData("/bodies/3430-FrontBloc/evidence")]
    [InlineData("/units")]
    [InlineData("/units?q=ban+hon")]
    [InlineData("/units/106")]
    [InlineData("/congresses")]
    [InlineData("/congresses?unit=3421")]
    [InlineData("/congresses?unit=khong-co", 404)]
    [InlineData("/bodies/106-RedCross")]
    [InlineData("/rules")]
    [InlineData("/rules/MT-PB")]
    [InlineData("/rules/new")]
    [InlineData("/rules/MT-PB/edit")]
    [InlineData("/rules/HOI-DH-NK/edit")]
    [InlineData("/rules/khong-co/edit", 404)]
    [InlineData("/publications")]
    [InlineData("/publications/khong-co", 404)]
    [InlineData("/calendar/2024/edit")]
    [InlineData("/calendar/2101/edit", 400)]
    [InlineData("/deadlines")]
    [InlineData("/deadlines?unit=khong-co", 404)]
    [InlineData("/deadlines/2024-12-30?unit=106")]
    [InlineData("/deadlines/2030-12-30?unit=106", 404)]
    [InlineData("/alerts")]
    [InlineData("/calendar")]
    [InlineData("/calendar/2026?month=4")]
    [InlineData("/calendar/2101", 400)]
    [InlineData("/reliefs")]
    [InlineData("/reliefs?unit=106&kind=extension")]
    [InlineData("/reliefs?unit=999", 404)]
    [InlineData("/obligations/3430-FrontBloc/MT-PB/2023")]
    [InlineData("/obligations/3400-FrontBloc/MT-PB/2023")]
    [InlineData("/obligations/3430-FrontBloc/MT-PB/2023?asOf=2023-12-20")]
    [InlineData("/obligations/3430-FrontBloc/MT-PB/2023?asOf=2031-12-20", 400)]
    [InlineData("/obligations/3430-FrontBloc/MT-PB/2031", 404)]
    [InlineData("/record")]
    [InlineData("/record?unit=106&what=unit.added&person=hoiqc&from=01/01/2024")]
    [InlineData("/record?subject=khong-co-dong-nao")]
    [InlineData("/record?from=31/02/2024", 400)]
    [InlineData("/record?unit=khong-co", 404)]
    [InlineData("/khong-co", 404)]
    [InlineData("/bodies/khong-co", 404)]
    [InlineData("/boards/106?year=abc", 400)]
    [InlineData("/error", 500)]
    public async Task Every_page_can_be_read_by_everybody(string address, int status = 200)
    {
        await using var visitor = await chromium.Visit(shared.Product);
        Assert.Equal(status, await visitor.Go(address));
        await Legible(visitor, status);
    }

    [Theory]
    [InlineData("Light", "style.color = matchMedia('(prefers-color-scheme: dark)').matches ? '' : '#ddd'", "color-contrast")]
    [InlineData("Dark", "style.setProperty('color', 'light-dark(#000, #333)')", "color-contrast")]
    [InlineData("Light", "innerHTML = '<img src=\"/favicon.svg\">'", "image-alt")]
    public async Task What_cannot_be_read_is_found(string scheme, string spoiled, string fault)
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/rules");
        await visitor.Page.EvaluateAsync($"() => {{ document.documentElement.style.colorScheme = 'light dark'; document.querySelector('main h1').{spoiled}; }}");
        var found = await Assert.ThrowsAnyAsync<Exception>(() => Legible(visitor, 200));
        Assert.Contains($"{scheme} {fault}", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_and_a_form_with_faults_can_be_read_by_everybody()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/bodies/3418-FrontBloc/evidence?rule=MT-GS&period=2023");
        await visitor.Field("occurred_on").FillAsync("31/02/2023");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Chưa nhận được minh chứng.");
        await Legible(visitor, 400);
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("units_inspected").FillAsync("2");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");
        await Legible(visitor, 400);
    }

    [Fact]
    public async Task A_decision_with_faults_and_one_that_was_taken_can_be_read_by_everybody()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/obligations/3394-FrontBloc/MT-GS/2024");
        await visitor.Page.Locator("#extension > summary").ClickAsync();
        await visitor.Page.Locator("#extension [name=until]").FillAsync("31/02/2025");
        await visitor.Page.Locator("#extension button").ClickAsync();
        await visitor.Reads("Chưa ghi quyết định.");
        await Legible(visitor, 400);
        foreach (var (field, text) in new[] { ("until", "31/01/2025"), ("document_no", "45-CV/HU"), ("document_date", "04/01/2024"), ("granted_by", "Huyện ủy"), ("reason", "Xã bị mưa lũ") })
            await visitor.Page.Locator($"#extension [name={field}]").FillAsync(text);
        await visitor.Page.Locator("#extension button").ClickAsync();
        await visitor.Reads("Đã ghi quyết định");
        await Legible(visitor, 400);
        await visitor.Go("/reliefs?kind=extension");
        await Assertions.Expect(visitor.Page.Locator("tbody > tr").First).ToBeVisibleAsync();
        await Legible(visitor, 400);
    }

    [Fact]
    public async Task Events_with_their_form_and_the_congresses_can_be_read_by_everybody()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.Visit(product);
        await visitor.Go("/bodies/106-RedCross");
        foreach (var day in new[] { "14/06/2018", "15/06/2025" })
        {
            await visitor.Page.GetByText("Ghi một sự kiện").ClickAsync();
            await visitor.Page.Locator("#event-on").FillAsync(day);
            await visitor.Button("Ghi sự kiện").ClickAsync();
        }
        await visitor.Reads("chưa đến; hôm nay là 05/01/2024");
        await visitor.Page.GetByText("Rút sự kiện này").ClickAsync();
        await Legible(visitor, 400);
        await visitor.Go("/congresses?unit=106");
        await Legible(visitor, 400);
    }

    [Fact]
    public async Task An_open_panel_can_be_read_by_everybody()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/boards/106?year=2023");
        await visitor.Cell("unit:3400", "UB-DT").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#side h1")).ToBeVisibleAsync();
        await Legible(visitor, 200);
    }

    [Fact]
    public async Task The_first_page_of_an_empty_folder_and_the_faults_of_an_import_can_be_read_by_everybody()
    {
        await using var product = await Product.Start("2024-01-05T08:00:00", sample: null);
        await using var visitor = await chromium.Visit(product);
        await visitor.Go("/");
        await Legible(visitor, 200);
        using var folder = new BadFolder();
        await visitor.Page.GetByLabel("Thư mục").FillAsync(folder.Path);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập", Exact = true }).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".faults tbody tr").First).ToBeVisibleAsync();
        await Legible(visitor, 422);
    }

    [Fact]
    public async Task Every_commune_of_the_country_is_a_row_that_can_be_read_by_everybody()
    {
        await using var product = await Product.Start("2024-01-05T08:00:00", sample: null);
        await using var visitor = await chromium.Visit(product);
        await visitor.Go("/");
        await visitor.Button("Cả nước").ClickAsync(new() { Timeout = 120_000 });
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Việt Nam", new() { Timeout = 120_000 });
        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveCountAsync(34);

        await visitor.Follow("/boards/VN?year=2024&level=commune");
        await Assertions.Expect(visitor.Page.Locator("tbody.rows[data-page='1'] tr")).ToHaveCountAsync(100);
        await Legible(visitor, 200);
        await visitor.Page.Locator(".left > .scroll").EvaluateAsync("all => all.scrollTo(0, all.scrollHeight / 2)");
        await Assertions.Expect(visitor.Page.Locator("tbody.rows[data-page='17'] tr")).ToHaveCountAsync(100);
        var rows = await visitor.Page.Locator("#grid tbody.rows tr:has(td[data-row])").CountAsync();
        Assert.InRange(rows, 100, 1000);
    }

    [Fact]
    public async Task Thirteen_communes_fit_one_screen_down_to_their_totals()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/boards/106?year=2023");
        var grid = (await visitor.Page.Locator("#grid").BoundingBoxAsync())!;
        var foot = (await visitor.Page.Locator("#grid tfoot").BoundingBoxAsync())!;
        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveCountAsync(13);
        Assert.Equal(grid.Y + grid.Height, foot.Y + foot.Height, 2.0);
        Assert.True(foot.Y + foot.Height <= 1080, $"The totals end at {foot.Y + foot.Height}.");
        Assert.False(await visitor.Page.EvaluateAsync<bool>("() => { const s = document.querySelector('.left > .scroll'); return s.scrollHeight > s.clientHeight + 1 || s.scrollWidth > s.clientWidth + 1; }"));
    }

    [Theory]
    [InlineData("/boards/106?year=2023")]
    [InlineData("/boards/106?year=2023&asOf=2023-12-20")]
    [InlineData("/bodies/3430-FrontBloc?year=2023")]
    public async Task A_page_prints_on_landscape_sheets_with_its_headers_repeated(string address)
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go(address);
        var sheets = Encoding.Latin1.GetString(await visitor.Page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = true }));
        Assert.InRange(sheets.Split("/Type /Page\n").Length - 1, 1, 6);
        Assert.Contains("/MediaBox [0 0 841", sheets, StringComparison.Ordinal);

        await visitor.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await Assertions.Expect(visitor.Page.Locator("nav[aria-label='Các trang']")).ToBeHiddenAsync();
        if (!address.StartsWith("/boards", StringComparison.Ordinal)) return;
        await Assertions.Expect(visitor.Page.Locator("#grid thead")).ToHaveCSSAsync("display", "table-header-group");
        await Assertions.Expect(visitor.Page.Locator(".legend")).ToBeVisibleAsync();
    }

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    // In the dark only colours are others.
    private const string Judge = """
        async dark => (await axe.run({ resultTypes: ["violations"], ...(dark ? { runOnly: ["color-contrast", "link-in-text-block"] } : {}) })).violations
            .filter(one => one.impact === "serious" || one.impact === "critical")
            .map(one => `${one.id}: ${one.help}: ` + one.nodes.slice(0, 3).map(node => `${node.html} ${node.any.map(check => check.message).join(", ")}`).join("; "))
        """;

    /// <summary>Wide and narrow, light and dark: nothing serious or critical to axe, no page wider than its screen, and nothing in the console.</summary>
    internal static async Task Legible(Visitor visitor, int status)
    {
        var page = visitor.Page;
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "vi");
        await Assertions.Expect(page.Locator("main h1").First).ToBeVisibleAsync();
        await page.EvaluateAsync(Axe);
        foreach (var size in new[] { Visitor.Wide, Visitor.Narrow })
        {
            await page.SetViewportSizeAsync(size.Width, size.Height);
            var width = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            Assert.True(width <= size.Width, $"At {size.Width} the page is {width} wide.");
            foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                var found = await page.EvaluateAsync<string[]>(Judge, scheme == ColorScheme.Dark);
                Assert.True(found.Length == 0, $"{size.Width} {scheme} {string.Join(Environment.NewLine, found)}");
            }
        }
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await page.SetViewportSizeAsync(Visitor.Wide.Width, Visitor.Wide.Height);
        Assert.DoesNotContain(visitor.Errors, error => status == 200 || !error.Contains($"{status}", StringComparison.Ordinal));
    }
}
