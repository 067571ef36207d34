using System.Net;
using System.Text;
using HoiQC.Web.Hardening;
using HoiQC.Web.Tests.Accounts;

namespace HoiQC.Web.Tests.Hardening;

/// <summary>Who is too fast is told when to come again; nothing of it is stored.</summary>
public sealed class PaceTests
{
    private const string Obligation = "/api/obligations/3430-FrontBloc/MT-PB/2023";

    private static readonly Dictionary<string, string> Slow = new(StringComparer.Ordinal)
    {
        ["Pace__SubmissionsAtOnce"] = "3",
        ["Pace__SubmissionsPerMinute"] = "1",
        ["Pace__SearchesAtOnce"] = "2",
        ["Pace__SearchesPerMinute"] = "1",
    };

    [Fact]
    public async Task Somebody_who_hands_in_or_searches_too_fast_is_told_when_to_come_again()
    {
        using var scratch = new Scratch();
        await using var product = await Product.RunIn(Slow, scratch.Data, "--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00");

        for (var number = 1; number <= 3; number++) Assert.NotEqual(HttpStatusCode.TooManyRequests, (await product.HandIn("3430-FrontBloc/MT-PB/2023", $"nop-lien-tiep-{number}"))!.Value.Status);
        var before = (await product.Get(Obligation)).GetProperty("evidence").GetArrayLength();
        using var content = new StringContent("""{"submissionId":"nop-lien-tiep-4","occurredOn":"2023-12-27"}""", Encoding.UTF8, "application/json");
        using var refused = await product.Http.PostAsync($"{Obligation}/evidence", content);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Đề nghị thử lại sau", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, (await product.Get(Obligation)).GetProperty("evidence").GetArrayLength());

        for (var number = 1; number <= 2; number++) Assert.Equal(HttpStatusCode.OK, await Search());
        Assert.Equal(HttpStatusCode.TooManyRequests, await Search());
        using var page = await product.Http.GetAsync("/units");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);

        async Task<HttpStatusCode> Search()
        {
            using var answer = await product.Http.GetAsync("/units?q=ban+hon");
            var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests, text.Contains("Đề nghị chờ một phút rồi làm lại.", StringComparison.Ordinal));
            return answer.StatusCode;
        }
    }

    [Fact]
    public async Task Whoever_tries_passwords_too_fast_is_told_when_to_come_again()
    {
        using var scratch = new Scratch();
        await using var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { ["Pace__AccountAtOnce"] = "2", ["Pace__AccountPerMinute"] = "1" }, scratch.Data);
        using var caller = new Caller(product.Address);
        for (var attempt = 1; attempt <= 2; attempt++) Assert.Equal(HttpStatusCode.BadRequest, (await Try("khong.co.ai")).Status);
        var refused = await Try("KHONG.CO.AI");
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("Đề nghị chờ một phút rồi làm lại.", refused.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await Try("nguoi.khac")).Status);

        Task<Answer> Try(string name) => caller.Send("/sign-in", "sign-in", ("name", name), ("password", "trâu trắng ăn ngô"));
    }

    [Fact]
    public void A_pace_that_cannot_be_meant_is_named()
    {
        Assert.True(new PaceOptionsValidator().Validate(null, new()).Succeeded);
        Assert.Equal(["Pace:AccountAtOnce là 0; ghi một số từ 1 đến 100000."], new PaceOptionsValidator().Validate(null, new() { AccountAtOnce = 0 }).Failures!);
    }

    [Fact]
    public void Two_hundred_people_who_sign_in_at_once_behind_one_address_are_let_through() => Assert.True(new PaceOptions().AddressAtOnce >= 200);
}
