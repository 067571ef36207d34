using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;

namespace HoiQC.Chaos;

/// <summary>What people do with the product, one process of it long; every answer goes into the model, and so does every answer that was lost.</summary>
internal sealed partial class Operations(World world, Product product, Func<Task> acknowledged)
{
    /// <summary>Whether an answer did not come at all: whoever asks has nobody to ask any more.</summary>
    public bool Silent { get; private set; }

    /// <summary>Does one thing, chosen by chance.</summary>
    public async Task One(Random random)
    {
        var now = product.Now.From;
        var current = world.Current(now);
        if (current.Count == 0) return;
        switch (random.Next(100))
        {
            case < 4: await Enter(random, VietnamTime.DayOf(now)); return;
            case < 7: await Call(random, VietnamTime.DayOf(now)); return;
            case < 8: await Publish(VietnamTime.DayOf(now)); return;
        }
        var duty = current[random.Next(current.Count)];
        // Only the order of what is asked about one obligation has to be known.
        await duty.Turn.WaitAsync();
        try
        {
            if (!duty.Unsettled && product.Runs) await About(duty, random);
        }
        finally
        {
            duty.Turn.Release();
        }
    }

    private async Task About(Duty duty, Random random)
    {
        var sent = duty.Pieces.Find(piece => piece is { Known: Known.Absent, Refused: false });
        var choice = random.Next(100);
        if (sent is not null && choice < 60) await HandIn(duty, sent, twice: random.Next(4) == 0);
        else if (choice < 12 && duty.Pieces.Exists(piece => piece.Known == Known.Certain)) await HandIn(duty, Any(duty.Pieces.FindAll(piece => piece.Known == Known.Certain), random), twice: false);
        else if (choice < 50 && duty.Pieces.Find(piece => piece is { Known: Known.Certain, Verdict: null, Withdrawn: Known.Absent }) is { } waiting) await Review(duty, waiting, random.Next(3) == 0 ? Verdict.Returned : Verdict.Accepted);
        else if (choice < 56 && duty.Pieces.FindAll(piece => piece is { Known: Known.Certain, Withdrawn: Known.Absent }) is { Count: > 0 } standing) await Withdraw(duty, Any(standing, random));
        else if (choice < 68) await Relieve(duty, random);
        else if (duty.Pieces.Count < 8) await HandIn(duty, Make(duty, random), twice: random.Next(6) == 0);
    }

    private Piece Make(Duty duty, Random random)
    {
        var today = VietnamTime.DayOf(product.Now.From);
        var submission = world.NextSubmission("bc");
        var form = new JsonObject { ["submissionId"] = submission, ["documentNo"] = $"{random.Next(1, 99)}-BC", ["documentDate"] = Text(today), ["note"] = submission };
        var occurred = today.AddDays(-random.Next(4));
        if (random.Next(3) > 0 && occurred >= duty.Opening.Terms.Opens) form["occurredOn"] = Text(occurred);
        var file = random.Next(5) == 0 ? Encoding.UTF8.GetBytes($"%PDF-1.7\n{submission} {new string('x', random.Next(20_000))}\n%%EOF\n") : null;
        var piece = new Piece(submission, form, file);
        duty.Pieces.Add(piece);
        return piece;
    }

