using System.Collections.Concurrent;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>Where tests and grains meet: gates that a test opens, events that it waits for, and what happened so far.</summary>
public sealed class Stage
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _events = new();

    /// <summary>How often a probe counted, over all instances.</summary>
    internal int Counted;

    public ConcurrentQueue<string> Log { get; } = new();

    public ConcurrentDictionary<string, bool> Broken { get; } = new();

    public void Open(string gate) => Gate(gate).TrySetResult();

    public Task Passed(string gate) => Gate(gate).Task;

    public void Happened(string what)
    {
        Log.Enqueue(what);
        Event(what).Release();
    }

    /// <summary>Waits until it happened once more.</summary>
    public async Task Happening(string what) => Assert.True(await Event(what).WaitAsync(TimeSpan.FromSeconds(30)), $"'{what}' never happened");

    private TaskCompletionSource Gate(string name) => _gates.GetOrAdd(name, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

    private SemaphoreSlim Event(string name) => _events.GetOrAdd(name, _ => new(0));
}
