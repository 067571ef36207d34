using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime.Local;

namespace Orleans.Hosting
{
    /// <summary>What the application says about its grains.</summary>
    public interface ISiloBuilder
    {
        /// <summary>The application's services.</summary>
        IServiceCollection Services { get; }

        /// <summary>The application's configuration.</summary>
        IConfiguration Configuration { get; }
    }
}

namespace Microsoft.Extensions.Hosting
{
    /// <summary>Lets an application run grains.</summary>
    public static class OrleansSiloGenericHostExtensions
    {
        /// <summary>Runs the application's grains in this process, from the host's start to its stop.</summary>
        public static IHostApplicationBuilder UseOrleans(this IHostApplicationBuilder hostAppBuilder, Action<ISiloBuilder> configureDelegate)
        {
            ArgumentNullException.ThrowIfNull(hostAppBuilder);
            ArgumentNullException.ThrowIfNull(configureDelegate);
            if (hostAppBuilder.Services.All(service => service.ServiceType != typeof(Engine)))
            {
                hostAppBuilder.Services.AddLogging().AddOptions();
                hostAppBuilder.Services.TryAddSingleton(TimeProvider.System);
                hostAppBuilder.Services.AddSingleton<Engine>();
                hostAppBuilder.Services.AddSingleton<IGrainFactory>(services => services.GetRequiredService<Engine>());
                hostAppBuilder.Services.AddHostedService(services => services.GetRequiredService<Engine>());
            }

            configureDelegate(new SiloBuilder(hostAppBuilder.Services, hostAppBuilder.Configuration));
            return hostAppBuilder;
        }

        private sealed record SiloBuilder(IServiceCollection Services, IConfiguration Configuration) : ISiloBuilder;
    }
}
