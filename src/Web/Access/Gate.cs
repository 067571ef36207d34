using HoiQC.Domain.People;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Bodies;
using HoiQC.Web.Boards;
using HoiQC.Web.Obligations;
using Microsoft.AspNetCore.Components.Endpoints;

namespace HoiQC.Web.Access;

/// <summary>
/// Stands before every endpoint and asks the one policy. What somebody may not do answers as what does not exist: the place that is hidden and the place
/// that is not there leave by the same door. Who is not signed in is sent to sign in.
/// </summary>
internal sealed partial class Gate(RequestDelegate next, Places places, INodeConfiguration node, ILogger<Gate> logger)
{
    /// <summary>Said to a program that is not signed in.</summary>
    public const string NotSignedIn = "Chưa đăng nhập. Đề nghị đăng nhập, hoặc gửi khóa API còn hạn trong Authorization: Bearer.";

    public async Task InvokeAsync(HttpContext context)
    {
        // What routing itself answers (a wrong method, a wrong type of content) leads nowhere.
        if (context.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(context);
            return;
        }
        var needs = endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>();
        if (LeadsNowhere(endpoint))
        {
            await Absent(context, Where.Whole);
            return;
        }
        if (needs.Count == 0)
        {
            Undeclared(endpoint.DisplayName, context.Request.Method);
            await Absent(context, Where.Whole);
            return;
        }
        var viewer = context.Viewer();
        if (!viewer.IsSomebody && !needs.Any(need => need.Act == Act.Arrive))
        {
            await SignInFirst(context, endpoint);
            return;
        }
        if (await NeedOf(context, endpoint, needs) is not { } need)
        {
            Undeclared(endpoint.DisplayName, context.Request.Method);
            await Absent(context, Where.Whole);
            return;
        }
        if (need.Act == Act.Arrive || (await places.Find(context, need.Act, need.Where) is { } place && Policy.Allows(viewer, need.Act, place, places.Day(context), node.Current.Tree))) await next(context);
        else await Absent(context, need.Where);
    }

    /// <summary>What the framework maps besides and no page uses: redirections of another way of rendering.</summary>
    internal static bool LeadsNowhere(Endpoint endpoint) => endpoint.Metadata.GetMetadata<NeedsAttribute>() is null && endpoint.DisplayName is "Blazor Opaque Redirection";

    /// <summary>The need of this request: of the form a page was sent, else the one said last. Null for a form that nobody declared.</summary>
    private static async Task<NeedsAttribute?> NeedOf(HttpContext context, Endpoint endpoint, IReadOnlyList<NeedsAttribute> needs)
    {
        var reading = needs.LastOrDefault(need => need.Form is null);
        if (!IsPage(endpoint) || !HttpMethods.IsPost(context.Request.Method)) return reading;
        if (reading?.Act == Act.Arrive) return reading;
        var forms = needs.Where(need => need.Form is not null).ToList();
        // A page whose forms all ask the same is not read here: a form may be large.
        if (forms is [{ Form: "*" } only]) return only;
        if (forms.Count == 0 || !context.Request.HasFormContentType) return forms.Count == 0 ? null : reading;
        var sent = (await context.Request.ReadFormAsync(context.RequestAborted))["_handler"];
        // Without one handler's name no form is dispatched; the framework says so.
        return sent is [{ Length: > 0 } handler] ? forms.LastOrDefault(need => need.IsAbout(handler)) : reading;
    }

    private static bool IsPage(Endpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private static Task SignInFirst(HttpContext context, Endpoint endpoint)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (!IsPage(endpoint))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            return Problems.Of(StatusCodes.Status401Unauthorized, NotSignedIn).ExecuteAsync(context);
        }
        var here = HttpMethods.IsPost(context.Request.Method) ? context.Request.Path.ToString() : context.Request.Path + context.Request.QueryString;
        context.Response.Redirect("/sign-in?return=" + Uri.EscapeDataString(here));
        return Task.CompletedTask;
    }

    /// <summary>The answer for what is not there: pages show theirs, programs get a problem with a sentence that holds nothing but what they asked.</summary>
    private static Task Absent(HttpContext context, Where where)
    {
        var path = context.Request.Path;
        if (!path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase) && !path.Value!.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
        var asked = context.GetRouteValue(where.Name)?.ToString() ?? context.Request.Query[where.Name].ToString();
        return Problems.Of(StatusCodes.Status404NotFound, where.About switch
        {
            About.Unit or About.UnitAsked => BoardQueries.NoUnit(asked),
            About.Body => BodyEndpoints.NoBody(asked),
            About.Obligation => BodyEndpoints.NoBody(ObligationEndpoints.KeyOf(asked).Body),
            About.Receipt => $"Không có minh chứng mang mã {Problems.Quote(asked)}. Đề nghị xem lại mã trên giấy báo nhận.",
            _ => Api.NoAddress,
        }).ExecuteAsync(context);
    }

    [LoggerMessage(EventId = 503, EventName = "EndpointWithoutNeeds", Level = LogLevel.Error, Message = "{Endpoint} says nothing of who may use it ({Method}): refused.")]
    private partial void Undeclared(string? endpoint, string method);
}
