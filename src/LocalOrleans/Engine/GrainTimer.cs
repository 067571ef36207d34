namespace Orleans.Runtime.Local;

/// <summary>Posts a tick to its activation when due, and counts the period from the tick's end, so ticks never overlap.</summary>
internal sealed class GrainTimer : IGrainTimer
{
    private readonly Activation _activation;
    private readonly Func<CancellationToken, Task> _callback;
    private readonly GrainTimerCreationOptions _options;
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private TimeSpan _dueTime;
    private TimeSpan _period;
    private bool _ticking;
    private bool _changed;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        _activation = activation;
        _callback = callback;
        _options = options;
        using var suppressed = ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow();
        _timer = activation.Engine.Time.CreateTimer(static timer => ((GrainTimer)timer!).Due(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public void Change(TimeSpan dueTime, TimeSpan period)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, Timeout.InfiniteTimeSpan);
        ArgumentOutOfRangeException.ThrowIfLessThan(period, Timeout.InfiniteTimeSpan);
        lock (_gate)
        {
            (_dueTime, _period, _changed) = (dueTime, period, true);
            if (!_ticking) _timer.Change(dueTime, Timeout.InfiniteTimeSpan);
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _timer.Dispose();
        _activation.Forget(this);
    }

    private void Due()
    {
        lock (_gate)
        {
            if (_ticking) return;
            _ticking = true;
        }

        _activation.Tick(new(this));
    }

    private Task Call()
    {
        lock (_gate) _changed = false;
        return _disposed.IsCancellationRequested ? Task.CompletedTask : _callback(_disposed.Token);
    }

    private void Ended()
    {
        lock (_gate)
        {
            _ticking = false;
            _timer.Change(_changed ? _dueTime : _period, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>One tick, queued like a call.</summary>
    internal sealed class Tick(GrainTimer timer) : Request
    {
        public override Activation OnlyFor => timer._activation;

        public override bool OneWay => true;

        public override bool ReadOnly => false;

        public override bool AlwaysInterleave => timer._options.Interleave;

        public override bool KeepsAlive => timer._options.KeepAlive;

        public override bool IsAnswered => false;

        public override object Returned => Task.CompletedTask;

        public override void Fail(Exception error)
        {
        }

        public override string ToString() => "timer tick";

        protected override async Task Work()
        {
            try
            {
                await timer.Call();
            }
            finally
            {
                timer.Ended();
            }
        }

        protected override void Succeed(Task work)
        {
        }
    }
}
