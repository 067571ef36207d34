using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using HoiQC.Domain;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace HoiQC.Web;

/// <summary>How everything is written as JSON: camelCase, Vietnamese letters as they are, instants with +07:00.</summary>
public static class Json
{
    /// <summary>Sets options up that way.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Converters.Add(new LocalInstant());
    }

    /// <summary>The options of an application.</summary>
    internal static JsonSerializerOptions Of(IServiceProvider services) => services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    private sealed class LocalInstant : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset();

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToOffset(VietnamTime.Offset));
    }
}

/// <summary>The bytes of an answer and their hash.</summary>
/// <param name="Bytes">JSON as it is sent.</param>
public sealed record TaggedBody(byte[] Bytes)
{
    // Weak, because what travels may be compressed.
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(Bytes).AsSpan(0, 12))}\"", isWeak: true);

    /// <summary>Sends it, or says that the client has it already.</summary>
    public async Task Send(HttpContext context)
    {
        var headers = context.Response.GetTypedHeaders();
        headers.ETag = _tag;
        headers.CacheControl = new() { NoCache = true, Private = true };
        if (context.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(_tag, useStrongComparison: false)))
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = Bytes.Length;
        await context.Response.Body.WriteAsync(Bytes, context.RequestAborted);
    }
}

/// <summary>An answer whose ETag is the hash of its body; a client that has it already gets 304.</summary>
public sealed class Tagged<T> : IResult, IEndpointMetadataProvider
{
    private readonly T? _value;

    /// <summary>The answer of a value.</summary>
    public Tagged(T value) => _value = value;

    private Tagged(TaggedBody kept) => Body = kept;

    private TaggedBody? Body { get; }

    /// <summary>An answer that was made before.</summary>
    public static Tagged<T> Kept(TaggedBody kept) => new(kept: kept);

    /// <inheritdoc />
    public Task ExecuteAsync(HttpContext httpContext) => (Body ?? new(JsonSerializer.SerializeToUtf8Bytes(_value!, Json.Of(httpContext.RequestServices)))).Send(httpContext);

    /// <inheritdoc />
    public static void PopulateMetadata(System.Reflection.MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
    }
}
