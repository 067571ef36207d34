namespace HoiQC.Domain.People;

/// <summary>A role that somebody holds somewhere for some time. Days are local and include their end.</summary>
/// <param name="Role">The role.</param>
/// <param name="Scope">Where it holds.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; null for no end.</param>
public sealed record Assignment(Role Role, RoleScope Scope, DateOnly From, DateOnly? Until = null)
{
    /// <summary>Whether it holds on a day.</summary>
    public bool HoldsOn(DateOnly day) => From <= day && !(Until < day);

    /// <summary>As it is written in commands and in the record: "Watcher:106".</summary>
    public override string ToString() => $"{Role}:{Scope}";
}

/// <summary>Whoever asks, with the roles that hold today.</summary>
/// <param name="Account">Id of the account; "" for nobody.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Assignments">The roles in force.</param>
public sealed record Viewer(string Account, string Name, System.Collections.Immutable.ImmutableArray<Assignment> Assignments)
{
    /// <summary>Whoever is not signed in.</summary>
    public static readonly Viewer Nobody = new("", "", []);

    /// <summary>Whether somebody is signed in.</summary>
    public bool IsSomebody => Account.Length > 0;

    /// <summary>Whether it is a screen on a wall and nobody besides: it sees its board and nothing else.</summary>
    public bool IsScreen => !Assignments.IsEmpty && Assignments.All(held => held.Role == Role.Display);

    /// <summary>The assignments of a role.</summary>
    public IEnumerable<Assignment> As(Role role) => Assignments.Where(held => held.Role == role);

    /// <summary>Whether a role is held anywhere.</summary>
    public bool Is(Role role) => Assignments.Any(held => held.Role == role);
}
