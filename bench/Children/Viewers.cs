using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace HoiQC.Bench.Children;

/// <summary>Many browsers that look at one board, in a process of their own so that their memory is nobody else's.</summary>
internal static class Viewers
{
    private const int AtOnce = 32;
    private const int FromOneAddress = 10_000;

    /// <summary>HUB, KEY ("" for none), UNIT ("" for none), COUNT, how many there are, and the number that ends their watch.</summary>
    public static async Task Play(string[] arguments)
    {
        var (hub, key, unit, count, number, expected) = (new Uri(arguments[0]), arguments[1], arguments[2], arguments[3],
            int.Parse(arguments[4], CultureInfo.InvariantCulture), long.Parse(arguments[5], CultureInfo.InvariantCulture));
        var all = new Listener[number];
        await Parallel.ForEachAsync(Enumerable.Range(0, number), new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (n, _) =>
            all[n] = await Listener.Connect(hub, key.Length > 0 ? key : null, unit.Length > 0 ? (unit, "") : null, count, source: new IPAddress([127, 0, 0, (byte)(1 + n / FromOneAddress)])));
        Console.WriteLine("connected");
        var heard = await Task.WhenAll(all.Select(viewer => viewer.Heard(value => value == expected)));
        Child.Answer(new JsonObject
        {
            ["first"] = heard.Min(),
            ["last"] = heard.Max(),
            ["sizes"] = new JsonArray([.. all[0].Sizes.Select(size => (JsonNode)size)]),
        });
        await Task.Delay(Timeout.Infinite);
    }
}
