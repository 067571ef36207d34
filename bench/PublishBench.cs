using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Bench;

/// <summary>
/// The sample country with 31 more bodies in each of its 3,321 communes; a new rule binds them all, then their due days move. Meanwhile the board of
/// the country is read and evidence is handed in, one after the other.
/// </summary>
internal sealed class PublishBench(string program, string folder)
{
    private const int BodiesInACommune = 31;
    private const string Rule = "MH-TDP-BC";
    private static readonly TimeSpan Breath = TimeSpan.FromMilliseconds(100);

    private string Data => Path.Combine(folder, "data");

    public async Task Run()
    {
        string[] communes;
        await using (var server = await Server.Start(program, Data, "--sample", "country", "--clock", "2026-03-02T08:00:00+07:00"))
        {
            var units = (await server.Get("/api/boards/VN?level=commune&year=2026")).GetProperty("units");
            communes = [.. units.EnumerateArray().Select(unit => unit.GetProperty("id").GetString()!)];
        }
        await WriteBodies(communes);
        await Server.Do(program, "import", Path.Combine(folder, "more"), "--data", Data);
        Console.WriteLine($"{communes.Length * BodiesInACommune:N0} bodies are bound by the rule.");

        await using var product = await Server.Start(program, Data, "--clock", "2026-03-02T09:00:00+07:00");
        var hands = new Queue<string>(communes.Select(unit => $"{unit}-TradeUnion/MH-CD-BC/2026"));
        await Measure(product, hands, "a new rule: every obligation is made", Draft("31/10", "from", "2026-01-01"));
        await Measure(product, hands, "its due day moved: every obligation is bound anew", Draft("30/09", "open", null));
    }

    private static async Task Measure(Server server, Queue<string> hands, string what, JsonObject draft)
    {
        Console.WriteLine($"\n{what}");
        await server.Get("/api/boards/VN?year=2026");
        var (before, peak) = (server.Memory, server.Memory);
        var clock = Stopwatch.StartNew();
        var (status, preview) = await server.Post($"/api/rules/{Rule}/versions:preview", draft);
        if (status != 200) throw new InvalidOperationException(preview.ToString());
        Console.WriteLine($"  preview: {clock.Elapsed.TotalSeconds:F1} s; created {Count(preview, "created"):N0}, moved {Count(preview, "moved"):N0}, told {preview.GetProperty("told").GetInt32():N0}");

        using var over = new CancellationTokenSource();
        var boards = Repeat(() => server.Get("/api/boards/VN?year=2026"), over.Token);
        var handIns = Repeat(() => HandIn(server, hands.Dequeue()), over.Token);
        var memory = Repeat(() => Task.FromResult(peak = Math.Max(peak, server.Memory)), over.Token);

        var worked = server.Worked;
        clock.Restart();
        draft["preview"] = preview.GetProperty("id").GetString();
        draft["author"] = "Đo thử";
        (status, var publication) = await server.Post($"/api/rules/{Rule}/versions", draft);
        if (status != 201) throw new InvalidOperationException(publication.ToString());
        Console.WriteLine($"  stored and answered: {clock.Elapsed.TotalSeconds:F1} s");
        while (publication.GetProperty("doneAt").ValueKind == JsonValueKind.Null)
        {
            await Task.Delay(Breath);
            publication = await server.Get($"/api/publications/{publication.GetProperty("id").GetString()}");
        }
        Console.WriteLine($"  every obligation has followed: {clock.Elapsed.TotalSeconds:F1} s; created {publication.GetProperty("created").GetInt32():N0}, moved {publication.GetProperty("moved").GetInt32():N0}");
        Console.WriteLine($"  processor time of all that: {(server.Worked - worked).TotalSeconds:F1} s");
        await over.CancelAsync();
        await memory;
        Console.WriteLine($"  meanwhile, boards of the country: {Figures(await boards)}");
        Console.WriteLine($"  meanwhile, hand-ins: {Figures(await handIns)}");
        clock.Restart();
        await server.Get("/api/boards/VN?year=2026&asOf=2026-03-01");
        Console.WriteLine($"  the country as of the day before: {clock.Elapsed.TotalSeconds:F1} s");
        Console.WriteLine($"  resident memory: {before} MB before, at most {peak} MB");
    }

    private static async Task<bool> HandIn(Server server, string obligation)
    {
        var (status, body) = await server.Post($"/api/obligations/{obligation}/evidence", new JsonObject { ["submissionId"] = Guid.NewGuid().ToString("N"), ["documentNo"] = "1-BC" });
        return status == 201 ? true : throw new InvalidOperationException(body.ToString());
    }

    private static async Task<List<TimeSpan>> Repeat<T>(Func<Task<T>> work, CancellationToken over)
    {
        var took = new List<TimeSpan>();
        while (!over.IsCancellationRequested)
        {
            var clock = Stopwatch.StartNew();
            await work();
            took.Add(clock.Elapsed);
            await Task.Delay(Breath, CancellationToken.None);
        }
        return took;
    }

    private static string Figures(List<TimeSpan> took)
    {
        took.Sort();
        return $"{took.Count}, median {took[took.Count / 2].TotalMilliseconds:F0} ms, 95 % within {took[took.Count * 95 / 100].TotalMilliseconds:F0} ms, longest {took[^1].TotalMilliseconds:F0} ms";
    }

    private static int Count(JsonElement preview, string list) => preview.GetProperty(list).GetProperty("count").GetInt32();

    private async Task WriteBodies(string[] communes)
    {
        var more = Directory.CreateDirectory(Path.Combine(folder, "more")).FullName;
        var text = new StringBuilder("id,unit_code,class,kind,name,source\n");
        foreach (var unit in communes)
            for (var n = 1; n <= BodiesInACommune; n++)
                text.Append(CultureInfo.InvariantCulture, $"{unit}-tdp-{n:D2},{unit},Association,ResidentialGroup,Tổ dân phố {n} ({unit}),demo\n");
        await File.WriteAllTextAsync(Path.Combine(more, "bodies.csv"), text.ToString());
    }

    private static JsonObject Draft(string due, string mode, string? from) => new()
    {
        ["mode"] = mode,
        ["from"] = from,
        ["row"] = new JsonObject
        {
            ["name"] = "Báo cáo năm của tổ dân phố",
            ["short_name"] = "Tổ dân phố",
            ["gap"] = "còn {n}/{N} tổ dân phố chưa báo cáo ({list})",
            ["owner_kinds"] = "ResidentialGroup",
            ["levels"] = "commune",
            ["subject"] = "body",
            ["period"] = "year",
            ["due"] = due,
            ["inclusive"] = "by",
            ["min_count"] = "1",
            ["lead_days"] = "30",
            ["counts_from"] = "submitted",
            ["roll"] = "next",
            ["reminders"] = "-30,-7,0",
            ["escalate_after_days"] = "14",
            ["evidence"] = "document_no|document_date|file",
            ["legal_basis"] = "quy tắc minh họa, không phải văn bản thật",
            ["status"] = "minh họa",
            ["enabled"] = "yes",
        },
    };
}
