namespace HoiQC.Grains.Tests.District;

/// <summary>A machine whose time, stamps and timers only the test moves.</summary>
internal sealed class HandMachine : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<HandTimer> _timers = [];
    private TimeSpan _passed;
    private TaskCompletionSource _set = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp()
    {
        lock (_lock) return _passed.Ticks;
    }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends when somebody from now on waits for a time that has yet to come.</summary>
    public Task NextTimer()
    {
        lock (_lock) return _set.Task;
    }

    public void Advance(TimeSpan by)
    {
        List<HandTimer> due;
        lock (_lock)
        {
            _passed += by;
            due = [.. _timers.Where(timer => timer.Due <= _passed)];
            foreach (var timer in due) timer.Due = timer.Period > TimeSpan.Zero ? _passed + timer.Period : null;
        }
        foreach (var timer in due) timer.Ring();
    }

    private sealed class HandTimer(HandMachine machine, Action ring) : ITimer
    {
        public TimeSpan? Due { get; set; }

        public TimeSpan Period { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (machine._lock)
            {
                (Due, Period) = (dueTime < TimeSpan.Zero ? null : machine._passed + dueTime, period);
                if (!machine._timers.Contains(this)) machine._timers.Add(this);
                if (Due is null) return true;
                machine._set.TrySetResult();
                machine._set = new(TaskCreationOptions.RunContinuationsAsynchronously);
                return true;
            }
        }

        public void Dispose()
        {
            lock (machine._lock) machine._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
