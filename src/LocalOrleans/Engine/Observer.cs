namespace Orleans.Runtime.Local;

/// <summary>An object outside the grains that is told things: one call after the other, as long as it is alive and wanted.</summary>
internal sealed class Observer(Engine engine, object target) : IReceiver, IThreadPoolWorkItem
{
    private readonly WeakReference<object> _target = new(target);
    private readonly Queue<Request> _waiting = new();
    private bool _running;

    public bool IsDeleted { get; private set; }

    public void Delete() => IsDeleted = true;

    public void Post(Request request)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(request);
            if (_running) return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            Request? request;
            lock (_waiting)
            {
                if (!_waiting.TryDequeue(out request))
                {
                    _running = false;
                    return;
                }
            }

            if (IsDeleted || !_target.TryGetTarget(out var target)) continue;
            request.Receiver = this;
            request.Target = target;
            request.Run();
            return;                                     // Ended goes on with the next
        }
    }

    void IReceiver.Ended(Request request, Exception? error)
    {
        request.Target = null!;
        if (error is not null) engine.LogOneWayFailed(error, request);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
