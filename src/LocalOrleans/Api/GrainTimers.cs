using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>A timer of one activation; disposing it stops the ticks.</summary>
public interface IGrainTimer : IDisposable
{
    /// <summary>Sets when the next tick is due and how long after its end the one after it is.</summary>
    void Change(TimeSpan dueTime, TimeSpan period);
}

/// <summary>How a grain timer ticks.</summary>
public readonly record struct GrainTimerCreationOptions()
{
    /// <summary>A timer first due after <paramref name="dueTime"/>, then <paramref name="period"/> after each tick's end.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
        : this()
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Time until the first tick; infinite for none.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>Time from the end of a tick to the next; infinite for a single tick.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>Whether ticks may run beside other calls of the grain.</summary>
    public bool Interleave { get; init; }

    /// <summary>Whether a tick counts as use and so puts off deactivation.</summary>
    public bool KeepAlive { get; init; }
}
