using HoiQC.Tests.Files;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class FileTests(Chromium chromium, SharedDistrict shared)
{
    private static readonly FilePayload Minutes = new() { Name = "Biên bản giám sát.pdf", MimeType = "application/pdf", Buffer = SampleFiles.PdfOf(300_000) };
    private static readonly FilePayload Photograph = new() { Name = "Ảnh hội nghị.png", MimeType = "image/png", Buffer = SampleFiles.Png() };

    private static string Form(string body) => $"/bodies/{body}/evidence?rule=MT-GS&period=2023";

    private Task<int> HandedIn(string body) => shared.Product.HandedIn(body, "MT-GS");

    private static async Task FillIn(Visitor visitor)
    {
        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("units_inspected").FillAsync("2");
    }

    [Fact]
    public async Task Without_scripts_on_a_telephone_files_are_handed_in_and_downloaded_again()
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = false, ViewportSize = Visitor.Narrow });
        await visitor.Go(Form("3427-FrontBloc"));
        await FillIn(visitor);
        await visitor.Field("file").SetInputFilesAsync([Minutes, Photograph]);
        await Picture(visitor, "form");
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await visitor.Reads("Đã nhận minh chứng");
        await Assertions.Expect(visitor.Page.Locator(".files li")).ToHaveCountAsync(2);
        await visitor.Reads("Biên bản giám sát.pdf");
        await visitor.Reads("293 KB");
        await visitor.Reads(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Minutes.Buffer!)));
        await Picture(visitor, "receipt");
        Assert.Equal(1, await HandedIn("3427-FrontBloc"));

        var download = await visitor.Page.RunAndWaitForDownloadAsync(() => visitor.Link("Biên bản giám sát.pdf").ClickAsync());
        Assert.Equal("Biên bản giám sát.pdf", download.SuggestedFilename);
        Assert.Equal(Minutes.Buffer, await File.ReadAllBytesAsync((await download.PathAsync())!));
        Assert.Empty(visitor.Errors);
    }

    [Fact]
    public async Task The_form_with_a_refused_file_and_the_receipt_can_be_read_by_everybody()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go(Form("3413-FrontBloc"));
        await FillIn(visitor);
        await visitor.Field("file").SetInputFilesAsync(new FilePayload { Name = "Báo cáo.pdf", MimeType = "application/pdf", Buffer = SampleFiles.Html() });
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#w-file")).ToContainTextAsync("Tệp “Báo cáo.pdf” có nội dung không thuộc loại được nhận.");
        await PageTests.Legible(visitor, 400);
        await Picture(visitor, "refused");
        Assert.Equal(0, await HandedIn("3413-FrontBloc"));

        await Assertions.Expect(visitor.Field("units_inspected")).ToHaveValueAsync("2");
        await visitor.Field("file").SetInputFilesAsync(Minutes);
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");
        await PageTests.Legible(visitor, 400);
        Assert.Equal(1, await HandedIn("3413-FrontBloc"));
    }

    [Fact]
    public async Task Without_scripts_a_refused_file_costs_nothing_that_was_written()
    {
        await using var visitor = await chromium.VisitWithoutScript(shared.Product);
        await visitor.Go(Form("3390-FrontBloc"));
        await FillIn(visitor);
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch["Phim.pdf"], SampleFiles.PdfOf(25 << 20));
        await visitor.Field("file").SetInputFilesAsync(scratch["Phim.pdf"]);
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#w-file")).ToContainTextAsync("lớn hơn 20 MB");
        await Assertions.Expect(visitor.Field("units_inspected")).ToHaveValueAsync("2");
        await visitor.Reads("nếu có tệp, đề nghị chọn lại");
        Assert.Equal(0, await HandedIn("3390-FrontBloc"));
    }

    [Fact]
    public async Task By_keyboard_alone_a_file_is_chosen_and_sent()
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { ViewportSize = Visitor.Narrow });

        // Listened for before the page is there: the browser hands a chooser over only some time after it was asked to.
        var chosen = new TaskCompletionSource<IFileChooser>(TaskCreationOptions.RunContinuationsAsynchronously);
        visitor.Page.FileChooser += (_, chooser) => chosen.TrySetResult(chooser);
        await visitor.Go(Form("3405-FrontBloc"));
        await visitor.Field("occurred_on").FocusAsync();
        await visitor.Page.Keyboard.TypeAsync("04/01/2024");
        await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.TypeAsync("2");
        for (var n = 0; n < 8 && !await Focused("#f-file"); n++) await visitor.Page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(visitor.Page.Locator("#f-file")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        await (await chosen.Task.WaitAsync(TimeSpan.FromSeconds(15))).SetFilesAsync(Photograph);
        for (var n = 0; n < 3 && !await Focused("#evidence button.primary"); n++) await visitor.Page.Keyboard.PressAsync("Tab");
        await visitor.Page.Keyboard.PressAsync("Enter");

        await visitor.Reads("Đã nhận minh chứng");
        await visitor.Reads("Ảnh hội nghị.png");
        Assert.Equal(1, await HandedIn("3405-FrontBloc"));

        Task<bool> Focused(string selector) => visitor.Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector);
    }

    [Fact]
    public async Task After_a_lost_answer_sending_the_same_files_again_gives_one_submission()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await Lose(visitor);
        await visitor.Go(Form("3412-FrontBloc"));
        await FillIn(visitor);
        await visitor.Field("file").SetInputFilesAsync(Minutes);
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("mất kết nối");
        Assert.Equal(1, await HandedIn("3412-FrontBloc"));

        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");
        Assert.Equal(1, await HandedIn("3412-FrontBloc"));
    }

    [Fact]
    public async Task After_a_lost_answer_and_a_new_page_the_files_are_asked_for_and_what_was_received_is_said()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await Lose(visitor);
        await visitor.Go(Form("3415-FrontBloc"));
        await FillIn(visitor);
        await visitor.Field("file").SetInputFilesAsync(Minutes);
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("mất kết nối");

        await visitor.Page.ReloadAsync();
        await Assertions.Expect(visitor.Page.Locator("#kept")).ToHaveTextAsync("Đã lấy lại nội dung ghi dở trên máy này. Trình duyệt không giữ được tệp; đề nghị chọn lại: Biên bản giám sát.pdf.");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Lần gửi trước của biểu mẫu này đã được nhận");
        Assert.Equal(1, await HandedIn("3415-FrontBloc"));

        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");
        Assert.Equal(2, await HandedIn("3415-FrontBloc"));
    }

    [Fact]
    public async Task On_a_weak_line_the_page_shows_how_far_the_sending_has_come()
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { ViewportSize = Visitor.Narrow });
        var network = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await visitor.Go(Form("3424-FrontBloc"));
        await FillIn(visitor);
        await visitor.Field("file").SetInputFilesAsync(new FilePayload { Name = "Biên bản.pdf", MimeType = "application/pdf", Buffer = SampleFiles.PdfOf(90_000) });
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new() { ["offline"] = false, ["latency"] = 400, ["downloadThroughput"] = 40_000 / 8, ["uploadThroughput"] = 40_000 / 8 });
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#sending")).ToBeVisibleAsync();
        await visitor.Page.WaitForFunctionAsync("() => document.getElementById('sending')?.value > 0");
        await Picture(visitor, "sending");
        await Assertions.Expect(visitor.Page.Locator("main")).ToContainTextAsync("Đã nhận minh chứng", new() { Timeout = 90_000 });
        Assert.Equal(1, await HandedIn("3424-FrontBloc"));
    }

    [Fact]
    public async Task What_is_too_large_is_said_before_it_is_sent()
    {
        await using var visitor = await chromium.Visit(shared.Product);
        await visitor.Go(Form("3400-FrontBloc"));
        var asked = 0;
        visitor.Page.Request += (_, request) => asked += request.Method == "POST" ? 1 : 0;
        using var scratch = new Scratch();
        await File.WriteAllBytesAsync(scratch["Phim.pdf"], SampleFiles.PdfOf((20 << 20) + 1));
        await visitor.Field("file").SetInputFilesAsync(scratch["Phim.pdf"]);
        await visitor.Button("Gửi minh chứng").ClickAsync();

        await Assertions.Expect(visitor.Page.Locator("#kept")).ToContainTextAsync("Tệp “Phim.pdf” lớn hơn 20 MB");
        Assert.Equal(0, asked);
    }

    /// <summary>The server gets what is sent first, and its answer does not arrive.</summary>
    private static async Task Lose(Visitor visitor)
    {
        var lost = 0;
        await visitor.Page.RouteAsync("**/evidence?*", async route =>
        {
            if (route.Request.Method != "POST" || Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync(new() { MaxRedirects = 0 });
            await route.AbortAsync("internetdisconnected");
        });
    }

    private static async Task Picture(Visitor visitor, string name)
    {
        if (Environment.GetEnvironmentVariable("HOIQC_LOOK") is { Length: > 0 } folder) await visitor.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
    }
}
