using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>Measures the memory of the process, so it runs alone.</summary>
[Collection(nameof(Alone))]
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

/// <summary>Tests that nothing may run beside.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
