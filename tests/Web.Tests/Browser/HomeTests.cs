using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>An empty folder: three ways to begin, each a plain form.</summary>
[Collection(InBrowser.Name)]
public sealed class HomeTests(Chromium chromium)
{
    [Fact]
    public async Task The_sample_district_opens_on_its_board()
    {
        await using var product = await Product.Start("2024-01-05T08:00:00", sample: null);
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/");
        await visitor.Button("Huyện Tam Đường, năm 2023").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Huyện Tam Đường");
        await Assertions.Expect(visitor.Page.Locator(".banner")).ToContainTextAsync("Dữ liệu mẫu: huyện Tam Đường, năm 2023");
    }

    [Fact]
    public async Task A_folder_with_faults_stores_nothing_and_lists_file_row_and_column()
    {
        await using var product = await Product.Start("2024-01-05T08:00:00", sample: null);
        await using var visitor = await chromium.VisitWithoutScript(product);
        using var folder = new BadFolder();
        await visitor.Go("/");
        await visitor.Page.GetByLabel("Thư mục").FillAsync(folder.Path);
        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "Nhập", Exact = true }).ClickAsync();

        var faults = visitor.Page.Locator(".faults tbody tr");
        await Assertions.Expect(faults.First.Locator("td").Nth(0)).ToHaveTextAsync("units.csv");
        await Assertions.Expect(faults.First.Locator("td").Nth(1)).ToHaveTextAsync("3");
        await Assertions.Expect(faults.First.Locator("td").Nth(2)).ToHaveTextAsync("valid_from");
        await Assertions.Expect(visitor.Page.GetByLabel("Thư mục")).ToHaveValueAsync(folder.Path);
        await visitor.Go("/");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Bắt đầu với HoiQC");

        await visitor.Page.GetByLabel("Thư mục").FillAsync(Path.Combine(AppContext.BaseDirectory, "data", "tam-duong-2023"));
        await visitor.Button("Chỉ kiểm tra").ClickAsync();
        await Assertions.Expect(visitor.Page.Locator(".told")).ToBeVisibleAsync();
        await visitor.Go("/");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToHaveTextAsync("Bắt đầu với HoiQC");
    }

    [Fact]
    public async Task An_empty_start_leads_to_the_rules()
    {
        await using var product = await Product.Start("2024-01-05T08:00:00", sample: null);
        await using var visitor = await chromium.VisitWithoutScript(product);
        await visitor.Go("/");
        await visitor.Button("Bắt đầu trống").ClickAsync();
        await visitor.Page.WaitForURLAsync("**/rules");
        await visitor.Reads("Hội nghị phản biện xã hội");
    }
}

/// <summary>Files of which one has a day that does not exist.</summary>
internal sealed class BadFolder : IDisposable
{
    public BadFolder() => File.WriteAllText(System.IO.Path.Combine(Path, "units.csv"),
        "code,name,short_name,kind,level,parent_code,valid_from,valid_to\n12,Tỉnh Lai Châu,Lai Châu,tỉnh,province,,2004-01-01,\n106,Huyện Tam Đường,Tam Đường,huyện,district,12,2004-02-31,\n");

    public string Path { get; } = Directory.CreateTempSubdirectory("hoiqc-nhap-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
