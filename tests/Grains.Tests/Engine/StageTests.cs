using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>A silo and a stage for each test.</summary>
public abstract class StageTests : IAsyncLifetime
{
    protected Stage Stage { get; } = new();

    private protected TestSilo Silo { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Silo = await TestSilo.Start(services => Configure(services.AddSingleton(Stage)));

    public async ValueTask DisposeAsync()
    {
        await Silo.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(IServiceCollection services)
    {
    }

    protected IProbeGrain Probe(string key) => Silo.Grains.GetGrain<IProbeGrain>(key);
}
