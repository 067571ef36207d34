using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using HoiQC.Domain.People;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Accounts;

/// <summary>What the record says of two versions of an account. Hashes and keys are never part of it.</summary>
public static class AccountChanges
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>The rows that a change calls for; every difference of an account but its housekeeping has one.</summary>
    public static ImmutableArray<RecordEntry> Of(AccountRecord? before, AccountRecord after)
    {
        var entries = ImmutableArray.CreateBuilder<RecordEntry>();
        var old = before ?? AccountRecord.New(after.Id, "", after.MadeAt);
        if (before is null) Add("account.made", null, new { after.Name });
        else if (old.Name != after.Name) Add("account.renamed", new { old.Name }, new { after.Name });
        if (old.ClosedAt != after.ClosedAt) Add(after.IsClosed ? "account.closed" : "account.opened", null, after.ClosedReason is { } reason ? new { Reason = reason } : null);
        if (old.Invitation != after.Invitation && after.Invitation is { } invitation) Add("account.invited", null, new { invitation.EndsAt });
        if (old.PasswordHash != after.PasswordHash && !IsRehash(old, after)) Add("account.password", null, null);
        if (old.SecondStep.Enabled != after.SecondStep.Enabled) Add(after.SecondStep.Enabled ? "account.second-step-on" : "account.second-step-off", null, null);
        else if (old.SecondStep.Recovery.Length > after.SecondStep.Recovery.Length && after.SecondStep.Enabled) Add("account.recovery-used", null, new { Left = after.SecondStep.Recovery.Length });
        foreach (var held in after.Assignments.Except(old.Assignments)) Add("role.given", null, held, held.Unit);
        foreach (var held in old.Assignments.Except(after.Assignments)) Add("role.ended", held, null, held.Unit);
        foreach (var key in after.Keys.ExceptBy(old.Keys.Select(one => one.Prefix), one => one.Prefix)) Add("key.made", null, new { key.Prefix, key.Name, key.EndsAt, key.Narrowed });
        foreach (var key in old.Keys.ExceptBy(after.Keys.Select(one => one.Prefix), one => one.Prefix)) Add("key.ended", new { key.Prefix, key.Name }, null);
        foreach (var login in after.Logins.Except(old.Logins)) Add("login.linked", null, new { login.Provider });
        foreach (var login in old.Logins.Except(after.Logins)) Add("login.unlinked", new { login.Provider }, null);
        foreach (var session in after.Sessions.Except(old.Sessions)) Add("session.began", null, new { session.How, session.From });
        foreach (var session in old.Sessions.Except(after.Sessions)) Add("session.ended", new { session.BeganAt, session.How }, null);
        if (after.Failures > old.Failures) Add("session.refused", null, new { after.Failures });
        if (after.LockedUntil is { } until && after.LockedUntil != old.LockedUntil) Add("account.locked", null, new { Until = until });
        return entries.ToImmutable();

        void Add(string what, object? was, object? now, string? unit = null) => entries.Add(new(what, after.Id, unit ?? HomeOf(after), Text(was), Text(now)));
    }

    /// <summary>The unit whose inspectors read of an account: that of the role that lasts longest, of several the first given, so that it moves with whoever is moved; null where it reaches everywhere or nowhere.</summary>
    public static string? HomeOf(AccountRecord account) =>
        account.Assignments.Where(held => held.Role != nameof(Role.Display)).OrderByDescending(held => held.Until ?? DateOnly.MaxValue).FirstOrDefault()?.Unit;

    // The framework writes a hash anew when its strength has grown; the password is the same, and so is the stamp.
    private static bool IsRehash(AccountRecord old, AccountRecord after) => old.PasswordHash is not null && after.PasswordHash is not null && old.Stamp == after.Stamp;

    private static string? Text(object? value) => value is null ? null : JsonSerializer.Serialize(value, Json);
}
