using System.Net;
using HoiQC.Web.Tests.Accounts;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>What the line and the browser have to do with signing in and out.</summary>
[Collection(PeopledProductCollection.Name)]
public sealed class DoorTests(PeopledProduct product)
{
    [Fact]
    public async Task Over_a_line_that_may_be_read_nobody_signs_in_and_a_sentence_says_what_to_do()
    {
        var id = await product.Add();
        using var caller = new Caller(product.Address, ("X-Forwarded-For", "203.0.113.9"), ("X-Forwarded-Proto", "https"));
        var page = await caller.Get("/sign-in");
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("không được mã hóa", page.Text, StringComparison.Ordinal);
        Assert.Contains("--https-certificate", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page.Text, StringComparison.Ordinal);

        // The form of somebody on the machine itself, sent over that line.
        using var here = product.Browser();
        var form = await here.Get("/sign-in");
        caller.Cookies.Add(here.Cookies.GetAllCookies());
        var answer = await caller.SendFrom(form, "/sign-in", "sign-in", ("name", id), ("password", PeopledProduct.Password));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("chưa có gì được lưu", answer.Text, StringComparison.Ordinal);
        Assert.Null(caller.Session);
        Assert.Empty((await product.People.Read(id))!.Sessions);
    }

    [Fact]
    public async Task Over_a_line_that_may_be_read_no_link_sets_a_password()
    {
        var (id, secret) = await product.Invite();
        using var caller = new Caller(product.Address, ("Forwarded", "for=203.0.113.9"));
        var answer = await caller.Send($"/invitation/{secret}", "invitation", ("password", "trâu trắng ăn ngô"), ("again", "trâu trắng ăn ngô"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Contains("không được mã hóa", answer.Text, StringComparison.Ordinal);
        Assert.Null((await product.People.Read(id))!.PasswordHash);
    }

    [Fact]
    public async Task Signing_out_empties_the_browser()
    {
        using var caller = await product.SignedIn(await product.Add());
        var answer = await caller.SignOut();
        Assert.Equal("\"cache\", \"storage\"", string.Join(", ", answer.Headers.GetValues("Clear-Site-Data")));
        Assert.Null(caller.Session);
    }

    [Fact]
    public async Task A_cookie_alone_does_not_write_to_the_API()
    {
        using var caller = await product.SignedIn(await product.Add(PeopledProduct.Administrator()));
        var (status, body) = await caller.Api(HttpMethod.Post, "/api/calendar/versions:preview", new { });
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("Authorization: Bearer", body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await caller.Api(HttpMethod.Get, "/api/calendar/2024")).Status);
    }
}
