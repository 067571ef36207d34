using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans.Configuration;

namespace HoiQC.Silo.Hosting;

/// <summary>The one place that says how grains run; which engine that is, the build has decided (property Engine).</summary>
internal static class EngineSetup
{
    /// <summary>What the engine of this build is called where data are marked for it.</summary>
#if ORLEANS
    public const string Name = "orleans";
#else
    public const string Name = "embedded";
#endif

    /// <summary>Grains that nobody has called for this long leave memory.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(3);

    public static void AddEngine(this IHostApplicationBuilder builder) => builder.UseOrleans(silo =>
    {
#if ORLEANS
        // No client outside this process: grains are reached through the API alone.
        silo.UseLocalhostClustering(gatewayPort: 0);
#endif
        silo.Services.Configure<GrainCollectionOptions>(options =>
        {
            options.CollectionAge = Idle;
            options.CollectionQuantum = TimeSpan.FromSeconds(30);
        });
    });
}
