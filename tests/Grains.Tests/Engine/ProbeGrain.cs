namespace HoiQC.Grains.Tests.Engine;

internal sealed class ProbeGrain(Stage stage) : Grain, IProbeGrain
{
    public static readonly AsyncLocal<int> Ambient = new();

    private int _calls;

    private string Name => this.GetPrimaryKeyString();

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        stage.Happened($"{Name} left: {reason.ReasonCode}");
        return stage.Broken.ContainsKey($"{Name} leaves") ? stage.Passed($"{Name} may leave") : Task.CompletedTask;
    }

    public Task<int> Count()
    {
        Interlocked.Increment(ref stage.Counted);
        return Task.FromResult(++_calls);
    }

    public Task<Seen> Say(Word word) => Task.FromResult(new Seen(Name, ++_calls, [word.GetType().Name, word.Text]));

    public ValueTask<string> Key() => ValueTask.FromResult(Name);

    public ValueTask Nothing() => ValueTask.CompletedTask;

    public Task Fail(string message) => throw new RefusedException(message);

    public async Task FailLater(string message)
    {
        await Task.Yield();
        throw new RefusedException(message);
    }

    public async Task<int> FreeOfContext()
    {
        var before = Ambient.Value;
        Ambient.Value = 7;
        await Task.Yield();
        return before;
    }

    public Task Wait(string gate) => Enter(gate);

    public Task Read(string gate) => Enter(gate);

    public Task Interleave(string gate) => Enter(gate);

    public Task Hint(string gate) => Enter(gate);

    public Task FailUnheard()
    {
        stage.Happened("unheard");
        throw new RefusedException("nobody hears this");
    }

    public Task Never() => stage.Passed("never");

    public async Task<int> CallBack(string through) => await GrainFactory.GetGrain<IProbeGrain>(through).CountBack(Name);

    public Task<int> CountBack(string other) => CountOf(other);

    public async Task<int> CountOf(string other) => await GrainFactory.GetGrain<IProbeGrain>(other).Count();

    public async Task WaitCancelled(string gate, CancellationToken cancellationToken)
    {
        stage.Happened($"{gate} entered");
        await stage.Passed(gate).WaitAsync(cancellationToken);
    }

    public Task Leave()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    public Task<IProbeGrain> Itself() => Task.FromResult(this.AsReference<IProbeGrain>());

    private async Task Enter(string gate)
    {
        stage.Happened($"{gate} entered");
        await stage.Passed(gate);
        stage.Happened($"{gate} ended");
    }
}
