using System.Net.Http.Json;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace HoiQC.Silo.Hosting;

/// <summary>How a command asks the server that runs on its folder: over a socket in the folder, which only those reach who may read the folder.</summary>
internal static class LocalSocket
{
    /// <summary>Serves a command on the socket; any other connection finds nothing there.</summary>
    public static IEndpointConventionBuilder Map<TRequest, TAnswer>(IEndpointRouteBuilder routes, string address, Func<TRequest, IServiceProvider, Task<TAnswer>> answer) => routes
        .MapPost(address, async context =>
        {
            if (context.Features.Get<IConnectionSocketFeature>()?.Socket.LocalEndPoint is UnixDomainSocketEndPoint)
                await context.Response.WriteAsJsonAsync(await answer((await context.Request.ReadFromJsonAsync<TRequest>())!, context.RequestServices));
            else
                context.Response.StatusCode = StatusCodes.Status404NotFound;
        })
        .ExcludeFromDescription().DisableAntiforgery();

    /// <summary>Asks the server of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="address">The command.</param>
    /// <param name="request">What it is asked.</param>
    /// <param name="patience">How long an answer may take; ten minutes unless told otherwise.</param>
    /// <exception cref="CommandRefused">It does not answer.</exception>
    public static async Task<TAnswer> Ask<TRequest, TAnswer>(string folder, string address, TRequest request, TimeSpan? patience = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) => await new SocketPlace(folder, EngineOfBuild.Engine.IsShared).Connect(cancellationToken) is { } socket
                ? new NetworkStream(socket, ownsSocket: true)
                : throw new SocketException((int)SocketError.ConnectionRefused),
        })
        { Timeout = patience ?? TimeSpan.FromMinutes(10) };
        try
        {
            using var response = await http.PostAsJsonAsync("http://localhost" + address, request);
            response.EnsureSuccessStatusCode();
            return (await response.Content.ReadFromJsonAsync<TAnswer>())!;
        }
        catch (HttpRequestException error)
        {
            throw new CommandRefused($"HoiQC đang chạy với dữ liệu này nhưng không trả lời ({error.Message}). Đề nghị thử lại khi máy chủ đã sẵn sàng.");
        }
    }
}
