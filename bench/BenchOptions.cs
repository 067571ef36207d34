namespace HoiQC.Bench;

/// <summary>What was asked for.</summary>
/// <param name="Program">Path of the product's HoiQC.Web.dll.</param>
/// <param name="Names">Which benches, in order.</param>
/// <param name="Database">sqlite or postgres.</param>
/// <param name="Json">One JSON object a bench instead of tables.</param>
/// <param name="Small">Tiny data and short waits: shows that a bench works, not how fast anything is.</param>
/// <param name="Picture">Where the picture of the growth is to go; null for none.</param>
internal sealed record BenchOptions(string Program, IReadOnlyList<string> Names, string Database, bool Json, bool Small, string? Picture)
{
    /// <summary>The benches that run when none is named.</summary>
    public static readonly string[] All = ["storm", "submit", "board", "viewers", "start", "memory"];

    private static readonly string[] Others = ["publish", "submit-people"];

    /// <summary>How it is called.</summary>
    public static string Usage => $"""
        Usage: bench [{string.Join('|', All)}]… [--database sqlite|postgres] [--json] [--scale full|small] [--picture FILE.svg]
               bench {string.Join('|', Others)}
        Without a name: {string.Join(", ", All)}, one after the other. --picture draws storm and memory at a hundredth, a tenth and the whole of their data.
        """;

    /// <summary>Reads the arguments; null where they make no sense.</summary>
    public static BenchOptions? Read(string program, IEnumerable<string> arguments)
    {
        var read = new BenchOptions(program, All, "sqlite", Json: false, Small: false, Picture: null);
        var rest = new Queue<string>(arguments.SelectMany(argument => argument.StartsWith("--", StringComparison.Ordinal) ? argument.Split('=', 2) : [argument]));
        while (rest.TryDequeue(out var word))
        {
            var value = word is "--database" or "--scale" or "--picture" ? rest.TryDequeue(out var next) ? next : null : "";
            var changed = (word, value) switch
            {
                ("--database", "sqlite" or "postgres") => read with { Database = value },
                ("--scale", "full" or "small") => read with { Small = value == "small" },
                ("--picture", { Length: > 0 }) => read with { Picture = Path.GetFullPath(value) },
                ("--json", _) => read with { Json = true },
                _ when All.Contains(word) => read with { Names = read.Names == All ? [word] : [.. read.Names, word] },
                _ when read.Names == All && Others.Contains(word) => read with { Names = [word] },
                _ => null,
            };
            if (changed is null) return null;
            read = changed;
        }
        return read;
    }
}
