using HoiQC.Grains.Record;
using Orleans.Concurrency;

namespace HoiQC.Grains.Accounts;

/// <summary>One account. Key: the name one signs in with, in lower case.</summary>
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>The account; null where there is none.</summary>
    [ReadOnly]
    Task<AccountRecord?> Read();

    /// <summary>
    /// Saves it over the version it names (0 for a new one), with the rows of the record that its differences call for, before it is answered;
    /// every node then learns of it.
    /// </summary>
    /// <returns>As it is stored now; null where another version is stored, and nothing was written.</returns>
    /// <exception cref="LastAdministratorException">With <paramref name="keepsLast"/>: it is the last that can configure everything, and would not any more.</exception>
    Task<AccountRecord?> Save(AccountRecord account, Actor by, bool keepsLast = false);
}

/// <summary>Told when accounts have changed: sessions may have ended.</summary>
public interface IAccountWatcher : IGrainObserver
{
    /// <summary>The account is another now.</summary>
    [OneWay]
    Task Changed(string id);
}

/// <summary>Hands changes of accounts to every web node. Key: "default".</summary>
public interface IAccountFeedGrain : IGrainWithStringKey
{
    /// <summary>The key of the one there is.</summary>
    const string Key = "default";

    /// <summary>Tells the watcher for two minutes; subscribe again before they end.</summary>
    Task Subscribe(IAccountWatcher watcher);

    /// <summary>Tells the watchers.</summary>
    [OneWay]
    Task Changed(string id);
}
