using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>Somebody looks into the record.</summary>
[Collection(InBrowser.Name)]
public sealed class RecordTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_hand_in_is_found_in_the_record_by_unit_and_word_with_what_it_changed(bool script)
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await product.HandIn(Product.KhunHa, "MT-PB", "2024-01-05");
        await using var visitor = await chromium.Visit(product, new() { JavaScriptEnabled = script });
        await visitor.Go("/record");
        var rows = visitor.Page.Locator("tbody > tr");
        await Assertions.Expect(rows).ToHaveCountAsync(50);
        await Assertions.Expect(rows.Filter(new() { HasText = "Nộp minh chứng" })).ToHaveCountAsync(1);

        await visitor.Page.GetByLabel("Mã đơn vị").FillAsync("3430");
        await visitor.Page.GetByLabel("Việc", new() { Exact = true }).SelectOptionAsync("evidence.submitted");
        await visitor.Button("Xem").ClickAsync();
        await Assertions.Expect(rows).ToHaveCountAsync(1);
        await Assertions.Expect(rows.First).ToContainTextAsync("Xã Khun Há");
        await Assertions.Expect(rows.First).ToContainTextAsync("Trạng thái: Quá hạn → Hoàn thành trễ");
        await Assertions.Expect(rows.First).ToContainTextAsync("Số, ký hiệu văn bản: 05/BC-MTTQ");

        await rows.First.GetByRole(AriaRole.Link).ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Vì sao hạn này?");
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task Older_rows_are_reached_page_by_page_and_every_row_has_its_seal()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/record");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var older = visitor.Link("Các dòng cũ hơn"); ;)
        {
            foreach (var id in await visitor.Page.Locator("tbody > tr").EvaluateAllAsync<string[]>("rows => rows.map(row => row.id)")) Assert.True(seen.Add(id), id);
            if (await older.CountAsync() == 0) break;
            await older.ClickAsync();
            await Assertions.Expect(visitor.Link("Về dòng mới nhất")).ToBeVisibleAsync();
        }
        Assert.Contains("r1", seen);
        await Assertions.Expect(visitor.Page.Locator("#r1")).ToContainTextAsync("Nhập dữ liệu từ tệp");
        await visitor.Link("Về dòng mới nhất").ClickAsync();
        await Assertions.Expect(visitor.Page.GetByText("chưa niêm phong")).ToHaveCountAsync(0);
    }
}
