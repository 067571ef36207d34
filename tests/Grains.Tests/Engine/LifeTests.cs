using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

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

public sealed class IdleTests : StageTests
{
    private const int Many = 100_000;

    private readonly Crowd _crowd = new(Many);

    [Fact]
    public async Task A_grain_that_nobody_calls_leaves()
    {
        await Probe("a").Count();
        await Stage.Happening("a left: ActivationIdle");
        Assert.Equal(1, await Probe("a").Count());
    }

    [Fact]
    public async Task A_grain_with_a_call_under_way_stays()
    {
        var call = Probe("a").Wait("door");
        await Stage.Happening("door entered");
        await Probe("b").Count();
        await Stage.Happening("b left: ActivationIdle");
        Assert.DoesNotContain("a left: ActivationIdle", Stage.Log);
        Stage.Open("door");
        await call;
        await Stage.Happening("a left: ActivationIdle");
    }

    [Fact]
    public async Task A_hundred_thousand_grains_come_and_go_and_leave_no_memory_behind()
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await Parallel.ForAsync(0, Many, async (n, _) => await Silo.Grains.GetGrain<ICrowdGrain>(n.ToString(CultureInfo.InvariantCulture)).Come());
        Assert.True(_crowd.Gone.Wait(TimeSpan.FromMinutes(2)), $"{_crowd.Gone.CurrentCount} grains never left");
        await Silo.Stop();
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 20_000_000, $"{grown:N0} bytes remain");
    }

    protected override void Configure(IServiceCollection services)
    {
        services.AddSingleton(_crowd);
        services.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionQuantum = TimeSpan.FromMilliseconds(50);
            options.CollectionAge = TimeSpan.FromMilliseconds(200);
        });
    }
}
