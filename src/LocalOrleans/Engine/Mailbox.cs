using Orleans.Storage;

namespace Orleans.Runtime.Local;

/// <summary>
/// The place of one grain in the directory. It outlives the instance, so a call that comes while the instance
/// ends waits here for the next one and is not lost.
/// </summary>
internal sealed class Mailbox(Engine engine, GrainClass grainClass, GrainId grainId, int copy) : IReceiver
{
    private readonly Lock _gate = new();
    private Activation? _activation;
    private Phase _phase;
    private DeactivationReason? _ending;
    private Request? _head;
    private Request? _tail;
    private Request? _blocking;
    private int _interleavable;
    private int _running;
    private long _lastUsed;

    private enum Phase
    {
        Empty,
        Activating,
        Open,
        Closing,
        Removed,
    }

    public Engine Engine => engine;

    public GrainClass Class => grainClass;

    public GrainId GrainId => grainId;

    public int Copy => copy;

    /// <summary>Takes a request, or says false where this place was given up and another must be looked for.</summary>
    public bool Post(Request request)
    {
        lock (_gate)
        {
            if (_phase is Phase.Removed) return false;
            request.Receiver = this;
            if (_phase is Phase.Open && MayRun(request)) Run(request);
            else Enqueue(request);
            if (_phase is Phase.Empty) Activate();
            return true;
        }
    }

    public void Ended(Request request, Exception? error)
    {
        if (error is not null && request.OneWay) engine.LogOneWayFailed(error, request);
        lock (_gate)
        {
            _running--;
            if (_blocking == request) _blocking = null;
            if (request.KeepsAlive) _lastUsed = engine.Time.GetTimestamp();

            // The memory of this activation is older than what is stored: the next call shall read it anew.
            if (error is InconsistentStateException { IsSourceActivation: true } conflict)
            {
                conflict.IsSourceActivation = false;
                Close(new(DeactivationReasonCode.ApplicationError, error, "State is older than what is stored."));
            }

            if (_phase is Phase.Open) RunWaiting();
            else if (_phase is Phase.Closing && _running == 0) _activation!.End(_ending!.Value);
        }
    }

    public void Deactivate(Activation activation, DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_activation == activation) Close(reason);
        }
    }

    /// <summary>Ends the activation whatever it is, as when the engine stops.</summary>
    public void Deactivate(DeactivationReason reason)
    {
        lock (_gate) Close(reason);
    }

    /// <summary>Ends the activation if nobody used it since <paramref name="before"/>.</summary>
    public void Collect(long before)
    {
        lock (_gate)
        {
            if (_phase is Phase.Open && _running == 0 && _lastUsed < before) Close(new(DeactivationReasonCode.ActivationIdle, "Nobody called it for a while."));
        }
    }

    public void Opened()
    {
        lock (_gate)
        {
            _phase = Phase.Open;
            _lastUsed = engine.Time.GetTimestamp();
            RunWaiting();
            if (_ending is { } reason) Close(reason);
        }
    }

    /// <summary>The activation is over. Who waits gets a new one, or the fault for which there is none.</summary>
    public void Closed(Exception? failure = null)
    {
        Request? failed = null;
        lock (_gate)
        {
            (_activation, _ending, _blocking) = (null, null, null);
            for (var (request, before) = (_head, (Request?)null); request is not null;)
            {
                var next = request.Next;
                if (request.OnlyFor is not null) Remove(request, before);
                else before = request;
                request = next;
            }

            if (failure is not null)
            {
                (failed, _head, _tail, _interleavable) = (_head, null, null, 0);
            }

            if (_head is not null)
            {
                Activate();
            }
            else
            {
                _phase = Phase.Removed;
                engine.Remove(this);
            }
        }

        for (; failed is not null; failed = failed.Next)
        {
            if (failed.OneWay) engine.LogOneWayFailed(failure!, failed);
            else failed.Fail(failure!);
        }
    }

    public override string ToString() => grainId.ToString();

    private void Activate()
    {
        _phase = Phase.Activating;
        _activation = new(this);
        _activation.Begin();
    }

    private void Close(DeactivationReason reason)
    {
        if (_phase is not (Phase.Activating or Phase.Open)) return;
        _ending ??= reason;
        if (_phase is Phase.Activating) return;
        _phase = Phase.Closing;
        if (_running == 0) _activation!.End(_ending.Value);
    }

    /// <summary>Orleans' rule: only the request that began alone blocks, so beside a reader that outlives it a writer may run.</summary>
    private bool MayRun(Request request) =>
        _running == 0 || _blocking is null || request.AlwaysInterleave || grainClass.IsReentrant || (_blocking.ReadOnly && request.ReadOnly);

    private void Run(Request request)
    {
        if ((request.OnlyFor is { } only && only != _activation) || request.IsAnswered) return;
        _running++;
        if (_blocking is null && !request.AlwaysInterleave && !grainClass.IsReentrant) _blocking = request;
        request.Target = _activation!.Instance!;
        _activation.Turns.Post(request);
    }

    private void RunWaiting()
    {
        for (var (request, before) = (_head, (Request?)null); request is not null;)
        {
            var next = request.Next;
            if (MayRun(request))
            {
                Remove(request, before);
                Run(request);
            }
            else if (_interleavable == 0)
            {
                return;
            }
            else
            {
                before = request;
            }

            request = next;
        }
    }

    private void Enqueue(Request request)
    {
        if (_tail is null) _head = request;
        else _tail.Next = request;
        _tail = request;
        if (request.ReadOnly || request.AlwaysInterleave) _interleavable++;
    }

    private void Remove(Request request, Request? before)
    {
        if (before is null) _head = request.Next;
        else before.Next = request.Next;
        if (_tail == request) _tail = before;
        request.Next = null;
        if (request.ReadOnly || request.AlwaysInterleave) _interleavable--;
    }
}
