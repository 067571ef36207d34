using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Running;

/// <summary>Brings what an operator needs into an application: an orderly end, notices to a supervisor, figures and traces.</summary>
internal static class RunningSetup
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="certificate">The certificate HoiQC listens with; null for none.</param>
    public static IServiceCollection AddRunning(this IServiceCollection services, X509Certificate2? certificate)
    {
        services.AddOptionsWithValidateOnStart<StopOptions, StopOptionsValidator>().BindConfiguration(StopOptions.Section);
        services.AddOptions<HostOptions>().Configure<IOptions<StopOptions>>((host, stop) => host.ShutdownTimeout = stop.Value.Drain + stop.Value.Finish);
        services.AddHostedService<SupervisorNotice>().AddHostedService<Drain>();
        services.AddOptionsWithValidateOnStart<TelemetryOptions, TelemetryOptionsValidator>().BindConfiguration(TelemetryOptions.Section);
        services.AddSingleton(_ => new ServerFigures(certificate, TimeProvider.System)).AddHostedService<Telemetry>();
        return services;
    }
}
