using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>What stands in every answer, and what a request's own headers cannot change.</summary>
[Collection(RunningProductCollection.Name)]
public sealed class HeaderTests(RunningProduct product)
{
    public static TheoryData<string, string> Answers => new()
    {
        { "GET", "/" }, { "GET", "/boards/106?year=2023" }, { "GET", "/rules" }, { "GET", "/api/boards/106?year=2023" }, { "GET", "/api/nothing" },
        { "GET", "/nothing" }, { "GET", "/base.css" }, { "GET", "/dist/board.js" }, { "GET", "/health/ready" }, { "GET", "/openapi/v1.json" },
        { "GET", "/boards/106/board.csv?year=2023" }, { "POST", "/rules" }, { "DELETE", "/api/boards/106" }, { "POST", "/hubs/board/negotiate" }, { "GET", "/receipts/nothing" },
    };

    [Theory]
    [MemberData(nameof(Answers), DisableDiscoveryEnumeration = true)]
    public async Task Every_answer_tells_the_browser_what_to_refuse(string method, string address)
    {
        using var request = new HttpRequestMessage(new(method), address);
        using var answer = await product.Http.SendAsync(request);
        Assert.Equal(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
            One(answer, "Content-Security-Policy"));
        Assert.Equal("nosniff", One(answer, "X-Content-Type-Options"));
        Assert.Equal("same-origin", One(answer, "Referrer-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Opener-Policy"));
        Assert.Equal("same-origin", One(answer, "Cross-Origin-Resource-Policy"));
        Assert.Contains("camera=()", One(answer, "Permissions-Policy"), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    [Theory]
    [InlineData("/boards/106?year=2023", "no-store")]
    [InlineData("/bodies/3430-FrontBloc?year=2023", "no-store")]
    [InlineData("/api/bodies/3430-FrontBloc?year=2023", "no-store")]
    [InlineData("/nothing", "no-store")]
    [InlineData("/api/boards/106?year=2023", "no-cache, private")]
    public async Task What_names_somebody_is_kept_by_no_cache(string address, string words)
    {
        using var answer = await product.Http.GetAsync(address);
        Assert.Superset(words.Split(", ").ToHashSet(StringComparer.Ordinal), One(answer, "Cache-Control").Split(", ").ToHashSet(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Files_of_the_pages_may_be_kept()
    {
        using var answer = await product.Http.GetAsync("/base.css");
        Assert.DoesNotContain("no-store", One(answer, "Cache-Control"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("localhost.evil.example:80")]
    [InlineData("192.0.2.7")]
    public async Task A_forged_host_is_refused_and_never_repeated(string host)
    {
        var answer = await Say($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain(host, answer, StringComparison.Ordinal);
        Assert.Contains("Proxy:AllowedHosts", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_unnamed_proxy_says_changes_nothing()
    {
        var answer = await Say($"GET /nothing HTTP/1.1\r\nHost: {product.Address.Authority}\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Prefix: /evil\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 404 ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("evil", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")]
    [InlineData("GET /\0 HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    [InlineData("GET /%00%ff%c0%ae HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")]
    [InlineData("FETCH\r\n\r\n")]
    [InlineData("POST /api/rules/import HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 4\r\nConnection: close\r\n\r\nzz\r\n")]
    [InlineData("POST /rules/new/preview HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9\r\nConnection: close\r\n\r\n--x\r\nabcd")]
    [InlineData("POST /api/obligations/a/b/c/evidence HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 7\r\nConnection: close\r\n\r\n{\"a\":[[")]
    public async Task A_malformed_request_is_answered_without_our_insides(string request)
    {
        var answer = await Say(request);
        Assert.Matches("^HTTP/1.1 4[0-9][0-9] ", answer);
        Assert.DoesNotContain("Exception", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in?return=%00", 400)]
    [InlineData("/sign-in?return=a%00b", 400)]
    [InlineData("/sign-in?%00=a", 400)]
    [InlineData("/sign-in?return=%2500", 200)]
    public async Task A_question_with_the_sign_of_number_0_is_refused(string address, int status)
    {
        var answer = await Say($"GET {address} HTTP/1.1\r\nHost: {product.Address.Authority}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/boards/106%0d%0aX-Evil:%20yes")]
    [InlineData("/bodies/x%0d%0aSet-Cookie:%20evil=1")]
    [InlineData("/receipts/x%0d%0aX-Evil:%20yes?body=y%0d%0aX-Evil:%20yes")]
    public async Task A_line_break_in_an_address_begins_no_header(string address)
    {
        var answer = await Say($"GET {address} HTTP/1.1\r\nHost: {product.Address.Authority}\r\nConnection: close\r\n\r\n");
        var headers = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        Assert.DoesNotContain(headers, line => line.StartsWith("X-Evil", StringComparison.OrdinalIgnoreCase) || line.Contains("evil=1", StringComparison.Ordinal));
    }

    private static string One(HttpResponseMessage answer, string header) => Assert.Single(answer.Headers.GetValues(header));

    /// <summary>Sends bytes as they are, and reads the answer to its end.</summary>
    private async Task<string> Say(string text)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, product.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }
}
