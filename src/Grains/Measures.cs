using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HoiQC.Grains;

/// <summary>Where HoiQC's own figures and traces come from. Each instrument stands beside what it measures; while nobody listens it costs next to nothing.</summary>
public static class Measures
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "HoiQC";

    /// <summary>The meter.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>The source of traces.</summary>
    public static readonly ActivitySource Traces = new(Name);

    /// <summary>A histogram of seconds, fine enough for a commit and wide enough for an outage.</summary>
    public static Histogram<double> Seconds(string name, string description) => Meter.CreateHistogram(
        name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3600] });
}
