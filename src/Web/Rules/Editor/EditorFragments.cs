using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using Microsoft.AspNetCore.Antiforgery;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace HoiQC.Web.Rules.Editor;

/// <summary>The preview of the editor as HTML, which its script asks for while the form is changed. Nothing is stored.</summary>
public static class EditorFragments
{
    /// <summary>Maps it; the code "new" stands for a rule that does not exist yet.</summary>
    public static void MapEditorFragments(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/rules/{code}/preview", Preview).ExcludeFromDescription().Needs(Act.Configure).WithMetadata(new RequireAntiforgeryTokenAttribute());

    private static async Task<Results<RazorComponentResult, BadRequest>> Preview(string code, HttpRequest request, RuleDesk desk, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType) return TypedResults.BadRequest();
        var form = new RuleForm(await request.ReadFormAsync(cancellationToken));
        var (version, faults) = desk.Read(form, code == "new");
        return new RazorComponentResult<DuePreviewList>(new { Preview = version is null ? null : await desk.Preview(version, form, cancellationToken), Faults = faults });
    }
}
