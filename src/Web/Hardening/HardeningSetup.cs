using System.Net;
using System.Security.Cryptography.X509Certificates;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Hardening;

/// <summary>What stands between the network and everything else.</summary>
public static class HardeningSetup
{
    /// <summary>Adds it.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="certificate">The certificate HoiQC listens with; null for none.</param>
    public static IServiceCollection AddHardening(this IServiceCollection services, X509Certificate2? certificate)
    {
        services.AddOptionsWithValidateOnStart<ProxyOptions, ProxyOptionsValidator>().BindConfiguration(ProxyOptions.Section);
        services.AddSingleton(provider => new Listening(provider.GetRequiredService<IOptions<ProxyOptions>>(), certificate));
        services.AddOptions<ForwardedHeadersOptions>().PostConfigure<IOptions<ProxyOptions>>(Believe);
        services.AddOptions<AntiforgeryOptions>().Configure<Listening>((options, listening) =>
        {
            options.Cookie.Name = listening.Cookie("hoiqc-form");
            options.Cookie.SecurePolicy = listening.Cookies;
            options.Cookie.Path = "/";
            options.Cookie.SameSite = SameSiteMode.Strict;
        });
        services.AddOptions<CookieAuthenticationOptions>(SignIn.Scheme).Configure<Listening>((options, listening) =>
        {
            options.Cookie.Name = listening.Cookie("hoiqc-session");
            options.Cookie.SecurePolicy = listening.Cookies;
            options.Cookie.Path = "/";
        });
        services.AddDataProtection().SetApplicationName("HoiQC");
        services.AddOptions<KeyManagementOptions>().Configure<IProtectionKeys>((options, keys) => options.XmlRepository = new StoredKeys(keys));
        services.AddRequestTimeouts(options => options.DefaultPolicy = new() { Timeout = RequestLimits.Reading });
        return services.AddPace();
    }

    /// <summary>Comes before everything else: headers of the answer, who really calls, and by which name.</summary>
    public static void UseHardening(this IApplicationBuilder app)
    {
        var listening = app.ApplicationServices.GetRequiredService<Listening>();
        app.Use(Headers.Add);
        app.Use(async (context, next) =>
        {
            // What a proxy calls us is its own affair: people know the public address.
            if (listening.IsForwarded(context) && listening.PublicHost is { } host) context.Request.Host = host;
            await next(context);
        });
        app.UseForwardedHeaders();
        app.Use((context, next) => listening.Knows(context) ? next(context) : Refuse(context));
        app.Use(Origins.Check);
    }

    /// <summary>Comes when it is known who calls, and the form has been read.</summary>
    public static void UseHardeningOfPeople(this IApplicationBuilder app)
    {
        app.Use(Letters.Check);
        app.Use(Origins.CheckToken);
        app.UseWhen(PaceSetup.IsPaced, paced => paced.UseRateLimiter());
        app.UseRequestTimeouts();
        app.Use(RequestLimits.Lift);
    }

    /// <summary>Forwarded headers are read from named proxies, and from nobody where none is named, whatever the environment says.</summary>
    private static void Believe(ForwardedHeadersOptions options, IOptions<ProxyOptions> proxy)
    {
        options.ForwardedHeaders = proxy.Value.HasProxy ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var text in proxy.Value.KnownProxies) options.KnownProxies.Add(IPAddress.Parse(text));
        foreach (var text in proxy.Value.KnownNetworks) options.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(text));
    }

    private static Task Refuse(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("HoiQC không nhận tên máy này. Đề nghị mở bằng địa chỉ đã được thông báo; người vận hành máy chủ khai báo tên tại Proxy:AllowedHosts.");
    }
}
