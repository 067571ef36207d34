namespace HoiQC.Silo.Cluster;

/// <summary>
/// Asks a grain again whose node has just gone: it begins on another one. Calls may be repeated without harm, by their ids and versions; a call that stays
/// unanswered is the caller's to repeat.
/// </summary>
internal sealed class AskAgain : IOutgoingGrainCallFilter
{
    // Longer than it takes until a node that died is known for dead.
    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3)];

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        foreach (var pause in Pauses)
        {
            if (!await IsRejected(context)) return;
            await Task.Delay(pause);
        }
        await context.Invoke();
    }

    private static async Task<bool> IsRejected(IOutgoingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
            return context.Response?.Exception is OrleansMessageRejectionException;
        }
        catch (OrleansMessageRejectionException)
        {
            return true;
        }
    }
}
