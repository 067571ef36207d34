using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed partial class RuleEditorTests(Chromium chromium, SharedDistrict shared)
{
    [Fact]
    public async Task A_due_day_is_changed_looked_at_and_published_with_the_keyboard_alone()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.Visit(product);
        await visitor.Go("/rules/MT-PB/edit");
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("31/12/2024");

        await TabTo(visitor, "f-due_days");
        await visitor.Page.Keyboard.PressAsync("Control+A");
        await visitor.Page.Keyboard.TypeAsync("30/11");
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("Thứ Bảy, 30/11/2024");
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("trước là 31/12/2024");
        await Assertions.Expect(visitor.Page.Locator("#f-due_days")).ToBeFocusedAsync();

        await TabTo(visitor, "f-mode-next");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(visitor.Page.Locator("#f-mode-open")).ToBeCheckedAsync();
        await TabTo(visitor, "Xem trước kết quả");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Reads("Phiên bản 2");
        await visitor.Reads("Hạn: 31/12 → thành 30/11");

        // Thirteen of 2024, and the five of 2023 that are overdue already.
        await Assertions.Expect(visitor.Page.Locator("details.planned[open] tbody tr")).ToHaveCountAsync(18);

        await TabTo(visitor, "Công bố");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Reads("Đã công bố và áp dụng xong");
        await Assertions.Expect(visitor.Page.Locator(".tally")).ToContainTextAsync("Đổi hạn18");
        Assert.Contains("/publications/", visitor.Page.Url, StringComparison.Ordinal);
        Assert.Equal("2024-11-30", (await product.Get("/api/obligations/3430-FrontBloc/MT-PB/2024")).GetProperty("due").GetString());
        Assert.Equal("2023-12-31", (await product.Get("/api/obligations/3421-FrontBloc/MT-PB/2023")).GetProperty("due").GetString());
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Without_a_script_what_is_wrong_is_said_at_its_field_and_all_that_was_written_stays()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/rules/MT-PB/edit");
        await visitor.Page.Locator("#f-due_days").FillAsync("31/11");
        await visitor.Page.Locator("summary:has-text('Nhắc, báo cấp trên')").ClickAsync();
        await visitor.Page.GetByLabel("Nhắc đúng ngày hạn").UncheckAsync();
        await visitor.Button("Xem trước kết quả").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#faults")).ToBeFocusedAsync();
        await visitor.Page.Locator("#faults").GetByRole(AriaRole.Link, new() { Name = "“31/11” không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau." }).ClickAsync();
        var due = visitor.Page.Locator("#f-due_days");
        await Assertions.Expect(due).ToHaveValueAsync("31/11");
        await Assertions.Expect(due).ToHaveAttributeAsync("aria-invalid", "true");
        await Assertions.Expect(visitor.Page.Locator($"#{await due.GetAttributeAsync("aria-describedby")}")).ToHaveTextAsync("“31/11” không phải là ngày/tháng có thật. Đề nghị ghi ví dụ 31/12, hoặc 31/01 năm sau.");
        await Assertions.Expect(visitor.Page.Locator("[name=remind_on]")).Not.ToBeCheckedAsync();

        // Everything there is to fill in can be reached: no field hides from who has no script.
        await Assertions.Expect(visitor.Page.Locator("#f-due_amount")).ToBeVisibleAsync();
        await due.FillAsync("30/11");
        await visitor.Button("Xem thử").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("Thứ Bảy, 30/11/2024");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Reads("áp dụng từ 01/01/2025");
        await visitor.Reads("Không nghĩa vụ nào thay đổi ngay");
        await visitor.Button("Sửa lại").ClickAsync();
        await Assertions.Expect(due).ToHaveValueAsync("30/11");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Button("Công bố").ClickAsync();
        await visitor.Reads("Hội nghị phản biện xã hội: phiên bản 2");
        await visitor.Link("Xem quy tắc").ClickAsync();
        await visitor.Reads(TestPerson.Name);
    }

    [Fact]
    public async Task A_preview_that_was_overtaken_is_not_published_but_shown_anew()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await using var other = await chromium.VisitWithoutScript(product);
        foreach (var (one, due) in new[] { (visitor, "30/11"), (other, "15/12") })
        {
            await one.Go("/rules/MT-PB/edit");
            await one.Page.Locator("#f-due_days").FillAsync(due);
            await one.Page.GetByLabel("áp dụng cả cho nghĩa vụ đang mở").CheckAsync();
            await one.Button("Xem trước kết quả").ClickAsync();
            await one.Reads("Phiên bản 2");
        }
        await product.HandIn(Product.KhunHa, "MT-PB", "2024-01-05", "2024");
        var answer = visitor.Page.WaitForResponseAsync(response => response.Request.Method == "POST");
        await visitor.Button("Công bố").ClickAsync();
        Assert.Equal(409, (await answer).Status);
        await visitor.Reads("Dữ liệu đã thay đổi từ lúc xem trước");
        await Assertions.Expect(visitor.Page.Locator("details.planned tbody tr")).ToHaveCountAsync(17);
        await visitor.Button("Công bố").ClickAsync();
        await visitor.Reads("Hội nghị phản biện xã hội: phiên bản 2");
    }

    [Fact]
    public async Task With_a_script_only_the_fields_of_the_chosen_period_are_shown_and_a_wrong_one_never_hides()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/rules/MT-PB/edit");
        var (days, amount) = (visitor.Page.Locator("#f-due_days"), visitor.Page.Locator("#f-due_amount"));
        await Assertions.Expect(amount).ToBeHiddenAsync();
        await visitor.Page.Locator("#f-period").SelectOptionAsync("after_event");
        await Assertions.Expect(days).ToBeHiddenAsync();
        await Assertions.Expect(amount).ToBeVisibleAsync();
        await Assertions.Expect(visitor.Page.Locator("#f-anchor")).ToBeVisibleAsync();
        await amount.FillAsync("10");
        await visitor.Page.Locator("#f-due_unit").SelectOptionAsync("BD");
        await visitor.Page.Locator("#f-due_event").SelectOptionAsync("dialogue");
        await visitor.Page.Locator("#f-anchor").FillAsync("26/04/2024");
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("trong thời hạn 10 ngày làm việc kể từ ngày đối thoại 26/04/2024");

        await visitor.Page.Locator("#f-period").SelectOptionAsync("half");
        await Assertions.Expect(visitor.Page.Locator("#dues")).ToContainTextAsync("Mỗi năm có 2 kỳ nên cần 2 ngày");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#w-due_days")).ToBeVisibleAsync();
        await visitor.Page.Locator("#f-period").SelectOptionAsync("term");
        await Assertions.Expect(days).ToBeVisibleAsync();
        Assert.All(visitor.Errors, error => Assert.Contains("400", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_owes_is_ticked_behind_a_summary_that_opens_and_closes_with_the_keyboard()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/rules/MT-CT-NAM/edit");
        await visitor.Page.Locator("#f-levels").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Space");
        await Assertions.Expect(visitor.Page.Locator("[data-chosen=levels]")).ToHaveTextAsync("cấp huyện, cấp xã");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator("#f-levels")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("[name=levels]").First).ToBeHiddenAsync();
    }

    [Fact]
    public async Task A_new_rule_a_form_with_faults_and_a_preview_can_be_read_by_everybody()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/rules/new");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Reads("Đề nghị ghi nhiệm vụ phải thực hiện.");
        await PageTests.Legible(visitor, 400);
        foreach (var (field, text) in new[] { ("code", "UB-TD"), ("name", "Tiếp công dân định kỳ"), ("short_name", "Tiếp công dân"), ("due_days", "30/06"), ("legal_basis", "Luật Tiếp công dân 2013 Điều 12") })
            await visitor.Page.Locator($"#f-{field}").FillAsync(text);
        await Tick(visitor, "owner_kinds", "PeoplesCommittee");
        await Tick(visitor, "levels", "commune");
        await visitor.Page.GetByLabel("từ một ngày").CheckAsync();
        await visitor.Page.Locator("#f-from").FillAsync("01/01/2024");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Reads("Quy tắc mới: Mỗi năm, UBND cấp xã phải thực hiện: tiếp công dân định kỳ");
        await PageTests.Legible(visitor, 400);
        await Assertions.Expect(visitor.Page.Locator(".tally")).ToContainTextAsync("Tạo mới13");
    }

    private static async Task Tick(Visitor visitor, string field, string value)
    {
        var boxes = visitor.Page.Locator($"details:has(> #f-{field})");
        if (await boxes.GetAttributeAsync("open") is null) await visitor.Page.Locator($"#f-{field}").ClickAsync();
        await visitor.Page.Locator($"[name={field}][value={value}]").CheckAsync();
        await visitor.Page.Keyboard.PressAsync("Escape");
    }

    /// <summary>Tab after Tab until the field of that id, or the button of that text, has the focus.</summary>
    private static async Task TabTo(Visitor visitor, string target)
    {
        for (var stops = 0; stops < 120; stops++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            var at = await visitor.Page.EvaluateAsync<string>("() => `${document.activeElement?.id}|${document.activeElement?.textContent?.trim()}`");
            if (Target().Split(at) is [var id, var text, ..] && (id == target || text == target)) return;
        }
        Assert.Fail($"Tab never came to {target}.");
    }

    [GeneratedRegex(@"\|", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Target();
}
