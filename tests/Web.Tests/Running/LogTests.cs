using System.Net;
using System.Text;
using System.Text.Json;
using HoiQC.Web.Running;
using HoiQC.Web.Tests.Accounts;

namespace HoiQC.Web.Tests.Running;

/// <summary>The log is one line an entry, as asked for, and holds nothing that somebody wrote or must keep to themselves.</summary>
public sealed class LogTests
{
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"];

    private static readonly Dictionary<string, string> Everything = new(StringComparer.Ordinal)
    {
        ["Logging__Console__FormatterName"] = "json",
        ["Logging__LogLevel__Default"] = "Trace",
    };

    [Fact]
    public async Task As_JSON_every_entry_is_one_object_with_its_event_and_its_request_and_nothing_that_was_written_or_kept_secret_stands_in_it()
    {
        const string Text = "Hội nghị ở nhà văn hóa bản Sin Chải";
        const string Password = "trâu trắng ăn ngô";
        const string Link = "duong-dan-rieng-cua-ai-do";
        using var scratch = new Scratch();
        await using var product = await Product.RunIn(Everything, scratch.Data, Sample);
        using var caller = new Caller(product.Address);

        Assert.Equal(HttpStatusCode.Created, (await product.HandIn("3430-FrontBloc/MT-PB/2023", "ghi-vao-nhat-ky-1", $",\"occurredOn\":\"2023-12-20\",\"note\":\"{Text}\""))!.Value.Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await caller.Send("/sign-in", "sign-in", ("name", "lo.thi.men"), ("password", Password))).Status);
        Assert.Equal(HttpStatusCode.Gone, (await caller.Get($"/invitation/{Link}")).Status);
        await product.Stop();

        var entries = product.Said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] == '{').Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Contains(entries, entry => entry.GetProperty("EventId").GetInt32() == 201 && entry.GetProperty("Category").GetString() == "HoiQC.Silo.Record.Sealer");
        Assert.Contains(entries, entry => entry.GetProperty("Scopes").EnumerateArray().Any(scope => scope.TryGetProperty("RequestId", out _)));
        foreach (var secret in new[] { Text, Password, Link, product.Key!, "lo.thi.men" }) Assert.DoesNotContain(secret, product.Said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Unless_it_is_said_otherwise_an_entry_is_one_line_that_people_read()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data, Sample);
        await product.Stop();
        Assert.Matches("(?m)^[0-9-]{10} [0-9:]{8} info: HoiQC.Silo.Record.Sealer\\[201\\] The record ends at ", product.Said);
    }

    [Theory]
    [InlineData("/invitation/duong-dan-rieng", "/invitation/…")]
    [InlineData("/Invitation/duong-dan-rieng", "/invitation/…")]
    [InlineData("/bodies/3430-FrontBloc", "/bodies/3430-FrontBloc")]
    public void A_path_that_is_a_password_is_not_shown(string path, string shown) => Assert.Equal(shown, RequestTrace.Shown(path));
}
