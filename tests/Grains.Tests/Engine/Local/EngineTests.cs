using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>What the one-process engine refuses in its own words.</summary>
public sealed class EngineTests : StageTests
{
    [Fact]
    public async Task Before_the_start_and_after_the_end_there_are_no_grains()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseOrleans(_ => { });
        builder.Services.AddSingleton(Stage);
        using var host = builder.Build();
        var probe = host.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("a");
        await Assert.ThrowsAsync<SiloUnavailableException>(() => probe.Count());
        await host.StartAsync();
        Assert.Equal(1, await probe.Count());
        await host.StopAsync();
        await Assert.ThrowsAsync<SiloUnavailableException>(() => probe.Count());
    }

    [Fact]
    public async Task A_call_that_the_end_of_the_silo_cuts_off_fails_for_its_caller()
    {
        var call = Probe("a").Wait("door");
        await Stage.Happening("door entered");
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Silo.Stop(soon.Token);
        await Assert.ThrowsAsync<SiloUnavailableException>(() => call);
    }

    [Fact]
    public async Task A_bare_observer_or_grain_is_not_handed_on()
    {
        var teller = Silo.Grains.GetGrain<ITellerGrain>("a");
        Assert.Contains("CreateObjectReference", Assert.Throws<ArgumentException>(() => { _ = teller.Subscribe(new Deaf()); }).Message, StringComparison.Ordinal);
        Assert.Equal(1, await teller.Subscribe(Silo.Grains.CreateObjectReference<IListener>(new Deaf())));
    }

    [Fact]
    public void A_grain_made_by_hand_says_so() => Assert.Throws<InvalidOperationException>(() => new CircleGrain().GrainContext);

    [Fact]
    public async Task A_second_call_to_UseOrleans_adds_to_the_first()
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.UseOrleans(silo => silo.Services.AddSingleton(Stage));
        builder.UseOrleans(_ => { });
        using var host = builder.Build();
        await host.StartAsync();
        Assert.Equal("a", await host.Services.GetRequiredService<IGrainFactory>().GetGrain<IProbeGrain>("a").Key());
        await host.StopAsync();
    }

    private sealed class Deaf : IListener
    {
        public void Heard(string text)
        {
        }

        public Task HeardSlowly(string text) => Task.CompletedTask;
    }
}
