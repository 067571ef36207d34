using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using Microsoft.AspNetCore.Http.Features;

namespace HoiQC.Web;

/// <summary>A JSON object that somebody sent, read field by field so that whatever is wrong names its field. Keeps the first refusal.</summary>
public sealed partial class JsonForm
{
    /// <summary>How many bytes a form may have.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>What is said of any other kind of content.</summary>
    public const string OnlyJson = "Chỉ nhận nội dung JSON. Đề nghị gửi với Content-Type: application/json.";

    private const int MostFields = 30;
    private const int Patience = 16 * Limit;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly JsonElement _root;
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    private JsonForm(JsonElement root) => _root = root;

    /// <summary>The first thing wrong with it; null while nothing is.</summary>
    public Refusal? Refusal { get; private set; }

    /// <summary>Reads a request's body: the form, or the status and sentence of why not.</summary>
    public static async Task<(JsonForm? Form, int Status, string Sentence)> Read(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
            return (null, StatusCodes.Status415UnsupportedMediaType, OnlyJson);
        if (await Body(request, cancellationToken) is not { } bytes)
            return (null, StatusCodes.Status413PayloadTooLarge, "Nội dung gửi lên lớn hơn 1 MB nên chưa được nhận. Đề nghị rút gọn ghi chú rồi gửi lại.");
        return Of(bytes);
    }

