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
    private WaitingLine _waiting;
    private Request? _blocking;
    private int _running;
    private long _lastUsed;

    private enum Phase
    {
        Empty,
        Activating,
        Open,
        Closing,
        Ending,
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
            else _waiting.Add(request);
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
            EndIfQuiet();
        }
    }

    public void Deactivate(Activation activation, DeactivationReason reason)
    {
        lock (_gate)
        {
            if (_activation != activation) return;
            Close(reason);
            EndIfQuiet();
        }
    }

    /// <summary>Ends the activation whatever it is, as when the engine stops.</summary>
    public void Deactivate(DeactivationReason reason)
    {
        lock (_gate)
        {
            Close(reason);
            EndIfQuiet();
        }
    }

    /// <summary>Ends the activation if nobody used it since <paramref name="before"/>.</summary>
    public void Collect(long before)
    {
        lock (_gate)
        {
            if (_phase is not Phase.Open || _running > 0 || _lastUsed >= before) return;
            Close(new(DeactivationReasonCode.ActivationIdle, "Nobody called it for a while."));
            EndIfQuiet();
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
            EndIfQuiet();
        }
    }

    /// <summary>The activation is over. Who waits gets a new one, or the fault for which there is none.</summary>
    public void Closed(Exception? failure = null)
    {
        Request? failed = null;
        lock (_gate)
        {
            (_activation, _ending, _blocking) = (null, null, null);
            _waiting.RemoveWhere(static request => request.OnlyFor is not null);
            if (failure is not null) failed = _waiting.TakeAll();
            if (!_waiting.IsEmpty)
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
        if (_phase is Phase.Open) _phase = Phase.Closing;
    }

    private void EndIfQuiet()
    {
        if (_phase is not Phase.Closing || _running > 0) return;
        _phase = Phase.Ending;
        _activation!.End(_ending!.Value);
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
        while (!_waiting.IsEmpty)
        {
            var next = _blocking is null || grainClass.IsReentrant ? _waiting.Take()
                : _waiting.HasInterleavable ? _waiting.Take(MayRun)
                : null;
            if (next is null) return;
            Run(next);
        }
    }
}
