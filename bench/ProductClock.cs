using System.Diagnostics;
using System.Text.Json.Nodes;

namespace HoiQC.Bench;

/// <summary>Finds out when, by the machine's timestamps, the product's clock will show an instant.</summary>
internal static class ProductClock
{
    private const int Looks = 5;

    /// <summary>
    /// Hands in for an obligation of its own: the receipt says to the millisecond what the product's clock showed between the question and the answer. The quickest of some is taken;
    /// it is wrong by half its round trip at most.
    /// </summary>
    public static async Task<long> TimestampOf(Server server, DateTimeOffset instant)
    {
        var (best, shortest) = (0L, long.MaxValue);
        for (var look = 0; look < Looks; look++)
        {
            var asked = Stopwatch.GetTimestamp();
            var received = await HandIn(server);
            var took = Stopwatch.GetTimestamp() - asked;
            if (took >= shortest) continue;
            shortest = took;
            best = asked + took / 2 + (long)((instant - received).TotalSeconds * Stopwatch.Frequency);
        }
        return best;
    }

    /// <summary>One hand-in for an obligation of its own, which changes no count of the others.</summary>
    /// <returns>When it was received, by the product's clock.</returns>
    public static async Task<DateTimeOffset> HandIn(Server server)
    {
        var (status, piece) = await server.Post($"/api/obligations/{Country.SpareObligation}/evidence", new JsonObject { ["submissionId"] = Guid.NewGuid().ToString("N"), ["documentNo"] = "1-BC", ["documentDate"] = "2026-06-01" });
        return status == 201 ? piece.GetProperty("receivedAt").GetDateTimeOffset() : throw new InvalidOperationException(piece.ToString());
    }

    /// <summary>Waits until the machine's timestamp is reached.</summary>
    public static Task Until(long timestamp) => Task.Delay(TimeSpan.FromSeconds(Math.Max(0, Listener.Seconds(Stopwatch.GetTimestamp(), timestamp))));
}
