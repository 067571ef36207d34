using HoiQC.Grains.Record;
using Microsoft.Extensions.Logging;
using Orleans.Utilities;

namespace HoiQC.Grains.Accounts;

/// <summary>Saves an account with what the record says of it. Used by its grain, and by commands where nothing runs.</summary>
public static class AccountSaving
{
    /// <summary>Saves over the version the account names; null where another one is stored.</summary>
    public static async Task<AccountRecord?> Save(this IAccountStore store, AccountRecord? before, AccountRecord after, Actor by, bool keepsLast = false) =>
        (before?.Version ?? 0) == after.Version ? await store.Save(after, AccountChanges.Of(before, after), by, keepsLast) : null;
}

/// <summary>Keeps one account in memory while it is used; the row is the arbiter.</summary>
internal sealed class AccountGrain(IAccountStore store) : Grain, IAccountGrain
{
    private AccountRecord? _account;

    public async Task<AccountRecord?> Read() => _account ??= await store.Find(this.GetPrimaryKeyString());

    public async Task<AccountRecord?> Save(AccountRecord account, Actor by, bool keepsLast = false)
    {
        if (account.Id != this.GetPrimaryKeyString()) throw new ArgumentException($"Account {account.Id} is another than {this.GetPrimaryKeyString()}.", nameof(account));
        var before = await Read();
        _account = null;        // what is stored is not known until it was saved
        if (await store.Save(before, account, by, keepsLast) is not { } saved) return null;
        _account = saved;
        await GrainFactory.GetGrain<IAccountFeedGrain>(IAccountFeedGrain.Key).Changed(saved.Id);
        return saved;
    }
}

/// <summary>Keeps the web nodes' observers; a lost message is healed by the look at the numbers.</summary>
internal sealed class AccountFeedGrain(ILogger<AccountFeedGrain> logger) : Grain, IAccountFeedGrain
{
    private readonly ObserverManager<IAccountWatcher> _watchers = new(TimeSpan.FromMinutes(2), logger);

    public Task Subscribe(IAccountWatcher watcher)
    {
        _watchers.Subscribe(watcher, watcher);
        return Task.CompletedTask;
    }

    public Task Changed(string id) => _watchers.Notify(watcher => watcher.Changed(id));
}
