using System.Collections.Immutable;
using System.Text;
using HoiQC.Domain;
using HoiQC.Domain.Files;
using HoiQC.Grains.Files;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using MinDataRate = Microsoft.AspNetCore.Server.Kestrel.Core.MinDataRate;

namespace HoiQC.Web.Files;

/// <summary>Reads a form with files as it comes: each file goes straight into the store, never into memory, and the reading ends at the first thing that is refused.</summary>
internal sealed class MultipartForm(HttpRequest request)
{
    private const int MostFields = 100;
    private const int MostOfFields = 1 << 20;

    /// <summary>20 MB take seventy minutes over a line of 40 kbit/s.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(2);

    /// <summary>A weak line stands still now and then, also at its beginning.</summary>
    private static readonly MinDataRate Slowest = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(60));

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, StringValues> _fields = new(StringComparer.Ordinal);
    private readonly ImmutableArray<EvidenceFile>.Builder _files = ImmutableArray.CreateBuilder<EvidenceFile>();
    private int _roomForFields = MostOfFields;
    private long _room = FileLimits.Together;

    /// <summary>Reads the form.</summary>
    /// <param name="judge">Looks at the fields before the first file is read, or at the end where there is none; what it refuses is not read.</param>
    public async Task<SentForm> Read(Func<Dictionary<string, StringValues>, Task<Refusal?>> judge)
    {
        if (request.ContentLength > TakesFilesAttribute.Largest) return Ended(FileLimits.TooMuch());
        if (request.HttpContext.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate) rate.MinDataRate = Slowest;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(request.HttpContext.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            return Ended(await Sections(judge, patience.Token));
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status413PayloadTooLarge)
        {
            return Ended(FileLimits.TooMuch());
        }
        catch (BadHttpRequestException error) when (error.StatusCode is StatusCodes.Status408RequestTimeout)
        {
            return Ended(TooSlow);
        }
        catch (OperationCanceledException) when (!request.HttpContext.RequestAborted.IsCancellationRequested)
        {
            return Ended(TooSlow);
        }
        catch (Exception error) when (error is InvalidDataException or DecoderFallbackException || (error is IOException and not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested && IsCut(error)))
        {
            return Ended(Unreadable);
        }
    }

    private static Refusal TooSlow => Refusal.Invalid("Đường truyền quá chậm nên các tệp chưa gửi xong. Đề nghị giảm dung lượng tệp hoặc gửi lại khi mạng tốt hơn.", FileLimits.Field);

    private static Refusal Unreadable => Refusal.Invalid("Nội dung gửi lên bị ngắt giữa chừng hoặc không đọc được. Đề nghị gửi lại.", FileLimits.Field);

    private static bool IsCut(Exception error) => error.Message.StartsWith("Unexpected end of Stream", StringComparison.Ordinal);

    private async Task<Refusal?> Sections(Func<Dictionary<string, StringValues>, Task<Refusal?>> judge, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || HeaderUtilities.RemoveQuotes(type.Boundary) is not { Length: > 0 and <= 100 } boundary) return Unreadable;
        var reader = new MultipartReader(boundary.ToString(), request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 };
        var judged = false;
        while (await reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition)) return Unreadable;
            var name = HeaderUtilities.RemoveQuotes(disposition.Name).ToString();
            if (!disposition.IsFileDisposition())
            {
                if (await Field(name, section.Body, cancellationToken) is { } wrong) return wrong;
                continue;
            }
            if (!judged && await judge(_fields) is { } refused) return refused;
            judged = true;
            if (await Keep(section, disposition, cancellationToken) is { } refusal) return refusal;
        }
        return judged ? null : await judge(_fields);
    }

    private async Task<Refusal?> Field(string name, Stream content, CancellationToken cancellationToken)
    {
        using var held = new MemoryStream();
        var piece = new byte[4096];
        while (await content.ReadAsync(piece, cancellationToken) is > 0 and var read)
        {
            if ((_roomForFields -= read) < 0) return Refusal.TooLarge("Phần chữ gửi lên lớn hơn 1 MB nên chưa được nhận. Đề nghị rút gọn ghi chú rồi gửi lại.");
            held.Write(piece, 0, read);
        }
        // A choice of files in which nothing was chosen comes as a field with a name and nothing in it.
        if (name == FileLimits.Field && held.Length == 0) return null;
        if (!_fields.ContainsKey(name) && _fields.Count == MostFields) return Unreadable;
        _fields[name] = StringValues.Concat(_fields.GetValueOrDefault(name), Strict.GetString(held.GetBuffer(), 0, (int)held.Length));
        return null;
    }

    private async Task<Refusal?> Keep(MultipartSection section, ContentDispositionHeaderValue disposition, CancellationToken cancellationToken)
    {
        if (_files.Count == FileLimits.Most) return FileLimits.TooMany();
        var name = HeaderUtilities.RemoveQuotes(disposition.FileNameStar.HasValue ? disposition.FileNameStar : disposition.FileName).ToString();
        var (file, refusal) = await request.HttpContext.RequestServices.GetRequiredService<IFileStore>().Keep(section.Body, name, _files.Count + 1, _room, cancellationToken);
        if (file is null) return refusal;
        _room -= file.Size;
        _files.Add(file);
        return null;
    }

    /// <summary>What is not read to its end is not waited for either: the connection ends with the answer.</summary>
    private SentForm Ended(Refusal? refusal)
    {
        if (refusal is not null && HttpProtocol.IsHttp11(request.Protocol)) request.HttpContext.Response.Headers.Connection = "close";
        return new(_fields, refusal is null ? _files.ToImmutable() : [], refusal);
    }
}
