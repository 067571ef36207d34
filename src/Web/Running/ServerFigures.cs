using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;
using HoiQC.Grains;

namespace HoiQC.Web.Running;

/// <summary>Figures of the server itself: how long its certificate still holds.</summary>
internal sealed class ServerFigures(X509Certificate2? certificate, TimeProvider machine) : IDisposable
{
    private readonly Meter _meter = new(Measures.Name);

    /// <summary>Shows them to whoever collects.</summary>
    public void Show()
    {
        if (certificate is null) return;
        var ends = certificate.NotAfter.ToUniversalTime();
        _meter.CreateObservableGauge("hoiqc.certificate.left", () => (ends - machine.GetUtcNow().UtcDateTime).TotalSeconds, "s", "How long the certificate of the server still holds");
    }

    public void Dispose() => _meter.Dispose();
}
