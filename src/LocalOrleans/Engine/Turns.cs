namespace Orleans.Runtime.Local;

/// <summary>A piece of work that starts a turn.</summary>
internal abstract class Turn
{
    /// <summary>Runs on the activation's scheduler, without the caller's async locals.</summary>
    public abstract void Run();
}

/// <summary>
/// Runs the turns of one activation one after the other on the thread pool: what was posted, and whatever
/// its awaits continue with.
/// </summary>
internal sealed class Turns(Activation owner) : TaskScheduler, IThreadPoolWorkItem
{
    private const int Quantum = 64;
    private static readonly Action<object?> RunTurn = static turn => ((Turn)turn!).Run();

    [ThreadStatic]
    private static Turns? _entered;

    private readonly Queue<object> _waiting = new();
    private bool _running;

    /// <summary>The turns that the calling thread is in.</summary>
    public static Turns? Entered => _entered;

    public Activation Owner { get; } = owner;

    public override int MaximumConcurrencyLevel => 1;

    public void Post(Turn turn) => Enqueue(turn);

    void IThreadPoolWorkItem.Execute()
    {
        _entered = this;
        try
        {
            for (var n = 0; n < Quantum; n++)
            {
                object next;
                lock (_waiting)
                {
                    if (!_waiting.TryDequeue(out next!))
                    {
                        _running = false;
                        return;
                    }
                }

                // A turn's task is made here, on the bare pool thread, so that nothing of its caller's context is captured.
                if (next is Task task) TryExecuteTask(task);
                else new Task(RunTurn, next).RunSynchronously(this);
            }
        }
        finally
        {
            _entered = null;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected override void QueueTask(Task task) => Enqueue(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && _entered == this && TryExecuteTask(task);

    protected override IEnumerable<Task> GetScheduledTasks()
    {
        lock (_waiting) return [.. _waiting.OfType<Task>()];
    }

    private void Enqueue(object work)
    {
        lock (_waiting)
        {
            _waiting.Enqueue(work);
            if (_running) return;
            _running = true;
        }

        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }
}
