using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Storage;
#if !ORLEANS
using Orleans.Runtime.Local;
#endif

namespace HoiQC.Grains.Tests.Engine;

/// <summary>A running silo in this process, orderly or not. The only file of the suite that knows which engine it is.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
#if ORLEANS
    private static int _port = 21_000;

#endif
    private readonly IHost _host;

    private TestSilo(IHost host) => _host = host;

    public IGrainFactory Grains => _host.Services.GetRequiredService<IGrainFactory>();

    public IServiceProvider Services => _host.Services;

    public MemoryStorage Storage => (MemoryStorage)_host.Services.GetRequiredKeyedService<IGrainStorage>(MemoryStorage.Name);

    /// <summary>An orderly silo.</summary>
    public static Task<TestSilo> Start(Action<IServiceCollection>? configure = null) => Start(configure, builder => builder.UseOrleans(Engine));

#if !ORLEANS
    /// <summary>A silo that reorders, loses and doubles one-way calls, and activates every grain twice.</summary>
    public static Task<TestSilo> StartDisorderly(int seed, Action<IServiceCollection>? configure = null) => StartDisorderly(new DisorderOptions(seed), configure);

    public static Task<TestSilo> StartDisorderly(DisorderOptions options, Action<IServiceCollection>? configure = null) =>
        Start(configure, builder => builder.UseOrleans(Engine).Services.AddSingleton(new Disorder(options)));
#endif

    public Task Stop(CancellationToken cancellationToken = default) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    private static async Task<TestSilo> Start(Action<IServiceCollection>? configure, Action<IHostApplicationBuilder> useOrleans)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        useOrleans(builder);
        builder.Services.AddKeyedSingleton<IGrainStorage>(MemoryStorage.Name, (_, _) => new MemoryStorage());
        configure?.Invoke(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    private static void Engine(ISiloBuilder silo)
    {
#if ORLEANS
        var port = Interlocked.Add(ref _port, 2);
        silo.UseLocalhostClustering(port, port + 1, serviceId: $"{port}", clusterId: $"{port}");
        silo.AddActivityPropagation();
#endif
        silo.Services.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(10));
    }
}
