using HoiQC.Grains.Health;
using HoiQC.Web.Running;
using Microsoft.AspNetCore.Diagnostics;

namespace HoiQC.Web;

/// <summary>What nobody expected: logged with its place, answered without its insides. A database that cannot be had is the machine's fault and answered so.</summary>
internal sealed partial class UnexpectedErrors(IDataFaults data, ILogger<UnexpectedErrors> logger) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is OperationCanceledException && httpContext.RequestAborted.IsCancellationRequested)
        {
            httpContext.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return true;
        }
        // The path that failed: by now the request itself may have been sent on to an error page.
        PathString path = httpContext.Features.Get<IExceptionHandlerPathFeature>()?.Path ?? httpContext.Request.Path;
        var forPrograms = path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) || path.Value!.EndsWith(".csv", StringComparison.Ordinal);
        if (exception is BadHttpRequestException bad)
        {
            if (!forPrograms) return false;
            await Problems.Of(bad.StatusCode, bad.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? "Nội dung gửi lên quá lớn nên chưa được nhận. Đề nghị rút gọn rồi gửi lại."
                : "Yêu cầu gửi lên không đọc được. Đề nghị kiểm tra lại rồi gửi lại.").ExecuteAsync(httpContext);
            return true;
        }
        if (data.SentenceOf(exception) is { } sentence)
        {
            Unavailable(logger, exception, httpContext.Request.Method, RequestTrace.Shown(path), httpContext.TraceIdentifier);
            httpContext.Response.Headers.RetryAfter = Problems.RetryAfter;
            await (forPrograms ? Problems.Of(StatusCodes.Status503ServiceUnavailable, sentence).ExecuteAsync(httpContext) : UnavailablePage.Write(httpContext.Response, sentence));
            return true;
        }
        Failed(logger, exception, httpContext.Request.Method, RequestTrace.Shown(path), httpContext.TraceIdentifier);
        if (!forPrograms) return false;
        await Problems.Of(StatusCodes.Status500InternalServerError, $"Máy chủ gặp lỗi ngoài dự kiến; chưa rõ việc đã được lưu hay chưa. Đề nghị gửi lại, nếu vẫn lỗi thì báo quản trị viên mã {httpContext.TraceIdentifier}.").ExecuteAsync(httpContext);
        return true;
    }

    [LoggerMessage(EventId = 501, EventName = "RequestFailed", Level = LogLevel.Error, Message = "{Method} {Path} failed ({Trace}).")]
    private static partial void Failed(ILogger logger, Exception error, string method, string path, string trace);

    [LoggerMessage(EventId = 502, EventName = "DataUnavailable", Level = LogLevel.Error, Message = "{Method} {Path} found the data unavailable ({Trace}).")]
    private static partial void Unavailable(ILogger logger, Exception error, string method, string path, string trace);
}
