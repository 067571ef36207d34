using System.Globalization;
using System.Text.Json.Nodes;
using HoiQC.Domain;
using HoiQC.Domain.Obligations;

namespace HoiQC.Chaos;

/// <summary>Compares what the product says with what the model knows, one process of it long.</summary>
internal sealed partial class Judge(World world, Product product, Journal journal)
{
    /// <summary>Reads one obligation: what was unknown becomes known, and everything must be as the model says.</summary>
    public async Task Look(Duty duty)
    {
        var from = product.Now.From;
        if (await Read($"/api/obligations/{duty.Key}") is not { } o)
        {
            world.Findings.Add(Wrong.Lost, $"{duty.Key} does not exist");
            return;
        }
        var to = product.Now.To;
        world.Counts.Checks++;
        Settle(duty, o);
        if (duty.Unsettled) return;
        if (world.Publishing is not null && duty.Rule == District.Monthly) return;
        var terms = duty.TermsAt(to);
        Same(duty, "is due", o["due"]!.GetValue<string>(), Text(terms.Due));
        if (o["status"]!.GetValue<string>() is var status && status != duty.StandsAt(from).Status.ToString() && status != duty.StandsAt(to).Status.ToString())
            Same(duty, "stands as", status, duty.StandsAt(to).Status.ToString());
        Compare(duty, [.. o["transitions"]!.AsArray().Select(RecordedChange.Of)], to);
    }

    /// <summary>What is recorded must be the beginning of what the model says, with everything that a decision had to write before its own.</summary>
    public void Compare(Duty duty, IReadOnlyList<RecordedChange> recorded, DateTimeOffset to, DateTimeOffset? sweptTo = null)
    {
        var expected = duty.ChangesUntil(to);
        if (recorded.GroupBy(one => (one.To, one.At, one.Cause)).FirstOrDefault(group => group.Count() > 1) is { } twice)
            world.Findings.Add(Wrong.Doubled, $"{duty.Key}: {twice.First()} is recorded {twice.Count()} times");
        for (var i = 0; i < recorded.Count; i++)
        {
            var one = recorded[i];
            if (one.RecordedAt < one.At) world.Findings.Add(Wrong.Instant, $"{duty.Key}: {one} was recorded before it was so, {one.RecordedAt:o}");
            if (i < expected.Length && RecordedChange.Of(expected[i]) == one with { RecordedAt = default }) continue;
            world.Findings.Add(i < expected.Length ? Wrong.Instant : Wrong.Doubled, $"{duty.Key}: change {i + 1} is {one}, and is to be {(i < expected.Length ? RecordedChange.Of(expected[i]) : "none")}");
            return;
        }
        var due = new[] { duty.NewestFact, sweptTo }.Max();
        if (recorded.Count < expected.Length && expected[recorded.Count].At <= due)
            world.Findings.Add(Wrong.Lost, $"{duty.Key}: {RecordedChange.Of(expected[recorded.Count])} is not recorded, though everything up to {due:o} has to be");
    }

    private void Settle(Duty duty, JsonNode o)
    {
        var shown = o["evidence"]!.AsArray().Select(one => one!).ToLookup(one => one["note"]?.GetValue<string>() ?? "", StringComparer.Ordinal);
        foreach (var group in shown)
        {
            if (duty.Pieces.Find(piece => piece.Submission == group.Key) is null) world.Findings.Add(Wrong.Doubled, $"{duty.Key}: nobody sent {group.Key}");
            else if (group.Count() > 1) world.Findings.Add(Wrong.Doubled, $"{duty.Key}: {group.Key} is there {group.Count()} times");
        }
        foreach (var piece in duty.Pieces) Settle(duty, piece, shown[piece.Submission].FirstOrDefault());
        var granted = o["reliefs"]!.AsArray().Select(one => one!).ToLookup(one => one["reason"]!.GetValue<string>(), StringComparer.Ordinal);
        foreach (var relief in duty.Reliefs)
        {
            var there = granted[relief.Submission].ToList();
            if (there.Count > 1) world.Findings.Add(Wrong.Doubled, $"{duty.Key}: {relief.Submission} is there {there.Count} times");
            relief.Known = Now(duty, $"{relief.Kind} {relief.Submission}", relief.Known, there.Count > 0);
            if (there.Count == 0) continue;
            var (id, at) = (there[0]["id"]!.GetValue<string>(), Operations.Instant(there[0]["recordedAt"]));
            if (relief.Id.Length > 0) Same(duty, relief.Submission, $"{id} {at:o}", $"{relief.Id} {relief.At:o}");
            (relief.Id, relief.At) = (id, at);
        }
    }

