namespace HoiQC.Grains.Tests.Engine;

public sealed class LifeTests : StageTests
{
    [Fact]
    public async Task A_grain_that_leaves_comes_back_anew()
    {
        await Probe("a").Count();
        await Probe("a").Leave();
        await Stage.Happening("a left: ApplicationRequested");
        Assert.Equal(1, await Probe("a").Count());
    }

    [Fact]
    public async Task A_call_during_deactivation_waits_for_the_next_instance()
    {
        Stage.Broken["a leaves"] = true;
        await Probe("a").Count();
        await Probe("a").Leave();
        await Stage.Happening("a left: ApplicationRequested");
        var call = Probe("a").Count();
        Assert.False(call.IsCompleted);
        Stage.Broken.Clear();
        Stage.Open("a may leave");
        Assert.Equal(1, await call);
    }

    [Fact]
    public async Task No_call_is_lost_while_the_grain_leaves_again_and_again()
    {
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            for (var n = 0; n < 500; n++)
            {
                await Again(() => Probe("a").Count());
                if (n % 10 == caller) await Again(async () => { await Probe("a").Leave(); return 0; });
            }
        }));
        await Task.WhenAll(callers);
        Assert.Equal(8 * 500, Stage.Counted);
    }

    [Fact]
    public async Task A_failing_activation_fails_the_calls_that_wait_and_the_next_may_succeed()
    {
        Stage.Broken["a"] = true;
        var grain = Silo.Grains.GetGrain<IFragileGrain>("a");
        var calls = Enumerable.Range(0, 3).Select(_ => grain.Activations()).ToList();
        foreach (var call in calls) Assert.Equal("cannot be activated", (await Assert.ThrowsAsync<RefusedException>(() => call)).Message);
        Stage.Broken.Clear();
        Assert.Equal(1, await grain.Activations());
    }

    [Fact]
    public async Task The_end_of_the_silo_deactivates_its_grains()
    {
        await Probe("a").Count();
        await Silo.Stop();
        Assert.Contains("a left: ShuttingDown", Stage.Log);
    }

    // Orleans rejects a call that meets an activation on its way out; that one may be repeated.
    private static async Task Again(Func<Task<int>> call)
    {
        while (true)
        {
            try
            {
                await call();
                return;
            }
            catch (OrleansMessageRejectionException)
            {
                await Task.Yield();
            }
        }
    }
}
