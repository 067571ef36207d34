using System.Globalization;
using HoiQC.Domain.People;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace HoiQC.Web.Tests.Access;

/// <summary>One request of the matrix, whoever makes it.</summary>
/// <param name="Name">Method and pattern, with the form where there is one.</param>
/// <param name="Address">The address.</param>
/// <param name="Method">GET or POST.</param>
/// <param name="Type">What type of content the endpoint takes.</param>
/// <param name="IsPage">Whether it is a page, to which people come by browser.</param>
/// <param name="Form">The form's handler on a page; null for none.</param>
/// <param name="Need">What the endpoint says it needs.</param>
/// <param name="Relation">Where: own, ancestor, descendant, sibling, outside; whole or anywhere.</param>
internal sealed record Case(string Name, string Address, string Method, string Type, bool IsPage, string? Form, NeedsAttribute Need, string Relation)
{
    private static readonly Dictionary<string, string> Usual = new(StringComparer.OrdinalIgnoreCase)
    {
        ["year"] = "2023",
        ["day"] = "2023-12-27",
        ["number"] = "1",
        ["eventId"] = "khong-co",
        ["code"] = "MT-PB",
    };

    /// <summary>Whether it is about a body.</summary>
    public bool IsOfBody => Need.Where.About is About.Body or About.Obligation or About.Receipt;

    /// <summary>Every request there is for an endpoint: each place, today and in the past.</summary>
    public static IEnumerable<Case> Of(RouteEndpoint endpoint, Districts districts)
    {
        var needs = endpoint.Metadata.GetOrderedMetadata<NeedsAttribute>();
        var methods = endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? ["GET"];
        var forms = needs.Where(need => need.Form is not null).ToList();
        var reading = needs.LastOrDefault(need => need.Form is null);
        if (reading is not null && methods.Contains("GET", StringComparer.Ordinal))
            foreach (var one in Each(endpoint, "GET", null, reading, districts)) yield return one;
        if (reading is not null && !methods.Contains("GET", StringComparer.Ordinal))
            foreach (var one in Each(endpoint, "POST", null, reading, districts)) yield return one;
        foreach (var form in forms)
            foreach (var one in Each(endpoint, "POST", form.Form!.Replace("*", "x", StringComparison.Ordinal), form, districts)) yield return one;
    }

    private static IEnumerable<Case> Each(RouteEndpoint endpoint, string method, string? form, NeedsAttribute need, Districts districts)
    {
        var relations = need.Where.About switch { About.Whole => ["whole"], About.Anywhere => ["anywhere"], About.UnitAsked => [.. districts.Spots.Keys, "anywhere"], _ => districts.Spots.Keys.ToArray() };
        var type = endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.ContentTypes is [var first, ..] ? first : "application/json";
        foreach (var relation in relations)
        {
            var spot = districts.Spots.GetValueOrDefault(relation, districts.Spots["own"]);
            var address = AddressOf(endpoint.RoutePattern, need, spot, districts);
            var query = need.Where.About == About.UnitAsked && relation != "anywhere" ? [$"{need.Where.Name}={spot.Unit}"] : Array.Empty<string>();
            foreach (var past in method == "GET" ? new[] { "", "asOf=2023-09-06" } : [""])
            {
                var asked = string.Join('&', query.Append(past).Append(endpoint.RoutePattern.RawText!.Contains("/boards/", StringComparison.Ordinal) ? "year=2023&rule=MT-PB" : "").Where(part => part.Length > 0));
                yield return new($"{method} {endpoint.RoutePattern.RawText}{(form is null ? "" : $" [{form}]")}", address + (asked.Length > 0 ? "?" + asked : ""), method, type, endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null, form, need, relation);
            }
        }
    }

    private static string AddressOf(RoutePattern pattern, NeedsAttribute need, Spot spot, Districts districts) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternSeparatorPart separator => separator.Content,
        RoutePatternParameterPart parameter => Value(pattern, parameter, need, spot, districts),
        _ => "",
    }))));

    private static string Value(RoutePattern pattern, RoutePatternParameterPart parameter, NeedsAttribute need, Spot spot, Districts districts)
    {
        if (parameter.Name == need.Where.Name)
        {
            return need.Where.About switch
            {
                About.Unit => spot.Unit,
                About.Body => spot.Body,
                About.Obligation => Uri.EscapeDataString(spot.Obligation.ToString()),
                _ => spot.Receipt,
            };
        }
        return parameter.Name.ToUpperInvariant() switch
        {
            "DOCUMENTNAME" => "v1",
            "RULE" => spot.Obligation.Rule,
            "PERIOD" => spot.Obligation.Period,
            "CODE" when pattern.RawText!.Contains("evidence", StringComparison.Ordinal) => spot.Receipt,
            "CODE" when parameter.ParameterPolicies.Any() => StatusCodes.Status400BadRequest.ToString(CultureInfo.InvariantCulture),
            "ID" when pattern.RawText!.Contains("publications", StringComparison.Ordinal) => districts.Publication,
            "ID" when pattern.RawText!.Contains("people", StringComparison.Ordinal) => Districts.Kept,
            _ => Usual.GetValueOrDefault(parameter.Name, "khong-co"),
        };
    }
}
