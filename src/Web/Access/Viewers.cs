using HoiQC.Domain.People;

namespace HoiQC.Web.Access;

/// <summary>Who is looking: set once for a request or a connection, when it is known whose it is.</summary>
public static class Viewers
{
    /// <summary>Whoever looks; nobody where nobody is signed in.</summary>
    public static Viewer Viewer(this HttpContext context) => context.Features.Get<Viewer>() ?? Domain.People.Viewer.Nobody;
}
