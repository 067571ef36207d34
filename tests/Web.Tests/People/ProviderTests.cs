using System.Net;
using System.Text.RegularExpressions;
using HoiQC.Web.Accounts;
using HoiQC.Web.Accounts.Providers;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Tests.Accounts;

/// <summary>A provider signs in who linked it, and nobody else; without configuration there is none.</summary>
public sealed partial class ProviderTests
{
    [Fact]
    public async Task Whoever_linked_a_provider_comes_in_by_it_and_nobody_else_does()
    {
        await using var provider = await FakeProvider.Start();
        await using var product = new PeopledProduct { Settings = provider.Settings };
        await product.InitializeAsync();
        var (owner, other) = (await product.Add(), await product.Add());
        using var here = await product.SignedIn(owner);

        provider.Subject = "nguoi-la";
        using var stranger = product.Browser();
        Assert.Equal("/sign-in?told=unlinked", await There(provider, stranger, "/sign-in/provider"));
        Assert.False(await stranger.IsSignedIn());

        Assert.Contains("Mật khẩu hiện nay không đúng", (await here.Send("/account", "link", ("proof", "không phải"))).Text, StringComparison.Ordinal);
        var path = Go().Match((await here.Send("/account", "link", ("proof", PeopledProduct.Password))).Text).Value;
        using var thief = await product.SignedIn(other);
        Assert.Equal(HttpStatusCode.NotFound, (await thief.Get(path)).Status);
        provider.Subject = "vang-thi-do";
        Assert.Equal("/account?told=linked", await There(provider, here, path));
        Assert.Contains("Đã liên kết.", (await here.Get("/account")).Text, StringComparison.Ordinal);

        using var caller = product.Browser();
        Assert.Equal("/rules", await There(provider, caller, "/sign-in/provider?return=%2Frules"));
        Assert.True(await caller.IsSignedIn());
        Assert.Contains(FakeProvider.Name, (await caller.Get("/account")).Text, StringComparison.Ordinal);

        // Somebody else cannot link the same person of the provider, and nothing is led away.
        var again = Go().Match((await thief.Send("/account", "link", ("proof", PeopledProduct.Password))).Text).Value;
        Assert.Equal("/account?told=not-linked", await There(provider, thief, again));
        using var lured = product.Browser();
        Assert.Equal("/", await There(provider, lured, "/sign-in/provider?return=%2F%2Fxau.example"));

        await here.Send("/account", "unlink");
        using var late = product.Browser();
        Assert.Equal("/sign-in?told=unlinked", await There(provider, late, "/sign-in/provider"));
    }

    [Fact]
    public async Task An_answer_that_another_browser_asked_for_is_worth_nothing()
    {
        await using var provider = await FakeProvider.Start();
        await using var product = new PeopledProduct { Settings = provider.Settings };
        await product.InitializeAsync();
        var owner = await product.Add();
        using var here = await product.SignedIn(owner);
        provider.Subject = "vang-thi-do";
        await There(provider, here, Go().Match((await here.Send("/account", "link", ("proof", PeopledProduct.Password))).Text).Value);

        using var attacker = product.Browser();
        var back = await provider.Visit((await attacker.Get("/sign-in/provider")).Location!);
        using var victim = product.Browser();
        Assert.Equal("/sign-in?told=provider", (await victim.Get(back)).Location);
        Assert.False(await victim.IsSignedIn());
        Assert.Equal(1, provider.Changed);
        Assert.Equal("/sign-in?told=provider", (await attacker.Get("/sign-in/provider/back?code=x&state=y")).Location);
    }

    [Fact]
    public async Task The_second_step_is_asked_for_after_a_provider_too()
    {
        await using var provider = await FakeProvider.Start();
        await using var product = new PeopledProduct { Settings = provider.Settings };
        await product.InitializeAsync();
        var owner = await product.Add();
        await product.People.Change(owner, account => account with
        {
            Logins = [new(FakeProvider.Name, "vang-thi-do")],
            SecondStep = account.SecondStep with { Enabled = true, Recovery = [Grains.Accounts.Secret.Hash("ABCDE-FGHIJ")] },
        }, Grains.Record.Actor.Operator);
        provider.Subject = "vang-thi-do";
        using var caller = product.Browser();
        var door = await There(provider, caller, "/sign-in/provider?return=%2Frules");
        Assert.StartsWith("/sign-in?return=%2Frules&step=", door, StringComparison.Ordinal);
        Assert.False(await caller.IsSignedIn());
        var answer = await caller.Send(door!, "code", ("code", "ABCDE-FGHIJ"));
        Assert.Equal((HttpStatusCode.Found, "/rules"), (answer.Status, answer.Location));
        Assert.True(await caller.IsSignedIn());
    }

    [Theory]
    [InlineData("Cổng", "http://cong.example/authorize", "phải là địa chỉ https")]
    [InlineData("", "https://cong.example/authorize", "Thiếu Provider:Name")]
    public void What_is_missing_or_not_secret_is_said_at_start(string name, string endpoint, string sentence)
    {
        var options = new ProviderOptions { Name = name, AuthorizationEndpoint = endpoint, TokenEndpoint = "https://cong.example/token", UserInformationEndpoint = "https://cong.example/me", ClientId = "a", ClientSecret = "b" };
        Assert.Contains(sentence, new ProviderOptionsValidator().Validate(null, options).FailureMessage, StringComparison.Ordinal);
        Assert.Equal(ValidateOptionsResult.Success, new ProviderOptionsValidator().Validate(null, new ProviderOptions()));
    }

    [Theory]
    [InlineData("abc123")]
    [InlineData("changeme-changeme")]
    [InlineData("<bí mật của nơi cung cấp>")]
    [InlineData("Your-Secret-Here")]
    public void A_secret_that_was_never_filled_in_is_said_at_start(string secret)
    {
        var options = new ProviderOptions
        {
            Name = "Cổng",
            AuthorizationEndpoint = "https://cong.example/authorize",
            TokenEndpoint = "https://cong.example/token",
            UserInformationEndpoint = "https://cong.example/me",
            ClientId = "hoiqc",
            ClientSecret = secret,
        };
        var fault = Assert.Single(new ProviderOptionsValidator().Validate(null, options).Failures!);
        Assert.StartsWith("Provider:ClientSecret", fault, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, fault, StringComparison.Ordinal);
    }

    /// <summary>Goes to the provider and back; where that leads.</summary>
    private static async Task<string?> There(FakeProvider provider, Caller caller, string path)
    {
        var away = await caller.Get(path);
        Assert.True(away.Status == HttpStatusCode.Found, $"{away.Status} {away.Text}");
        var back = await caller.Get(await provider.Visit(away.Location!));
        return back.Location;
    }

    [GeneratedRegex("/account/provider\\?ticket=[^\"]+", RegexOptions.None, 1000)]
    private static partial Regex Go();
}
