using System.Collections.Concurrent;
using System.Diagnostics;

namespace HoiQC.Grains.Tests.District;

/// <summary>A hand-in can be followed from whoever called to the board that was told.</summary>
public sealed class TraceTests
{
    [Fact]
    public async Task A_hand_in_is_one_trace_from_the_call_over_the_commit_to_the_board()
    {
        var ended = new ConcurrentQueue<Activity>();
        await using var district = await TamDuong.At("2023-12-28T08:00:00+07:00");
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is Measures.Name or "the test" or "Microsoft.Orleans.Application",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = ended.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("the test");
        ActivityTraceId trace;
        ActivitySpanId caller;
        using (var request = source.StartActivity("request")!)
        {
            (trace, caller) = (request.TraceId, request.SpanId);
            await district.Committee(TamDuong.KhunHa).Submit(TamDuong.Conference("20/12/2023"), Who.Officer);
        }

        Assert.Equal(("stored", "MT-PB"), (Of("hand-in")!.GetTagItem("hoiqc.outcome"), Of("hand-in")!.GetTagItem("hoiqc.rule")));
        // Between nodes the call has spans of its own.
        Assert.Contains(caller, Above(Of("hand-in")!));
        Assert.Equal(Of("hand-in")!.SpanId, Of("commit")!.ParentSpanId);
        Assert.Equal(Of("hand-in")!.SpanId, Of("tell boards")!.ParentSpanId);

        IEnumerable<ActivitySpanId> Above(Activity activity)
        {
            for (Activity? one = activity; one is not null; one = ended.FirstOrDefault(other => other.SpanId == one.ParentSpanId)) yield return one.ParentSpanId;
        }

        Activity? Of(string name) => ended.FirstOrDefault(activity => activity.TraceId == trace && activity.OperationName == name);
    }
}
