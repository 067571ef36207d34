using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Bench;

/// <summary>
/// Two hundred officers of the sample country, each with a key of their own and some sixteen bodies, hand in one piece after the other for a minute, without a
/// pause; every fifth piece brings a file. Afterwards every receipt is looked up.
/// </summary>
internal sealed class SubmitPeopleBench(string program, string folder)
{
    private const int Officers = 200;
    private const int EveryWhichHasAFile = 5;
    private const int SizeOfAFile = 64 * 1024;
    private const string Obligation = "TradeUnion/MH-CD-BC/2026";
    private static readonly TimeSpan Minute = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AskedFor = TimeSpan.FromSeconds(1);
    private readonly ConcurrentBag<Piece> _pieces = [];
    private readonly ConcurrentDictionary<string, int> _errors = new(StringComparer.Ordinal);

    /// <summary>A piece that was acknowledged.</summary>
    private sealed record Piece(string Key, string Receipt, bool HasFile, TimeSpan Took);

    /// <summary>An officer's key and obligations.</summary>
    private sealed record Officer(AuthenticationHeaderValue Key, string[] Owes);

    /// <summary>Prints the figures; whether they are as asked for.</summary>
    public async Task<bool> Run()
    {
        var data = Path.Combine(folder, "data");
        await using var server = await Server.Start(program, data, "--sample", "country", "--clock", "2026-03-02T08:00:00+07:00");
        var units = (await server.Get("/api/boards/VN?level=commune&year=2026")).GetProperty("units").EnumerateArray().Select(unit => unit.GetProperty("id").GetString()!).ToList();
        var people = await People(data, units);
        Console.WriteLine($"{people.Count} officers, each of {people[0].Owes.Length} bodies, hand in at once for {Minute.TotalSeconds:F0} seconds; every {EveryWhichHasAFile}th piece has a file of {SizeOfAFile / 1024} KB.");

        using var http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = Minute }) { BaseAddress = server.Http.BaseAddress, Timeout = Minute };
        var (worked, own) = (server.Worked, Process.GetCurrentProcess().TotalProcessorTime);
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(people.Select(officer => Task.Run(() => HandIn(http, officer, clock))));
        var elapsed = clock.Elapsed;

        var (took, withFile) = (Sorted(_pieces), Sorted(_pieces.Where(piece => piece.HasFile)));
        Console.WriteLine($"  pieces acknowledged: {took.Count:N0}, {took.Count / elapsed.TotalSeconds:N0} a second; errors: {_errors.Values.Sum():N0}{string.Concat(_errors.Take(5).Select(error => $"\n    {error.Value} × {error.Key}"))}");
        Console.WriteLine($"  time of an answer: {Figures(took)}");
        Console.WriteLine($"  of those with a file ({withFile.Count:N0}): {Figures(withFile)}");
        Console.WriteLine($"  processor time: {(server.Worked - worked).TotalSeconds:F1} s of the program, {(Process.GetCurrentProcess().TotalProcessorTime - own).TotalSeconds:F1} s of the two hundred; resident memory {server.Memory} MB");
        var lost = await Lost(server);
        Console.WriteLine($"  receipts looked up: {_pieces.Count:N0}; lost: {lost}");
        var asked = _errors.IsEmpty && lost == 0 && took.Count > 0 && At(took, 990) < AskedFor;
        Console.WriteLine(asked ? "As asked for: no error, none lost, the slowest 1 % under one second." : "NOT as asked for: no error, none lost, the slowest 1 % under one second.");
        return asked;
    }

    /// <summary>Makes the officers as whoever runs the server does, at its local socket.</summary>
    private static async Task<List<Officer>> People(string data, List<string> units)
    {
        using var local = Server.Local(data);
        var people = new List<Officer>();
        for (var n = 0; n < Officers; n++)
        {
            var (id, own) = (string.Create(CultureInfo.InvariantCulture, $"can-bo-{n:D3}"), units.Where((_, index) => index % Officers == n).ToArray());
            await Order(local, new() { ["verb"] = "add", ["id"] = id, ["roles"] = new JsonArray([.. own.Select(unit => (JsonNode)$"officer:{unit}-TradeUnion")]) });
            var key = await Order(local, new() { ["verb"] = "addkey", ["id"] = id, ["roles"] = new JsonArray() });
            people.Add(new(new("Bearer", key.Trim()), [.. own.Select(unit => $"{unit}-{Obligation}")]));
        }
        return people;
    }

    private static async Task<string> Order(HttpClient local, JsonObject order)
    {
        using var response = await local.PostAsJsonAsync("http://localhost/local/account", order);
        var answer = await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        return answer.GetProperty("done").GetBoolean() ? answer.GetProperty("lines").EnumerateArray().Last().GetString()! : throw new InvalidOperationException(answer.ToString());
    }

    private async Task HandIn(HttpClient http, Officer officer, Stopwatch clock)
    {
        for (var n = 0; clock.Elapsed < Minute; n++)
        {
            var (key, hasFile) = (officer.Owes[n % officer.Owes.Length], n % EveryWhichHasAFile == EveryWhichHasAFile - 1);
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/obligations/{key}/evidence") { Content = Form(hasFile) };
            request.Headers.Authorization = officer.Key;
            var began = clock.Elapsed;
            try
            {
                using var response = await http.SendAsync(request);
                var body = await response.Content.ReadAsStringAsync();
                if ((int)response.StatusCode == 201) _pieces.Add(new(key, JsonDocument.Parse(body).RootElement.GetProperty("code").GetString()!, hasFile, clock.Elapsed - began));
                else _errors.AddOrUpdate($"{(int)response.StatusCode} {body}", 1, (_, count) => count + 1);
            }
            catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
            {
                _errors.AddOrUpdate(error.Message, 1, (_, count) => count + 1);
            }
        }
    }

    private static HttpContent Form(bool hasFile)
    {
        var form = JsonContent.Create(new { submissionId = Guid.NewGuid().ToString("N"), documentNo = "1-BC", documentDate = "2026-03-01" });
        if (!hasFile) return form;
        var content = new byte[SizeOfAFile];
        Random.Shared.NextBytes(content);
        "%PDF-1.7\n"u8.CopyTo(content);
        return new MultipartFormDataContent { { form, "form" }, { new ByteArrayContent(content), "file", "bao-cao.pdf" } };
    }

    /// <summary>How many acknowledged pieces the program does not know.</summary>
    private async Task<int> Lost(Server server)
    {
        var lost = 0;
        foreach (var obligation in _pieces.GroupBy(piece => piece.Key, StringComparer.Ordinal))
        {
            var known = (await server.Get($"/api/obligations/{obligation.Key}")).GetProperty("evidence").EnumerateArray()
                .ToDictionary(piece => piece.GetProperty("code").GetString()!, piece => piece.GetProperty("files").GetArrayLength(), StringComparer.Ordinal);
            lost += obligation.Count(piece => known.GetValueOrDefault(piece.Receipt, -1) != (piece.HasFile ? 1 : 0));
        }
        return lost;
    }

    private static List<TimeSpan> Sorted(IEnumerable<Piece> pieces) => [.. pieces.Select(piece => piece.Took).Order()];

    private static TimeSpan At(List<TimeSpan> took, int perMille) => took[Math.Min(took.Count - 1, (int)((long)took.Count * perMille / 1000))];

    private static string Figures(List<TimeSpan> took) => took.Count == 0 ? "none"
        : $"median {At(took, 500).TotalMilliseconds:F0} ms, 95 % within {At(took, 950).TotalMilliseconds:F0} ms, 99 % within {At(took, 990).TotalMilliseconds:F0} ms, 99.9 % within {At(took, 999).TotalMilliseconds:F0} ms, longest {took[^1].TotalMilliseconds:F0} ms";
}
