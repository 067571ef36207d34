using System.Text.Json;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowser.Name)]
public sealed class WeakLineTests(Chromium chromium, SharedDistrict shared)
{
    [Fact]
    public async Task The_evidence_form_is_small_and_works_over_forty_kilobits_a_second()
    {
        await using var visitor = await chromium.Visit(shared.Product, new() { ViewportSize = Visitor.Narrow });
        var network = await visitor.Page.Context.NewCDPSessionAsync(visitor.Page);
        await network.SendAsync("Network.enable");
        await network.SendAsync("Network.emulateNetworkConditions", new()
        {
            ["offline"] = false,
            ["latency"] = 400,
            ["downloadThroughput"] = 40_000 / 8,
            ["uploadThroughput"] = 40_000 / 8,
        });
        var (loaded, requests) = (0.0, 0);
        network.Event("Network.loadingFinished").OnEvent += (_, end) =>
        {
            loaded += end!.Value.GetProperty("encodedDataLength").GetDouble();
            requests++;
        };

        await visitor.Go("/bodies/3394-FrontBloc/evidence?rule=MT-GS&period=2023");
        await visitor.Page.WaitForLoadStateAsync(Microsoft.Playwright.LoadState.NetworkIdle);
        TestContext.Current.TestOutputHelper!.WriteLine($"First load of the form: {requests} requests, {loaded / 1024:F1} KB.");
        Assert.InRange(requests, 3, 20);
        Assert.InRange(loaded, 2_000, 150 * 1024);

        await visitor.Field("occurred_on").FillAsync("04/01/2024");
        await visitor.Field("units_inspected").FillAsync("2");
        await visitor.Button("Gửi minh chứng").ClickAsync();
        await visitor.Reads("Đã nhận minh chứng");
        Assert.Equal(1, await shared.Product.HandedIn("3394-FrontBloc", "MT-GS"));
    }
}
