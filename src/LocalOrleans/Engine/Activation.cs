using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;

namespace Orleans.Runtime.Local;

/// <summary>The life of one instance: made, its states read, activated, called, deactivated, dropped.</summary>
internal sealed class Activation : IGrainContext
{
    private readonly Mailbox _mailbox;
    private readonly AsyncServiceScope _scope;
    private List<IStorage>? _states;
    private List<GrainTimer>? _timers;

    public Activation(Mailbox mailbox)
    {
        _mailbox = mailbox;
        _scope = mailbox.Engine.Services.CreateAsyncScope();
        Turns = new(this);
    }

    public Turns Turns { get; }

    public Engine Engine => _mailbox.Engine;

    public IGrainBase? Instance { get; private set; }

    public GrainId GrainId => _mailbox.GrainId;

    public object? GrainInstance => Instance;

    public IServiceProvider ActivationServices => _scope.ServiceProvider;

    public void Begin() => Turns.Post(new LifeTurn(() => _ = Activate()));

    public void End(DeactivationReason reason) => Turns.Post(new LifeTurn(() => _ = Deactivate(reason)));

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default) =>
        _mailbox.Deactivate(this, deactivationReason);

    public void Add(IStorage state) => (_states ??= []).Add(state);

    /// <summary>Queues a tick, which is dropped if this activation has ended by then.</summary>
    public void Tick(GrainTimer.Tick tick) => _mailbox.Post(tick);

    public IGrainTimer Start(Func<CancellationToken, Task> callback, GrainTimerCreationOptions options)
    {
        if (Turns.Entered != Turns) throw new InvalidOperationException("A grain's timer is started in a turn of that grain.");
        var timer = new GrainTimer(this, callback, options);
        (_timers ??= []).Add(timer);
        timer.Change(options.DueTime, options.Period);
        return timer;
    }

    public void Forget(GrainTimer timer) => _timers?.Remove(timer);

    private async Task Activate()
    {
        try
        {
            Instance = _mailbox.Class.Create(this);
            using var limit = new CancellationTokenSource(Engine.Collection.ActivationTimeout, Engine.Time);
            foreach (var state in _states ?? []) await state.ReadStateAsync(limit.Token);
            await Instance.OnActivateAsync(limit.Token).WaitAsync(Engine.Collection.ActivationTimeout, Engine.Time);
        }
        catch (Exception error)
        {
            Engine.LogActivationFailed(error, GrainId);
            await Drop();
            _mailbox.Closed(error);
            return;
        }

        _mailbox.Opened();
    }

    private async Task Deactivate(DeactivationReason reason)
    {
        try
        {
            StopTimers();
            using var limit = new CancellationTokenSource(Engine.Collection.DeactivationTimeout, Engine.Time);
            await Instance!.OnDeactivateAsync(reason, limit.Token).WaitAsync(Engine.Collection.DeactivationTimeout, Engine.Time);
        }
        catch (Exception error)
        {
            Engine.LogDeactivationFailed(error, GrainId);
        }

        await Drop();
        _mailbox.Closed();
    }

    private async Task Drop()
    {
        StopTimers();
        try
        {
            if (Instance is IAsyncDisposable asynchronous) await asynchronous.DisposeAsync();
            else (Instance as IDisposable)?.Dispose();
            await _scope.DisposeAsync();
        }
        catch (Exception error)
        {
            Engine.LogDeactivationFailed(error, GrainId);
        }
    }

    private void StopTimers()
    {
        foreach (var timer in _timers?.ToArray() ?? []) timer.Dispose();
    }

    private sealed class LifeTurn(Action run) : Turn
    {
        public override void Run() => run();
    }
}
