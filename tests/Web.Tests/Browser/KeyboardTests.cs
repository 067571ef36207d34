using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class KeyboardTests(Chromium chromium, SharedDistrict shared)
{
    private const string Focused = """
        () => { const at = document.activeElement; const row = at?.closest('tr'); return at instanceof HTMLTableCellElement ? `${row.rowIndex},${at.cellIndex}` : at?.id || at?.tagName; }
        """;

    [Fact]
    public async Task The_grid_is_one_tab_stop_and_every_key_moves_as_it_should()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Follow("/boards/106?year=2023");
        var stops = await visitor.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('#grid, #grid *')].filter(el => el.tabIndex >= 0 && el.getClientRects().length > 0).map(el => el.outerHTML.slice(0, 80))");
        Assert.Single(stops);

        var first = visitor.Page.Locator("#grid [tabindex='0']");
        await first.FocusAsync();
        var start = await visitor.Page.EvaluateAsync<string>(Focused);
        var columns = await visitor.Page.Locator("#grid thead th").CountAsync();
        foreach (var (key, at) in new[]
        {
            ("End", $"1,{columns - 1}"), ("Home", "1,0"), ("ArrowRight", "1,1"), ("ArrowRight", "1,2"), ("ArrowDown", "2,2"), ("ArrowLeft", "2,1"), ("ArrowUp", "1,1"),
            ("PageDown", "11,1"), ("PageUp", "1,1"), ("Control+End", null!), ("Control+Home", "0,0"), ("ArrowUp", "0,0"), ("ArrowLeft", "0,0"),
        })
        {
            await visitor.Page.Keyboard.PressAsync(key);
            if (at is not null) Assert.Equal((key, at), (key, await visitor.Page.EvaluateAsync<string>(Focused)));
        }
        Assert.Matches("^[0-9]+,[0-9]+$", start);

        // Tab leaves the grid, and back again meets the cell that was left.
        await visitor.Page.Keyboard.PressAsync("ArrowDown");
        await visitor.Page.Keyboard.PressAsync("Tab");
        Assert.DoesNotMatch("^[0-9]+,[0-9]+$", await visitor.Page.EvaluateAsync<string>(Focused));
        await visitor.Page.Keyboard.PressAsync("Shift+Tab");
        Assert.Equal("1,0", await visitor.Page.EvaluateAsync<string>(Focused));
    }

    [Fact]
    public async Task Enter_opens_the_panel_and_Escape_closes_it_where_it_was_opened()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Follow("/boards/106?year=2023");
        await visitor.Cell("unit:3400", "UB-DT").FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");

        await Assertions.Expect(visitor.Page.Locator("#side h1")).ToHaveTextAsync("Xã Tả Lèng");
        await Assertions.Expect(visitor.Page.Locator("#side")).ToContainTextAsync("chậm nhất ngày 31/12");
        await visitor.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visitor.Page.Locator("#side")).ToBeHiddenAsync();
        await Assertions.Expect(visitor.Cell("unit:3400", "UB-DT")).ToBeFocusedAsync();
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task A_slash_goes_to_the_search_and_what_is_typed_filters_at_once()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Follow("/boards/106?year=2023");
        await visitor.Page.Keyboard.PressAsync("/");
        await Assertions.Expect(visitor.Page.Locator("#q")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("ban hon");

        await Assertions.Expect(visitor.Page.Locator("#grid tbody.rows tr")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("#q")).ToBeFocusedAsync();
        await Assertions.Expect(visitor.Page.Locator("#q")).ToHaveValueAsync("ban hon");
        Assert.EndsWith("q=ban+hon", visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_cell_speaks_as_row_rule_and_status_and_the_title_counts_what_is_overdue()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go("/boards/106?year=2023&asOf=2024-01-03");
        await visitor.Label("unit:3400", "UB-DT", "Xã Tả Lèng, Đối thoại của Chủ tịch UBND xã, quá hạn 3 ngày");
        var silent = await visitor.Page.Locator("#grid tbody td:not(.blank):not([aria-label]), #grid tfoot td:not([aria-label])").CountAsync();
        Assert.Equal(0, silent);
        await Assertions.Expect(visitor.Page).ToHaveTitleAsync("(17) Huyện Tam Đường – Bảng theo dõi");
    }

    [Fact]
    public async Task A_changed_cell_is_outlined_and_nothing_moves_for_those_who_asked_for_stillness()
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { ReducedMotion = ReducedMotion.Reduce });
        await visitor.Follow("/boards/106?year=2023");
        var changed = visitor.Page.Locator("td.new[data-row='unit:3412'][data-rule='UB-DT']");
        await shared.Product.HandIn("3412-PeoplesCommittee", "UB-DT", "2024-01-04");

        await Assertions.Expect(changed).ToHaveCSSAsync("outline-width", "3px");
        Assert.Equal(0, await visitor.Page.EvaluateAsync<int>("() => document.getAnimations().length"));
        await Assertions.Expect(changed).ToHaveCountAsync(0);
    }
}
