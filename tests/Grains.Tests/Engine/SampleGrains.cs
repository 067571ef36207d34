using Microsoft.Extensions.Logging.Abstractions;
using Orleans.Concurrency;
using Orleans.Utilities;

namespace HoiQC.Grains.Tests.Engine;

internal sealed class LedgerGrain(Stage stage, [PersistentState("ledger", MemoryStorage.Name)] IPersistentState<LedgerState> state) : Grain, ILedgerGrain
{
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Happened($"ledger left: {reason.ReasonCode}");
        return Task.CompletedTask;
    }

    public Task Add(int amount)
    {
        state.State = new(state.State.Sum + amount);
        return state.WriteStateAsync();
    }

    public Task AddUnsaved(int amount)
    {
        state.State = new(state.State.Sum + amount);
        return Task.CompletedTask;
    }

    public Task<int> Sum() => Task.FromResult(state.State.Sum);

    public Task<bool> Exists() => Task.FromResult(state.RecordExists);

    public Task Clear() => state.ClearStateAsync();

    public Task Reload() => state.ReadStateAsync();

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }
}

internal sealed class TellerGrain : Grain, ITellerGrain
{
    private readonly ObserverManager<IListener> _listeners = new(TimeSpan.FromMinutes(5), NullLogger.Instance);

    public Task<int> Subscribe(IListener listener)
    {
        _listeners.Subscribe(listener, listener);
        return Task.FromResult(_listeners.Count);
    }

    public Task Unsubscribe(IListener listener)
    {
        _listeners.Unsubscribe(listener);
        return Task.CompletedTask;
    }

    public Task<int> Tell(string text)
    {
        _listeners.Notify(listener => listener.Heard(text));
        return Task.FromResult(_listeners.Count);
    }

    public Task TellSlowly(string text) => _listeners.Notify(listener => listener.HeardSlowly(text));
}

internal sealed class ClockGrain(Stage stage) : Grain, IClockGrain
{
    private IGrainTimer? _timer;
    private int _ticks;

    public Task Start(string gate, bool interleave)
    {
        _timer = this.RegisterGrainTimer(() => Tick(gate), new() { DueTime = TimeSpan.Zero, Period = TimeSpan.FromMilliseconds(1), Interleave = interleave });
        return Task.CompletedTask;
    }

    public Task Stop()
    {
        _timer?.Dispose();
        return Task.CompletedTask;
    }

    public Task<int> Ticks() => Task.FromResult(_ticks);

    public Task Wait(string gate)
    {
        stage.Happened($"{gate} entered");
        return stage.Passed(gate);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private async Task Tick(string gate)
    {
        _ticks++;
        stage.Happened("tick");
        await stage.Passed(gate);
        stage.Happened("tick ended");
        if (_ticks % 2 == 0) throw new RefusedException("a tick may fail");
    }
}

internal sealed class CircleGrain : Grain, ICircleGrain
{
    public Task<string> Name() => Task.FromResult("circle");
}

internal sealed class SquareGrain : Grain, ISquareGrain
{
    public Task<string> Name() => Task.FromResult("square");
}

internal sealed class FragileGrain(Stage stage) : Grain, IFragileGrain
{
    private int _activations;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _activations++;
        return stage.Broken.ContainsKey(this.GetPrimaryKeyString()) ? throw new RefusedException("cannot be activated") : Task.CompletedTask;
    }

    public Task<int> Activations() => Task.FromResult(_activations);
}

[Reentrant]
internal sealed class OpenGrain(Stage stage) : Grain, IOpenGrain
{
    public async Task Wait(string gate)
    {
        stage.Happened($"{gate} entered");
        await stage.Passed(gate);
    }

    public Task<int> CallBack(string key) => GrainFactory.GetGrain<IOpenGrain>(key).Answer();

    public Task<int> Answer() => Task.FromResult(42);
}

internal sealed class CrowdGrain(Crowd crowd) : Grain, ICrowdGrain
{
    public Task Come() => Task.CompletedTask;

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        crowd.Gone.Signal();
        return Task.CompletedTask;
    }
}

/// <summary>How many of the many are still to go.</summary>
public sealed class Crowd(int size)
{
    public CountdownEvent Gone { get; } = new(size);
}

internal sealed class UnmarkedGrain : Grain, IUnmarkedGrain
{
    public Task Call(Unmarked message) => Task.CompletedTask;
}