    private void Settle(Duty duty, Piece piece, JsonNode? there)
    {
        piece.Known = Now(duty, $"{piece.Submission} {piece.Code}", piece.Known, there is not null);
        if (there is null) return;
        var (code, at) = (there["code"]!.GetValue<string>(), Operations.Instant(there["receivedAt"]));
        if (piece.Code.Length > 0) Same(duty, piece.Submission, $"{code} {at:o}", $"{piece.Code} {piece.ReceivedAt:o}");
        (piece.Code, piece.ReceivedAt) = (code, at);
        if (there["files"]!.AsArray().Count != (piece.File is null ? 0 : 1)) world.Findings.Add(Wrong.Lost, $"{duty.Key}: {piece.Submission} has {there["files"]!.AsArray().Count} files");

        var review = there["review"];
        var outcome = review?["outcome"]?.GetValue<string>();
        piece.Reviewed = Now(duty, $"the review of {code}", piece.Reviewed, outcome is not (null or "pending"));
        if (piece.Reviewed == Known.Certain)
        {
            var decided = Operations.Instant(review!["at"]);
            Same(duty, $"the review of {code}", outcome!, piece.Verdict == Verdict.Accepted ? "accepted" : "returned");
            if (piece.ReviewedAt != default) Same(duty, $"the review of {code}", $"{decided:o}", $"{piece.ReviewedAt:o}");
            piece.ReviewedAt = decided;
        }
        else piece.Verdict = null;

        piece.Withdrawn = Now(duty, $"the withdrawal of {code}", piece.Withdrawn, there["withdrawnAt"] is not null);
        if (piece.Withdrawn != Known.Certain) return;
        var gone = Operations.Instant(there["withdrawnAt"]);
        if (piece.WithdrawnAt != default) Same(duty, $"the withdrawal of {code}", $"{gone:o}", $"{piece.WithdrawnAt:o}");
        piece.WithdrawnAt = gone;
    }

    /// <summary>What is known once it was looked for.</summary>
    private Known Now(Duty duty, string what, Known known, bool isThere)
    {
        if (known == Known.Certain && !isThere) world.Findings.Add(Wrong.Lost, $"{duty.Key}: {what} was acknowledged and is not there");
        if (known == Known.Absent && isThere) world.Findings.Add(Wrong.Doubled, $"{duty.Key}: {what} is there, and was refused, never sent, or seen not to be there");
        return known == Known.Certain || isThere ? Known.Certain : Known.Absent;
    }

    private void Same(Duty duty, string what, string shown, string expected)
    {
        if (shown != expected) world.Findings.Add(Wrong.Instant, $"{duty.Key}: {what}: {shown}, and is to be {expected}");
    }

    private async Task<JsonNode?> Read(string address)
    {
        using var response = await product.Officer.GetAsync(address);
        if ((int)response.StatusCode == 404) return null;
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync());
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

/// <summary>A change of status as the product recorded it.</summary>
internal sealed record RecordedChange(string From, string To, DateTimeOffset At, string Cause, DateTimeOffset RecordedAt)
{
    public static RecordedChange Of(JsonNode? node) => new(
        node!["from"]!.GetValue<string>(), node["to"]!.GetValue<string>(), Operations.Instant(node["at"]), node["cause"]!.GetValue<string>(), Operations.Instant(node["recordedAt"]));

    public static RecordedChange Of(Change change) => new(change.From.ToString(), change.To.ToString(), change.At, change.Cause, default);

    public override string ToString() => $"{From} → {To} at {At.ToOffset(VietnamTime.Offset):yyyy-MM-dd'T'HH:mm:ss.fff} by {Cause}";
}
