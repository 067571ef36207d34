using System.Net;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;

namespace HoiQC.Web.Tests.Running;

/// <summary>What the server says of itself, and what it says while its data cannot be had.</summary>
public sealed class HealthTests
{
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-28T08:00:00+07:00"];

    [Fact]
    public async Task Readiness_names_each_check_and_no_fact_and_everybody_may_ask()
    {
        using var scratch = new Scratch();
        await using var product = await Product.RunWithoutPeople(scratch.Data, Sample);

        Assert.Equal("""{"status":"ready","checks":{"configuration":"ok","database":"ok","sealer":"ok","sweep":"ok"}}""", await product.Http.GetStringAsync("/health/ready"));
        Assert.Equal("""{"status":"live"}""", await product.Http.GetStringAsync("/health/live"));
    }

    [Fact]
    public async Task While_another_program_holds_the_database_requests_get_503_and_a_sentence_and_afterwards_it_goes_on_by_itself()
    {
        using var scratch = new Scratch();
        await using var product = await Product.Run(scratch.Data, Sample);
        using (var other = new SqliteConnection($"Data Source={Path.Combine(scratch.Data, "hoiqc.db")};Pooling=False"))
        {
            other.Open();
            other.Execute("BEGIN IMMEDIATE");
            var handIn = product.Http.PostAsync("/api/obligations/3430-FrontBloc/MT-PB/2023/evidence", Json("""{"submissionId":"giu-co-so-du-lieu","occurredOn":"2023-12-20"}"""));

            var (_, problem) = await Ready(HttpStatusCode.ServiceUnavailable);
            Assert.Equal("failing", problem.GetProperty("checks").GetProperty("database").GetString());
            Assert.StartsWith("Cơ sở dữ liệu ", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
            using var refused = await handIn;
            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(30)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
            // The lane tells of the lock, or the grain of its patience, whichever ends first.
            Assert.Contains(" sau nửa phút", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            using var live = await product.Http.GetAsync("/health/live");
            Assert.Equal(HttpStatusCode.OK, live.StatusCode);
            other.Execute("ROLLBACK");
        }

        await Ready(HttpStatusCode.OK);
        Assert.InRange((await product.HandIn("3430-FrontBloc/MT-PB/2023", "giu-co-so-du-lieu", ",\"occurredOn\":\"2023-12-20\""))!.Value.Status, HttpStatusCode.OK, HttpStatusCode.Created);

        async Task<(HttpStatusCode, JsonElement)> Ready(HttpStatusCode expected)
        {
            JsonElement body = default;
            await Product.Until(async () =>
            {
                using var answer = await product.Http.GetAsync("/health/ready");
                body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
                return answer.StatusCode == expected;
            }, $"readiness says {expected}");
            return (expected, body);
        }

        static StringContent Json(string text) => new(text, System.Text.Encoding.UTF8, "application/json");
    }
}
