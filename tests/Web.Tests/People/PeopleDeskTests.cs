using System.Net;
using System.Text.RegularExpressions;
using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Accounts.Keeping;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>Administrators keep people where they are administrators: over the API and on the pages alike.</summary>
[Collection(PeopledProductCollection.Name)]
public sealed partial class PeopleDeskTests(PeopledProduct product)
{
    private static readonly DateOnly NewYear = new(2024, 1, 1);

    private static Assignment Watcher(string unit) => new(Role.Watcher, RoleScope.Of(unit), NewYear);

    private async Task<string> KeyOf(params Assignment[] roles)
    {
        var id = await product.Add(roles);
        var (text, prefix, hash) = Secret.NewKey();
        await product.People.Change(id, account => account.With(new ApiKeyRecord(prefix, hash, "thử", [], TimeProvider.System.GetUtcNow(), TimeProvider.System.GetUtcNow().AddDays(1))), Actor.Operator);
        return text;
    }

    [Fact]
    public async Task An_invitation_over_the_API_makes_a_person_who_can_come_in_by_the_link()
    {
        var key = await KeyOf(PeopledProduct.Administrator("106"));
        using var caller = product.Browser();
        var id = $"api.{Guid.NewGuid():N}"[..20];
        var (status, body) = await caller.Api(HttpMethod.Post, "/api/people", new { id, name = "Giàng A Páo", role = "officer", scope = "3430-FrontBloc", from = "2024-01-05", until = "2024-12-31" }, key);

        Assert.Equal(HttpStatusCode.Created, status);
        var person = body.GetProperty("person");
        Assert.Equal("invited", person.GetProperty("state").GetString());
        Assert.Equal(("3430-FrontBloc", "Cán bộ của tổ chức"), (person.GetProperty("roles")[0].GetProperty("scope").GetString(), person.GetProperty("roles")[0].GetProperty("roleText").GetString()));
        var link = new Uri(body.GetProperty("link").GetString()!).PathAndQuery;
        Assert.Equal(HttpStatusCode.Found, (await caller.Send(link, "invitation", ("password", "gà trống gáy sáng"), ("again", "gà trống gáy sáng"))).Status);
        Assert.True(await caller.IsSignedIn());
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, "/api/people", new { id, name = "Người khác", role = "Watcher", scope = "106" }, key)).Status);
    }

    [Theory]
    [InlineData("Watcher", "*", "scope", "Chỉ quản trị viên toàn hệ thống")]
    [InlineData("Administrator", "*", "scope", "Chỉ quản trị viên toàn hệ thống")]
    [InlineData("Watcher", "106", "scope", "trong phạm vi quản trị của mình")]
    [InlineData("Watcher", "khong-co", "scope", "trong phạm vi quản trị của mình")]
    [InlineData("Officer", "3394-FrontBloc", "scope", "trong phạm vi quản trị của mình")]
    [InlineData("Watcher", "3430-FrontBloc", "scope", "phụ trách một đơn vị")]
    [InlineData("Display", "3430", "role", "Màn hình không phải là người")]
    [InlineData("Boss", "3430", "role", "Đề nghị chọn vai trò")]
    [InlineData("3", "3430", "role", "Đề nghị chọn vai trò")]
    public async Task Nobody_gives_what_is_wider_than_their_own(string role, string scope, string field, string sentence)
    {
        var key = await KeyOf(PeopledProduct.Administrator("3430"));
        var person = await product.Add(Watcher("3430"));
        using var caller = product.Browser();
        var (status, body) = await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles", new { role, scope }, key);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(sentence, body.GetProperty("errors").GetProperty(field)[0].GetString()!, StringComparison.Ordinal);
        Assert.Single((await product.People.Read(person))!.Assignments);
    }

    [Fact]
    public async Task Somebody_of_another_commune_is_not_there_on_any_way()
    {
        var key = await KeyOf(PeopledProduct.Administrator("3430"));
        var other = await product.Add(Watcher("3394"));
        using var caller = product.Browser();
        var (_, unknown) = await caller.Api(HttpMethod.Get, "/api/people/khong.co.ai", key: key);
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Get, $"/api/people/{other}", null), (HttpMethod.Post, $"/api/people/{other}/close", new { reason = "Nghỉ hưu" }), (HttpMethod.Post, $"/api/people/{other}/link", new { }),
            (HttpMethod.Post, $"/api/people/{other}/unlock", null), (HttpMethod.Post, $"/api/people/{other}/roles", new { role = "Watcher", scope = "3430" }),
            (HttpMethod.Post, $"/api/people/{other}/roles/end", new { role = "Watcher", scope = "3394" }),
        })
        {
            var (status, problem) = await caller.Api(method, path, body, key);
            Assert.Equal((HttpStatusCode.NotFound, path), (status, path));
            Assert.Equal(unknown.GetProperty("detail").GetString()!.Replace("khong.co.ai", other, StringComparison.Ordinal), problem.GetProperty("detail").GetString());
        }
        var (_, list) = await caller.Api(HttpMethod.Get, "/api/people", key: key);
        Assert.DoesNotContain(list.EnumerateArray(), person => person.GetProperty("id").GetString() == other);

        using var keeper = await product.SignedIn(await product.Add(PeopledProduct.Administrator("3430")));
        Assert.Equal(HttpStatusCode.NotFound, (await keeper.Get($"/people/{other}")).Status);
        Assert.DoesNotContain($"/people/{other}\"", (await keeper.Get("/people")).Text, StringComparison.Ordinal);
        using var watcher = await product.SignedIn(await product.Add(Watcher("106")));
        Assert.Equal(HttpStatusCode.NotFound, (await watcher.Get("/people")).Status);
    }

    [Fact]
    public async Task Whoever_also_holds_a_role_elsewhere_is_seen_but_gets_no_link_from_here()
    {
        var key = await KeyOf(PeopledProduct.Administrator("3430"));
        var person = await product.Add(Watcher("3430"), PeopledProduct.Administrator());
        using var caller = product.Browser();
        var (_, read) = await caller.Api(HttpMethod.Get, $"/api/people/{person}", key: key);
        Assert.Equal(["3430"], read.GetProperty("roles").EnumerateArray().Select(held => held.GetProperty("scope").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/link", new { }, key)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/close", new { reason = "Chuyển công tác" }, key)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles/end", new { role = "Administrator", scope = "*" }, key)).Status);
        Assert.Null((await product.People.Read(person))!.Invitation);
    }

    [Fact]
    public async Task A_link_that_waits_ends_when_a_wider_role_is_given_and_the_page_says_so()
    {
        var (commune, district) = (await KeyOf(PeopledProduct.Administrator("3430")), await product.Add(PeopledProduct.Administrator("106")));
        var person = await product.Add(Watcher("3430"));
        using var caller = product.Browser();
        var (_, made) = await caller.Api(HttpMethod.Post, $"/api/people/{person}/link", new { }, commune);
        var link = new Uri(made.GetProperty("link").GetString()!).PathAndQuery;
        Assert.Equal(HttpStatusCode.OK, (await caller.Get(link)).Status);

        using var keeper = await product.SignedIn(district);
        Assert.Contains("đường dẫn đặt mật khẩu chưa dùng hết hiệu lực", (await keeper.Get($"/people/{person}")).Text, StringComparison.Ordinal);
        var given = await keeper.Send($"/people/{person}", "give", ("role", "Reviewer"), ("scope", "106"));
        Assert.Equal(HttpStatusCode.Found, given.Status);
        Assert.Contains("Đường dẫn đặt mật khẩu lập trước đó không còn dùng được", (await keeper.Get(given.Location!)).Text, StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.Gone, (await caller.Get(link)).Status);
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/link", new { }, commune)).Status);
        Assert.Null((await product.People.Read(person))!.Invitation);
    }

    [Fact]
    public async Task A_link_made_while_a_wider_role_is_given_is_none()
    {
        var person = await product.Add(Watcher("3430"));
        var faster = new Meddling(() => product.People.Change(person, account => account.Given(Watcher("106")), Actor.Operator));
        var desk = ActivatorUtilities.CreateInstance<PeopleDesk>(product.Services, faster);

        var answer = await desk.Link(new("quan.tri.xa", "Vàng A Sử", [PeopledProduct.Administrator("3430")]), Actor.Operator, person, withoutSecondStep: false);

        Assert.Null(answer.Account);
        Assert.Contains("còn vai trò ngoài phạm vi quản trị của mình", Assert.Single(answer.Refusals).Sentence, StringComparison.Ordinal);
        Assert.Null((await product.People.Read(person))!.Invitation);
    }

    [Theory]
    [InlineData("Watcher", null)]
    [InlineData("Watcher", "2023-12-31")]
    [InlineData("Officer", "2023-12-31")]
    [InlineData("Display", null)]
    public async Task A_unit_or_body_elsewhere_answers_as_one_that_is_not_there(string role, string? until)
    {
        var key = await KeyOf(PeopledProduct.Administrator("3430"));
        var person = await product.Add(Watcher("3430"));
        using var caller = product.Browser();
        var (_, missing) = await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles", new { role, scope = "khong-co", until }, key);
        foreach (var scope in new[] { "106", "3394", "3394-FrontBloc" })
        {
            var (status, answer) = await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles", new { role, scope, until }, key);
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Equal(missing.GetProperty("errors").GetRawText().Replace("khong-co", scope, StringComparison.Ordinal), answer.GetProperty("errors").GetRawText());
        }
    }

    [Fact]
    public async Task A_screens_one_role_is_not_ended_for_without_it_the_screen_would_gain()
    {
        var key = await KeyOf(PeopledProduct.Administrator("106"));
        using var caller = product.Browser();
        var (_, made) = await caller.Api(HttpMethod.Post, "/api/screens", new { unit = "106", place = "hành lang tầng 1", until = "2024-12-31" }, key);
        var screen = made.GetProperty("person").GetProperty("id").GetString()!;

        var (status, body) = await caller.Api(HttpMethod.Post, $"/api/people/{screen}/roles/end", new { role = "Display", scope = "106" }, key);

        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("đóng tài khoản", body.GetProperty("detail").GetString()!, StringComparison.Ordinal);
        Assert.True((await product.People.Read(screen))!.ViewerOn(new(2024, 1, 5)).IsScreen);
        var shown = new Uri(made.GetProperty("link").GetString()!).PathAndQuery.Split('/')[^1];
        Assert.Equal(HttpStatusCode.NotFound, (await caller.Api(HttpMethod.Get, "/api/rules", key: shown)).Status);
    }

    [Fact]
    public async Task Giving_and_ending_a_role_ends_what_was_open_and_closing_ends_everything_with_its_reason()
    {
        var key = await KeyOf(PeopledProduct.Administrator("106"));
        var person = await product.Add(Watcher("106"));
        using var open = await product.SignedIn(person);
        using var caller = product.Browser();
        Assert.Equal(HttpStatusCode.OK, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles", new { role = "Reviewer", scope = "106", until = "2024-06-30" }, key)).Status);
        Assert.False(await open.IsSignedIn());
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles", new { role = "Reviewer", scope = "106" }, key)).Status);

        using var again = await product.SignedIn(person);
        Assert.Equal(HttpStatusCode.OK, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/roles/end", new { role = "Watcher", scope = "106" }, key)).Status);
        Assert.False(await again.IsSignedIn());
        Assert.Equal(new DateOnly(2024, 1, 4), (await product.People.Read(person))!.Assignments.Single(held => held.Role == "Watcher").Until);

        Assert.Equal(HttpStatusCode.BadRequest, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/close", new { }, key)).Status);
        var (status, closed) = await caller.Api(HttpMethod.Post, $"/api/people/{person}/close", new { reason = "Nghỉ hưu từ 05/01/2024" }, key);
        Assert.Equal((HttpStatusCode.OK, "closed", "Nghỉ hưu từ 05/01/2024"), (status, closed.GetProperty("state").GetString(), closed.GetProperty("closedReason").GetString()));
        using var door = product.Browser();
        Assert.Contains("không đúng", (await door.Send("/sign-in", "sign-in", ("name", person), ("password", PeopledProduct.Password))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await caller.Api(HttpMethod.Post, $"/api/people/{person}/link", new { }, key)).Status);
    }

    [Fact]
    public async Task The_last_administrator_of_everything_is_neither_closed_nor_stripped()
    {
        await using var alone = new PeopledProduct();
        await alone.InitializeAsync();
        var first = await alone.Add(PeopledProduct.Administrator());
        using var keeper = await alone.SignedIn(first);
        Assert.Contains("cuối cùng", (await keeper.Send($"/people/{first}", "end-Administrator:*-20240101")).Text, StringComparison.Ordinal);
        Assert.Contains("cuối cùng", (await keeper.Send($"/people/{first}", "close", ("reason", "Thử"))).Text, StringComparison.Ordinal);

        // Somebody who was only invited cannot come in yet, so that is still the last one.
        var invited = await keeper.Send("/people", "invite", ("id", "quan.tri.moi"), ("name", "Sùng Thị Mỷ"), ("role", "Administrator"), ("scope", "*"));
        Assert.Contains("/invitation/", invited.Text, StringComparison.Ordinal);
        Assert.Contains("cuối cùng", (await keeper.Send($"/people/{first}", "close", ("reason", "Thử"))).Text, StringComparison.Ordinal);
        using var second = alone.Browser();
        await second.Send(Path().Match(invited.Text).Value, "invitation", ("password", "gà trống gáy sáng"), ("again", "gà trống gáy sáng"));

        // Of two who close each other at the same time, one stays.
        var pages = await Task.WhenAll(keeper.Get("/people/quan.tri.moi"), second.Get($"/people/{first}"));
        await Task.WhenAll(keeper.SendFrom(pages[0], "/people/quan.tri.moi", "close", ("reason", "Thử")), second.SendFrom(pages[1], $"/people/{first}", "close", ("reason", "Thử")));
        Assert.Single([(await alone.People.Read(first))!, (await alone.People.Read("quan.tri.moi"))!], account => !account.IsClosed);
    }

    [Fact]
    public async Task A_screen_is_opened_by_its_link_sees_its_board_and_ends_when_it_is_closed()
    {
        using var keeper = await product.SignedIn(await product.Add(PeopledProduct.Administrator("106")));
        var made = await keeper.Send("/people", "screen", ("unit", "106"), ("place", "phòng họp tầng 2"), ("last", "31/12/2024"));
        var path = Tv().Match(made.Text).Value;
        Assert.True(path.Length > 0, made.Text);
        using var screen = product.Browser();
        var answer = await screen.Send(path, "screen");
        Assert.Equal((HttpStatusCode.Found, "/boards/106"), (answer.Status, answer.Location));
        var board = await screen.Get("/boards/106?year=2023");
        Assert.Equal(HttpStatusCode.OK, board.Status);
        Assert.DoesNotContain("action=\"/sign-out\"", board.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await screen.Get("/account")).Status);

        var id = Id().Match((await keeper.Get("/people?q=phong+hop")).Text).Groups["id"].Value;
        await keeper.Send($"/people/{id}", "close", ("reason", "Thay màn hình"));
        Assert.Equal(HttpStatusCode.Gone, (await screen.Get(path)).Status);
        Assert.Empty((await product.People.Read(id))!.Sessions);
    }

    [Fact]
    public async Task What_was_somebodys_who_left_is_the_bodys_own()
    {
        const string Body = "3424-WomensUnion";
        var officer = await product.Add(new Assignment(Role.Officer, RoleScope.Of(Body, "3424", "WomensUnion"), NewYear));
        using var watcher = await product.SignedIn(await product.Add(Watcher("106")));
        Assert.Contains("Cán bộ phụ trách: ", (await watcher.Get($"/bodies/{Body}")).Text, StringComparison.Ordinal);
        await product.People.Change(officer, account => account.Closed(TimeProvider.System.GetUtcNow(), "Chuyển công tác"), Actor.Operator);
        Assert.Contains("Chưa phân công cán bộ; thuộc trách nhiệm của Hội", (await watcher.Get($"/bodies/{Body}")).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("3394", "phòng họp", "31/12/2024")]
    [InlineData("3430", "", "31/12/2024")]
    [InlineData("3430", "phòng họp", "04/01/2024")]
    [InlineData("3430", "phòng họp", "31/12/2025")]
    [InlineData("3430", "phòng họp", "")]
    public async Task A_screen_elsewhere_or_without_place_or_end_is_not_made(string unit, string place, string last)
    {
        using var keeper = await product.SignedIn(await product.Add(PeopledProduct.Administrator("3430")));
        var answer = await keeper.Send("/people", "screen", ("unit", unit), ("place", place), ("last", last));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.DoesNotMatch(Tv(), answer.Text);
    }

    [Fact]
    public async Task People_are_found_without_diacritics_and_a_lock_is_lifted_on_the_page()
    {
        using var keeper = await product.SignedIn(await product.Add(PeopledProduct.Administrator("106")));
        var name = $"Hoàng Thị Sử {Guid.NewGuid():N}"[..22];
        var id = $"su.{Guid.NewGuid():N}"[..12];
        await keeper.Send("/people", "invite", ("id", id), ("name", name), ("role", "Officer"), ("scope", "3430"));
        Assert.Contains(name, (await keeper.Get($"/people?q={Uri.EscapeDataString(Domain.Words.Vietnamese.Fold(name))}")).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(name, (await keeper.Get("/people?state=closed")).Text, StringComparison.Ordinal);

        await product.People.Change(id, account => account with { PasswordHash = "x", LockedUntil = TimeProvider.System.GetUtcNow().AddMinutes(15) }, Actor.Operator);
        Assert.Contains("tạm khóa", (await keeper.Get($"/people/{id}")).Text, StringComparison.Ordinal);
        await keeper.Send($"/people/{id}", "unlock");
        Assert.Null((await product.People.Read(id))!.LockedUntil);
    }

    [GeneratedRegex("/invitation/[a-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Path();

    [GeneratedRegex("/tv/hoiqc_[a-z0-9_]+", RegexOptions.None, 1000)]
    private static partial Regex Tv();

    [GeneratedRegex("/people/(?<id>man-hinh-[0-9a-f]+)", RegexOptions.None, 1000)]
    private static partial Regex Id();
}
