using System.Diagnostics.Metrics;
using HoiQC.Grains;

namespace HoiQC.Silo.Deadlines;

/// <summary>What the sweep measures: how long it takes, how late it comes, how much it records and sets aside.</summary>
internal static class SweepMeasures
{
    private static readonly Histogram<double> Duration = Measures.Seconds("hoiqc.sweep.duration", "How long a sweep took");
    private static readonly Histogram<double> Lag = Measures.Seconds("hoiqc.sweep.lag", "How long after its instant the oldest obligation of a chunk was recorded");
    private static readonly Counter<long> Rows = Measures.Meter.CreateCounter<long>("hoiqc.sweep.obligations", "{obligation}", "Obligations that sweeps brought up to their instant");
    private static readonly Counter<long> SetAside = Measures.Meter.CreateCounter<long>("hoiqc.sweep.set_aside", "{obligation}", "Obligations that could not be computed and were set aside for an hour");

    /// <summary>A sweep ended.</summary>
    public static void Swept(long began, bool well) =>
        Duration.Record(TimeProvider.System.GetElapsedTime(began).TotalSeconds, new KeyValuePair<string, object?>("outcome", well ? "ended" : "failed"));

    /// <summary>A chunk was recorded whose oldest obligation had changed at an instant.</summary>
    public static void Recorded(int saved, DateTimeOffset? oldest, VietnamClock clock)
    {
        if (saved == 0) return;
        Rows.Add(saved);
        if (oldest is { } since) Lag.Record(Math.Max(0, (clock.Now - since).TotalSeconds / clock.Speed));
    }

    /// <summary>An obligation was set aside.</summary>
    public static void Left() => SetAside.Add(1);
}
