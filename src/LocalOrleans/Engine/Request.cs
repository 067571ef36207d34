using System.Diagnostics;

namespace Orleans.Runtime.Local;

/// <summary>Where requests go: a grain's mailbox or an observer.</summary>
internal interface IReceiver
{
    /// <summary>Called once the request's work has ended, before its caller learns of it.</summary>
    void Ended(Request request, Exception? error);
}

/// <summary>One call on its way: queued at its receiver, then run as a turn, then answered.</summary>
internal abstract class Request : Turn
{
    private readonly Activity? _trace = Activity.Current;
    private Task? _work;

    public Method Method { get; set; } = null!;

    public object?[] Arguments { get; set; } = null!;

    public IReceiver Receiver { get; set; } = null!;

    public object Target { get; set; } = null!;

    /// <summary>The next in the mailbox.</summary>
    public Request? Next { get; set; }

    /// <summary>Its place among the calls that wait for an answer.</summary>
    public PendingCall? Pending { get; set; }

    public CancellationTokenRegistration Cancellation { get; set; }

    /// <summary>The one activation it is meant for, or null for whichever there is. Only timer ticks name one.</summary>
    public virtual Activation? OnlyFor => null;

    public virtual bool OneWay => Method.OneWay;

    public virtual bool ReadOnly => Method.ReadOnly;

    public virtual bool AlwaysInterleave => Method.AlwaysInterleave;

    /// <summary>Whether it counts as use of the grain.</summary>
    public virtual bool KeepsAlive => true;

    /// <summary>Whether the caller no longer waits, as after its timeout.</summary>
    public abstract bool IsAnswered { get; }

    public abstract object Returned { get; }

    public abstract void Fail(Exception error);

    public override void Run()
    {
        // A turn has nothing of its caller's context; the trace alone goes with the call, as Orleans' activity propagation has it.
        if (_trace is not null) Activity.Current = _trace;
        try
        {
            _work = Work();
        }
        catch (Exception error)
        {
            _work = Task.FromException(error);
        }

        if (_work.IsCompleted) End();
        else _work.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(End);
    }

    public override string ToString() => Method.Name;

    /// <summary>Makes requests whose answer is of a type.</summary>
    public static Func<Request> MadeFor(Type answer) => typeof(Request<>).MakeGenericType(answer).GetMethod(nameof(Request<>.New))!.CreateDelegate<Func<Request>>();

    protected abstract Task Work();

    protected abstract void Succeed(Task work);

    private void End()
    {
        var error = ErrorOf(_work!);
        Receiver.Ended(this, error);
        if (OneWay) return;
        Settle();
        if (error is null) Succeed(_work!);
        else Fail(error);
    }

    /// <summary>Nobody needs to end its waiting any more.</summary>
    protected void Settle()
    {
        Pending?.Remove();
        Cancellation.Unregister();
    }

    private static Exception? ErrorOf(Task work) =>
        work.IsCompletedSuccessfully ? null
        : work.IsCanceled ? new TaskCanceledException(work)
        : work.Exception!.InnerException;
}

/// <summary>A call whose answer is a <typeparamref name="T"/>.</summary>
internal sealed class Request<T> : Request
{
    // The caller continues on its own scheduler and stack, never on the callee's.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool IsAnswered => _answer.Task.IsCompleted;

    public override object Returned =>
        !Method.ReturnsValueTask ? _answer.Task
        : typeof(T) == typeof(Nothing) ? new ValueTask(_answer.Task)
        : new ValueTask<T>(_answer.Task);

    public override void Fail(Exception error)
    {
        Settle();
        _answer.TrySetException(error);
    }

    public static Request New() => new Request<T>();

    protected override Task Work() => Method.Invoke(Target, Arguments) switch
    {
        Task work => work,
        ValueTask work => work.AsTask(),
        ValueTask<T> work => work.AsTask(),
        _ when Method.ReturnedAtOnce is null => Task.CompletedTask,
        _ => throw new InvalidOperationException($"{this} returned null instead of a task."),
    };

    protected override void Succeed(Task work) => _answer.TrySetResult(typeof(T) == typeof(Nothing) ? default! : ((Task<T>)work).Result);
}
