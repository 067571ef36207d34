using System.Buffers.Binary;
using System.Net;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>The door: who comes in, who does not, and what a cookie is worth.</summary>
[Collection(PeopledProductCollection.Name)]
public sealed class SignInTests(PeopledProduct product)
{
    [Fact]
    public async Task The_right_password_opens_and_leads_on_to_where_one_was_going()
    {
        var id = await product.Add();
        using var caller = product.Browser();
        var answer = await caller.Send("/sign-in?return=%2Frules%3Fa%3D1", "sign-in", ("name", id.ToUpperInvariant()), ("password", PeopledProduct.Password));

        Assert.Equal((HttpStatusCode.Found, "/rules?a=1"), (answer.Status, answer.Location));
        Assert.True(await caller.IsSignedIn());
        Assert.NotNull((await product.People.Read(id))!.SignedInAt);
    }

    [Theory]
    [InlineData("https://xau.example/")]
    [InlineData("//xau.example")]
    [InlineData("/\\xau.example")]
    [InlineData("\\\\xau.example")]
    [InlineData("/%09/xau.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("rules")]
    public async Task Nothing_but_a_path_of_this_server_is_led_on_to(string elsewhere)
    {
        var id = await product.Add();
        using var caller = product.Browser();
        var answer = await caller.Send($"/sign-in?return={Uri.EscapeDataString(Uri.UnescapeDataString(elsewhere))}", "sign-in", ("name", id), ("password", PeopledProduct.Password));
        Assert.Equal((HttpStatusCode.Found, "/"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task A_wrong_password_and_a_name_that_nobody_has_get_the_same_sentence()
    {
        var id = await product.Add();
        using var caller = product.Browser();
        var wrong = await caller.Send("/sign-in", "sign-in", ("name", id), ("password", "trâu đen ăn ngô"));
        var unknown = await caller.Send("/sign-in", "sign-in", ("name", "khong.co.ai"), ("password", PeopledProduct.Password));

        Assert.Equal(HttpStatusCode.BadRequest, wrong.Status);
        Assert.Contains("Tên đăng nhập hoặc mật khẩu không đúng.", wrong.Text, StringComparison.Ordinal);
        Assert.Contains("Tên đăng nhập hoặc mật khẩu không đúng.", unknown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("trâu đen", wrong.Text, StringComparison.Ordinal);
        Assert.Null(caller.Session);
    }

    [Fact]
    public async Task After_five_wrong_passwords_the_right_one_is_not_taken_for_a_while()
    {
        var id = await product.Add();
        using var caller = product.Browser();
        for (var attempt = 0; attempt < 5; attempt++) await caller.Send("/sign-in", "sign-in", ("name", id), ("password", $"sai lần thứ {attempt}"));
        var answer = await caller.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("tạm dừng nhận mật khẩu đến", answer.Text, StringComparison.Ordinal);
        Assert.False(await caller.IsSignedIn());
    }

    [Fact]
    public async Task Thirty_guesses_at_once_are_no_more_than_five()
    {
        var id = await product.Add();
        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(async attempt =>
        {
            using var caller = product.Browser();
            return await caller.Send("/sign-in", "sign-in", ("name", id), ("password", $"đoán lần thứ {attempt}"));
        }));

        Assert.Equal(5, answers.Count(answer => answer.Text.Contains("không đúng", StringComparison.Ordinal)));
        Assert.All(answers.Where(answer => !answer.Text.Contains("không đúng", StringComparison.Ordinal)), answer =>
            Assert.True(answer.Status == HttpStatusCode.TooManyRequests || answer.Text.Contains("tạm dừng nhận mật khẩu", StringComparison.Ordinal), answer.Text));
        Assert.NotNull((await product.People.Read(id))!.LockedUntil);
    }

    [Fact]
    public async Task A_cookie_planted_before_signing_in_is_worth_nothing_after()
    {
        var (attacker, victim) = (await product.Add(), await product.Add());
        using var thief = await product.SignedIn(attacker);
        var planted = thief.Session!;
        using var browser = product.Browser();
        browser.Cookies.SetCookies(product.Address, $"{planted.Name}={planted.Value}; path=/");
        Assert.True(await browser.IsSignedIn());

        await browser.Send("/sign-in", "sign-in", ("name", victim), ("password", PeopledProduct.Password));
        Assert.NotEqual(planted.Value, browser.Session!.Value);
        Assert.Contains(victim, (await browser.Get("/account")).Text, StringComparison.Ordinal);
        Assert.False(await thief.IsSignedIn());
        Assert.Empty((await product.People.Read(attacker))!.Sessions);
    }

    [Fact]
    public async Task Signing_out_ends_the_cookie_on_the_server_and_asks_for_the_form()
    {
        var id = await product.Add();
        using var caller = await product.SignedIn(id);
        using var copy = product.Browser();
        copy.Cookies.SetCookies(product.Address, $"{caller.Session!.Name}={caller.Session.Value}; path=/");
        Assert.True(await copy.IsSignedIn());

        Assert.Equal(HttpStatusCode.BadRequest, (await caller.Post("/sign-out")).Status);
        Assert.True(await copy.IsSignedIn());
        var answer = await caller.SignOut();
        Assert.Equal((HttpStatusCode.Found, "/sign-in"), (answer.Status, answer.Location));
        Assert.False(await copy.IsSignedIn());
    }

    public static readonly TheoryData<string> Changes = ["password", "second step", "role", "closed"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Whoever_is_still_signing_in_while_the_account_changes_stays_outside(string change)
    {
        var id = await product.Add();
        await using var scope = product.Services.CreateAsyncScope();
        var hash = scope.ServiceProvider.GetRequiredService<Passwords>().Hash((await product.People.Read(id))!, "vịt bầu bơi ao làng");
        var faster = new Meddling(() => product.People.Change(
            id,
            account => change switch
            {
                "password" => account.WithPassword(hash),
                "second step" => (account with { SecondStep = new("k", true, [], 0) }).SignedOut(),
                "role" => account.Given(PeopledProduct.Administrator("106")),
                _ => account.Closed(TimeProvider.System.GetUtcNow(), "Nghỉ hưu"),
            },
            Actor.Operator));
        var context = Context(scope);

        var answer = await ActivatorUtilities.CreateInstance<SignIn>(scope.ServiceProvider, faster).WithPassword(context, id, PeopledProduct.Password, null);

        Assert.False(answer.Done);
        Assert.StartsWith("Tên đăng nhập hoặc mật khẩu không đúng.", answer.Sentence, StringComparison.Ordinal);
        Assert.Empty((await product.People.Read(id))!.Sessions);
        Assert.DoesNotContain(context.Response.Headers.SetCookie, cookie => cookie!.Contains("hoiqc", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_that_nobody_has_costs_the_hash_of_an_account_and_what_is_too_long_costs_none_for_anybody()
    {
        var id = await product.Add();
        await using var scope = product.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var hasher = new Watched(users.PasswordHasher);
        users.PasswordHasher = hasher;
        var signIn = ActivatorUtilities.CreateInstance<SignIn>(scope.ServiceProvider);
        foreach (var name in new[] { id, "khong.co.ai", "!" }) await signIn.WithPassword(Context(scope), name, "trâu đen ăn ngô", null);
        Assert.Equal([210_000, 210_000, 210_000], hasher.Rounds);
        Assert.Equal(1, (await product.People.Read(id))!.Failures);

        var tooLong = new string('n', PasswordRules.Longest + 1);
        foreach (var name in new[] { id, "khong.co.ai" })
            Assert.StartsWith("Tên đăng nhập hoặc mật khẩu không đúng.", (await signIn.WithPassword(Context(scope), name, tooLong, null)).Sentence, StringComparison.Ordinal);
        Assert.Equal(3, hasher.Rounds.Count);
        Assert.Equal(1, (await product.People.Read(id))!.Failures);
    }

    private static DefaultHttpContext Context(AsyncServiceScope scope) => new() { RequestServices = scope.ServiceProvider, Connection = { RemoteIpAddress = IPAddress.Loopback, LocalIpAddress = IPAddress.Loopback } };

    /// <summary>Notes how many rounds each hash has that a password is compared with.</summary>
    private sealed class Watched(IPasswordHasher<Account> hasher) : IPasswordHasher<Account>
    {
        public List<int> Rounds { get; } = [];

        public string HashPassword(Account user, string password) => hasher.HashPassword(user, password);

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            // Version, function and rounds stand before the salt.
            Rounds.Add((int)BinaryPrimitives.ReadUInt32BigEndian(Convert.FromBase64String(hashedPassword).AsSpan(5)));
            return hasher.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }

    [Fact]
    public async Task Closing_an_account_or_changing_its_roles_ends_its_sign_ins_at_once()
    {
        var (closed, changed) = (await product.Add(), await product.Add());
        using var one = await product.SignedIn(closed);
        using var two = await product.SignedIn(changed);
        await product.People.Change(closed, account => account.Closed(TimeProvider.System.GetUtcNow()), Actor.Operator);
        await product.People.Change(changed, account => account.Given(PeopledProduct.Administrator("106")), Actor.Operator);

        Assert.False(await one.IsSignedIn());
        Assert.False(await two.IsSignedIn());
        using var again = product.Browser();
        Assert.Contains("không đúng", (await again.Send("/sign-in", "sign-in", ("name", closed), ("password", PeopledProduct.Password))).Text, StringComparison.Ordinal);
    }
}