    /// <summary>Hands a piece in, a new one or one that was sent before; twice at once, it must still be one.</summary>
    private async Task HandIn(Duty duty, Piece piece, bool twice)
    {
        var before = piece.Known;
        if (before == Known.Absent) piece.Known = Known.Maybe;
        duty.Note($"{product.Now.From:dd/MM/yyyy HH:mm:ss.fff} hand in {piece.Submission} {piece.Form.ToJsonString()}{(before == Known.Certain ? " again" : "")}{(twice ? " twice" : "")}");
        var answers = await Task.WhenAll(Enumerable.Range(0, twice ? 2 : 1).Select(_ => Send(product.Officer, $"/api/obligations/{duty.Key}/evidence", () => Content(piece), "hand in")));
        foreach (var (status, body) in answers)
        {
            if (status == 0) continue;
            if (status is not (200 or 201))
            {
                duty.Note($"  refused {status} {body}");
                if (before == Known.Certain) world.Findings.Add(Wrong.Lost, $"{duty.Key}: {piece.Submission} was acknowledged as {piece.Code}, and again it is refused: {body}");
                else if (!twice) (piece.Known, piece.Refused) = (Known.Absent, true);
                continue;
            }
            var (code, at) = (body!["code"]!.GetValue<string>(), Instant(body["receivedAt"]));
            duty.Note($"  {status} {code} {at:dd/MM/yyyy HH:mm:ss.fff}");
            if (piece.Known == Known.Certain && (piece.Code, piece.ReceivedAt) != (code, at))
                world.Findings.Add(Wrong.Doubled, $"{duty.Key}: {piece.Submission} was acknowledged as {piece.Code} of {piece.ReceivedAt:o}, and again as {code} of {at:o}");
            if (before == Known.Certain && status == 201) world.Findings.Add(Wrong.Lost, $"{duty.Key}: {piece.Submission} ({piece.Code}) was acknowledged and is new again");
            (piece.Known, piece.Code, piece.ReceivedAt) = (Known.Certain, code, at);
        }
    }

    private async Task Withdraw(Duty duty, Piece piece)
    {
        piece.Withdrawn = Known.Maybe;
        duty.Note($"{product.Now.From:dd/MM/yyyy HH:mm:ss.fff} withdraw {piece.Code}");
        var (status, body) = await Send(product.Officer, $"/api/obligations/{duty.Key}/evidence/{piece.Code}/withdraw", () => Json(new JsonObject { ["reason"] = "gửi nhầm" }), "withdraw");
        if (status == 200) (piece.Withdrawn, piece.WithdrawnAt) = (Known.Certain, Instant(body!["withdrawnAt"]));
        else if (status != 0) Surprise(duty, "withdraw", status, body, () => piece.Withdrawn = Known.Absent);
    }

    private async Task Review(Duty duty, Piece piece, Verdict verdict)
    {
        var (seen, o) = await Send(product.Reviewer, $"/api/obligations/{duty.Key}", null, "");
        if (seen != 200) return;
        var e = o!["evidence"]!.AsArray().FirstOrDefault(one => one!["code"]!.GetValue<string>() == piece.Code);
        if (e is null)
        {
            world.Findings.Add(Wrong.Lost, $"{duty.Key}: {piece.Submission} was acknowledged as {piece.Code}, and its obligation does not have it");
            return;
        }
        (piece.Verdict, piece.Reviewed) = (verdict, Known.Maybe);
        duty.Note($"{product.Now.From:dd/MM/yyyy HH:mm:ss.fff} review {piece.Code} {verdict}");
        var form = new JsonObject { ["outcome"] = verdict == Verdict.Accepted ? "accept" : "return", ["reason"] = "đề nghị bổ sung", ["revision"] = e["revision"]!.GetValue<string>(), ["ruleVersion"] = o["ruleVersion"]!.GetValue<int>() };
        var (status, body) = await Send(product.Reviewer, $"/api/obligations/{duty.Key}/evidence/{piece.Code}/review", () => Json(form), "review");
        if (status == 200) (piece.Reviewed, piece.ReviewedAt) = (Known.Certain, Instant(body!["evidence"]!["review"]!["at"]));
        else if (status != 0) Surprise(duty, "review", status, body, () => (piece.Reviewed, piece.Verdict) = (Known.Absent, null));
    }

