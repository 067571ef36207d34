using System.Net;
using HoiQC.Grains;
using HoiQC.Web.Running;

namespace HoiQC.Web.Tests.Running;

/// <summary>Figures and traces go to a collector where one is named.</summary>
public sealed class TelemetryTests
{
    private static readonly string[] Sample = ["--sample", "tam-duong-2023", "--clock", "2023-12-31T23:59:58+07:00"];

    [Theory]
    [InlineData("Telemetry__Endpoint", "Telemetry__Protocol")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL")]
    public async Task A_collector_that_is_named_gets_the_figures_and_the_trace_of_a_hand_in_at_the_latest_when_the_server_stops(string endpoint, string protocol)
    {
        using var scratch = new Scratch();
        await using var collector = await Collector.Start();
        await using (var product = await Product.RunIn(new Dictionary<string, string>(StringComparer.Ordinal) { [endpoint] = collector.Address, [protocol] = "http/protobuf" }, scratch.Data, Sample))
        {
            Assert.Equal(HttpStatusCode.Created, (await product.HandIn("3430-FrontBloc/MT-PB/2023", "do-dem-lan-nop-1", ",\"occurredOn\":\"2023-12-20\",\"note\":\"Bản Sin Chải\""))!.Value.Status);
            using (await product.Http.GetAsync("/invitation/duong-dan-rieng"))
            {
                // Only its trace matters.
            }
            Assert.Equal(0, await product.Stop());
        }

        string[] figures =
        [
            "hoiqc.hand_ins", "hoiqc.transitions", "hoiqc.sweep.duration", "hoiqc.sweep.waiting", "hoiqc.writer.wait", "hoiqc.writer.commit", "hoiqc.writer.works",
            "hoiqc.record.unsealed", "hoiqc.alerts.untold", "hoiqc.data.free", "http.server.request.duration", "kestrel.active_connections",
        ];
        foreach (var figure in figures) Assert.Contains(figure, collector.Of("metrics"), StringComparison.Ordinal);
        foreach (var span in new[] { "POST /api/obligations/{body}/{rule}/{period}/evidence", "hand-in", "commit", "tell boards", "GET /invitation/{Secret}" }) Assert.Contains(span, collector.Of("traces"), StringComparison.Ordinal);
        foreach (var secret in new[] { "Bản Sin Chải", "duong-dan-rieng", "hoiqc_", "3430-FrontBloc" }) Assert.DoesNotContain(secret, collector.Of("traces") + collector.Of("metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_collector_nobody_listens_to_the_traces()
    {
        await using var product = new RunningProduct();
        await product.InitializeAsync();
        Assert.False(Measures.Traces.HasListeners());
    }

    [Theory]
    [InlineData("", "grpc", 1, true)]
    [InlineData("http://127.0.0.1:4317", "http/protobuf", 0.1, true)]
    [InlineData("127.0.0.1:4317", "grpc", 1, false)]
    [InlineData("http://127.0.0.1:4317", "json", 1, false)]
    [InlineData("http://127.0.0.1:4317", "grpc", 1.5, false)]
    public void What_cannot_be_sent_to_is_refused(string endpoint, string protocol, double traces, bool taken) =>
        Assert.Equal(taken, new TelemetryOptionsValidator().Validate(null, new() { Endpoint = endpoint, Protocol = protocol, Traces = traces }).Succeeded);

    [Theory]
    [InlineData("http://127.0.0.1:4317", "grpc", "http://127.0.0.1:4317/")]
    [InlineData("http://127.0.0.1:4318/", "http/protobuf", "http://127.0.0.1:4318/v1/traces")]
    public void Over_HTTP_each_signal_has_an_address_of_its_own(string endpoint, string protocol, string address) =>
        Assert.Equal(address, new TelemetryOptions { Endpoint = endpoint, Protocol = protocol }.CollectorOf("traces")!.AbsoluteUri);
}
