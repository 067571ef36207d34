using System.Net;
using System.Text.RegularExpressions;
using HoiQC.Web.Tests.Accounts;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>The program as people start it: with a certificate, behind a proxy, on the machine itself.</summary>
public sealed class HttpsTests
{
    private static readonly Dictionary<string, string> Plain = new(StringComparer.Ordinal);

    [Fact]
    public async Task With_a_certificate_cookies_are_bound_to_the_host_and_the_browser_is_told_to_stay_on_HTTPS()
    {
        using var scratch = new Scratch();
        var (certificate, key) = SelfSigned.Write(scratch, TimeProvider.System.GetUtcNow().AddDays(1), password: "mật khẩu của khóa", "hoiqc.tamduong.gov.vn");
        var secret = new Dictionary<string, string>(StringComparer.Ordinal) { ["HOIQC_HTTPS_PASSWORD"] = "mật khẩu của khóa" };
        await using var product = await Product.RunIn(secret, scratch.Data, "--https-certificate", certificate, "--https-key", key);

        Assert.Equal("https", product.Address.Scheme);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { Host = "hoiqc.tamduong.gov.vn" } };
        using var answer = await product.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(answer.Headers.GetValues("Strict-Transport-Security")));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-hoiqc-form=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; secure; samesite=strict; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_session_of_a_sign_in_over_HTTPS_is_bound_to_the_host_and_hidden_from_scripts()
    {
        using var scratch = new Scratch();
        var (certificate, key) = SelfSigned.Write(scratch, TimeProvider.System.GetUtcNow().AddDays(1));
        await using var product = await Product.RunWithoutPeople(scratch.Data, "--https-certificate", certificate, "--https-key", key);
        var link = Regex.Match(product.Said, "https://[^ ]+(?<path>/invitation/[a-z0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["path"].Value;

        using var caller = new Caller(product.Address);
        var answer = await caller.Send(link, "invitation", ("password", "trâu trắng ăn ngô"), ("again", "trâu trắng ăn ngô"));
        Assert.Equal(HttpStatusCode.Found, answer.Status);
        var session = Assert.Single(answer.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("hoiqc-session", StringComparison.Ordinal));
        Assert.StartsWith("__Host-hoiqc-session=", session, StringComparison.Ordinal);
        foreach (var word in new[] { "path=/", "secure", "httponly", "samesite=lax" }) Assert.Contains(word, session.Split("; ").Skip(1));
        Assert.DoesNotContain("domain", session, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task On_the_machine_itself_the_same_cookie_has_neither_prefix_nor_secure()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data);

        using var answer = await product.Http.GetAsync("/");
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("hoiqc-form=", cookie, StringComparison.Ordinal);
        Assert.EndsWith("; path=/; samesite=strict; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Behind_a_named_proxy_it_is_HTTPS_under_the_public_name()
    {
        using var scratch = new Scratch();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["Proxy__KnownProxies__0"] = "127.0.0.1", ["Proxy__PublicAddress"] = "https://hoiqc.tamduong.gov.vn" };
        await using var product = await Product.RunIn(environment, scratch.Data);

        using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "X-Forwarded-For", "203.0.113.9" }, { "X-Forwarded-Proto", "https" }, { "X-Forwarded-Host", "evil.example" } } };
        request.Headers.Host = "evil.example";
        using var answer = await product.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode);
        Assert.True(answer.Headers.Contains("Strict-Transport-Security"));
        Assert.StartsWith("__Host-hoiqc-form=", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.Ordinal);
        Assert.DoesNotContain("evil.example", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Proxy__KnownNetworks__0", "0.0.0.0/0", "quá rộng")]
    [InlineData("Proxy__AllowedHosts__0", "*", "không phải là tên máy")]
    public async Task A_setting_that_cannot_be_meant_stops_the_start_with_a_sentence(string name, string value, string sentence)
    {
        using var scratch = new Scratch();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { [name] = value, ["Proxy__PublicAddress"] = "https://hoiqc.tamduong.gov.vn" };
        var (code, said) = await Product.DoIn(environment, "run", "--port", "0", "--data", scratch.Data);
        Assert.Equal(1, code);
        Assert.Contains(sentence, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_cannot_be_used_stops_the_start_with_a_sentence()
    {
        using var scratch = new Scratch();
        Directory.CreateDirectory(scratch.Data);
        var (certificate, key) = SelfSigned.Write(scratch, TimeProvider.System.GetUtcNow().AddDays(-1));
        Assert.Equal((1, Refused(certificate, "đã hết hạn. Đề nghị xin cấp chứng thư mới rồi chạy lại")), await Start(certificate, key));

        (certificate, key) = SelfSigned.Write(scratch, TimeProvider.System.GetUtcNow().AddDays(1), password: "đúng");
        Assert.Equal((1, Refused(certificate, "không đọc được, hoặc khóa không khớp. Đề nghị kiểm tra tệp, tệp khóa và mật khẩu trong biến môi trường HOIQC_HTTPS_PASSWORD")), await Start(certificate, key));
        Assert.Equal((1, Refused(scratch["none.pem"], "không mở được. Đề nghị kiểm tra đường dẫn và quyền đọc")), await Start(scratch["none.pem"], key));

        Task<(int, string)> Start(string file, string secret) => Product.DoIn(Plain, "run", "--port", "0", "--data", scratch.Data, "--https-certificate", file, "--https-key", secret);
        static string Refused(string file, string why) => $"Không dùng được chứng thư {file}: {why}.{Environment.NewLine}";
    }
}
