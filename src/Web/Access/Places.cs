using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.People;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Boards;
using HoiQC.Web.Obligations;

namespace HoiQC.Web.Access;

/// <summary>Finds what a request is about. A place that does not exist is null, and one answers for it as for a place that may not be seen.</summary>
public sealed class Places(ILedger ledger, INodeConfiguration node, VietnamClock clock)
{
    /// <summary>The place a request names.</summary>
    public async Task<Place?> Find(HttpContext context, Act act, Where where) => where.About switch
    {
        About.Whole => Place.Whole,
        About.Anywhere => context.Viewer().Anywhere(act, node.Current.Tree),
        About.Unit => Unit(Route(context, where.Name)),
        About.UnitAsked => context.Request.Query[where.Name].ToString() is { Length: > 0 } code ? Unit(code) : context.Viewer().Units(act, node.Current.Tree) is [var first, ..] ? new(first.Code) : null,
        About.Body => await Body(context, Route(context, where.Name)),
        About.Obligation => await Body(context, ObligationEndpoints.KeyOf(Route(context, where.Name)).Body),
        _ => await ledger.BodyOfReceipt(CodeOf(Route(context, where.Name)), context.RequestAborted) is { } body ? await Body(context, body) : null,
    };

    /// <summary>The day a request looks at: that of a past view, else today. A day that no view may name is today; whoever answers says so.</summary>
    public DateOnly Day(HttpContext context) =>
        DateOnly.TryParseExact(context.Request.Query["asOf"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < clock.Today && day >= BoardQueries.FirstDay ? day : clock.Today;

    /// <summary>A receipt code as it is stored.</summary>
    public static string CodeOf(string text) => text.Trim().ToUpperInvariant();

    private Place? Unit(string code) => node.Current.Tree.Find(code) is { } unit ? new(unit.Code) : null;

    /// <summary>The place of a body; whoever answers the request finds its row there.</summary>
    private async Task<Place?> Body(HttpContext context, string id)
    {
        if (string.IsNullOrWhiteSpace(id) || await ledger.FindBody(id, context.RequestAborted) is not { } body) return null;
        context.Features.Set(body);
        return node.Current.PlaceOf(body);
    }

    private static string Route(HttpContext context, string name) => context.GetRouteValue(name)?.ToString() ?? "";
}

/// <summary>Places of units and bodies, and what of the tree somebody reaches.</summary>
public static class Reach
{
    /// <summary>The place of a body; for a bloc with the kinds whose officers act for it too: every member that a rule of it ever named.</summary>
    public static Place PlaceOf(this Configuration configuration, BodyRow body) => new(
        body.Unit, body.Id,
        body.Class != BodyClass.Bloc ? [] :
        [
            .. configuration.Book.Codes.SelectMany(code => configuration.Book.Versions(code))
                .Where(version => version.Owners.Subject == Subject.Bloc && body.Owes(version, configuration.Tree)).SelectMany(version => version.Owners.BlocMembers).Distinct(StringComparer.Ordinal),
        ]);

    /// <summary>The units under which somebody may do something, in the order of the tree; none of them lies below another.</summary>
    public static ImmutableArray<Unit> Units(this Viewer viewer, Act act, UnitTree tree)
    {
        var held = new HashSet<string>(StringComparer.Ordinal);
        foreach (var role in Policy.Roles(act))
        {
            foreach (var assignment in viewer.As(role).Where(assignment => assignment.Scope.Body is null))
            {
                if (assignment.Scope.Unit is not { } code) return tree.Roots;
                if (tree.Find(code) is not null) held.Add(code);
            }
        }
        return [.. held.Where(code => !tree.Ancestors(code).Any(above => held.Contains(above.Code))).OrderBy(code => PathOf(code, tree), PathOrder.Instance).Select(code => tree.Find(code)!)];
    }

    /// <summary>A place where somebody may do something: the whole, else the first unit, else a body of their own. Null for none.</summary>
    public static Place? Anywhere(this Viewer viewer, Act act, UnitTree tree)
    {
        var roles = Policy.Roles(act).ToArray();
        if (viewer.Assignments.Any(held => held.Scope.IsEverything && roles.Contains(held.Role))) return Place.Whole;
        if (viewer.Units(act, tree) is [var first, ..]) return new(first.Code);
        return viewer.Assignments.FirstOrDefault(held => held.Scope.Body is not null && roles.Contains(held.Role)) is { } own ? new(own.Scope.Unit, own.Scope.Body) : null;
    }

    private static string[] PathOf(string code, UnitTree tree) => [.. tree.Ancestors(code).Reverse().Select(above => above.Code), code];

    private sealed class PathOrder : IComparer<string[]>
    {
        public static readonly PathOrder Instance = new();

        public int Compare(string[]? x, string[]? y) =>
            x!.Zip(y!, CodeOrder.Instance.Compare).FirstOrDefault(order => order != 0) is var order and not 0 ? order : x!.Length.CompareTo(y!.Length);
    }
}
