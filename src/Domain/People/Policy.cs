using HoiQC.Domain.Units;

namespace HoiQC.Domain.People;

/// <summary>What an act is about.</summary>
/// <param name="Unit">Code of the unit, for a body its unit; null for the whole of HoiQC.</param>
/// <param name="Body">Id of the body; null where a unit or the whole is meant.</param>
/// <param name="Members">Kinds whose officers of the same unit act for the body too, where it is a bloc.</param>
public sealed record Place(string? Unit, string? Body = null, System.Collections.Immutable.ImmutableArray<string> Members = default)
{
    /// <summary>The whole of HoiQC.</summary>
    public static readonly Place Whole = new((string?)null);
}

/// <summary>The one place that says who may do what. Whatever it refuses answers as if it did not exist.</summary>
public static class Policy
{
    /// <summary>Whether somebody may do something.</summary>
    /// <param name="viewer">Who.</param>
    /// <param name="act">What.</param>
    /// <param name="place">Where.</param>
    /// <param name="day">The day that is looked at: today, or the day of a past view; the tree is that day's.</param>
    /// <param name="tree">The units.</param>
    public static bool Allows(Viewer viewer, Act act, Place place, DateOnly day, UnitTree tree) => act switch
    {
        Act.Arrive => true,
        Act.BeHere => viewer is { IsSomebody: true, IsScreen: false },
        _ => viewer.Assignments.Any(held => Roles(act).Contains(held.Role) && Reaches(held, act, place, day, tree)),
    };

    /// <summary>The roles that an act asks for; one of them, where it holds, is enough.</summary>
    public static ReadOnlySpan<Role> Roles(Act act) => act switch
    {
        Act.ReadBoard => [Role.Watcher, Role.Reviewer, Role.Inspector, Role.Display],
        Act.ReadUnit or Act.ReadReviews => [Role.Watcher, Role.Reviewer, Role.Inspector],
        Act.ReadBody => [Role.Watcher, Role.Reviewer, Role.Inspector, Role.Officer],
        Act.HandIn => [Role.Officer],
        Act.Review or Act.Relieve => [Role.Reviewer],
        Act.RecordCall => [Role.Watcher],
        Act.Configure or Act.KeepPeople => [Role.Administrator],
        Act.ReadRecord => [Role.Inspector],
        _ => [],
    };

    private static bool Reaches(Assignment held, Act act, Place place, DateOnly day, UnitTree tree) => (held.Role, held.Scope) switch
    {
        // The whole is nobody's but whose role holds everywhere.
        (_, var scope) when place.Unit is null => scope.IsEverything,

        // A screen shows one board, not those below it.
        (Role.Display, var scope) => scope.Unit == place.Unit && place.Body is null && scope.Body is null,
        (Role.Officer, { Body: { } body } scope) => place.Body is { } asked && (asked == body || (scope.Unit == place.Unit && !place.Members.IsDefaultOrEmpty && place.Members.Contains(scope.Kind!))),
        (_, var scope) => scope.Holds(place.Unit, day, tree),
    };
}
