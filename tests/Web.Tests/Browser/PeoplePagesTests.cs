using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace HoiQC.Web.Tests.Browser;

/// <summary>Coming in, one's own account, the people one keeps and the work one has, in a browser: by keyboard, without scripts, for everybody to read.</summary>
[Collection(InBrowser.Name)]
public sealed class PeoplePagesTests(Chromium chromium, SharedDistrict shared)
{
    private const string Password = "trâu trắng ăn ngô";
    private const int Heaviest = 150 * 1024;

    private static int _added;

    private People People => shared.Product.App.Services.GetRequiredService<People>();

    private static Assignment Officer => new(Role.Officer, RoleScope.Of("3430-WomensUnion", "3430", "WomensUnion"), new(2024, 1, 1));

    private async Task<string> Add(params Assignment[] roles)
    {
        var id = $"trang.{Interlocked.Increment(ref _added)}";
        using var scope = shared.Product.App.Services.CreateScope();
        var account = roles.Aggregate(AccountRecord.New(id, "Vàng Thị Dợ", DateTimeOffset.UnixEpoch), (one, held) => one.Given(held));
        Assert.NotNull(await People.Make(account.WithPassword(scope.ServiceProvider.GetRequiredService<Passwords>().Hash(account, Password)), Actor.System));
        return id;
    }

