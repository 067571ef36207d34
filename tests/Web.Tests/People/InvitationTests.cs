using System.Net;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Accounts;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>A link sets a password once, and afterwards is good for nothing.</summary>
[Collection(PeopledProductCollection.Name)]
public sealed class InvitationTests(PeopledProduct product)
{
    private const string New = "mèo vàng ngủ trưa";

    private static (string, string)[] Twice(string password) => [("password", password), ("again", password)];

    [Fact]
    public async Task The_invited_set_a_password_and_are_signed_in()
    {
        var (id, secret) = await product.Invite();
        using var caller = product.Browser();
        var page = await caller.Get($"/invitation/{secret}");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Lò Thị Mến", page.Text, StringComparison.Ordinal);
        Assert.Equal("strict-origin", page.Headers.GetValues("Referrer-Policy").Single());
        var answer = await caller.SendFrom(page, $"/invitation/{secret}", "invitation", Twice(New));

        Assert.Equal((HttpStatusCode.Found, "/"), (answer.Status, answer.Location));
        Assert.True(await caller.IsSignedIn());
        using var later = await product.SignedIn(id, New);
        Assert.True(await later.IsSignedIn());
    }

    [Fact]
    public async Task A_link_that_was_used_is_good_for_nothing_not_even_the_same_form_sent_again()
    {
        var (id, secret) = await product.Invite();
        using var caller = product.Browser();
        using var thief = product.Browser();
        var kept = await thief.Get($"/invitation/{secret}");
        await caller.Send($"/invitation/{secret}", "invitation", Twice(New));

        var page = await thief.Get($"/invitation/{secret}");
        Assert.Equal(HttpStatusCode.Gone, page.Status);
        Assert.Contains(Invitations.Ended, page.Text, StringComparison.Ordinal);
        var replayed = await thief.SendFrom(kept, $"/invitation/{secret}", "invitation", Twice("mật khẩu của kẻ gian"));
        Assert.Equal(HttpStatusCode.Gone, replayed.Status);
        Assert.Contains(Invitations.Ended, replayed.Text, StringComparison.Ordinal);
        Assert.False(await thief.IsSignedIn());
        using var owner = await product.SignedIn(id, New);
        Assert.True(await owner.IsSignedIn());
    }

    [Fact]
    public async Task A_link_that_was_used_twice_at_once_sets_one_password()
    {
        var (_, secret) = await product.Invite();
        using var one = product.Browser();
        using var two = product.Browser();
        var pages = await Task.WhenAll(one.Get($"/invitation/{secret}"), two.Get($"/invitation/{secret}"));
        var answers = await Task.WhenAll(
            one.SendFrom(pages[0], $"/invitation/{secret}", "invitation", Twice(New)), two.SendFrom(pages[1], $"/invitation/{secret}", "invitation", Twice("cò trắng bay lả")));
        Assert.Single(answers, answer => answer.Status == HttpStatusCode.Found);
    }

    [Fact]
    public async Task A_link_that_has_ended_or_was_replaced_or_is_made_up_gets_one_sentence()
    {
        var (_, ended) = await product.Invite(TimeProvider.System.GetUtcNow().AddSeconds(-1));
        var (id, replaced) = await product.Invite();
        await product.People.Change(id, account => account.Invited(Secret.Hash("mới"), TimeProvider.System.GetUtcNow().AddDays(1)), Actor.Operator);
        using var caller = product.Browser();
        foreach (var secret in new[] { ended, replaced, Secret.New(), "a" })
        {
            var page = await caller.Get($"/invitation/{secret}");
            Assert.Equal(HttpStatusCode.Gone, page.Status);
            Assert.Contains(Invitations.Ended, page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ngắn quá", "ít nhất 10 ký tự")]
    [InlineData("qwertyuiop", "hay dùng nhất")]
    [InlineData("hoiqc2024!", "ai cũng nghĩ đến")]
    [InlineData("LoThiMen1985", "tên của mình")]
    public async Task A_password_that_is_easily_guessed_is_refused_and_the_link_stays_good(string password, string sentence)
    {
        var (_, secret) = await product.Invite();
        using var caller = product.Browser();
        var answer = await caller.Send($"/invitation/{secret}", "invitation", Twice(password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains(sentence, answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{password}\"", answer.Text, StringComparison.Ordinal);

        var differing = await caller.Send($"/invitation/{secret}", "invitation", ("password", New), ("again", New + "!"));
        Assert.Contains("không giống nhau", differing.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await caller.Send($"/invitation/{secret}", "invitation", Twice(New))).Status);
    }

    [Fact]
    public async Task A_password_set_by_a_link_ends_every_API_key_there_was()
    {
        var id = await product.Add();
        var (text, prefix, hash) = Secret.NewKey();
        var (secret, now) = (Secret.New(), TimeProvider.System.GetUtcNow());
        await product.People.Change(id, account => account.With(new ApiKeyRecord(prefix, hash, "của kẻ gian", [], now, now.AddDays(366))).Invited(Secret.Hash(secret), now.AddDays(1)), Actor.Operator);
        Assert.NotNull(await product.People.OfKey(text, now));

        using var caller = product.Browser();
        var page = await caller.Get($"/invitation/{secret}");
        Assert.Contains("khóa API của tài khoản hết hiệu lực", page.Text, StringComparison.Ordinal);
        await caller.SendFrom(page, $"/invitation/{secret}", "invitation", Twice(New));

        Assert.True(await caller.IsSignedIn());
        Assert.Null(await product.People.OfKey(text, now));
    }

    [Fact]
    public async Task A_new_link_for_a_forgotten_password_ends_the_old_password_and_what_was_open_only_when_it_is_used()
    {
        var id = await product.Add();
        using var open = await product.SignedIn(id);
        var secret = Secret.New();
        await product.People.Change(id, account => account.Invited(Secret.Hash(secret), TimeProvider.System.GetUtcNow().AddDays(1)), Actor.Operator);
        Assert.True(await open.IsSignedIn());

        using var caller = product.Browser();
        await caller.Send($"/invitation/{secret}", "invitation", Twice(New));
        Assert.False(await open.IsSignedIn());
        using var old = product.Browser();
        Assert.Contains("không đúng", (await old.Send("/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password))).Text, StringComparison.Ordinal);
    }
}
