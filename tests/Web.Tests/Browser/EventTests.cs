using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>Hội Chữ thập đỏ huyện on 20/06/2023, five days after its congress, in a browser without scripts.</summary>
[Collection(InBrowser.Name)]
public sealed class EventTests(Chromium chromium)
{
    [Fact]
    public async Task The_last_congress_is_entered_the_next_one_offered_as_evidence_and_the_tracker_shows_both()
    {
        await using var product = await Product.TamDuong("2023-06-20T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/congresses?unit=106");
        await visitor.Page.GetByRole(AriaRole.Link, new() { Name = "Ghi đại hội gần nhất của Hội Chữ thập đỏ huyện Tam Đường" }).ClickAsync();

        await visitor.Page.GetByText("Ghi một sự kiện").ClickAsync();
        await Enter(visitor, "congress", "31/02/2018");
        await visitor.Reads("Ngày phải ghi theo dạng ngày/tháng/năm");
        await Enter(visitor, "congress", "21/06/2023");
        await visitor.Reads("Ngày đại hội 21/06/2023 chưa đến");
        await Enter(visitor, "congress", "14/06/2018");
        await visitor.Reads("Đã ghi sự kiện");
        await visitor.Page.GetByText("Ghi một sự kiện").ClickAsync();
        await Enter(visitor, "congress", "15.6.2023");
        await visitor.Reads("Đã ghi sự kiện");

        await visitor.Link("Nộp sự kiện này làm minh chứng: Đại hội hội, tính từ 14/06/2018").ClickAsync();
        await visitor.Reads("Đã ghi sự kiện đại hội đã tổ chức ngày 15/06/2023");
        await Assertions.Expect(visitor.Field("occurred_on")).ToHaveValueAsync("15/06/2023");
        await visitor.Field("resolution_no").FillAsync("05-NQ/ĐH");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Hoàn thành trễ 1 ngày");

        Assert.Equal(2, (await product.Get("/api/bodies/106-RedCross/events")).GetArrayLength());
        Assert.Equal("2023-07-17", (await product.Get("/api/obligations/106-RedCross/HOI-DH-KQ/2023-06-15")).GetProperty("due").GetString());
        await visitor.Go("/congresses?unit=106");
        var row = visitor.Page.Locator("tbody tr").Filter(new() { HasText = "Hội Chữ thập đỏ huyện" });
        await Assertions.Expect(row).ToContainTextAsync("15/06/2023");
        await Assertions.Expect(row).ToContainTextAsync("15/06/2028");
        await Assertions.Expect(row).ToContainTextAsync("hạn 17/07/2023");
        await visitor.Go("/bodies/106-RedCross?year=2028");
        await visitor.Reads("Hạn 15/06/2028");
    }

    [Fact]
    public async Task Who_took_an_event_back_sees_why_and_what_it_opened_no_longer()
    {
        await using var product = await Product.TamDuong("2023-06-20T08:00:00");
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/bodies/106-StudyPromotion");
        await visitor.Page.GetByText("Ghi một sự kiện").ClickAsync();
        await Enter(visitor, "planned congress", "15/10/2023");
        await visitor.Page.GetByText("Rút sự kiện này").ClickAsync();
        await visitor.Page.Locator("#events [name=reason]").FillAsync("Hoãn đại hội");
        await visitor.Button("Rút sự kiện").ClickAsync();

        await visitor.Reads("Đã rút sự kiện.");
        await visitor.Reads("Hoãn đại hội");
        await visitor.Go("/bodies/106-StudyPromotion?year=2023");
        await Assertions.Expect(visitor.Page.Locator("#HOI-DH-BC-2023-10-15 .chip").First).ToContainTextAsync("Không áp dụng");
    }

    private static async Task Enter(Visitor visitor, string kind, string on)
    {
        await visitor.Page.Locator("#event-kind").SelectOptionAsync(kind);
        await visitor.Page.Locator("#event-on").FillAsync(on);
        await visitor.Button("Ghi sự kiện").ClickAsync();
    }
}
