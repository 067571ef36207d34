namespace Orleans.Runtime.Local;

/// <summary>The requests that wait at one mailbox, in the order in which they came. An idle mailbox holds none, and pays for none.</summary>
internal struct WaitingLine
{
    private Request? _first;
    private Request? _last;
    private int _interleavable;

    public readonly bool IsEmpty => _first is null;

    /// <summary>Whether any of them might run beside a call that blocks the others.</summary>
    public readonly bool HasInterleavable => _interleavable > 0;

    public void Add(Request request)
    {
        if (_last is null) _first = request;
        else _last.Next = request;
        _last = request;
        if (MayInterleave(request)) _interleavable++;
    }

    /// <summary>Takes the first request, or the first that may run beside those that do.</summary>
    public Request? Take(Func<Request, bool>? mayRun = null)
    {
        Request? before = null;
        for (var request = _first; request is not null; (before, request) = (request, request.Next))
        {
            if (mayRun is not null && !mayRun(request)) continue;
            Remove(request, before);
            return request;
        }

        return null;
    }

    public void RemoveWhere(Func<Request, bool> predicate)
    {
        Request? before = null;
        for (var request = _first; request is not null;)
        {
            var next = request.Next;
            if (predicate(request)) Remove(request, before);
            else before = request;
            request = next;
        }
    }

    /// <summary>Takes all, linked by <see cref="Request.Next"/>.</summary>
    public Request? TakeAll()
    {
        var first = _first;
        this = default;
        return first;
    }

    private static bool MayInterleave(Request request) => request.ReadOnly || request.AlwaysInterleave;

    private void Remove(Request request, Request? before)
    {
        if (before is null) _first = request.Next;
        else before.Next = request.Next;
        if (_last == request) _last = before;
        if (MayInterleave(request)) _interleavable--;
        request.Next = null;                            // a long call must not hold on to all that came after it
    }
}
