using System.Collections.Immutable;
using HoiQC.Domain.People;

namespace HoiQC.Grains.Accounts;

/// <summary>A role as an account holds it; meanings as in <see cref="Assignment"/>.</summary>
[GenerateSerializer, Immutable]
public sealed record AssignmentRecord(string Role, string? Unit, string? Body, string? Kind, DateOnly From, DateOnly? Until)
{
    /// <summary>The record of an assignment.</summary>
    public static AssignmentRecord Of(Assignment held) => new(held.Role.ToString(), held.Scope.Unit, held.Scope.Body, held.Scope.Kind, held.From, held.Until);

    /// <summary>The assignment of a record.</summary>
    public Assignment ToAssignment() => new(Enum.Parse<Role>(Role), new(Unit, Body, Kind), From, Until);
}

/// <summary>A sign-in that has not ended. Instants are the machine's.</summary>
/// <param name="Id">Random; the browser's cookie names it.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="EndsAt">When it ends whatever happens.</param>
/// <param name="From">The address it came from.</param>
/// <param name="How">"password", "password+code", "invitation", "screen", "demonstration" or the name of a provider.</param>
[GenerateSerializer, Immutable]
public sealed record SessionRecord(string Id, DateTimeOffset BeganAt, DateTimeOffset EndsAt, string From, string How);

/// <summary>A personal API key, or the token of a screen. Instants are the machine's.</summary>
/// <param name="Prefix">The part that is shown and looked up.</param>
/// <param name="Hash">SHA-256 of the secret part, hexadecimal.</param>
/// <param name="Name">What it is for, in its owner's words.</param>
/// <param name="Narrowed">The roles it is narrowed to; empty for all of its person's.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="EndsAt">When it ends.</param>
[GenerateSerializer, Immutable]
public sealed record ApiKeyRecord(string Prefix, string Hash, string Name, ImmutableArray<AssignmentRecord> Narrowed, DateTimeOffset MadeAt, DateTimeOffset EndsAt);

/// <summary>A link by which somebody sets a password, once.</summary>
/// <param name="Hash">SHA-256 of the link's secret, hexadecimal.</param>
/// <param name="EndsAt">When it ends, by the machine's time.</param>
[GenerateSerializer, Immutable]
public sealed record InvitationRecord(string Hash, DateTimeOffset EndsAt);

/// <summary>A second step of signing in.</summary>
/// <param name="Key">The shared key, protected.</param>
/// <param name="Enabled">Whether it is asked for.</param>
/// <param name="Recovery">SHA-256 of each recovery code that is left.</param>
/// <param name="LastStep">The time step of the code used last: a code is good once.</param>
[GenerateSerializer, Immutable]
public sealed record SecondStepRecord(string? Key, bool Enabled, ImmutableArray<string> Recovery, long LastStep);

/// <summary>Somebody's account at a provider that may sign them in.</summary>
[GenerateSerializer, Immutable]
public sealed record LoginRecord(string Provider, string Key);

/// <summary>An account, whole. It is never deleted: who left is closed.</summary>
/// <param name="Id">The name one signs in with: 3–40 of a–z, 0–9, dot, dash.</param>
/// <param name="Name">The person's name.</param>
/// <param name="PasswordHash">As the framework's hasher writes it; null before one was set.</param>
/// <param name="Stamp">Changes with every change of how one signs in.</param>
/// <param name="MadeAt">When it was made, by the machine's time.</param>
/// <param name="ClosedAt">When it was closed, by the machine's time; null while it is open.</param>
/// <param name="Assignments">Roles, those that have ended too.</param>
/// <param name="Sessions">Sign-ins that have not ended.</param>
/// <param name="Keys">API keys that were not revoked.</param>
/// <param name="Invitation">The link that waits; null for none.</param>
/// <param name="SecondStep">The second step of signing in.</param>
/// <param name="Failures">Wrong passwords since the last right one.</param>
/// <param name="LockedUntil">Until when no password is taken, by the machine's time.</param>
/// <param name="Logins">Accounts at providers.</param>
/// <param name="Version">Grows by one with every write; 0 before the first.</param>
/// <param name="ClosedReason">Why it was closed; null where nobody said.</param>
/// <param name="SignedInAt">When it was signed in to last, by the machine's time; null for never.</param>
[GenerateSerializer, Immutable]
public sealed record AccountRecord(
    string Id, string Name, string? PasswordHash, string Stamp, DateTimeOffset MadeAt, DateTimeOffset? ClosedAt, ImmutableArray<AssignmentRecord> Assignments,
    ImmutableArray<SessionRecord> Sessions, ImmutableArray<ApiKeyRecord> Keys, InvitationRecord? Invitation, SecondStepRecord SecondStep, int Failures,
    DateTimeOffset? LockedUntil, ImmutableArray<LoginRecord> Logins, long Version, string? ClosedReason = null, DateTimeOffset? SignedInAt = null)
{
    /// <summary>A new account that nobody can sign in with yet.</summary>
    public static AccountRecord New(string id, string name, DateTimeOffset now) =>
        new(id, name, null, "", now, null, [], [], [], null, new(null, false, [], 0), 0, null, [], 0);

    /// <summary>Whether it is closed.</summary>
    public bool IsClosed => ClosedAt is not null;

    /// <summary>Who looks with it, by the roles that hold on a day; a closed one holds none.</summary>
    /// <param name="day">The day of the field.</param>
    /// <param name="key">The key it is used by; null for the person itself.</param>
    public Viewer ViewerOn(DateOnly day, ApiKeyRecord? key = null)
    {
        if (IsClosed) return Viewer.Nobody;
        var held = Assignments.Where(one => key is null || key.Narrowed.IsEmpty || key.Narrowed.Contains(one)).Select(one => one.ToAssignment()).Where(one => one.HoldsOn(day));
        return new(Id, Name, [.. held]);
    }
}
