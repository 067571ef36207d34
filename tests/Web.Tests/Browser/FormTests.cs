using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class FormTests(Chromium chromium, SharedDistrict shared)
{
    private Task<int> HandedIn(string body) => shared.Product.HandedIn(body, "MT-PB");

    private static string Form(string body, string rule = "MT-PB") => $"/bodies/{body}/evidence?rule={rule}&period=2023";

    [Fact]
    public async Task Pressing_twice_gives_one_submission_and_one_receipt()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go(Form("3412-FrontBloc"));
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Button("Gửi minh chứng").DblClickAsync();

        await visitor.Reads("Đã nhận minh chứng");
        Assert.Equal(1, await HandedIn("3412-FrontBloc"));
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task After_a_lost_answer_the_page_keeps_what_was_written_and_sending_again_gives_one_submission()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        var lost = 0;
        await visitor.Page.RouteAsync("**/evidence?*", async route =>
        {
            if (route.Request.Method != "POST" || Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            // The server gets it, the answer does not arrive.
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("internetdisconnected");
        });
        await visitor.Go(Form("3413-FrontBloc"));
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Field("note").FillAsync("Họp tại nhà văn hóa");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("mất kết nối");
        Assert.Equal(1, await HandedIn("3413-FrontBloc"));

        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToHaveTextAsync("Đã lấy lại nội dung ghi dở trên máy này.");
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("Họp tại nhà văn hóa");
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await visitor.Reads("Đã nhận minh chứng");
        Assert.Equal(1, await HandedIn("3413-FrontBloc"));
        await visitor.Go(Form("3413-FrontBloc"));
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task What_was_typed_is_still_there_when_the_page_comes_back()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go(Form("3424-FrontBloc"));
        await visitor.Field("participants").FillAsync("64");
        await visitor.Field("note").FillAsync("Dự thảo nghị quyết về nước sạch");

        await visitor.Go("/boards/106?year=2023");
        await visitor.Go(Form("3424-FrontBloc"));

        await Assertions.Expect(visitor.Field("participants")).ToHaveValueAsync("64");
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Go(Form("3424-FrontBloc", "MT-GS"));
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_wrong_is_said_beside_its_field_and_nothing_written_is_lost(bool script)
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script });
        await visitor.Go(Form("3405-FrontBloc"));
        await visitor.Field("occurred_on").FillAsync("31/02/2023");
        await visitor.Field("participants").FillAsync("sáu mươi");
        await visitor.Field("note").FillAsync("Giữ lại giúp tôi");
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await visitor.Reads("Chưa nhận được minh chứng.");
        await Assertions.Expect(visitor.Page.Locator("#w-occurred_on")).ToHaveTextAsync("Ngày tổ chức: không có ngày 31/02/2023. Đề nghị ghi lại, ví dụ 28/12/2023.");
        await Assertions.Expect(visitor.Page.Locator("#w-participants")).ToHaveTextAsync("Số lượt người phải là số nguyên từ 0 trở lên.");
        await Assertions.Expect(visitor.Field("occurred_on")).ToHaveValueAsync("31/02/2023");
        await Assertions.Expect(visitor.Field("participants")).ToHaveValueAsync("sáu mươi");
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("Giữ lại giúp tôi");
        await Assertions.Expect(visitor.Field("participants")).ToHaveAttributeAsync("aria-invalid", "true");
        if (script) await Assertions.Expect(visitor.Page.Locator("#faults")).ToBeFocusedAsync();
        Assert.Equal(0, await HandedIn("3405-FrontBloc"));

        await visitor.Page.Locator("#faults").GetByRole(AriaRole.Link, new() { Name = "Số lượt người" }).ClickAsync();
        await Assertions.Expect(visitor.Field("note")).ToHaveValueAsync("Giữ lại giúp tôi");
        await Assertions.Expect(visitor.Page.Locator("#w-draft_document")).ToHaveTextAsync("Đề nghị ghi dự thảo được phản biện.");
        await visitor.Field("draft_document").FillAsync("Dự thảo nghị quyết về nước sạch");
        await visitor.Field("occurred_on").FillAsync("06/01/2024");
        await visitor.Field("participants").FillAsync("-1");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#w-draft_document")).ToHaveCountAsync(0);
        await Assertions.Expect(visitor.Page.Locator("#w-participants")).ToHaveTextAsync("Số lượt người phải là số nguyên từ 0 trở lên.");
        await visitor.Field("participants").FillAsync("1.682");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#w-occurred_on")).ToContainTextAsync("06/01/2024");
        Assert.Equal(0, await HandedIn("3405-FrontBloc"));
    }

    [Fact]
    public async Task What_was_handed_in_is_taken_back_with_a_reason_and_stays_on_record()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go(Form("3400-FrontBloc", "MT-GS"));
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("units_inspected").FillAsync("2");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");

        await visitor.Page.GetByText("Rút lại minh chứng này").ClickAsync();
        await visitor.Page.GetByLabel("Lý do").FillAsync("Gửi nhầm đơn vị");
        await visitor.Button("Rút lại").ClickAsync();

        await visitor.Reads("Gửi nhầm đơn vị");
        await Assertions.Expect(visitor.Page.GetByText("Rút lại minh chứng này")).ToHaveCountAsync(0);
        await visitor.Link("Về trang của tổ chức").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#MT-GS-2023 .taken")).ToHaveCountAsync(1);
        await Assertions.Expect(visitor.Page.Locator("#MT-GS-2023")).ToContainTextAsync("Đã rút lại lúc");
    }

    [Fact]
    public async Task A_call_is_noted_and_a_reminder_is_marked_as_seen()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/bodies/3406-FrontBloc?year=2023");
        await visitor.Page.GetByLabel("Ngày gọi").FillAsync("06/01/2024");
        await visitor.Page.GetByLabel("Ghi chú").FillAsync("Hẹn tuần sau");
        await visitor.Button("Đã gọi điện").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#call .faults")).ToHaveTextAsync("Ngày gọi 06/01/2024 chưa đến; hôm nay là 05/01/2024.");
        await Assertions.Expect(visitor.Page.GetByLabel("Ghi chú")).ToHaveValueAsync("Hẹn tuần sau");

        await visitor.Page.GetByLabel("Ngày gọi").FillAsync("05/01/2024");
        await visitor.Button("Đã gọi điện").ClickAsync();
        await visitor.Reads("Đã ghi cuộc gọi.");
        await visitor.Reads($"{TestPerson.Name} đã gọi điện: Hẹn tuần sau");

        await visitor.Button("Đã xem").ClickAsync();
        await visitor.Reads($"{TestPerson.Name} đã xem lúc 08:");
    }

    [Fact]
    public async Task What_an_import_entered_stands_apart_from_the_instant_before_it()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go("/bodies/3424-FrontBloc?year=2023");
        Assert.Matches(@"nhận lúc .*\d nhập bổ sung", await visitor.Page.Locator("small", new() { HasText = "nhập bổ sung" }).First.InnerTextAsync());
    }
}