    /// <summary>Reads the bytes of a form: the form, or the status and sentence of why not.</summary>
    public static (JsonForm? Form, int Status, string Sentence) Of(byte[] bytes)
    {
        if (bytes.Length == 0)
            return (null, StatusCodes.Status400BadRequest, "Chưa có nội dung. Đề nghị gửi một đối tượng JSON, ví dụ {\"submissionId\": \"…\", \"occurredOn\": \"2023-12-28\"}.");
        try
        {
            using var document = JsonDocument.Parse(Strict.GetString(bytes).TrimStart('\uFEFF'), new() { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object) return (new(document.RootElement.Clone()), StatusCodes.Status200OK, "");
        }
        catch (Exception error) when (error is JsonException or DecoderFallbackException)
        {
            return (null, StatusCodes.Status400BadRequest, "Nội dung gửi lên không phải là JSON viết đúng (UTF-8). Đề nghị kiểm tra dấu ngoặc, dấu phẩy và không ghi một trường hai lần.");
        }
        return (null, StatusCodes.Status400BadRequest, "Nội dung gửi lên phải là một đối tượng JSON {…} gồm các trường của biểu mẫu.");
    }

    /// <summary>A text; null where it is missing or empty.</summary>
    public string? Text(string name) => Given(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.String && Words(value) is { } text ? (text.Length > 0 ? text : null)
        : Refuse<string?>(name, $"{Fields.Label(name)} phải là một chuỗi chữ. Đề nghị ghi trong dấu ngoặc kép.", null);

    /// <summary>A day; null where it is missing or empty.</summary>
    public DateOnly? Day(string name)
    {
        if (Given(name) is not { } value) return null;
        var text = value.ValueKind == JsonValueKind.String ? Words(value) : value.GetRawText();
        if (text?.Length == 0) return null;
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : RefuseValue<DateOnly>(name, $"{Fields.Label(name)} {Problems.Quote(text ?? "")} không có thật; ghi theo dạng năm-tháng-ngày, ví dụ 2023-12-28.");
    }

    /// <summary>A whole number from 0; null where it is missing.</summary>
    public int? Count(string name) => Given(name) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var count) && count >= 0 ? count
        : RefuseValue<int>(name, $"{Fields.Label(name)} phải là số nguyên từ 0 trở lên.");

    /// <summary>What the pack calls the fields that have a place of their own.</summary>
    private static readonly Dictionary<string, string> OwnFields = new(StringComparer.Ordinal)
    {
        ["occurred_on"] = "occurredOn",
        ["document_no"] = "documentNo",
        ["document_date"] = "documentDate",
        ["participants"] = "participants",
        ["opinions"] = "opinions",
        ["units_inspected"] = "unitsInspected",
        ["place"] = "place",
        ["lead_body"] = "leadBody",
        ["note"] = "note",
    };

    /// <summary>Further fields: names as in the pack, each with a text or a whole number.</summary>
    public ImmutableDictionary<string, string> Texts(string name)
    {
        if (Given(name) is not { } value) return ImmutableDictionary<string, string>.Empty;
        var texts = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        if (value.ValueKind != JsonValueKind.Object || value.GetPropertyCount() > MostFields)
            return Refuse(name, $"Trường {name} phải là một đối tượng JSON có không quá {MostFields} trường.", texts.ToImmutable());
        foreach (var property in value.EnumerateObject())
        {
            if (property.Value.ValueKind == JsonValueKind.Null) continue;
            if (OwnFields.TryGetValue(property.Name, out var own))
                return Refuse($"{name}.{property.Name}", $"{Fields.Label(property.Name)} phải ghi vào trường {own}, không ghi trong {name}.", texts.ToImmutable());
            var text = property.Value.ValueKind == JsonValueKind.String ? Words(property.Value) : property.Value.TryGetWhole(out var number) ? number : null;
            if (text is null || property.Name.Length > 40)
                return Refuse($"{name}.{Problems.Quote(property.Name).Trim('“', '”')}", $"{Fields.Label(property.Name)} phải là một chuỗi chữ hoặc số nguyên.", texts.ToImmutable());
            if (text.Length > 0) texts[property.Name] = text;
        }
        return texts.ToImmutable();
    }

    /// <summary>Refuses a field that nobody read: a name written wrongly must not be lost in silence.</summary>
    public void NothingElse()
    {
        foreach (var property in _root.EnumerateObject())
            if (!_read.Contains(property.Name))
                Refuse<string?>(Problems.Quote(property.Name).Trim('“', '”'), $"Biểu mẫu không có trường {Problems.Quote(property.Name)}. Các trường được nhận: {string.Join(", ", _read)}.", null);
    }

    private JsonElement? Given(string name)
    {
        _read.Add(name);
        return _root.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }

    /// <summary>The text, composed (NFC) and trimmed; null for half a letter.</summary>
    private static string? Words(JsonElement value)
    {
        try
        {
            // No database keeps the sign of number 0.
            return value.GetString() is { } text && !text.Contains('\0', StringComparison.Ordinal) ? text.Normalize(NormalizationForm.FormC).Trim() : null;
        }
        catch (Exception error) when (error is InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    private T Refuse<T>(string field, string sentence, T instead)
    {
        Refusal ??= Domain.Refusal.Invalid(sentence, field);
        return instead;
    }

    private T? RefuseValue<T>(string field, string sentence)
        where T : struct
    {
        Refusal ??= Domain.Refusal.Invalid(sentence, field);
        return null;
    }

    /// <summary>The bytes; null for too many. What is too much is still heard out, or the sender would meet a broken line instead of the sentence.</summary>
    private static async Task<byte[]?> Body(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } most) most.MaxRequestBodySize = Patience;
        if (request.ContentLength > Patience) return null;
        using var held = new MemoryStream();
        var chunk = ArrayPool<byte>.Shared.Rent(16 * 1024);
        try
        {
            var size = 0L;
            while (await request.Body.ReadAsync(chunk, cancellationToken) is > 0 and var read)
                if ((size += read) <= Limit) held.Write(chunk, 0, read);
            return size <= Limit ? held.ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}

/// <summary>Whole numbers of JSON as text.</summary>
file static class WholeNumbers
{
    public static bool TryGetWhole(this JsonElement value, out string text)
    {
        var whole = value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _);
        text = whole ? value.GetInt32().ToString(CultureInfo.InvariantCulture) : "";
        return whole;
    }
}
