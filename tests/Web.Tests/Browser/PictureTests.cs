using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>The pictures of the README. With HOIQC_PICTURES=docs/images they are written there.</summary>
[Collection(InBrowser.Name)]
public sealed class PictureTests(Chromium chromium)
{
    [Fact]
    public async Task The_pictures_of_the_README_can_be_taken()
    {
        await using var product = await Product.TamDuong("2024-01-05T08:00:00");
        await product.HandIn(Product.KhunHa, "MT-PB", "2024-01-05");
        await using var visitor = await chromium.Visit(product);
        await visitor.Follow("/boards/106?year=2023");
        await Assertions.Expect(visitor.Page.Locator("#alerts .now")).ToHaveTextAsync(" · nay còn 4/13");
        await Take(visitor.Page, "board-1920.png");

        await visitor.Page.SetViewportSizeAsync(390, 844);
        await Take(visitor.Page, "board-390.png");

        await visitor.Page.SetViewportSizeAsync(1280, 900);
        await visitor.Go($"/bodies/{Product.KhunHa}?year=2023");
        await Take(visitor.Page, "body.png");
    }

    private static async Task Take(IPage page, string name)
    {
        var picture = await page.ScreenshotAsync();
        Assert.InRange(picture.Length, 10_000, 1_000_000);
        if (Environment.GetEnvironmentVariable("HOIQC_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), picture, TestContext.Current.CancellationToken);
        }
    }
}
