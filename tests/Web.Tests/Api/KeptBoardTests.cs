using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;
using BoardProduct = HoiQC.Web.Tests.Browser.Product;

namespace HoiQC.Web.Tests.Api;

public sealed class KeptBoardTests
{
    private const string Board = "/api/boards/106?year=2023";

    [Fact]
    public async Task A_board_that_was_answered_before_shows_whatever_was_stored_since()
    {
        await using var product = await BoardProduct.Reviewing("2024-01-05T08:00:00");
        var first = (await product.Get(Board)).ToString();
        Assert.Equal(first, (await product.Get(Board)).ToString());

        await product.HandIn("3430-FrontBloc", "MT-PB", "2023-12-20");
        var waiting = await product.Get(Board);
        Assert.Equal(1, waiting.GetProperty("totals").GetProperty("reviews").GetProperty("waiting").GetInt32());

        // A body's name changes no number of any board.
        var folder = Directory.CreateTempSubdirectory("hoiqc-renamed-").FullName;
        try
        {
            var bodies = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "data", "tam-duong-2023", "bodies.csv"));
            await File.WriteAllTextAsync(Path.Combine(folder, "bodies.csv"), bodies.Replace("Hội Chữ thập đỏ huyện Tam Đường", "Hội Chữ thập đỏ của huyện Tam Đường", StringComparison.Ordinal));
            var answer = await product.App.Services.GetRequiredService<ISetup>().Import(folder, false, Actor.Operator);
            Assert.True(answer.Done, answer.Sentence + string.Join("; ", answer.Faults.Select(fault => fault.Sentence)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        Assert.Contains("Hội Chữ thập đỏ của huyện Tam Đường", (await product.Get(Board)).ToString(), StringComparison.Ordinal);
    }
}
