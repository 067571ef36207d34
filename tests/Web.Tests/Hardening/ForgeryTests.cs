using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>Nobody's browser is made to write for somebody else.</summary>
[Collection(RunningProductCollection.Name)]
public sealed class ForgeryTests(RunningProduct product)
{
    /// <summary>Where no form and no cookie writes: by a key, through the socket of the machine, or over the hub, which checks its origin.</summary>
    private static readonly string[] WithoutForms = ["/api/", "/local/", "/hubs/"];

    [Fact]
    public void Every_form_bears_a_token()
    {
        var unguarded =
            from endpoint in product.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            where methods.Any(method => method is "POST" or "PUT" or "PATCH" or "DELETE")
            let path = $"/{endpoint.RoutePattern.RawText!.TrimStart('/')}"
            where !WithoutForms.Any(start => path.StartsWith(start, StringComparison.Ordinal))
            where endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: true }
            select path;
        Assert.Empty(unguarded);
    }

    [Theory]
    [InlineData("/bodies/3430-FrontBloc?year=2023", "_handler=called&caller=x&calledOn=28/12/2023&note=x")]
    [InlineData("/bodies/3430-FrontBloc/evidence?rule=MT-PB&period=2023", "_handler=evidence&submissionId=gia-mao-0001&occurredOn=27/12/2023")]
    [InlineData("/", "_handler=sample&sample=country")]
    [InlineData("/rules/new/preview", "period=year")]
    public async Task A_form_without_its_token_is_refused(string address, string form)
    {
        using var content = new StringContent(form, Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await product.Http.PostAsync(address, content);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("chưa có gì được lưu", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    /// <summary>A browser that has been at another HoiQC of that name before, as at an earlier demonstration, sends a cookie whose key nobody here knows.</summary>
    [Fact]
    public async Task A_form_is_shown_to_whoever_brings_a_cookie_of_another_server()
    {
        byte[] magic = [0x09, 0xF0, 0xC9, 0xF0];
        var foreign = Base64Url.EncodeToString([.. magic, .. Guid.NewGuid().ToByteArray(), .. RandomNumberGenerator.GetBytes(96)]);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/sign-in") { Headers = { { "Cookie", $"hoiqc-form={foreign}; hoiqc-session={foreign}" } } };
        using var visitor = new HttpClient { BaseAddress = product.Address };
        using var page = await visitor.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    public async Task What_another_site_makes_a_browser_send_is_refused_before_anything_looks_at_it(string header, string value)
    {
        foreach (var address in new[] { "/api/obligations/3430-FrontBloc/MT-PB/2023/evidence", "/hubs/board/negotiate?negotiateVersion=1", "/rules/new/preview" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Headers = { { header, value } } };
            using var answer = await product.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        // A link from elsewhere may be followed.
        using var link = new HttpRequestMessage(HttpMethod.Get, "/rules") { Headers = { { header, value } } };
        using var page = await product.Http.SendAsync(link);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }
}
