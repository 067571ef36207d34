using HoiQC.Domain.People;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Access;

/// <summary>Brings the policy into an application: the gate before every endpoint, and the sight of whoever asks.</summary>
internal static class AccessSetup
{
    /// <summary>Adds what gate and sight need; one sight for a request.</summary>
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddSingleton<BodyGrains>();
        services.AddSingleton<SightSources>();
        services.AddSingleton<Sights>();
        services.AddSingleton<Places>();
        services.AddSingleton<Connections>();
        services.AddScoped(provider => provider.GetRequiredService<IHttpContextAccessor>().HttpContext is { } context
            ? provider.GetRequiredService<Sights>().Of(context.Viewer(), context.Features.Get<BodyRow>())
            : provider.GetRequiredService<Sights>().Of(Viewer.Nobody));
        return services;
    }

    /// <summary>Puts the gate before the endpoints; after routing, and after it is known who comes.</summary>
    public static void UseGate(this IApplicationBuilder app) => app.UseMiddleware<Gate>();
}
