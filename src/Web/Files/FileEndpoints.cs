using HoiQC.Domain.People;
using HoiQC.Grains.Files;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace HoiQC.Web.Files;

/// <summary>Files of evidence, at a path of their own: always a download, never shown, and nothing in them may act on behalf of whoever opens them.</summary>
internal static partial class FileEndpoints
{
    /// <summary>Maps <c>/files/{receipt}/{number}</c>.</summary>
    public static void MapFiles(this IEndpointRouteBuilder routes) => routes.MapGet("/files/{receipt}/{number:int}", Download).ExcludeFromDescription().Needs(Act.ReadBody, Where.Receipt("receipt"));

    /// <summary>The address of a file.</summary>
    public static string Address(string receipt, int number) => $"/files/{Uri.EscapeDataString(receipt)}/{number}";

    private static async Task<Results<FileStreamHttpResult, NotFound, StatusCodeHttpResult>> Download(
        string receipt, int number, HttpResponse response, Sight sight, IFileStore store, ILogger<EvidenceFile> logger, CancellationToken cancellationToken)
    {
        var code = Places.CodeOf(receipt);
        var facts = await sight.OfReceipt(code, cancellationToken) is { } body ? await body.Facts(cancellationToken) : null;
        if (facts?.Evidence.FirstOrDefault(piece => piece.Code == code)?.Form.Files.ElementAtOrDefault(number - 1) is not { } file) return TypedResults.NotFound();
        if (store.Open(file) is not { } content)
        {
            Missing(logger, code, number, file.Sha256);
            return TypedResults.StatusCode(StatusCodes.Status500InternalServerError);
        }
        var headers = response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.CacheControl = "private, no-store";
        return TypedResults.Stream(content, file.Type, file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\""), enableRangeProcessing: true);
    }

    [LoggerMessage(EventId = 403, EventName = "FileMissing", Level = LogLevel.Error, Message = "File {Number} of receipt {Code} is missing or not as long as it was: {Sha256}.")]
    private static partial void Missing(ILogger logger, string code, int number, string sha256);
}
