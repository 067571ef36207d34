using HoiQC.Domain.People;

namespace HoiQC.Grains.Accounts;

/// <summary>What can be done with an account: each gives the account as it should be saved. Whatever changes how one signs in, or what one may, ends the sign-ins.</summary>
public static class AccountActs
{
    /// <summary>API keys an account may have at a time.</summary>
    public const int MostKeys = 20;

    /// <summary>Days for which an API key is good at most.</summary>
    public const int MostKeyDays = 366;

    /// <summary>Days for which a link to set a password is good.</summary>
    public const int InvitationDays = 14;

    /// <summary>Gives a role. A link that waits ends: whoever made it decided over the account as it was, not over what the new role reaches.</summary>
    public static AccountRecord Given(this AccountRecord account, Assignment held) => account.Assignments.Contains(AssignmentRecord.Of(held))
        ? account
        : (account with { Assignments = account.Assignments.Add(AssignmentRecord.Of(held)), Invitation = null }).SignedOut();

    /// <summary>Ends a role; one that never held is gone, one that did has its last day yesterday.</summary>
    /// <param name="account">The account.</param>
    /// <param name="held">The role as the account holds it.</param>
    /// <param name="today">Today; it holds no more today.</param>
    public static AccountRecord Ended(this AccountRecord account, AssignmentRecord held, DateOnly today)
    {
        if (!account.Assignments.Contains(held)) return account;
        var rest = account.Assignments.Remove(held);
        return (account with { Assignments = held.From < today ? rest.Add(held with { Until = today.AddDays(-1) }) : rest }).SignedOut();
    }

    /// <summary>Closes it: no sign-in, no key, no invitation. Its roles stay as history and hold nothing.</summary>
    public static AccountRecord Closed(this AccountRecord account, DateTimeOffset now, string? reason = null) =>
        account.IsClosed ? account : (account with { ClosedAt = now, ClosedReason = reason, Keys = [], Invitation = null }).SignedOut();

    /// <summary>Makes a link by which a password is set, in the place of an earlier one.</summary>
    public static AccountRecord Invited(this AccountRecord account, string hash, DateTimeOffset endsAt) => account with { Invitation = new(hash, endsAt) };

    /// <summary>Sets a password; a link that waits is used up.</summary>
    public static AccountRecord WithPassword(this AccountRecord account, string hash) =>
        (account with { PasswordHash = hash, Invitation = null, Failures = 0, LockedUntil = null }).SignedOut();

    /// <summary>Sets the password that a link was made for. Whoever had the account in their hands before has nothing of it left, API keys neither.</summary>
    public static AccountRecord Recovered(this AccountRecord account, string hash) => account.WithPassword(hash) with { Keys = [] };

    /// <summary>Takes passwords again after too many wrong ones.</summary>
    public static AccountRecord Unlocked(this AccountRecord account) => account with { Failures = 0, LockedUntil = null };

    /// <summary>Asks for no second step any more.</summary>
    public static AccountRecord WithoutSecondStep(this AccountRecord account) =>
        account.SecondStep is { Enabled: false, Key: null } ? account : (account with { SecondStep = new(null, false, [], 0) }).SignedOut();

    /// <summary>Adds an API key.</summary>
    public static AccountRecord With(this AccountRecord account, ApiKeyRecord key) => account with { Keys = account.Keys.Add(key) };

    /// <summary>Revokes an API key.</summary>
    public static AccountRecord WithoutKey(this AccountRecord account, string prefix) => account with { Keys = account.Keys.RemoveAll(key => key.Prefix == prefix) };

    /// <summary>Whether what was proven of the account before is proven still: it is open, and nothing has ended its sign-ins since.</summary>
    public static bool Has(this AccountRecord account, AccountRecord proven) => !account.IsClosed && account.Stamp == proven.Stamp;

    /// <summary>Whether it can sign in and configure everything on a day.</summary>
    public static bool Administers(this AccountRecord account, DateOnly day) =>
        (account.PasswordHash is not null || !account.Logins.IsEmpty) && account.ViewerOn(day).As(Role.Administrator).Any(own => own.Scope.IsEverything);

    /// <summary>Begins a sign-in; those that have ended by themselves are dropped.</summary>
    public static AccountRecord With(this AccountRecord account, SessionRecord session) =>
        account with { Sessions = account.Sessions.RemoveAll(one => one.EndsAt <= session.BeganAt).Add(session), Failures = 0, LockedUntil = null, SignedInAt = session.BeganAt };

    /// <summary>Ends one sign-in.</summary>
    public static AccountRecord WithoutSession(this AccountRecord account, string id) => account with { Sessions = account.Sessions.RemoveAll(one => one.Id == id) };

    /// <summary>Ends every sign-in; a cookie or code made before is good no more.</summary>
    public static AccountRecord SignedOut(this AccountRecord account) => account with { Sessions = [], Stamp = Secret.New() };
}
