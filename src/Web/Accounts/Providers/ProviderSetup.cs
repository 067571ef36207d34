using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Json;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth;
using Microsoft.Extensions.Options;

namespace HoiQC.Web.Accounts.Providers;

/// <summary>Brings a provider into an application, if one is configured.</summary>
internal static class ProviderSetup
{
    /// <summary>The scheme by which a browser is sent there and comes back.</summary>
    public const string Scheme = "hoiqc-provider";

    /// <summary>Where the browser comes back to.</summary>
    public const string Back = "/sign-in/provider/back";

    /// <summary>Adds it; the handler itself only where the section says something.</summary>
    public static IServiceCollection AddProvider(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptionsWithValidateOnStart<ProviderOptions, ProviderOptionsValidator>().BindConfiguration(ProviderOptions.Section);
        services.AddScoped<ProviderSignIn>();
        if (configuration.GetSection(ProviderOptions.Section).Get<ProviderOptions>() is not { IsOn: true }) return services;
        services.AddAuthentication().AddOAuth(Scheme, options =>
        {
            options.CallbackPath = Back;
            options.UsePkce = true;
            options.SignInScheme = SignIn.Scheme;
            // Only the addresses of the configuration are called, wherever they would send us on to.
            options.BackchannelHttpHandler = new SocketsHttpHandler { AllowAutoRedirect = false };
            options.BackchannelTimeout = TimeSpan.FromSeconds(15);
            options.RemoteAuthenticationTimeout = TimeSpan.FromMinutes(10);
            options.Events = new()
            {
                OnCreatingTicket = ReadSubject,
                OnTicketReceived = context => context.HttpContext.RequestServices.GetRequiredService<ProviderSignIn>().Finish(context),
                OnRemoteFailure = context =>
                {
                    context.Response.Redirect("/sign-in?told=provider");
                    context.HandleResponse();
                    return Task.CompletedTask;
                },
            };
        });
        services.AddOptions<OAuthOptions>(Scheme).Configure<IOptions<ProviderOptions>, Listening>((options, provider, listening) =>
        {
            var configured = provider.Value;
            (options.ClientId, options.ClientSecret) = (configured.ClientId, configured.ClientSecret);
            (options.AuthorizationEndpoint, options.TokenEndpoint, options.UserInformationEndpoint) = (configured.AuthorizationEndpoint, configured.TokenEndpoint, configured.UserInformationEndpoint);
            options.Scope.Clear();
            foreach (var scope in configured.Scope.Split(' ', StringSplitOptions.RemoveEmptyEntries)) options.Scope.Add(scope);
            options.CorrelationCookie.Name = listening.Cookie("hoiqc-provider-");
            options.CorrelationCookie.Path = "/";
            options.CorrelationCookie.SameSite = SameSiteMode.Lax;
            options.CorrelationCookie.SecurePolicy = listening.Cookies;
        });
        return services;
    }

    /// <summary>Maps the addresses that lead to the provider, where there is one: from the door, and from one's own account to link it.</summary>
    public static void MapProvider(this IEndpointRouteBuilder routes)
    {
        if (!routes.ServiceProvider.GetRequiredService<IOptions<ProviderOptions>>().Value.IsOn) return;
        routes.MapGet("/sign-in/provider", (string? @return, ProviderSignIn provider) => provider.ToSignIn(@return)).ExcludeFromDescription().Needs(Act.Arrive);
        routes.MapGet("/account/provider", (string? ticket, HttpContext context, ProviderSignIn provider) => provider.ToLink(context, ticket)).ExcludeFromDescription().Needs(Act.BeHere);
    }

    private static async Task ReadSubject(OAuthCreatingTicketContext context)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, context.Options.UserInformationEndpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", context.AccessToken);
        request.Headers.Accept.Add(new("application/json"));
        using var response = await context.Backchannel.SendAsync(request, context.HttpContext.RequestAborted);
        response.EnsureSuccessStatusCode();
        using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(context.HttpContext.RequestAborted));
        var field = context.HttpContext.RequestServices.GetRequiredService<IOptions<ProviderOptions>>().Value.SubjectField;
        if (!answer.RootElement.TryGetProperty(field, out var subject) || subject.ToString() is not { Length: > 0 and <= 200 } text) throw new AuthenticationFailureException($"The provider's answer has no {field}.");
        context.Identity!.AddClaim(new(ClaimTypes.NameIdentifier, text));
    }
}
