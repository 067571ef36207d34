using System.Security.Claims;
using HoiQC.Grains;
using HoiQC.Web.Accounts.Keeping;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace HoiQC.Web.Accounts;

/// <summary>Brings accounts into an application: who somebody is, by cookie or by key.</summary>
internal static class AccountSetup
{
    /// <summary>Adds accounts on ASP.NET Core Identity's core.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<People>().AddHostedService(provider => provider.GetRequiredService<People>());
        services.AddIdentityCore<Account>(options =>
        {
            // Length is what makes a password strong; rules about signs make people write it down.
            options.Password = new() { RequiredLength = 10, RequiredUniqueChars = 4, RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false };
            options.Lockout = new() { AllowedForNewUsers = true, MaxFailedAccessAttempts = 5, DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15) };
        }).AddUserStore<AccountUsers>().AddErrorDescriber<VietnameseErrors>().AddPasswordValidator<PasswordRules>().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);
        services.AddScoped<ILookupNormalizer, SmallLetters>();
        services.AddSingleton<Turns>().AddSingleton<Decoy>();
        services.AddScoped<SignIn>().AddScoped<Passwords>().AddScoped<Invitations>().AddScoped<OwnAccount>().AddScoped<SecondStep>();
        services.AddSingleton<ScopeNames>().AddSingleton<Officers>().AddSingleton<PeopleDesk>().AddSingleton<PeopleEndpoints>().AddScoped<Screens.ScreenLinks>();
        services.AddAuthentication(KeyAuthentication.Name)
            .AddScheme<AuthenticationSchemeOptions, KeyAuthentication>(KeyAuthentication.Name, options => options.ForwardDefaultSelector = context => KeyAuthentication.KeyOf(context.Request) is null ? SignIn.Scheme : null)
            .AddCookie(SignIn.Scheme, options =>
            {
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax;
                options.ExpireTimeSpan = TimeSpan.FromHours(8);
                options.SlidingExpiration = true;
                options.Events.OnValidatePrincipal = Validate;
            });
        return services;
    }

    /// <summary>A cookie is good while its account is open and has its session.</summary>
    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var services = context.HttpContext.RequestServices;
        if (context.Principal?.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && context.Principal.FindFirstValue(SignIn.SessionClaim) is { } session
            && await services.GetRequiredService<People>().Find(id) is { IsClosed: false } account
            && account.Sessions.Any(one => one.Id == session && one.EndsAt > services.GetRequiredService<TimeProvider>().GetUtcNow()))
        {
            context.HttpContext.Features.Set(account.ViewerOn(services.GetRequiredService<VietnamClock>().Today));
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(SignIn.Scheme);
    }

    private sealed class SmallLetters : ILookupNormalizer
    {
        public string? NormalizeName(string? name) => name is null ? null : Domain.People.AccountName.Of(name);

        public string? NormalizeEmail(string? email) => email;
    }
}
