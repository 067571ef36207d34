using System.Text;

namespace HoiQC.Web.Tests.Hardening;

public sealed class DevelopmentTests
{
    private static readonly (string Address, string? Body)[] Requests =
    [
        ("/api/publications?limit=nhieu", null), ("/api/boards/106?year=x&level=x&asof=x", null), ("/receipts/%00?body=%00", null), ("/calendar/99999999999", null),
        ("/api/rules/import", "\"\0"), ("/api/obligations/3430-FrontBloc/MT-PB/2023/evidence", "{\"submissionId\":[[[[[[[["), ("/rules/new", "x"),
    ];

    [Fact]
    public async Task No_answer_shows_our_insides_whatever_the_environment_says()
    {
        using var scratch = new Scratch();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_DETAILEDERRORS"] = "true" };
        await using var product = await Product.RunIn(environment, scratch.Data, "--sample", "tam-duong-2023");
        foreach (var (address, body) in Requests)
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = content is null ? await product.Http.GetAsync(address) : await product.Http.PostAsync(address, content);
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True((int)answer.StatusCode < 500, $"{address}: {answer.StatusCode}");
            foreach (var inside in new[] { "Exception", "   at ", "HoiQC.Web.", "Microsoft." }) Assert.DoesNotContain(inside, text, StringComparison.Ordinal);
        }
    }
}
