using Microsoft.AspNetCore.SignalR;

namespace HoiQC.Web.Boards.Live;

/// <summary>Logs what nobody expected in a hub call, and answers it with a sentence; a refusal passes as it is.</summary>
internal sealed partial class HubErrors(ILogger<HubErrors> logger) : IHubFilter
{
    /// <summary>The hub's own log writes refusals down as errors; this one takes its place.</summary>
    public const string Replaced = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        try
        {
            return await next(invocationContext);
        }
        catch (Exception error) when (error is not HubException)
        {
            if (!invocationContext.Context.ConnectionAborted.IsCancellationRequested)
                Failed(error, invocationContext.HubMethodName, string.Join(", ", invocationContext.HubMethodArguments));
            throw new HubException("Máy chủ chưa đọc được bảng này. Đề nghị chờ ít giây, trang sẽ tự thử lại.", error);
        }
    }

    [LoggerMessage(EventId = 505, EventName = "HubCallFailed", Level = LogLevel.Error, Message = "{Method}({Arguments}) of the board hub failed.")]
    private partial void Failed(Exception error, string method, string arguments);
}
