using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace HoiQC.Bench;

/// <summary>One thing that was measured three ways in one run: as fast as it can be, as one would build it instead, and ours.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">seconds, milliseconds, per second, KB, MB.</param>
/// <param name="Limit">As good as it can be; null where nothing bounds it.</param>
/// <param name="Peer">What one would build instead; null where there is nothing of the kind.</param>
/// <param name="Ours">The product.</param>
internal sealed record Figure(string What, string Unit, double? Limit, double? Peer, double Ours)
{
    /// <summary>Where one was asked for: the bound that ours is to keep, in words.</summary>
    public string AskedFor { get; init; } = "";

    /// <summary>Ours divided by the limit: times as long, times as much, or the part of its throughput.</summary>
    public double? RatioToLimit => Limit is > 0 ? Ours / Limit : null;

    /// <summary>How many times better than the peer: the peer's time or memory divided by ours, or our throughput by its.</summary>
    public double? RatioToPeer => Peer is not > 0 || Ours <= 0 ? null : Unit == "per second" ? Ours / Peer : Peer / Ours;

    /// <summary>A figure with nothing beside it.</summary>
    public static Figure Alone(string what, string unit, double ours, string askedFor = "") => new(what, unit, null, null, ours) { AskedFor = askedFor };
}

/// <summary>What a bench found: its main figure, the others, and what has to be known to read them.</summary>
/// <param name="Name">The bench.</param>
/// <param name="Database">The database.</param>
/// <param name="Figures">The first is the one that the bench is about.</param>
/// <param name="Notes">How it was measured.</param>
internal sealed record Report(string Name, string Database, IReadOnlyList<Figure> Figures, IReadOnlyList<string> Notes)
{
    /// <summary>As a table for people.</summary>
    public void Print(TextWriter output)
    {
        output.WriteLine($"\n{Name} ({Database})");
        string[] heads = ["", "limit", "peer", "ours", "unit", "ours to limit", "better than peer", "asked for"];
        List<string[]> rows = [heads, .. Figures.Select(figure => new[]
        {
            figure.What, Number(figure.Limit), Number(figure.Peer), Number(figure.Ours), figure.Unit, Times(figure.RatioToLimit), Times(figure.RatioToPeer), figure.AskedFor,
        })];
        var widths = heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            output.WriteLine("  " + string.Join("  ", row.Select((cell, column) => column is 0 or 4 or 7 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
        foreach (var note in Notes) output.WriteLine($"  {note.Replace("\n", "\n    ", StringComparison.Ordinal)}");
    }

    /// <summary>As one object: the main figure's keys, the others under "also".</summary>
    public string ToJson()
    {
        var main = new JsonObject { ["name"] = Name, ["database"] = Database };
        foreach (var (key, value) in Json(Figures[0])) main[key] = value?.DeepClone();
        main["also"] = new JsonArray([.. Figures.Skip(1).Select(Json)]);
        main["notes"] = new JsonArray([.. Notes.Select(note => (JsonNode)note)]);
        return main.ToJsonString(new JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    private static JsonObject Json(Figure figure) => new()
    {
        ["what"] = figure.What,
        ["limit"] = Rounded(figure.Limit),
        ["peer"] = Rounded(figure.Peer),
        ["ours"] = Rounded(figure.Ours),
        ["ratioToLimit"] = Rounded(figure.RatioToLimit),
        ["ratioToPeer"] = Rounded(figure.RatioToPeer),
        ["unit"] = figure.Unit,
    };

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 4) : null;

    private static string Times(double? ratio) => ratio is null ? "–" : Number(ratio) + " ×";

    private static string Number(double? value) => value switch
    {
        null => "–",
        >= 1_000 => value.Value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.Value.ToString("F0", CultureInfo.InvariantCulture),
        >= 10 => value.Value.ToString("F1", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
