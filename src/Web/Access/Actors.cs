using System.Security.Claims;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Access;

/// <summary>Who a request comes from, as the record names it.</summary>
public static class Actors
{
    /// <summary>The claim that says how somebody came in: "page" or "api".</summary>
    public const string Via = "hoiqc:via";

    /// <summary>Whoever sent the request.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var user = context.User;
        return new(
            user.FindFirstValue(ClaimTypes.NameIdentifier) ?? "", user.FindFirstValue(ClaimTypes.Name) ?? "", user.FindFirstValue(Via) ?? "page",
            context.Connection.RemoteIpAddress?.ToString() ?? "");
    }
}
