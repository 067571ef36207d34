using HoiQC.Domain.Units;

namespace HoiQC.Domain.People;

/// <summary>Where a role holds: everywhere, in a unit with all below it, or for one body. A body's unit and kind never change, so they stand with it.</summary>
/// <param name="Unit">Code of the unit, for a body its unit; null for everywhere.</param>
/// <param name="Body">Id of the body; null where a unit or everything is meant.</param>
/// <param name="Kind">Kind of that body, as the rules name it; null without one.</param>
public sealed record RoleScope(string? Unit, string? Body = null, string? Kind = null)
{
    /// <summary>Everywhere.</summary>
    public static readonly RoleScope Everything = new((string?)null);

    /// <summary>How <see cref="Everything"/> is written.</summary>
    public const string Star = "*";

    /// <summary>A unit with all below it.</summary>
    public static RoleScope Of(string unit) => new(unit);

    /// <summary>One body.</summary>
    public static RoleScope Of(string body, string unit, string kind) => new(unit, body, kind);

    /// <summary>Whether it holds everywhere.</summary>
    public bool IsEverything => Unit is null;

    /// <summary>Whether a unit lies in it: it is the unit, or stands above it. A unit that does not exist yet on that day lies nowhere; one that has ended stays where it was.</summary>
    public bool Holds(string unit, DateOnly day, UnitTree tree) =>
        Body is null && tree.Find(unit) is { } found && found.ValidFrom <= day && (IsEverything || unit == Unit || tree.Ancestors(unit).Any(above => above.Code == Unit));

    /// <summary>Whether this scope reaches no further than another one does today.</summary>
    public bool IsWithin(RoleScope other, DateOnly day, UnitTree tree) =>
        other.IsEverything || (other.Body is not null ? Body == other.Body : Unit is { } unit && other.Holds(unit, day, tree));

    /// <summary>As it is written in commands and in the record: "*", "106", "3430-FrontBloc".</summary>
    public override string ToString() => Body ?? Unit ?? Star;
}
