using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class SilenceTests(Chromium chromium)
{
    [Fact]
    public async Task A_board_whose_feed_is_silent_says_since_when_and_catches_up_by_number()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.Visit(product);
        await visitor.Page.Clock.InstallAsync();
        var silent = false;
        await visitor.Page.RouteWebSocketAsync("**/hubs/board*", socket =>
        {
            var server = socket.ConnectToServer();
            socket.OnMessage(frame => Pass(frame, server));
            server.OnMessage(frame => Pass(frame, socket));
        });
        void Pass(IWebSocketFrame frame, IWebSocketRoute to)
        {
            if (silent) return;
            if (frame.Text is { } text) to.Send(text);
            else to.Send(frame.Binary!);
        }
        await visitor.Follow("/boards/106?year=2023");

        silent = true;
        await visitor.Page.Clock.FastForwardAsync(16_000);
        await Assertions.Expect(visitor.Page.Locator("#stale")).ToContainTextAsync("Dữ liệu dừng lúc 08:0");
        await Assertions.Expect(visitor.Page.Locator(".boards")).ToHaveCSSAsync("filter", "grayscale(1)");
        await product.HandIn("3430-FrontBloc", "MT-PB", "2024-01-05");
        await visitor.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, quá hạn 5 ngày");

        silent = false;
        await Recovered(visitor);
        await visitor.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, hoàn thành trễ 5 ngày");
    }

    [Fact]
    public async Task A_board_whose_server_is_gone_says_since_when_and_catches_up_when_it_is_back()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await using var visitor = await chromium.Visit(product);
        await visitor.Page.Clock.InstallAsync();
        await visitor.Follow("/boards/106?year=2023");

        await product.Stop();
        await visitor.Page.Clock.FastForwardAsync(16_000);
        await Assertions.Expect(visitor.Page.Locator("#stale")).ToContainTextAsync("Dữ liệu dừng lúc 08:0");
        await product.Open("2024-01-05T09:00:00");
        await product.HandIn("3430-FrontBloc", "MT-PB", "2024-01-05");

        await Recovered(visitor);
        await visitor.Label("unit:3430", "MT-PB", "Xã Khun Há, Phản biện xã hội, hoàn thành trễ 5 ngày");
    }

    /// <summary>Moves the page's time on until it has reached the server again.</summary>
    private static async Task Recovered(Visitor visitor)
    {
        for (var attempt = 0; attempt < 60 && await visitor.Page.Locator("body.stopped").CountAsync() > 0; attempt++)
        {
            await visitor.Page.Clock.RunForAsync(1000);
            await visitor.Page.EvaluateAsync("() => fetch('/health/ready').catch(() => null)");
        }
        await Assertions.Expect(visitor.Page.Locator("#stale")).ToBeEmptyAsync();
        await Assertions.Expect(visitor.Page.Locator(".boards")).ToHaveCSSAsync("filter", "none");
    }
}
