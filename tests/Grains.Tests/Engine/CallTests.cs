using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Grains.Tests.Engine;

public sealed class CallTests : IAsyncLifetime
{
    private readonly Stage _stage = new();
    private TestSilo _silo = null!;

    public async ValueTask InitializeAsync() => _silo = await TestSilo.Start(services => services.AddSingleton(_stage));

    public ValueTask DisposeAsync() => _silo.DisposeAsync();

    [Fact]
    public async Task A_grain_remembers_between_calls()
    {
        var probe = Probe("a");
        Assert.Equal(1, await probe.Count());
        Assert.Equal(2, await probe.Count());
        Assert.Equal(1, await Probe("b").Count());
    }

    private IProbeGrain Probe(string key) => _silo.Grains.GetGrain<IProbeGrain>(key);
}
