using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace HoiQC.Grains.Bodies;

/// <summary>Counts hand-ins by how they were answered, and traces each from its arrival at the grain to its answer.</summary>
internal static class HandInMeasures
{
    private static readonly Counter<long> Answered = Measures.Meter.CreateCounter<long>("hoiqc.hand_ins", "{hand-in}", "Hand-ins that were answered");

    /// <summary>Begins the trace of one; the rule is no secret, who hands in is not said.</summary>
    public static Activity? Begin(string rule) => Measures.Traces.StartActivity("hand-in")?.SetTag("hoiqc.rule", rule);

    /// <summary>Counts one that is answered.</summary>
    public static SubmitAnswer Count(SubmitAnswer answer)
    {
        var outcome = answer.Refusal is not null ? "refused" : answer.Repeated ? "repeated" : "stored";
        Answered.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        Activity.Current?.SetTag("hoiqc.outcome", outcome);
        return answer;
    }
}