    /// <summary>An extension, a waiver, or the lifting of what holds.</summary>
    private async Task Relieve(Duty duty, Random random)
    {
        var (now, last) = (product.Now.From, duty.Reliefs.LastOrDefault(one => one.Known == Known.Certain));
        var today = VietnamTime.DayOf(now);
        var kind = last?.Kind is ReliefKind.Waiver || (last?.Kind is ReliefKind.Extension && !duty.WasReturned && random.Next(2) == 0) ? ReliefKind.Lifted : random.Next(4) == 0 ? ReliefKind.Waiver : ReliefKind.Extension;
        var (due, submission) = (duty.TermsAt(now).Due, world.NextSubmission("gh"));
        var until = (due > today ? due : today).AddDays(random.Next(1, 12));
        // A return after an extension moves the day again; nothing here lifts either then.
        if (duty.TermsAt(now).Settled is not null && kind != ReliefKind.Lifted) return;
        var form = new JsonObject { ["submissionId"] = submission, ["reason"] = submission, ["grantedBy"] = "Huyện ủy" };
        if (kind != ReliefKind.Lifted) (form["documentNo"], form["documentDate"]) = ("12-CV/HU", Text(today));
        if (kind == ReliefKind.Extension) form["until"] = Text(until);
        var relief = new Relieved(submission, kind, form) { Until = until, Known = Known.Maybe };
        duty.Reliefs.Add(relief);
        duty.Note($"{now:dd/MM/yyyy HH:mm:ss.fff} {kind} {form.ToJsonString()}");
        var path = kind switch { ReliefKind.Extension => "extensions", ReliefKind.Waiver => "waivers", _ => "reliefs/lift" };
        var (status, body) = await Send(product.Reviewer, $"/api/obligations/{duty.Key}/{path}", () => Json(form), kind == ReliefKind.Lifted ? "lift" : "relieve");
        if (status is 200 or 201) (relief.Known, relief.Id, relief.At) = (Known.Certain, body!["relief"]!["id"]!.GetValue<string>(), Instant(body["relief"]!["recordedAt"]));
        else if (status != 0) Surprise(duty, "relief", status, body, () => relief.Known = Known.Absent);
    }

    private void Surprise(Duty duty, string what, int status, JsonNode? body, Action undo)
    {
        duty.Note($"  {what} refused {status} {body}");
        undo();
        if (status is not (400 or 409)) world.Findings.Add(Wrong.Answer, $"{duty.Key}: {what} was answered {status} {body}");
    }

    /// <summary>Sends it; status 0 where the answer was lost, or the product said that it failed: then nobody knows.</summary>
    private async Task<(int Status, JsonNode? Body)> Send(HttpClient http, string address, Func<HttpContent>? content, string operation)
    {
        try
        {
            using var made = content?.Invoke();
            using var response = made is null ? await http.GetAsync(address) : await http.PostAsync(address, made);
            var text = await response.Content.ReadAsStringAsync();
            var status = (int)response.StatusCode;
            if (operation.Length > 0) world.Counts.Done(operation, status >= 500 ? Known.Maybe : status < 400 ? Known.Certain : Known.Absent);
            // What stands in the way is said; only a fault of the program is a 500.
            if (status is >= 500 and not 503) world.Findings.Add(Wrong.Answer, $"{address} was answered {status} {text}");
            if (status >= 500) return (0, null);
            if (status < 400 && operation.Length > 0) await acknowledged();
            return (status, text.StartsWith('{') || text.StartsWith('[') ? JsonNode.Parse(text) : null);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException or IOException or JsonException)
        {
            Silent = true;
            if (operation.Length > 0) world.Counts.Done(operation, Known.Maybe);
            return (0, null);
        }
    }

    private static HttpContent Content(Piece piece)
    {
        if (piece.File is not { } file) return Json(piece.Form);
        var form = new MultipartFormDataContent { { new StringContent(piece.Form.ToJsonString()), "form" } };
        var part = new ByteArrayContent(file);
        part.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        form.Add(part, "file", piece.Submission + ".pdf");
        return form;
    }

    private static HttpContent Json(JsonObject form) => JsonContent.Create(form);

    private static T Any<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal static DateTimeOffset Instant(JsonNode? node) => DateTimeOffset.Parse(node!.GetValue<string>(), CultureInfo.InvariantCulture);
}
