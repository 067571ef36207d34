namespace HoiQC.Web.Tests.Accounts;

/// <summary>The machine's time, and somebody who is faster: the first time it is asked for, something else is done first.</summary>
/// <param name="faster">What is done.</param>
internal sealed class Meddling(Func<Task> faster) : TimeProvider
{
    private Func<Task>? _faster = faster;

    public override DateTimeOffset GetUtcNow()
    {
        // The time is asked for where nobody can wait; the act itself runs elsewhere.
        if (Interlocked.Exchange(ref _faster, null) is { } act) Task.Run(act).Wait(TimeSpan.FromSeconds(30));
        return System.GetUtcNow();
    }
}
