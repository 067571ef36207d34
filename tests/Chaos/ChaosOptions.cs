using System.Globalization;

namespace HoiQC.Chaos;

/// <summary>What a run of the harness is asked to do.</summary>
/// <param name="Kills">How often the product is killed.</param>
/// <param name="Seed">Every choice follows from it, save how fast the machine is.</param>
/// <param name="Database">sqlite, postgres, or a connection string.</param>
/// <param name="Planted">Whether the product bears the planted bug.</param>
/// <param name="FullCheckEvery">Kills between two checks of everything.</param>
public sealed record ChaosOptions(int Kills, int Seed, string Database, bool Planted, int FullCheckEvery)
{
    /// <summary>The name of the planted bug.</summary>
    public const string Plant = "acknowledge-before-commit";

    /// <summary>Reads --kills, --seed, --database and --plant; null where something else was said.</summary>
    public static ChaosOptions? Read(IReadOnlyList<string> arguments)
    {
        var read = new ChaosOptions(100, Random.Shared.Next(1, int.MaxValue), "sqlite", Planted: false, FullCheckEvery: 50);
        var words = new Queue<string>(arguments.SelectMany(word => word.StartsWith("--", StringComparison.Ordinal) && word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? new[] { word[..at], word[(at + 1)..] } : [word]));
        while (words.TryDequeue(out var name))
        {
            if (!words.TryDequeue(out var value)) return null;
            switch (name)
            {
                case "--kills" when Number(value) is { } kills: read = read with { Kills = kills }; break;
                case "--seed" when Number(value) is { } seed: read = read with { Seed = seed }; break;
                case "--database": read = read with { Database = value }; break;
                case "--plant" when value == Plant: read = read with { Planted = true }; break;
                default: return null;
            }
        }
        return read;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
}
