using System.Net.WebSockets;
using System.Text;

namespace HoiQC.Chaos;

/// <summary>Somebody who watches the board, so that the hub has somebody to tell.</summary>
internal sealed class Follower : IDisposable
{
    private readonly ClientWebSocket _socket = new();

    /// <summary>Follows the district's board; null where the product is dead by then.</summary>
    public static async Task<Follower?> Of(Product product)
    {
        var follower = new Follower();
        try
        {
            follower._socket.Options.SetRequestHeader("Authorization", product.Officer.DefaultRequestHeaders.Authorization!.ToString());
            await follower._socket.ConnectAsync(new UriBuilder(product.Address) { Scheme = "ws", Path = "/hubs/board" }.Uri, CancellationToken.None);
            await follower.Send("""{"protocol":"json","version":1}""");
            await follower.Send($$"""{"type":1,"invocationId":"1","target":"Open","arguments":["{{District.Unit}}",{{Domain.VietnamTime.DayOf(product.Now.From).Year}},"",0]}""");
            return follower;
        }
        catch (WebSocketException)
        {
            follower.Dispose();
            return null;
        }
    }

    public void Dispose() => _socket.Dispose();

    private Task Send(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
}
