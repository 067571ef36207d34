using System.Collections.Concurrent;
using System.Text.Json;
using HoiQC.Grains.Configuration;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Boards;

/// <summary>
/// Boards of now as they were answered last. While nothing was stored since, whoever asks again gets the same bytes: a look at two numbers instead of composing the board anew.
/// </summary>
public sealed class KeptBoards(BoardReader reader, INodeConfiguration node, IOptions<JsonOptions> json)
{
    /// <summary>Bytes that are kept at most; then all are forgotten, and those that are asked for come back.</summary>
    private const long Most = 16 << 20;

    private readonly ConcurrentDictionary<(string Unit, int Year), (Standing Standing, TaggedBody Body)> _kept = new();
    private long _bytes;

    /// <summary>What a board depends on.</summary>
    private readonly record struct Standing(long Transition, long Record, long Configuration, DateOnly Day, string Applying);

    /// <summary>The answer for a board of now, with all its rows.</summary>
    public async Task<TaggedBody> Of(AskedBoard asked, CancellationToken cancellationToken)
    {
        // Read before the board: what is stored meanwhile makes the next standing another.
        var (transition, record) = await reader.NewestRows(cancellationToken);
        var standing = new Standing(transition, record, node.Current.Version, reader.Today, string.Join('\n', reader.Applying));
        var key = (asked.Unit.Code, asked.Year);
        if (_kept.TryGetValue(key, out var kept) && kept.Standing == standing) return kept.Body;

        var body = new TaggedBody(JsonSerializer.SerializeToUtf8Bytes(BoardAnswer.Of(await reader.Read(asked, cancellationToken)), json.Value.SerializerOptions));
        if (Interlocked.Add(ref _bytes, body.Bytes.Length) > Most)
        {
            _kept.Clear();
            Interlocked.Exchange(ref _bytes, body.Bytes.Length);
        }
        _kept[key] = (standing, body);
        return body;
    }
}
