using System.Collections.Concurrent;
using HoiQC.Grains.Accounts;

namespace HoiQC.Web.Accounts;

/// <summary>
/// This node's memory of accounts in use. A change made anywhere empties it at once: the grains' observer says so, and a look at the numbers
/// every second heals a lost message. Whoever holds something open for an account hears of it too.
/// </summary>
internal sealed partial class People(IGrainFactory grains, IAccountStore store, ILogger<People> logger) : BackgroundService, IAccountWatcher
{
    private const int Most = 20_000;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Subscription = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, AccountRecord> _accounts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Action<string>> _told = [];
    private long _changes;

    /// <summary>Calls it with the id of every account that changes, from now on.</summary>
    public void OnChange(Action<string> told) => _told.Add(told);

    /// <summary>The account; null where there is none.</summary>
    public async Task<AccountRecord?> Find(string id)
    {
        if (_accounts.TryGetValue(id, out var held)) return held;
        var changes = Interlocked.Read(ref _changes);
        if (await store.Find(id) is not { } account) return null;
        if (_accounts.Count >= Most) _accounts.Clear();

        // What was read before a change arrived may be the old one.
        if (changes == Interlocked.Read(ref _changes)) _accounts[id] = account;
        return account;
    }

    /// <summary>The account as it is this very moment, whatever this node remembers; null where there is none.</summary>
    public Task<AccountRecord?> Read(string id) => store.Find(id);

    /// <summary>The account and key of a key's text, if that key is good now.</summary>
    public async Task<(AccountRecord Account, ApiKeyRecord Key)?> OfKey(string text, DateTimeOffset now)
    {
        if (Secret.Parts(text) is not var (prefix, secret)) return null;
        var id = _keys.GetValueOrDefault(prefix) ?? (await store.OfKey(prefix))?.Id;
        if (id is null || await Find(id) is not { IsClosed: false } account) return null;
        if (account.Keys.FirstOrDefault(one => one.Prefix == prefix) is not { } key || key.EndsAt <= now || !Secret.Is(secret, key.Hash)) return null;
        if (_keys.Count >= Most) _keys.Clear();
        _keys[prefix] = id;
        return (account, key);
    }

    /// <summary>Saves a new account; null where there is one of that name.</summary>
    public async Task<AccountRecord?> Make(AccountRecord account, Grains.Record.Actor by)
    {
        var saved = await grains.GetGrain<IAccountGrain>(account.Id).Save(account, by);
        Forget(account.Id);
        return saved;
    }

    /// <summary>Saves a change of an account, made again on the newest one where somebody was faster.</summary>
    /// <param name="id">The account.</param>
    /// <param name="change">The change; null to leave it.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="keepsLast">Whether the last administrator of everything who can sign in is to stay one.</param>
    /// <returns>The account as it is stored; null where there is none, or the change gave null.</returns>
    /// <exception cref="LastAdministratorException">Nobody could configure everything any more; nothing was changed.</exception>
    public async Task<AccountRecord?> Change(string id, Func<AccountRecord, AccountRecord?> change, Grains.Record.Actor by, bool keepsLast = false)
    {
        var grain = grains.GetGrain<IAccountGrain>(id);
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            if (await grain.Read() is not { } account || change(account) is not { } changed) return null;
            if (changed == account) return account;
            if (await grain.Save(changed, by, keepsLast) is not { } saved) continue;
            Forget(id);
            return saved;
        }
        throw new InvalidOperationException($"Account {id} met a conflict 8 times.");
    }

    /// <inheritdoc />
    public Task Changed(string id)
    {
        Forget(id);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var self = grains.CreateObjectReference<IAccountWatcher>(this);
        using var look = new PeriodicTimer(Look);
        var (number, subscribedAt) = (-1L, long.MinValue);
        try
        {
            do
            {
                try
                {
                    if (subscribedAt == long.MinValue || TimeProvider.System.GetElapsedTime(subscribedAt) > Subscription)
                    {
                        await grains.GetGrain<IAccountFeedGrain>(IAccountFeedGrain.Key).Subscribe(self);
                        subscribedAt = TimeProvider.System.GetTimestamp();
                    }
                    var (newest, ids) = await store.ChangedAfter(number < 0 ? long.MaxValue - 1 : number, stoppingToken);
                    foreach (var id in ids) Forget(id);
                    number = newest;
                }
                catch (Exception error) when (error is not OperationCanceledException)
                {
                    Stumbled(error);
                }
            }
            while (await look.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // The host stops.
        }
    }

    private void Forget(string id)
    {
        Interlocked.Increment(ref _changes);
        _accounts.TryRemove(id, out _);
        foreach (var told in _told) told(id);
    }

    [LoggerMessage(EventId = 602, EventName = "AccountsNotRead", Level = LogLevel.Error, Message = "Changes of accounts could not be read; they are read again in a second.")]
    private partial void Stumbled(Exception error);
}
