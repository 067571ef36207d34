using System.Net;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Tests.Hardening;

public sealed class ListeningTests
{
    private static readonly ProxyOptions None = new();
    private static readonly ProxyOptions Proxy = new() { KnownProxies = ["127.0.0.1"], PublicAddress = "https://hoiqc.tamduong.gov.vn" };

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", null, true)]
    [InlineData("::1", "::1", null, true)]
    [InlineData("192.168.1.7", "192.168.1.5", null, false)]
    [InlineData("192.168.1.5", "192.168.1.5", null, false)]
    [InlineData("127.0.0.1", "127.0.0.1", "X-Forwarded-For", false)]
    [InlineData("127.0.0.1", "127.0.0.1", "Forwarded", false)]
    public void Without_HTTPS_one_signs_in_on_the_machine_itself_alone(string remote, string local, string? header, bool may)
    {
        var transport = Of(None).Of(Request(remote, local, header));
        Assert.Equal(may, transport.MaySignIn);
        Assert.False(transport.IsSecure);
        if (!may) Assert.Contains("Đề nghị báo người vận hành máy chủ", transport.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Past_the_proxy_nobody_signs_in_and_the_sentence_says_where_to()
    {
        var transport = Of(Proxy).Of(Request("127.0.0.1", "127.0.0.1", null));
        Assert.Contains("Đề nghị mở https://hoiqc.tamduong.gov.vn", transport.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_HTTPS_one_signs_in_from_everywhere()
    {
        var request = Request("203.0.113.9", "192.168.1.5", null);
        request.Request.Scheme = "https";
        Assert.Equal(Transport.Secure, Of(None, secure: true).Of(request));
    }

    [Fact]
    public void Cookies_are_bound_to_the_host_where_there_is_HTTPS()
    {
        Assert.Equal(("hoiqc-session", CookieSecurePolicy.SameAsRequest), (Of(None).Cookie("hoiqc-session"), Of(None).Cookies));
        Assert.Equal(("__Host-hoiqc-session", CookieSecurePolicy.Always), (Of(Proxy).Cookie("hoiqc-session"), Of(Proxy).Cookies));
        Assert.Equal(("__Host-hoiqc-session", CookieSecurePolicy.Always), (Of(None, secure: true).Cookie("hoiqc-session"), Of(None, secure: true).Cookies));
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("10.20.0.9", true)]
    [InlineData("::ffff:10.20.0.9", true)]
    [InlineData("10.21.0.9", false)]
    public void Only_named_proxies_are_believed(string peer, bool believed)
    {
        var listening = Of(new() { KnownProxies = ["127.0.0.1"], KnownNetworks = ["10.20.0.0/24"], PublicAddress = "https://hoiqc.tamduong.gov.vn" });
        Assert.Equal(believed, listening.IsForwarded(Request(peer, "127.0.0.1", "X-Forwarded-Proto")));
    }

    [Fact]
    public void A_link_that_leaves_the_page_begins_with_the_public_address()
    {
        var request = Request("127.0.0.1", "127.0.0.1", null).Request;
        (request.Scheme, request.Host) = ("http", new("127.0.0.1", 5080));
        Assert.Equal("https://hoiqc.tamduong.gov.vn", Of(Proxy).AddressFor(request));
        Assert.Equal("http://127.0.0.1:5080", Of(None).AddressFor(request));
    }

    [Theory]
    [InlineData("KnownProxies", "proxy.local")]
    [InlineData("KnownNetworks", "10.20.0.0")]
    [InlineData("KnownNetworks", "0.0.0.0/0")]
    [InlineData("AllowedHosts", "https://hoiqc.tamduong.gov.vn")]
    [InlineData("AllowedHosts", "*")]
    [InlineData("PublicAddress", "http://hoiqc.tamduong.gov.vn")]
    [InlineData("PublicAddress", "https://hoiqc.tamduong.gov.vn/board")]
    [InlineData("PublicAddress", "https://admin@hoiqc.tamduong.gov.vn")]
    public void What_cannot_be_meant_is_named(string setting, string value)
    {
        var options = new ProxyOptions
        {
            KnownProxies = setting == "KnownProxies" ? [value] : [],
            KnownNetworks = setting == "KnownNetworks" ? [value] : [],
            AllowedHosts = setting == "AllowedHosts" ? [value] : [],
            PublicAddress = setting == "PublicAddress" ? value : "https://hoiqc.tamduong.gov.vn",
        };
        var fault = Assert.Single(new ProxyOptionsValidator().Validate(null, options).Failures!);
        Assert.Contains($"Proxy:{setting}", fault, StringComparison.Ordinal);
        Assert.Contains(value, fault, StringComparison.Ordinal);
    }

    [Fact]
    public void A_proxy_needs_the_public_address() =>
        Assert.Contains("Proxy:PublicAddress", Assert.Single(new ProxyOptionsValidator().Validate(null, new() { KnownProxies = ["127.0.0.1"] }).Failures!), StringComparison.Ordinal);

    private static Listening Of(ProxyOptions options, bool secure = false) =>
        new(Options.Create(options), secure ? SelfSigned.Certificate(TimeProvider.System.GetUtcNow().AddDays(1)) : null);

    private static DefaultHttpContext Request(string remote, string local, string? header)
    {
        var context = new DefaultHttpContext();
        (context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress) = (IPAddress.Parse(remote), IPAddress.Parse(local));
        if (header is not null) context.Request.Headers[header] = "for=203.0.113.9";
        return context;
    }
}
