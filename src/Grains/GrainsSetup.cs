using HoiQC.Grains.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HoiQC.Grains;

/// <summary>What grains need of the host that the grains themselves supply.</summary>
public static class GrainsSetup
{
    /// <summary>Adds this node's configuration. Ledger, archive, clock and the storage of documents come from the silo.</summary>
    public static IServiceCollection AddGrains(this IServiceCollection services)
    {
        services.AddSingleton<Boards.SweepNotice>();
        services.AddSingleton<ConfigurationFeed>();
        services.AddSingleton<INodeConfiguration>(provider => provider.GetRequiredService<ConfigurationFeed>());
        services.AddHostedService(provider => provider.GetRequiredService<ConfigurationFeed>());
        return services;
    }
}
