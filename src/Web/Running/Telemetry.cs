using System.Diagnostics;
using HoiQC.Grains;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace HoiQC.Web.Running;

/// <summary>Sends figures and traces to a collector over OTLP, where one is named; else nothing is started and nobody listens to the instruments.</summary>
internal sealed class Telemetry(IOptions<TelemetryOptions> options, ServerFigures figures) : IHostedService, IDisposable
{
    /// <summary>The variable by which OpenTelemetry's own exporters find a collector.</summary>
    public const string Variable = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>What Orleans tells of a call between nodes, so that a trace goes on in the grain; the embedded engine needs no such spans.</summary>
    private const string GrainCalls = "Microsoft.Orleans.Application";

    private const int LongestFlush = 5_000;

    /// <summary>What the server under HoiQC measures of itself: requests, connections, hub connections, limits, memory and threads.</summary>
    private static readonly string[] Meters =
    [
        Measures.Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections", "Microsoft.AspNetCore.RateLimiting", "System.Runtime",
    ];

    private MeterProvider? _meters;
    private TracerProvider? _traces;

    private bool IsWanted => options.Value.Collector is not null || Environment.GetEnvironmentVariable(Variable) is { Length: > 0 };

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!IsWanted) return Task.CompletedTask;
        figures.Show();
        _meters = Sdk.CreateMeterProviderBuilder().ConfigureResource(Name).AddMeter(Meters)
            .AddOtlpExporter((exporter, reader) =>
            {
                Send(exporter, "metrics");
                reader.PeriodicExportingMetricReaderOptions.ExportIntervalMilliseconds = (int)options.Value.Every.TotalMilliseconds;
            }).Build();
        if (options.Value.Traces > 0)
        {
            _traces = Sdk.CreateTracerProviderBuilder().ConfigureResource(Name).AddSource(Measures.Name, "Microsoft.AspNetCore", GrainCalls).AddProcessor(new Nameless())
                .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.Value.Traces))).AddOtlpExporter(exporter => Send(exporter, "traces")).Build();
        }
        return Task.CompletedTask;
    }

    /// <summary>What was measured last is still sent; a collector that does not answer holds nobody up for long.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            _meters?.Shutdown(LongestFlush);
            _traces?.Shutdown(LongestFlush);
        },
        cancellationToken);

    public void Dispose()
    {
        _meters?.Dispose();
        _traces?.Dispose();
    }

    /// <summary>OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES may say more.</summary>
    private static void Name(ResourceBuilder resource) =>
        resource.Clear().AddService("hoiqc", serviceVersion: typeof(Telemetry).Assembly.GetName().Version?.ToString(3), serviceInstanceId: Environment.MachineName).AddTelemetrySdk().AddEnvironmentVariableDetector();

    private void Send(OtlpExporterOptions exporter, string signal)
    {
        if (options.Value.CollectorOf(signal) is not { } collector) return;      // the variables of OpenTelemetry say where and how
        (exporter.Endpoint, exporter.Protocol) = (collector, options.Value.Protocol == "grpc" ? OtlpExportProtocol.Grpc : OtlpExportProtocol.HttpProtobuf);
    }
}

/// <summary>Takes the keys of grains out of what Orleans tells, and what a fault said: they name who owes.</summary>
internal sealed class Nameless : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        foreach (var name in data.TagObjects.Select(tag => tag.Key).Where(IsNaming).ToList()) data.SetTag(name, null);
    }

    private static bool IsNaming(string tag) => tag.Contains("orleans", StringComparison.Ordinal) || tag is "exception.message" or "exception.stacktrace";
}
