using System.Diagnostics;
using System.Diagnostics.Metrics;
using HoiQC.Grains;

namespace HoiQC.Silo.Store;

/// <summary>When a work took its place in the lane, and for which trace.</summary>
internal readonly record struct LanePlace(long Since, Activity? Trace)
{
    /// <summary>A place taken now.</summary>
    public static LanePlace Take() => new(TimeProvider.System.GetTimestamp(), Activity.Current);
}

/// <summary>What the lane of writes measures: how long works wait for it, how long a commit takes, how many share one. Wait and commit together are what a hand-in waits for the disk.</summary>
internal static class LaneMeasures
{
    private static readonly Histogram<double> Wait = Measures.Seconds("hoiqc.writer.wait", "How long a work waited for its turn in the lane of writes");
    private static readonly Histogram<double> Commit = Measures.Seconds("hoiqc.writer.commit", "How long a commit took, with the works in it");
    private static readonly Histogram<int> Works = Measures.Meter.CreateHistogram("hoiqc.writer.works", "{work}", "How many works shared a commit", tags: null, new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64] });

    /// <summary>Notes a commit that has just ended, for better or worse.</summary>
    public static void Note(IReadOnlyList<LanePlace> together, long began, bool committed)
    {
        var took = TimeProvider.System.GetElapsedTime(began);
        Works.Record(together.Count);
        Commit.Record(took.TotalSeconds, new KeyValuePair<string, object?>("outcome", committed ? "committed" : "undone"));
        foreach (var (since, trace) in together)
        {
            Wait.Record(TimeProvider.System.GetElapsedTime(since, began).TotalSeconds);
            if (trace is null) continue;
            using var span = Measures.Traces.StartActivity("commit", ActivityKind.Internal, trace.Context, startTime: TimeProvider.System.GetUtcNow() - took);
            span?.SetTag("hoiqc.writer.works", together.Count);
            if (!committed) span?.SetStatus(ActivityStatusCode.Error);
        }
    }
}
