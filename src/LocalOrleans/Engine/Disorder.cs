namespace Orleans.Runtime.Local;

/// <summary>How much disorder there shall be, for tests of what Orleans does not promise.</summary>
internal sealed record DisorderOptions(int Seed)
{
    /// <summary>The share of one-way calls that never arrive.</summary>
    public double Lost { get; init; } = 0.1;

    /// <summary>The share of one-way calls that arrive twice.</summary>
    public double Doubled { get; init; } = 0.2;

    /// <summary>How many one-way calls are held back at a time, so that they overtake each other.</summary>
    public int HeldBack { get; init; } = 4;

    /// <summary>Which grains have two activations at once, by the call.</summary>
    public Func<GrainId, bool> ActivatedTwice { get; init; } = _ => true;
}

/// <summary>Reorders, drops and doubles one-way calls, and spreads the calls of a grain over two activations.</summary>
internal sealed class Disorder : IDisposable
{
    private readonly DisorderOptions _options;
    private readonly Random _fates;
    private readonly Random _order;
    private readonly Random _copies;
    private readonly List<(Reference To, Request Request)> _held = [];
    private readonly Timer _release;

    public Disorder(DisorderOptions options)
    {
        _options = options;
        (_fates, _order, _copies) = (new(options.Seed), new(options.Seed), new(options.Seed));
        _release = new(_ => ReleaseAll(), state: null, TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(5));
    }

    /// <summary>Which of the two activations this call meets.</summary>
    public int Copy(GrainId grainId)
    {
        if (!_options.ActivatedTwice(grainId)) return 0;
        lock (_copies) return _copies.Next(2);
    }

    public void Send(Reference to, Request request)
    {
        lock (_held)
        {
            var (isLost, isDoubled) = (_fates.NextDouble() < _options.Lost, _fates.NextDouble() < _options.Doubled);
            if (isLost) return;
            _held.Add((to, request));
            if (isDoubled) _held.Add((to, request.Method.NewRequest(request.Arguments)));
        }

        Release(_options.HeldBack);
    }

    /// <summary>Lets go of all that is held back.</summary>
    public void ReleaseAll() => Release(downTo: 0);

    public void Dispose() => _release.Dispose();

    private void Release(int downTo)
    {
        while (true)
        {
            (Reference To, Request Request) next;
            lock (_held)
            {
                if (_held.Count <= downTo) return;
                var i = _order.Next(_held.Count);
                next = _held[i];
                _held.RemoveAt(i);
            }

            next.To.Deliver(next.Request);
        }
    }
}
