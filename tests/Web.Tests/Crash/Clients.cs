using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace HoiQC.Web.Tests.Crash;

/// <summary>Many who hand in and look at boards beside that. Whoever is told to come again does, with the same form, until there is a receipt.</summary>
internal sealed class Clients(Product product, IReadOnlyList<string> obligations)
{
    private const int Many = 16;
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(50);
    private static readonly string[] Pages = ["/api/boards/106?year=2023", "/boards/106?year=2023", "/api/boards/106?year=2023&asOf=2023-12-01"];

    /// <summary>Every answer: what was asked, its status, when it was asked and how long that took.</summary>
    public ConcurrentQueue<(string What, int Status, long Asked, TimeSpan Took)> Answers { get; } = [];

    /// <summary>What no answer may be, each with its sentence.</summary>
    public ConcurrentQueue<string> Faults { get; } = [];

    /// <summary>Receipts, each with the obligation it was handed in for.</summary>
    public ConcurrentBag<(string Obligation, string Code)> Receipts { get; } = [];

    /// <summary>Works until the end, and then until nobody waits for a receipt any more.</summary>
    public Task Run(CancellationToken end) => Task.WhenAll(Enumerable.Range(0, Many).SelectMany(client => new[] { HandIn(client, end), Look(client, end) }));

    private async Task HandIn(int client, CancellationToken end)
    {
        for (var piece = 0; !end.IsCancellationRequested; piece++)
        {
            var (obligation, submission) = (obligations[((piece * Many) + client) % obligations.Count], $"mat-may-chu-{client}-{piece}");
            string? code = null;
            while (code is null && Faults.IsEmpty)
            {
                var body = await Ask("hand in", () => new(HttpMethod.Post, $"/api/obligations/{obligation}/evidence") { Content = new StringContent($$"""{"submissionId":"{{submission}}"}""", Encoding.UTF8, "application/json") });
                if (body is not null) code = JsonDocument.Parse(body).RootElement.GetProperty("code").GetString();
                await Task.Delay(Breath, CancellationToken.None);
            }
            if (code is not null) Receipts.Add((obligation, code));
        }
    }

    private async Task Look(int client, CancellationToken end)
    {
        for (var time = client; !end.IsCancellationRequested && Faults.IsEmpty; time++)
        {
            var page = Pages[time % Pages.Length];
            await Ask(page, () => new(HttpMethod.Get, page));
            await Task.Delay(Breath, CancellationToken.None);
        }
    }

    /// <summary>Asks; null where it was answered that the data cannot be had, which must be said in a sentence.</summary>
    private async Task<string?> Ask(string what, Func<HttpRequestMessage> request)
    {
        var asked = Stopwatch.GetTimestamp();
        try
        {
            using var made = request();
            using var answer = await product.Http.SendAsync(made);
            var body = await answer.Content.ReadAsStringAsync();
            Answers.Enqueue((what, (int)answer.StatusCode, asked, Stopwatch.GetElapsedTime(asked)));
            if (answer.IsSuccessStatusCode) return body;
            if (answer.StatusCode != HttpStatusCode.ServiceUnavailable || answer.Headers.RetryAfter?.Delta is null || !body.Contains("ơ sở dữ liệu", StringComparison.Ordinal)
                || answer.Content.Headers.ContentType?.MediaType != (what.StartsWith("/boards", StringComparison.Ordinal) ? "text/html" : "application/problem+json"))
                Faults.Enqueue($"{what} was answered {(int)answer.StatusCode} {answer.Content.Headers.ContentType}, to be repeated after {answer.Headers.RetryAfter}: {body}");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            Faults.Enqueue($"{what} was not answered for {Stopwatch.GetElapsedTime(asked)}: {error.Message}");
        }
        return null;
    }
}