    private async Task<string> Invite()
    {
        var secret = Secret.New();
        Assert.NotNull(await People.Make(AccountRecord.New($"trang.{Interlocked.Increment(ref _added)}", "Lò Văn Páo", DateTimeOffset.UnixEpoch).Given(Officer).Invited(Secret.Hash(secret), TimeProvider.System.GetUtcNow().AddDays(1)), Actor.System));
        return $"/invitation/{secret}";
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_keyboard_alone_one_signs_in_reads_what_is_owed_and_signs_out(bool script)
    {
        var id = await Add(Officer);
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script }, person: null);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.Go("/sign-in?return=%2Fmy");
        await Assertions.Expect(page.Locator("#f-name")).ToBeFocusedAsync();
        await keys.TypeAsync(id);
        await keys.PressAsync("Tab");
        await keys.TypeAsync("sai mật khẩu rồi");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#wrong")).ToContainTextAsync("Tên đăng nhập hoặc mật khẩu không đúng");
        await Assertions.Expect(page.Locator("#f-name")).ToHaveValueAsync(id);
        await page.Locator("#f-password").FocusAsync();
        await keys.TypeAsync(Password);
        await keys.PressAsync("Enter");

        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Việc của tôi");
        await Assertions.Expect(page.Locator("header .who")).ToContainTextAsync("Vàng Thị Dợ");
        await page.GetByRole(AriaRole.Button, new() { Name = "Đăng xuất" }).FocusAsync();
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("Đăng nhập");
        await Assertions.Expect(page.Locator("header .who")).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task By_keyboard_alone_a_link_becomes_a_password(bool script)
    {
        var path = await Invite();
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script }, person: null);
        var (page, keys) = (visitor.Page, visitor.Page.Keyboard);
        await visitor.Go(path);
        await page.Locator("#f-password").FocusAsync();
        await keys.TypeAsync("ngắn");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("ngắn");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("#w-password")).ToContainTextAsync("ít nhất 10 ký tự");
        if (script) await PageTests.Legible(visitor, 400);
        await page.Locator("#f-password").FocusAsync();
        await keys.TypeAsync("mèo vàng ngủ trưa");
        await keys.PressAsync("Tab");
        await keys.TypeAsync("mèo vàng ngủ trưa");
        await keys.PressAsync("Enter");
        await Assertions.Expect(page.Locator("header .who")).ToContainTextAsync("Lò Văn Páo");

        await using var late = await chromium.Visit(shared.Product, person: null);
        Assert.Equal(410, await late.Go(path));
        await late.Reads(Invitations.Ended);
        await PageTests.Legible(late, 410);
    }

    [Fact]
    public async Task The_door_the_link_and_what_is_wrong_there_can_be_read_by_everybody_and_are_light()
    {
        await using var visitor = await chromium.Visit(shared.Product, person: null);
        Assert.InRange(await Weight(visitor, "/sign-in"), 1, Heaviest);
        await PageTests.Legible(visitor, 200);
        await visitor.Button("Đăng nhập").ClickAsync();
        Assert.InRange(await Weight(visitor, await Invite()), 1, Heaviest);
        await PageTests.Legible(visitor, 200);
    }

    [Fact]
    public async Task Ones_own_account_in_every_state_can_be_read_by_everybody()
    {
        var id = await Add(Officer, new(Role.Watcher, RoleScope.Of("106"), new(2024, 1, 1), new(2024, 12, 31)));
        await using var visitor = await chromium.Visit(shared.Product, person: id);
        var page = visitor.Page;
        await visitor.Go("/account");
        await page.GetByText("Lập khóa mới").ClickAsync();
        await visitor.Button("Lập khóa").ClickAsync();
        await visitor.Reads("Đề nghị ghi tên khóa");
        await PageTests.Legible(visitor, 400);
        await page.GetByLabel("Tên khóa").FillAsync("Phần mềm tổng hợp");
        await page.Locator("#f-proof").FillAsync(Password);
        await visitor.Button("Lập khóa").ClickAsync();
        await visitor.Reads("Khóa chỉ hiện lần này");
        await PageTests.Legible(visitor, 400);

        await visitor.Go("/account/second-step");
        await PageTests.Legible(visitor, 400);
        await page.Locator("#f-password").FillAsync(Password);
        await visitor.Button("Bắt đầu").ClickAsync();
        var key = (await page.Locator("#key").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        Assert.True(await page.Locator(".qr").EvaluateAsync<bool>("img => img.complete && img.naturalWidth > 100"));
        await PageTests.Legible(visitor, 400);
        await page.Locator("#f-code").FillAsync(TimeCodes.At(key, TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / TimeCodes.Seconds));
        await visitor.Button("Bật xác thực hai bước").ClickAsync();
        await Assertions.Expect(page.Locator(".recovery li")).ToHaveCountAsync(10);
        await PageTests.Legible(visitor, 400);

        await using var door = await chromium.Visit(shared.Product, person: null);
        await door.Go("/sign-in");
        await door.Page.Locator("#f-name").FillAsync(id);
        await door.Page.Locator("#f-password").FillAsync(Password);
        await door.Button("Đăng nhập").ClickAsync();
        await Assertions.Expect(door.Page.Locator("#f-code")).ToBeFocusedAsync();
        await PageTests.Legible(door, 200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_administrator_invites_gives_ends_and_closes_on_pages_that_everybody_can_read(bool script)
    {
        var keeper = await Add(new Assignment(Role.Administrator, RoleScope.Of("106"), new(2024, 1, 1)));
        await using var visitor = await chromium.Visit(shared.Product, new() { JavaScriptEnabled = script }, keeper);
        var page = visitor.Page;
        await visitor.Go("/people");
        await page.GetByText("Mời người mới").ClickAsync();
        await page.GetByLabel("Tìm đơn vị, tổ chức").FillAsync("lhpn xa khun ha");
        await visitor.Button("Tìm").ClickAsync();
        await Assertions.Expect(page.Locator("#invite #f-scope")).ToContainTextAsync("3430-WomensUnion");
        var id = $"moi.{(script ? "co" : "khong")}.script";
        await page.Locator("#invite [name=id]").FillAsync(id);
        await visitor.Button("Mời").ClickAsync();
        await Assertions.Expect(page.Locator("#invite #w-name")).ToHaveTextAsync("Đề nghị ghi họ và tên.");
        await Assertions.Expect(page.Locator("#invite #w-role")).ToHaveTextAsync("Đề nghị chọn vai trò.");
        if (script) await PageTests.Legible(visitor, 400);
        await page.Locator("#invite [name=name]").FillAsync("Chang Thị Súa");
        await page.Locator("#invite [name=role]").SelectOptionAsync("Officer");
        await page.Locator("#invite [name=scope]").SelectOptionAsync("3430-WomensUnion");
        await visitor.Button("Mời").ClickAsync();
        await Assertions.Expect(page.Locator("#made .once")).ToContainTextAsync("/invitation/");
        if (script) await PageTests.Legible(visitor, 400);

        await visitor.Go($"/people/{id}");
        await page.GetByText("Giao thêm vai trò").ClickAsync();
        await page.Locator("#give [name=role]").SelectOptionAsync("Watcher");
        await page.Locator("#give [name=scope]").SelectOptionAsync("3430");
        await visitor.Button("Giao vai trò").ClickAsync();
        await visitor.Reads("Đã giao vai trò.");
        await page.GetByText("Đóng tài khoản").First.ClickAsync();
        if (script) await PageTests.Legible(visitor, 400);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cho thôi: Cán bộ theo dõi" }).ClickAsync();
        await visitor.Reads("Đã cho thôi vai trò.");
        await visitor.Button("Lập đường dẫn mới").ClickAsync();
        await Assertions.Expect(page.Locator("#made .once")).ToContainTextAsync("/invitation/");
        await page.Locator("#close > summary").ClickAsync();
        await page.GetByLabel("Lý do").FillAsync("Nghỉ hưu");
        await page.Locator("#close button").ClickAsync();
        await visitor.Reads("Đã đóng tài khoản.");
        if (script) await PageTests.Legible(visitor, 400);
    }

    [Fact]
    public async Task An_officers_work_says_what_is_owed_what_to_hand_in_and_what_became_of_it()
    {
        var id = await Add(Officer);
        await using var visitor = await chromium.Visit(shared.Product, person: id);
        Assert.InRange(await Weight(visitor, "/my"), 1, Heaviest);
        var first = visitor.Page.Locator(".next > article").First;
        await Assertions.Expect(first).ToContainTextAsync("hạn ");
        await Assertions.Expect(first).ToContainTextAsync("Phải nộp: ");
        await Assertions.Expect(first.GetByRole(AriaRole.Link, new() { Name = "Nộp minh chứng" })).ToBeVisibleAsync();
        // A member of the bloc sees what the bloc owes.
        await Assertions.Expect(visitor.Page.Locator("article[id^='3430-FrontBloc-']").First).ToBeVisibleAsync();
        await PageTests.Legible(visitor, 200);
    }

    [Fact]
    public async Task A_screens_page_can_be_read_by_everybody()
    {
        var (text, prefix, hash) = Secret.NewKey();
        var account = AccountRecord.New($"man-hinh-{prefix}", "Màn hình phòng họp", DateTimeOffset.UnixEpoch).Given(new(Role.Display, RoleScope.Of("106"), new(2024, 1, 1), new(2024, 12, 31)))
            .With(new ApiKeyRecord(prefix, hash, "đường dẫn màn hình", [], TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(30)));
        Assert.NotNull(await People.Make(account, Actor.System));
        await using var visitor = await chromium.Visit(shared.Product, person: null);
        await visitor.Go($"/tv/{text}");
        await PageTests.Legible(visitor, 200);
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visitor.Page.Locator("h1")).ToContainTextAsync("Huyện Tam Đường");
        await Assertions.Expect(visitor.Page.Locator("header .who")).ToHaveCountAsync(0);
    }

    /// <summary>Opens a page; how many bytes of it and everything it needs travel.</summary>
    private static async Task<long> Weight(Visitor visitor, string address)
    {
        var sizes = new List<Task<long>>();
        void Count(object? _, IResponse response) => sizes.Add(Size(response));
        visitor.Page.Response += Count;
        await visitor.Page.GotoAsync(address, new() { WaitUntil = WaitUntilState.NetworkIdle });
        visitor.Page.Response -= Count;
        return (await Task.WhenAll(sizes)).Sum();
    }

    private static async Task<long> Size(IResponse response)
    {
        var sizes = await response.Request.SizesAsync();
        return sizes.ResponseBodySize + sizes.ResponseHeadersSize;
    }
}
