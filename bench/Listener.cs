using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace HoiQC.Bench;

/// <summary>
/// A browser that looks at a board: it speaks SignalR's JSON protocol, and of every message reads one number, a count in the sum of the whole board. A board too large for a message
/// it reads over HTTP when it is told to, as the page does.
/// </summary>
internal sealed class Listener : IDisposable
{
    private const byte End = 0x1e;
    private const int MostRefused = 20;
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly ClientWebSocket _socket = new();
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly string _count;
    private readonly (string Unit, string Level)? _open;
    private readonly Func<Task<long>>? _whole;
    private readonly Lock _lock = new();
    private readonly List<(Predicate<long> Right, TaskCompletionSource<long> When)> _waiting = [];
    private long _last = -1;
    private long _at;
    private int _refused;

    private Listener(string count, (string Unit, string Level)? open, Func<Task<long>>? whole) => (_count, _open, _whole) = ($"\"{count}\":", open, whole);

    /// <summary>Sizes of the messages of changes so far.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>Connects and, with a unit, opens its board.</summary>
    /// <param name="address">The hub.</param>
    /// <param name="key">API key; null for a hub that asks for none.</param>
    /// <param name="open">Unit and level of the board; null for a hub that only broadcasts.</param>
    /// <param name="count">Which count of the sum: overdue or fulfilled.</param>
    /// <param name="whole">Reads that count over HTTP.</param>
    /// <param name="source">The address to come from: one alone has ports for some twenty-eight thousand connections.</param>
    public static async Task<Listener> Connect(Uri address, string? key, (string Unit, string Level)? open, string count, Func<Task<long>>? whole = null, IPAddress? source = null)
    {
        var listener = new Listener(count, open, whole);
        if (key is not null) listener._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        listener._socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
        using var http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellationToken) =>
            {
                var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                if (source is not null) socket.Bind(new IPEndPoint(source, 0));
                await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        }, disposeHandler: false);
        await listener._socket.ConnectAsync(new UriBuilder(address) { Scheme = "ws" }.Uri, http, CancellationToken.None);
        await listener.Send("""{"protocol":"json","version":1}""");
        _ = listener.Listen();
        await listener.Open();
        await listener._opened.Task;
        return listener;
    }

    /// <summary>The machine's timestamp at which the count first was as expected.</summary>
    public async Task<long> Heard(Predicate<long> right)
    {
        TaskCompletionSource<long> when;
        lock (_lock)
        {
            if (right(_last)) return _at;
            when = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((right, when));
        }
        return await when.Task.WaitAsync(Patience);
    }

    /// <summary>Seconds between two timestamps.</summary>
    public static double Seconds(long from, long to) => (to - from) / (double)Stopwatch.Frequency;

    /// <summary>Disconnects.</summary>
    public void Dispose() => _socket.Dispose();

    private Task Send(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private async Task Listen()
    {
        var part = new byte[4096];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult received;
                do
                {
                    if (length == part.Length) Array.Resize(ref part, part.Length * 2);
                    received = await _socket.ReceiveAsync(part.AsMemory(length), CancellationToken.None);
                    length += received.Count;
                }
                while (!received.EndOfMessage);
                if (received.MessageType == WebSocketMessageType.Close) throw new WebSocketException("The server has closed the connection.");
                Take(part.AsSpan(0, length));
            }
        }
        catch (Exception error) when (error is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            _opened.TrySetException(error);
            lock (_lock) foreach (var (_, when) in _waiting) when.TrySetException(error);
        }
    }

    private void Take(ReadOnlySpan<byte> text)
    {
        var now = Stopwatch.GetTimestamp();
        foreach (var range in text.Split(End))
        {
            var message = text[range];
            if (message.IsEmpty) continue;
            if (message.StartsWith("{}"u8) || message.StartsWith("{\"type\":3"u8)) Opened(message);
            if (message.StartsWith("{\"type\":3"u8) || message.IndexOf("\"target\":\"Changed\""u8) is >= 0 and < 64) Read(message, now);
        }
    }

    /// <summary>
    /// The handshake is answered by an empty object, Open by a completion; whoever opens nothing waits for the first alone. A board that the server has not read yet is opened again, as the
    /// page does it.
    /// </summary>
    private void Opened(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"error\""u8) is >= 0 and < 64)
        {
            if (++_refused < MostRefused) _ = OpenAgain();
            else _opened.TrySetException(new InvalidOperationException(Encoding.UTF8.GetString(message)));
        }
        else if (message.Length > 2 || _count == "\"\":") _opened.TrySetResult();
    }

    private async Task OpenAgain()
    {
        await Task.Delay(Breath);
        await Open();
    }

    private Task Open() => _open is not var (unit, level) ? Task.CompletedTask
        : Send(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Open", arguments = new object[] { unit, Country.Year, level, 0 } }));

    private void Read(ReadOnlySpan<byte> message, long at)
    {
        if (!message.StartsWith("{\"type\":3"u8)) Sizes.Add(message.Length + 1);
        var sum = message.IndexOf("\"row\":\"*\",\"rule\":\"*\""u8);
        if (sum < 0)
        {
            if (_whole is not null && message.IndexOf("\"cells\":[]"u8) >= 0) _ = ReadWhole();
            else if (_count == "\"\":" && message.IndexOf("\"last\":\"yes\""u8) >= 0) Set(1, at);
            return;
        }
        var rest = message[sum..];
        rest = rest[(rest.IndexOf(Encoding.ASCII.GetBytes(_count)) + _count.Length)..];
        Set(long.Parse(rest[..rest.IndexOfAny((byte)',', (byte)'}')], CultureInfo.InvariantCulture), at);
    }

    private async Task ReadWhole() => Set(await _whole!(), Stopwatch.GetTimestamp());

    private void Set(long count, long at)
    {
        lock (_lock)
        {
            (_last, _at) = (count, at);
            foreach (var waiting in _waiting.FindAll(one => one.Right(count)))
            {
                _waiting.Remove(waiting);
                waiting.When.TrySetResult(at);
            }
        }
    }
}
