using System.Net.Sockets;

namespace HoiQC.Web.Running;

/// <summary>Tells systemd that the server is ready, and that it stops, by the socket that <c>Type=notify</c> names; without one it does nothing.</summary>
internal sealed class SupervisorNotice : IHostedLifecycleService
{
    private static readonly string? Path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET");

    public Task StartedAsync(CancellationToken cancellationToken) => Say("READY=1");

    public Task StoppingAsync(CancellationToken cancellationToken) => Say("STOPPING=1");

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task Say(string word)
    {
        if (Path is not { Length: > 1 }) return;
        try
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // An @ stands for the zero byte of a name that lies in no folder.
            await socket.SendToAsync(System.Text.Encoding.UTF8.GetBytes(word), SocketFlags.None, new UnixDomainSocketEndPoint(Path[0] == '@' ? '\0' + Path[1..] : Path));
        }
        catch (SocketException)
        {
            // A supervisor that does not listen is no reason to end.
        }
    }
}
