using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>What people do with their own account: password, sign-ins, second step, keys.</summary>
[Collection(PeopledProductCollection.Name)]
public sealed partial class OwnAccountTests(PeopledProduct product)
{
    private const string Other = "vịt bầu bơi ao làng";

    [Fact]
    public async Task Changing_the_password_ends_every_other_sign_in_at_once_and_renames_ones_own()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        using var elsewhere = await product.SignedIn(id);
        var before = here.Session!.Value;
        var answer = await here.Send("/account", "password", ("current", PeopledProduct.Password), ("password", Other), ("again", Other));

        Assert.Equal((HttpStatusCode.Found, "/account?told=password"), (answer.Status, answer.Location));
        Assert.True(await here.IsSignedIn());
        Assert.False(await elsewhere.IsSignedIn());
        Assert.NotEqual(before, here.Session!.Value);
        using var copy = product.Browser();
        copy.Cookies.SetCookies(product.Address, $"{here.Session.Name}={before}; path=/");
        Assert.False(await copy.IsSignedIn());
        using var again = await product.SignedIn(id, Other);
    }

    [Fact]
    public async Task Without_the_present_password_nothing_changes_and_guessing_it_locks()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        for (var attempt = 0; attempt < 5; attempt++)
            Assert.Contains("Mật khẩu hiện nay không đúng", (await here.Send("/account", "password", ("current", $"đoán mò {attempt}"), ("password", Other), ("again", Other))).Text, StringComparison.Ordinal);
        Assert.Contains("tạm dừng nhận mật khẩu", (await here.Send("/account", "password", ("current", PeopledProduct.Password), ("password", Other), ("again", Other))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_ends_one_sign_in_or_all_others()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        using var second = await product.SignedIn(id);
        using var third = await product.SignedIn(id);
        using var fourth = await product.SignedIn(id);
        var handle = OwnAccount.HandleOf((await product.People.Read(id))!.Sessions[1]);
        await here.Send("/account", $"end-{handle}", ("session", handle));
        Assert.Equal<bool[]>([true, false, true, true], [await here.IsSignedIn(), await second.IsSignedIn(), await third.IsSignedIn(), await fourth.IsSignedIn()]);

        await here.Send("/account", "end-all");
        Assert.Equal<bool[]>([true, false, false], [await here.IsSignedIn(), await third.IsSignedIn(), await fourth.IsSignedIn()]);
    }

    [Fact]
    public async Task With_a_second_step_the_password_alone_does_not_open_and_a_code_opens_once()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        using var elsewhere = await product.SignedIn(id);
        var (key, recovery) = await TurnOn(here);
        Assert.Equal(10, recovery.Length);
        Assert.True(await here.IsSignedIn());
        Assert.False(await elsewhere.IsSignedIn());
        Assert.DoesNotContain(recovery[0], (await here.Get("/account/second-step")).Text, StringComparison.Ordinal);

        // The code that turned it on was used up by that.
        using var caller = product.Browser();
        var door = await caller.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));
        Assert.Equal(HttpStatusCode.OK, door.Status);
        Assert.False(await caller.IsSignedIn());
        var last = (await product.People.Read(id))!.SecondStep.LastStep;
        var replayed = await caller.SendFrom(door, "/sign-in", "code", ("code", TimeCodes.At(key, last)));
        Assert.Contains("Mã xác thực không đúng hoặc đã dùng", replayed.Text, StringComparison.Ordinal);
        Assert.False(await caller.IsSignedIn());

        // The next step's code is taken ahead of its time, as from a telephone that is a little fast; then neither it nor the one before.
        Assert.Equal(HttpStatusCode.Found, (await caller.SendFrom(door, "/sign-in", "code", ("code", TimeCodes.At(key, last + 1)))).Status);
        Assert.True(await caller.IsSignedIn());
        using var thief = product.Browser();
        foreach (var step in new[] { last, last + 1 })
        {
            var again = await thief.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));
            Assert.Equal(HttpStatusCode.BadRequest, (await thief.SendFrom(again, "/sign-in", "code", ("code", TimeCodes.At(key, step)))).Status);
        }
        Assert.False(await thief.IsSignedIn());
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_wrong_codes_lock()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        var (_, recovery) = await TurnOn(here);
        using var caller = product.Browser();
        var door = await caller.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));
        Assert.Equal(HttpStatusCode.Found, (await caller.SendFrom(door, "/sign-in", "code", ("code", recovery[3].ToLowerInvariant().Replace("-", "", StringComparison.Ordinal)))).Status);
        Assert.Equal(9, (await product.People.Read(id))!.SecondStep.Recovery.Length);

        using var thief = product.Browser();
        var page = await thief.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));
        Assert.Contains("không đúng hoặc đã dùng", (await thief.SendFrom(page, "/sign-in", "code", ("code", recovery[3]))).Text, StringComparison.Ordinal);
        for (var attempt = 0; attempt < 4; attempt++) await thief.SendFrom(page, "/sign-in", "code", ("code", $"00000{attempt}"));
        Assert.Contains("tạm dừng nhận mật khẩu", (await thief.SendFrom(page, "/sign-in", "code", ("code", recovery[4]))).Text, StringComparison.Ordinal);
        Assert.False(await thief.IsSignedIn());
    }

    [Fact]
    public async Task The_second_step_goes_off_by_the_password_and_a_proof_of_the_first_step_dies_with_it()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        var (_, recovery) = await TurnOn(here);
        using var thief = product.Browser();
        var page = await thief.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));

        Assert.Contains("Mật khẩu hiện nay không đúng", (await here.Send("/account/second-step", "off", ("password", "không phải"))).Text, StringComparison.Ordinal);
        await here.Send("/account/second-step", "off", ("password", PeopledProduct.Password));
        Assert.False((await product.People.Read(id))!.SecondStep.Enabled);
        Assert.True(await here.IsSignedIn());
        Assert.Contains("Đề nghị đăng nhập lại", (await thief.SendFrom(page, "/sign-in", "code", ("code", recovery[0]))).Text, StringComparison.Ordinal);
        using var plain = await product.SignedIn(id);
    }

    [Fact]
    public async Task A_key_is_shown_once_is_no_wider_than_chosen_and_works_until_it_is_revoked()
    {
        var id = await product.Add(new(Role.Watcher, RoleScope.Of("106"), new(2024, 1, 1)), new(Role.Reviewer, RoleScope.Of("106"), new(2024, 1, 1)));
        using var here = await product.SignedIn(id);
        var made = await here.Send("/account", "make-key", ("key", "Phần mềm tổng hợp"), ("days", "90"), ("roles", "0"), ("proof", PeopledProduct.Password));
        var key = Key().Match(made.Text).Value;
        Assert.NotEmpty(key);
        Assert.DoesNotContain(key, (await here.Get("/account")).Text, StringComparison.Ordinal);
        Assert.True(await product.People.OfKey(key, TimeProvider.System.GetUtcNow()) is var (account, record) && account.ViewerOn(new(2024, 1, 5), record).Assignments.Select(held => held.Role).SequenceEqual([Role.Watcher]));
        Assert.Null(await product.People.OfKey(key, TimeProvider.System.GetUtcNow().AddDays(92)));

        // A key makes no keys and changes no password.
        using var program = product.Browser();
        Assert.NotEqual(HttpStatusCode.OK, (await program.Api(HttpMethod.Get, "/account", key: key)).Status);

        var prefix = HoiQC.Grains.Accounts.Secret.Parts(key)!.Value.Prefix;
        await here.Send("/account", $"revoke-{prefix}", ("prefix", prefix));
        Assert.Null(await product.People.OfKey(key, TimeProvider.System.GetUtcNow()));
    }

    [Theory]
    [InlineData("", "90", "Đề nghị ghi tên khóa")]
    [InlineData("Máy in", "367", "từ 1 đến 366 ngày")]
    [InlineData("Máy in", "-1", "từ 1 đến 366 ngày")]
    public async Task A_key_without_name_or_for_more_than_a_year_is_not_made(string name, string days, string sentence)
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        var answer = await here.Send("/account", "make-key", ("key", name), ("days", days), ("proof", PeopledProduct.Password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(sentence, answer.Text, StringComparison.Ordinal);
        Assert.Empty((await product.People.Read(id))!.Keys);
    }

    [Fact]
    public async Task A_session_alone_makes_no_key_and_guessing_the_password_there_locks()
    {
        var id = await product.Add();
        using var stolen = await product.SignedIn(id);
        Assert.Contains("name=\"proof\"", (await stolen.Get("/account")).Text, StringComparison.Ordinal);
        foreach (var guess in new[] { "", "đoán một", "đoán hai", "đoán ba", "đoán bốn" })
        {
            var answer = await stolen.Send("/account", "make-key", ("key", "Máy chấm công"), ("days", "30"), ("proof", guess));
            Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
            Assert.Contains("Mật khẩu hiện nay không đúng", answer.Text, StringComparison.Ordinal);
            Assert.DoesNotMatch(Key(), answer.Text);
        }
        Assert.Contains("tạm dừng nhận mật khẩu", (await stolen.Send("/account", "make-key", ("key", "Máy chấm công"), ("days", "30"), ("proof", PeopledProduct.Password))).Text, StringComparison.Ordinal);
        Assert.Empty((await product.People.Read(id))!.Keys);
    }

    [Fact]
    public async Task Whoever_has_no_password_makes_a_key_without_one()
    {
        var id = await product.Add();
        using var here = await product.SignedIn(id);
        await product.People.Change(id, account => account with { PasswordHash = null, Logins = [new("tinh", id)] }, Grains.Record.Actor.Operator);
        var made = await here.Send("/account", "make-key", ("key", "Phần mềm tổng hợp"), ("days", "30"));
        Assert.Matches(Key(), made.Text);
        Assert.DoesNotContain("name=\"proof\"", made.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_the_password_that_another_change_overtakes_is_said_and_leaves_no_sign_in()
    {
        var id = await product.Add();
        await using var scope = product.Services.CreateAsyncScope();
        var context = new DefaultHttpContext { RequestServices = scope.ServiceProvider, Connection = { RemoteIpAddress = IPAddress.Loopback } };
        context.User = new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, id), new(SignIn.SessionClaim, "phiên"), new(Actors.Via, "page")], SignIn.Scheme));
        context.Features.Set((await product.People.Read(id))!.ViewerOn(new(2024, 1, 5)));
        var faster = new Meddling(() => product.People.Change(id, account => account.Closed(TimeProvider.System.GetUtcNow(), "Nghỉ hưu"), Grains.Record.Actor.Operator));
        var signIn = ActivatorUtilities.CreateInstance<SignIn>(scope.ServiceProvider, faster);

        var faults = await ActivatorUtilities.CreateInstance<OwnAccount>(scope.ServiceProvider, signIn).ChangePassword(context, PeopledProduct.Password, Other, Other);

        Assert.Equal(SignIn.Overtaken, Assert.Single(faults).Sentence);
        Assert.Empty((await product.People.Read(id))!.Sessions);
    }

    private static async Task<(string Key, string[] Recovery)> TurnOn(Caller caller)
    {
        await caller.Send("/account/second-step", "prepare", ("password", PeopledProduct.Password));
        var page = await caller.Get("/account/second-step");
        var key = Waiting().Match(page.Text).Groups["key"].Value.Replace(" ", "", StringComparison.Ordinal);
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / TimeCodes.Seconds;
        var answer = await caller.SendFrom(page, "/account/second-step", "confirm", ("code", TimeCodes.At(key, now)));
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return (key, [.. Recovery().Matches(answer.Text).Select(match => match.Groups["code"].Value)]);
    }

    [GeneratedRegex("hoiqc_[a-z0-9]{8}_[a-z0-9]{52}", RegexOptions.None, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("id=\"key\">(?<key>[A-Z2-7 ]+)<", RegexOptions.None, 1000)]
    private static partial Regex Waiting();

    [GeneratedRegex("<li>(?<code>[A-Z0-9]{5}-[A-Z0-9]{5})</li>", RegexOptions.None, 1000)]
    private static partial Regex Recovery();
}
