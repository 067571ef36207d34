using System.Text.Encodings.Web;
using System.Text.Unicode;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using HoiQC.Web.Accounts;
using HoiQC.Web.Accounts.Providers;
using HoiQC.Web.Boards;
using HoiQC.Web.Deadlines;
using HoiQC.Web.Files;
using HoiQC.Web.Hardening;
using HoiQC.Web.Home;
using HoiQC.Web.Rules.Editor;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace HoiQC.Web.Layout;

/// <summary>Brings the pages into an application. Their files need <c>builder.WebHost.UseStaticWebAssets()</c> where the program runs from its build.</summary>
public static class PagesSetup
{
    /// <summary>Adds what pages need. Vietnamese goes out as it is, not as escapes.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<RuleDesk>();
        services.AddSingleton<DeadlineReader>();
        services.AddScoped<FirstBoard>();
        services.AddScoped<OwnWorkReader>();
        services.AddAntiforgery();
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services;
    }

    /// <summary>
    /// Finds the endpoint of a request and looks at its form's token. A refusal or an error is shown by a page that is read, whatever the
    /// method of the request it answers.
    /// </summary>
    public static void UsePages(this IApplicationBuilder app)
    {
        app.Use((context, next) =>
        {
            if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null || context.Features.Get<IExceptionHandlerFeature>() is not null)
            {
                context.Request.Method = HttpMethods.Get;
                context.SetEndpoint(null);
                context.Features.Set<IAntiforgeryValidationFeature>(null);
            }
            return next(context);
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseDemonstration();
        app.UseGate();
        app.UseSentFiles();
        app.UseAntiforgery();
        app.Use((context, next) =>
        {
            if (context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(context);
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return Task.CompletedTask;
        });
        app.UseHardeningOfPeople();
        app.UseGoneForms();
    }

    /// <summary>Maps pages, their files and the fragments that scripts fetch.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets().Needs(Act.Arrive);
        routes.MapBoardFragments();
        routes.MapEditorFragments();
        routes.MapSignOut().Needs(Act.Arrive);
        routes.MapProvider();
        routes.MapFiles();
        routes.MapRazorComponents<App>().WithStaticAssets();
    }
}
