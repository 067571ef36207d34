using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class CalendarEditorTests(Chromium chromium)
{
    [Fact]
    public async Task The_schedule_of_Tet_and_a_swap_are_written_looked_at_and_published_without_a_script()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/calendar/2024");
        await visitor.Link("Sửa lịch").ClickAsync();
        await visitor.Page.Locator("#f-tet_from").FillAsync("08/02/2024");
        await visitor.Page.Locator("#f-tet_to").FillAsync("14/02/2024");
        await visitor.Button("+ Thêm một lần hoán đổi").ClickAsync();
        await visitor.Button("+ Thêm một lần hoán đổi").ClickAsync();
        await visitor.Page.Locator("#f-swap-1-off").FillAsync("29/04/2024");
        await visitor.Page.Locator("#f-swap-1-on").FillAsync("03/05/2024");
        await visitor.Button("Bỏ dòng 1").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#f-swap-0-off")).ToHaveValueAsync("29/04/2024");
        await visitor.Button("Xem trước kết quả").ClickAsync();

        var worked = visitor.Page.Locator("#f-swap-0-on");
        await Assertions.Expect(visitor.Page.Locator($"#{await worked.GetAttributeAsync("aria-describedby")}")).ToHaveTextAsync("Ngày 03/05/2024 là thứ Sáu; chỉ làm bù vào thứ Bảy. Đề nghị chọn một thứ Bảy.");
        await Assertions.Expect(visitor.Page.Locator("#f-tet_to")).ToHaveValueAsync("14/02/2024");
        await worked.FillAsync("04/05/2024");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Reads("Thứ Hai 29/04/2024 thành ngày nghỉ");
        await visitor.Reads("Thứ Năm 15/02/2024 thành ngày làm việc");
        await visitor.Button("Công bố").ClickAsync();
        await visitor.Reads("Lịch làm việc: phiên bản 2");
        Assert.Equal(2, (await product.Get("/api/calendar/2024")).GetProperty("version").GetInt32());
        await visitor.Go("/calendar/2024/edit");
        await Assertions.Expect(visitor.Page.Locator("#f-tet_from")).ToHaveValueAsync("08/02/2024");
    }

    [Fact]
    public async Task Rows_and_faults_of_the_editor_can_be_read_by_everybody()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.Visit(product);
        await visitor.Go("/calendar/2024/edit");
        await visitor.Button("+ Thêm một lần hoán đổi").ClickAsync();
        await visitor.Button("+ Thêm một ngày").ClickAsync();
        await visitor.Page.Locator("#f-day-0-date").FillAsync("31/02/2024");
        await visitor.Page.Locator("#f-tet_from").FillAsync("08/02/2024");
        await visitor.Button("Xem trước kết quả").ClickAsync();
        await visitor.Reads("Chưa lưu gì.");
        await Assertions.Expect(visitor.Page.Locator("#faults")).ToBeFocusedAsync();
        await PageTests.Legible(visitor, 400);
    }
}
