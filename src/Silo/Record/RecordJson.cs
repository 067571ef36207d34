using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace HoiQC.Silo.Record;

/// <summary>Old and new as the record holds them: small JSON, what is not there left out, Vietnamese as it reads.</summary>
internal static class RecordJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>The JSON of an object.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options);
}
