using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HoiQC.Web.Tests.Live;

/// <summary>Speaks SignalR's JSON protocol over a web socket, one message after the other.</summary>
internal sealed class HubClient : IDisposable
{
    private const char End = '\u001e';
    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _unread = new();
    private string _rest = "";

    public static async Task<HubClient> Connect(Uri address, string? key)
    {
        var client = new HubClient();
        if (key is not null) client._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        await client._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws", Path = "/hubs/board" }.Uri, CancellationToken.None);
        await client.Send("""{"protocol":"json","version":1}""");
        await client.Next(message => !message.TryGetProperty("type", out _));
        return client;
    }

    /// <summary>The same; null where the connection is refused.</summary>
    public static async Task<HubClient?> TryConnect(Uri address, string? key)
    {
        try
        {
            return await Connect(address, key);
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    /// <summary>Waits until the server has cut the connection off.</summary>
    public async Task Ended()
    {
        try
        {
            while (true) await Next(_ => true);
        }
        catch (WebSocketException)
        {
            // Cut off.
        }
    }

    /// <summary>Calls Open; the completion message.</summary>
    public async Task<JsonElement> Open(object? unit, object year, object? level, object after)
    {
        await Send(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Open", arguments = new[] { unit, year, level, after } }));
        return await Next(message => Type(message) == 3);
    }

    /// <summary>The arguments of the next message of that name.</summary>
    public async Task<JsonElement> Hear(string target) =>
        (await Next(message => Type(message) == 1 && message.GetProperty("target").GetString() == target)).GetProperty("arguments")[0];

    /// <summary>Everything up to and with the next message of that name.</summary>
    public async Task<List<JsonElement>> Until(string target)
    {
        var heard = new List<JsonElement>();
        await Next(message =>
        {
            heard.Add(message);
            return Type(message) == 1 && message.GetProperty("target").GetString() == target;
        });
        return heard;
    }

    public void Dispose() => _socket.Dispose();

    private static int Type(JsonElement message) => message.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    private Task Send(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task<JsonElement> Next(Func<JsonElement, bool> wanted)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var buffer = new byte[64 * 1024];
        while (true)
        {
            while (_unread.TryDequeue(out var message))
                if (wanted(message)) return message;
            using var held = new MemoryStream();
            WebSocketReceiveResult part;
            do
            {
                part = await _socket.ReceiveAsync(buffer, patience.Token);
                held.Write(buffer, 0, part.Count);
            }
            while (!part.EndOfMessage);
            var messages = (_rest + Encoding.UTF8.GetString(held.ToArray())).Split(End);
            _rest = messages[^1];
            foreach (var text in messages[..^1])
            {
                using var document = JsonDocument.Parse(text);
                _unread.Enqueue(document.RootElement.Clone());
            }
        }
    }
}
