using System.Collections.Concurrent;
using System.Security.Claims;
using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Accounts;
using Microsoft.AspNetCore.SignalR;

namespace HoiQC.Web.Access;

/// <summary>
/// Open connections to the hub, and whose they are. When an account changes, those that no longer stand are cut off at once: the account closed, the sign-in or
/// the key ended, other roles. Whoever may still follow a board opens it anew as who they are now.
/// </summary>
internal sealed class Connections
{
    private readonly ConcurrentDictionary<string, (Viewer Viewer, HubCallerContext Connection)> _open = new(StringComparer.Ordinal);
    private readonly People _people;
    private readonly VietnamClock _clock;
    private readonly TimeProvider _machine;

    public Connections(People people, VietnamClock clock, TimeProvider machine)
    {
        (_people, _clock, _machine) = (people, clock, machine);
        people.OnChange(account => _ = EndOf(account));
    }

    /// <summary>A connection that was let in; it is looked at once more, because its account may have changed on the way.</summary>
    public Task Add(Viewer viewer, HubCallerContext connection)
    {
        _open[connection.ConnectionId] = (viewer, connection);
        return End(viewer.Account, [(viewer, connection)]);
    }

    /// <summary>A connection that is gone.</summary>
    public void Remove(HubCallerContext connection) => _open.TryRemove(connection.ConnectionId, out _);

    /// <summary>Cuts off the connections of an account that no longer stand.</summary>
    public Task EndOf(string account) => End(account, [.. _open.Values.Where(open => open.Viewer.Account == account)]);

    /// <summary>The same for every account: sign-ins, keys and roles end by the clock too.</summary>
    public async Task EndOutlived()
    {
        foreach (var account in _open.Values.Select(open => open.Viewer.Account).Distinct(StringComparer.Ordinal).ToList()) await EndOf(account);
    }

    private async Task End(string account, IReadOnlyCollection<(Viewer Viewer, HubCallerContext Connection)> mine)
    {
        if (mine.Count == 0) return;
        AccountRecord? record = null;
        try
        {
            record = await _people.Find(account);
        }
        finally
        {
            // An account that cannot be read lets nobody listen.
            foreach (var (viewer, connection) in mine)
                if (!Stands(record, viewer, connection)) connection.Abort();
        }
    }

    private bool Stands(AccountRecord? account, Viewer viewer, HubCallerContext connection)
    {
        if (account is not { IsClosed: false } || connection.GetHttpContext() is not { } context) return false;
        var now = _machine.GetUtcNow();
        ApiKeyRecord? key = null;
        if (KeyAuthentication.KeyOf(context.Request) is { } text)
        {
            key = Secret.Parts(text) is var (prefix, _) ? account.Keys.FirstOrDefault(one => one.Prefix == prefix && one.EndsAt > now) : null;
            if (key is null) return false;
        }
        else
        {
            var session = connection.User?.FindFirstValue(SignIn.SessionClaim);
            if (!account.Sessions.Any(one => one.Id == session && one.EndsAt > now)) return false;
        }
        return account.ViewerOn(_clock.Today, key).Assignments.SequenceEqual(viewer.Assignments);
    }
}
