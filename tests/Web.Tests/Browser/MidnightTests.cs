using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

[Collection(InBrowserAlone.Name)]
public sealed class MidnightTests(Chromium chromium)
{
    private static readonly DateTimeOffset Midnight = new(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Commune rows that turn red, by rule; the two of the district's own stand in its closed block.</summary>
    private static readonly Dictionary<string, string[]> Turning = new()
    {
        ["MT-PB"] = ["Thị trấn Tam Đường", "Xã Thèn Sin", "Xã Nùng Nàng", "Xã Bản Giang", "Xã Khun Há"],
        ["MT-GS"] = ["Xã Tả Lèng", "Xã Giang Ma", "Xã Khun Há"],
        ["UB-DT"] = ["Xã Thèn Sin", "Xã Tả Lèng", "Xã Hồ Thầu", "Xã Bình Lư", "Xã Sơn Bình", "Xã Nùng Nàng", "Xã Khun Há"],
    };

    /// <summary>Notes when each red cell and each alert first stood in the page, in milliseconds of the machine.</summary>
    private const string Watch = """
        () => {
          const seen = (window.seen = { cells: {}, alerts: {} });
          const look = () => {
            const now = performance.timeOrigin + performance.now();
            for (const td of document.querySelectorAll('#grid tbody td.overdue[data-rule]:not(.sum)')) seen.cells[`${td.dataset.row} ${td.dataset.rule}`] ??= now;
            for (const alert of document.querySelectorAll('#alerts > li.is-overdue p')) seen.alerts[alert.textContent] ??= now;
          };
          look();
          new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
          window.unloaded = false;
        }
        """;

    [Fact]
    public async Task At_midnight_of_the_31st_the_open_board_turns_red_and_four_alerts_come_within_a_second()
    {
        var (product, visitor) = await ShortlyBefore();
        await using (product)
        await using (visitor)
        {
            var page = visitor.Page;
            await Assertions.Expect(page.Locator("#grid td.overdue[data-rule]")).ToHaveCountAsync(0);
            await Assertions.Expect(page.Locator("#alerts > li.is-overdue")).ToHaveCountAsync(0);
            Assert.True(product.Clock.Now < Midnight, "The board was open only after midnight.");

            await Assertions.Expect(page.Locator("#alerts > li.is-overdue")).ToHaveCountAsync(4, new() { Timeout = 90_000 });
            await Assertions.Expect(page.Locator("#grid tbody td.overdue[data-row^='unit:']:not(.sum)")).ToHaveCountAsync(15);
            await Assertions.Expect(page.Locator("#grid tbody td.overdue[data-row^='body:']:not(.sum)")).ToHaveCountAsync(2);
            await Assertions.Expect(page).ToHaveTitleAsync("(17) Huyện Tam Đường – Bảng theo dõi");
            Assert.False(await page.EvaluateAsync<bool>("window.unloaded ?? true"), "The page was loaded again.");

            foreach (var (rule, communes) in Turning)
                foreach (var commune in communes)
                    await Assertions.Expect(page.Locator($"tr[data-name='{commune}'] td[data-rule='{rule}'][aria-label$=', quá hạn 1 ngày']")).ToHaveCountAsync(1);

            var alerts = await page.Locator("#alerts > li.is-overdue p").AllTextContentsAsync();
            foreach (var beginning in new[] { "còn 5/13 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)", "còn 3/13 xã MTTQ", "còn 7/13 xã Chủ tịch UBND", "còn 2/6 tổ chức cấp huyện" })
                Assert.Single(alerts, alert => alert.StartsWith(beginning, StringComparison.Ordinal));

            var midnight = (product.Clock.ToMachine(Midnight).UtcDateTime - DateTime.UnixEpoch).TotalMilliseconds;
            var cells = await After("cells");
            var told = await After("alerts");
            TestContext.Current.TestOutputHelper!.WriteLine($"After midnight: cells {cells.Min():F0}–{cells.Max():F0} ms, alerts {told.Min():F0}–{told.Max():F0} ms.");
            Assert.Equal(17, cells.Count);
            Assert.All(cells.Concat(told), delay => Assert.True(delay >= 0, $"Something turned {-delay:F0} ms before midnight."));
            Assert.True(cells.Concat(told).Max() <= 1000, $"The last cell turned {cells.Max():F0} ms after midnight, the last alert came after {told.Max():F0} ms.");
            Assert.Empty(visitor.Errors);

            async Task<List<double>> After(string what) => [.. (await page.EvaluateAsync<double[]>($"Object.values(window.seen.{what})")).Select(at => at - midnight)];
        }
    }

    /// <summary>A followed board five seconds before midnight, or earlier where the machine is too busy to open one in that time.</summary>
    private async Task<(Product Product, Visitor Visitor)> ShortlyBefore()
    {
        var product = await Product.TamDuong("2023-12-31T12:00:00");
        foreach (var clock in new[] { "23:59:55", "23:59:40", "23:59:00" })
        {
            await product.Stop();
            await product.Open($"2023-12-31T{clock}");
            var visitor = await chromium.Visit(product);
            await visitor.Follow("/boards/106?year=2023");
            await visitor.Page.EvaluateAsync(Watch);
            if (product.Clock.Now < Midnight.AddSeconds(-1)) return (product, visitor);
            await visitor.DisposeAsync();
            await product.DisposeAsync();
            product = await Product.TamDuong("2023-12-31T12:00:00");
        }
        await product.DisposeAsync();
        throw new TimeoutException("No board was open before midnight.");
    }
}
