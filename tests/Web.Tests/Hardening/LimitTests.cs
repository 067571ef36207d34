using System.Net;
using System.Net.Sockets;
using System.Text;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>What is too large or too slow is refused, and takes nothing from anybody.</summary>
[Collection(RunningProductCollection.Name)]
public sealed class LimitTests(RunningProduct product)
{
    [Fact]
    public async Task A_form_of_more_than_a_megabyte_is_refused_with_a_sentence()
    {
        using var content = new StringContent($"period=year&name={new string('a', 1 << 20)}", Encoding.UTF8, "application/x-www-form-urlencoded");
        using var answer = await product.Http.PostAsync("/rules/new/preview", content);
        Assert.True(answer.StatusCode is HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.BadRequest, $"{answer.StatusCode}");
        Assert.Contains("hưa có gì được lưu", WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_that_says_it_is_huge_is_answered_before_it_is_sent()
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, product.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST /rules/new/preview HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {2L << 30}\r\nAuthorization: {product.Http.DefaultRequestHeaders.Authorization}\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.Matches("^HTTP/1.1 (400|413) ", await reader.ReadLineAsync());
    }

    [Fact]
    public async Task Headers_beyond_all_measure_are_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/rules") { Headers = { { "X-Long", new string('a', 20_000) } } };
        using var answer = await product.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.RequestHeaderFieldsTooLarge, answer.StatusCode);
    }

    [Theory]
    [InlineData("TRACE")]
    [InlineData("CONNECT")]
    [InlineData("PROPFIND")]
    public async Task Methods_nobody_needs_are_refused(string method)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, product.Address.Port);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"{method} {(method == "CONNECT" ? "localhost:80" : "/rules")} HTTP/1.1\r\nHost: {(method == "CONNECT" ? "localhost:80" : "localhost")}\r\nX-Echo: echo\r\nConnection: close\r\n\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync();
        Assert.Matches("^HTTP/1.1 (4[0-9][0-9]|501) ", answer);
        Assert.DoesNotContain("echo", answer, StringComparison.Ordinal);
    }
}
