namespace Orleans.Runtime.Local;

/// <summary>A call that waits for its answer, linked among the others of its shard.</summary>
internal sealed class PendingCall(PendingCalls.Shard shard, Request request, long deadline)
{
    public Request Request { get; } = request;

    public long Deadline { get; } = deadline;

    public PendingCall? Before { get; set; }

    public PendingCall? After { get; set; }

    public void Remove() => shard.Remove(this);
}

/// <summary>All calls that wait for an answer; a sweep fails the ones that waited too long. A cycle of calls ends here.</summary>
internal sealed class PendingCalls : IDisposable
{
    private readonly Shard[] _shards = [.. Enumerable.Range(0, 16).Select(_ => new Shard())];
    private readonly TimeProvider _time;
    private readonly TimeSpan _timeout;
    private readonly ITimer _sweep;

    public PendingCalls(TimeProvider time, TimeSpan timeout)
    {
        _time = time;
        _timeout = timeout;
        var every = TimeSpan.FromMilliseconds(Math.Clamp(timeout.TotalMilliseconds / 16, 10, 1_000));
        _sweep = time.CreateTimer(_ => Sweep(), state: null, every, every);
    }

    public void Add(Request request)
    {
        var timeout = request.Method.ResponseTimeout ?? _timeout;
        var deadline = _time.GetTimestamp() + (long)(timeout.TotalSeconds * _time.TimestampFrequency);
        _shards[Environment.CurrentManagedThreadId & 15].Add(request, deadline);
    }

    /// <summary>Fails all that still wait, because nothing will answer them any more.</summary>
    public void Dispose()
    {
        _sweep.Dispose();
        Fail(long.MaxValue, _ => new SiloUnavailableException("The silo has stopped."));
    }

    private void Sweep() => Fail(_time.GetTimestamp(), request =>
        new TimeoutException($"Response did not arrive on time in {request.Method.ResponseTimeout ?? _timeout} for message: {request} to {request.Receiver}."));

    private void Fail(long dueBy, Func<Request, Exception> why)
    {
        foreach (var shard in _shards)
            foreach (var request in shard.DueBy(dueBy)) request.Fail(why(request));
    }

    internal sealed class Shard
    {
        private readonly Lock _gate = new();
        private readonly PendingCall _head;

        public Shard()
        {
            _head = new(this, request: null!, deadline: 0);
            _head.Before = _head.After = _head;
        }

        public void Add(Request request, long deadline)
        {
            var call = new PendingCall(this, request, deadline);
            request.Pending = call;
            lock (_gate)
            {
                (call.Before, call.After) = (_head.Before, _head);
                _head.Before!.After = call;
                _head.Before = call;
            }
        }

        public void Remove(PendingCall call)
        {
            lock (_gate)
            {
                if (call.After is null) return;
                call.Before!.After = call.After;
                call.After.Before = call.Before;
                call.Before = call.After = null;
            }
        }

        public List<Request> DueBy(long instant)
        {
            List<Request> due = [];
            lock (_gate)
            {
                for (var call = _head.After!; call != _head; call = call.After!)
                    if (call.Deadline <= instant) due.Add(call.Request);
            }

            return due;
        }
    }
}
