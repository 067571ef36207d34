using Microsoft.Extensions.Options;

namespace HoiQC.Web.Running;

/// <summary>Where figures and traces are sent; nowhere unless it is said.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "Telemetry";

    /// <summary>Address of a collector that speaks OTLP, such as http://127.0.0.1:4317; empty for none, unless OTEL_EXPORTER_OTLP_ENDPOINT names one.</summary>
    public string Endpoint { get; init; } = "";

    /// <summary>"grpc" or "http/protobuf".</summary>
    public string Protocol { get; init; } = "grpc";

    /// <summary>How often figures are sent.</summary>
    public TimeSpan Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Which part of all requests is traced, from 0 (none) to 1 (all).</summary>
    public double Traces { get; init; } = 1;

    /// <summary>The endpoint as an address; null for none.</summary>
    internal Uri? Collector => Endpoint.Length > 0 ? new(Endpoint) : null;

    /// <summary>The same for a signal: over HTTP each has an address of its own.</summary>
    internal Uri? CollectorOf(string signal) => Collector is not { } collector || Protocol == "grpc" ? Collector : new(collector.AbsoluteUri.TrimEnd('/') + "/v1/" + signal);
}

/// <summary>Refuses what cannot be sent to.</summary>
internal sealed class TelemetryOptionsValidator : IValidateOptions<TelemetryOptions>
{
    public ValidateOptionsResult Validate(string? name, TelemetryOptions options)
    {
        if (options.Endpoint.Length > 0 && (!Uri.TryCreate(options.Endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")))
            return ValidateOptionsResult.Fail("Telemetry:Endpoint phải là địa chỉ http hoặc https, ví dụ http://127.0.0.1:4317.");
        if (options.Protocol is not ("grpc" or "http/protobuf")) return ValidateOptionsResult.Fail("Telemetry:Protocol phải là grpc hoặc http/protobuf.");
        if (options.Every < TimeSpan.FromSeconds(1) || options.Every > TimeSpan.FromHours(1)) return ValidateOptionsResult.Fail("Telemetry:Every phải từ 00:00:01 đến 01:00:00.");
        return options.Traces is >= 0 and <= 1 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail("Telemetry:Traces phải là số từ 0 đến 1.");
    }
}
