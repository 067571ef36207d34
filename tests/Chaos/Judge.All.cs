using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using HoiQC.Domain;

namespace HoiQC.Chaos;

/// <content>What is looked at as a whole: journal, boards now and then, events, calls, versions, files.</content>
internal sealed partial class Judge
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>After every start: whatever was under way, and everything that was recorded since.</summary>
    public async Task AfterStart(DateTimeOffset clock)
    {
        await Versions(clock);
        await Events();
        await Calls();
        Grow();
        await Swept(clock);
        foreach (var duty in world.Duties.Values.Where(duty => duty.Unsettled).ToList()) await Look(duty);
    }

    /// <summary>Waits until everything up to the start is recorded, then compares each obligation that changed with the model.</summary>
    private async Task Swept(DateTimeOffset clock)
    {
        var changed = await journal.ReadOn(product);
        var waiting = Settled.Where(duty => journal.Of(duty.Key).Count < duty.ChangesUntil(clock).Length).ToList();
        for (var patience = Stopwatch.StartNew(); waiting.Count > 0 && patience.Elapsed < Patience && product.Runs;)
        {
            await Task.Delay(20);
            changed.UnionWith(await journal.ReadOn(product));
            waiting.RemoveAll(duty => journal.Of(duty.Key).Count >= duty.ChangesUntil(clock).Length);
        }
        if (!product.Runs) return;
        Grow();
        var to = product.Now.To;
        foreach (var duty in waiting) Compare(duty, journal.Of(duty.Key), to, clock);
        foreach (var key in changed)
        {
            if (!world.Duties.TryGetValue(key, out var duty))
            {
                // A request whose answer is lost opens what it opens; whatever else is there came from nowhere.
                world.Findings.Add(Wrong.Doubled, $"{key} exists, and nothing that is known opens it");
            }
            else if (!duty.Unsettled) Compare(duty, journal.Of(key), to);
        }
    }

    /// <summary>While the product is looked at its clock runs on, and a new day may have made obligations.</summary>
    private void Grow() => world.Grow(VietnamTime.DayOf(product.Now.To));

    private IEnumerable<Duty> Settled => world.Duties.Values.Where(duty => !duty.Unsettled && !(world.Publishing is not null && duty.Rule == District.Monthly));

    private async Task Versions(DateTimeOffset clock)
    {
        if (world.Publishing is not { } sent) return;
        var rule = await Read($"/api/rules/{District.Monthly}");
        if (rule!["versions"]!.AsArray().Any(one => one!["from"]!.GetValue<string>() == Text(sent.From))) world.District.Publish(sent.From, sent.Due, sent.Published);
        world.Publishing = null;
        world.Grow(VietnamTime.DayOf(clock));
        // Its obligations follow in chunks, also after a kill.
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < Patience;)
        {
            var all = (await Read("/api/publications"))!["items"]!.AsArray();
            if (all.All(one => one!["doneAt"] is not null)) return;
            await Task.Delay(20);
        }
        world.Findings.Add(Wrong.Lost, $"The version from {sent.From} is published, and its obligations do not follow");
    }

    private async Task Events()
    {
        foreach (var body in world.Events.Values.Where(one => one.Known == Known.Maybe).GroupBy(one => one.Body).ToList())
        {
            var shown = (await Read($"/api/bodies/{body.Key}/events"))!.AsArray();
            foreach (var one in body)
            {
                var there = shown.Where(row => row!["note"]!.GetValue<string>() == one.Submission).ToList();
                if (there.Count > 1) world.Findings.Add(Wrong.Doubled, $"{body.Key}: {one.Submission} is there {there.Count} times");
                if (there.Count == 0) one.Known = Known.Absent;
                else world.Opened(one, there[0]!["id"]!.GetValue<string>(), Operations.Instant(there[0]!["recordedAt"]));
            }
        }
    }

    /// <summary>The page of a body shows its ten newest calls; so many are looked for.</summary>
    private async Task Calls()
    {
        foreach (var call in world.Calls.Values.Where(one => one.Known == Known.Maybe).ToList())
        {
            var page = await product.Officer.GetStringAsync($"/bodies/{call.Body}");
            var times = page.Split(call.Note).Length - 1;
            call.Known = times > 0 ? Known.Certain : Known.Absent;
            if (times > 1) world.Findings.Add(Wrong.Doubled, $"{call.Body}: the call {call.Note} is there {times} times");
        }
        foreach (var call in world.Calls.Values.Where(one => one.Known == Known.Certain).OrderByDescending(one => one.Note, StringComparer.Ordinal).Take(1))
        {
            if (!(await product.Officer.GetStringAsync($"/bodies/{call.Body}")).Contains(call.Note, StringComparison.Ordinal))
                world.Findings.Add(Wrong.Lost, $"{call.Body}: the call {call.Note} was acknowledged and is not there");
        }
    }

    /// <summary>Everything: each obligation with its facts, each event, the whole journal, boards now and of earlier days.</summary>
    public async Task All(Past past)
    {
        foreach (var duty in world.Duties.Values.Where(duty => duty.Pieces.Count > 0 || duty.Reliefs.Count > 0 || duty.Event is not null).OrderBy(duty => duty.Key, StringComparer.Ordinal).ToList())
        {
            await Look(duty);
            if (world.Findings.Any) return;
        }
        await journal.ReadAgain(product);
        foreach (var duty in Settled.ToList()) Compare(duty, journal.Of(duty.Key), product.Now.To);
        foreach (var body in District.Bodies) await Whole(body.Id);
        await Files();
        foreach (var year in world.Duties.Values.Select(duty => duty.Year).Distinct().Order().ToList()) await Board(year);
        await past.Compare(this, world, product.Now.From);
    }

    /// <summary>A body's events and obligations are those of the model, no more and no fewer.</summary>
    private async Task Whole(string body)
    {
        var events = (await Read($"/api/bodies/{body}/events"))!.AsArray().Select(one => one!["note"]!.GetValue<string>()).Order(StringComparer.Ordinal).ToList();
        var entered = world.Events.Values.Where(one => one.Body == body && one.Known == Known.Certain).Select(one => one.Submission).Order(StringComparer.Ordinal).ToList();
        foreach (var missing in entered.Except(events, StringComparer.Ordinal)) world.Findings.Add(Wrong.Lost, $"{body}: the event {missing} is not there");
        if (events.Count > entered.Count) world.Findings.Add(Wrong.Doubled, $"{body} has {events.Count} events, {entered.Count} were entered");
        foreach (var year in world.Duties.Values.Where(duty => duty.Body == body).GroupBy(duty => duty.Year).ToList())
        {
            var owed = (await Read($"/api/bodies/{body}?year={year.Key}"))!["obligations"]!.AsArray().Select(one => one!["obligation"]?.GetValue<string>()).OfType<string>().ToHashSet(StringComparer.Ordinal);
            Grow();
            foreach (var duty in year.Where(duty => !owed.Remove(duty.Key))) world.Findings.Add(Wrong.Lost, $"{duty.Key} does not exist");
            foreach (var key in owed.Where(key => !world.Duties.ContainsKey(key))) world.Findings.Add(Wrong.Doubled, $"{key} exists, and nothing opens it");
        }
    }

    /// <summary>Every file that was acknowledged, byte for byte; some of them at a time.</summary>
    private async Task Files()
    {
        foreach (var piece in world.Duties.Values.SelectMany(duty => duty.Pieces).Where(piece => piece is { Known: Known.Certain, File: not null }).OrderByDescending(piece => piece.Submission, StringComparer.Ordinal).Take(40).ToList())
        {
            using var response = await product.Officer.GetAsync($"/files/{piece.Code}/1");
            if (!response.IsSuccessStatusCode || !SHA256.HashData(await response.Content.ReadAsByteArrayAsync()).AsSpan().SequenceEqual(SHA256.HashData(piece.File!)))
                world.Findings.Add(Wrong.Lost, $"The file of {piece.Code} is not as it was sent ({(int)response.StatusCode})");
        }
    }

    /// <summary>The board of a year now: rows add up to columns and all, and the columns are the sums of the model's obligations.</summary>
    public async Task Board(int year)
    {
        var (shown, expected) = ("", "");
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < Patience; await Task.Delay(100))
        {
            var before = product.Now.From;
            var board = (await Read($"/api/boards/{District.Unit}?year={year}"))!;
            world.Counts.Boards++;
            if (world.Publishing is not null) return;
            AddsUp(board, year);
            Grow();
            shown = Sums.Shown(board);
            expected = Sums.Of(world.Duties.Values.Where(duty => duty.Year == year), before);
            if (shown == expected || shown == Sums.Of(world.Duties.Values.Where(duty => duty.Year == year), product.Now.To)) return;
        }
        world.Findings.Add(Wrong.Total, $"The board of {year} shows {shown}, and is to show {expected}");
    }

    /// <summary>The board as of the end of a day.</summary>
    public async Task<string> AsOf(int year, DateOnly day)
    {
        var board = (await Read($"/api/boards/{District.Unit}?year={year}&asOf={Text(day)}"))!;
        world.Counts.Boards++;
        AddsUp(board, year);
        var (shown, expected) = (Sums.Shown(board), Sums.Of(world.Duties.Values.Where(duty => duty.Year == year), VietnamTime.EndOf(day)));
        if (shown != expected) world.Findings.Add(Wrong.Total, $"The board of {year} as of {day:yyyy-MM-dd} shows {shown}, and is to show {expected}");
        return board.ToJsonString();
    }

    private void AddsUp(JsonNode board, int year)
    {
        var (columns, rows, all) = (board["totals"]!["columns"]!.AsArray(), board["totals"]!["rows"]!.AsArray(), board["totals"]!["all"]!);
        foreach (var number in Sums.Numbers)
        {
            var whole = all[number]!.GetValue<int>();
            var cells = board["rows"]!.AsArray().SelectMany(row => row!["cells"]!.AsArray()).Sum(cell => cell![number]!.GetValue<int>());
            if (columns.Sum(column => column![number]!.GetValue<int>()) != whole || rows.Sum(row => row![number]!.GetValue<int>()) != whole || cells != whole)
                world.Findings.Add(Wrong.Total, $"The board of {year}: {number} does not add up to {whole}");
        }
    }
}
