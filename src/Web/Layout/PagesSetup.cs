using System.Text.Encodings.Web;
using System.Text.Unicode;
using HoiQC.Web.Boards;
using Microsoft.AspNetCore.Diagnostics;

namespace HoiQC.Web.Layout;

/// <summary>Brings the pages into an application. Their files need <c>builder.WebHost.UseStaticWebAssets()</c> where the program runs from its build.</summary>
public static class PagesSetup
{
    /// <summary>Adds what pages need. Vietnamese goes out as it is, not as escapes.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(options => options.Cookie.Name = "hoiqc-form");
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services;
    }

    /// <summary>A refusal is shown by a page that is read, whatever the method of the request that was refused.</summary>
    public static void UseRefusalsAsPages(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null) context.Request.Method = HttpMethods.Get;
        return next(context);
    });

    /// <summary>Maps pages, their files and the fragments that scripts fetch.</summary>
    public static void MapPages(this IEndpointRouteBuilder routes)
    {
        routes.MapStaticAssets();
        routes.MapBoardFragments();
        routes.MapRazorComponents<App>().WithStaticAssets();
    }
}
