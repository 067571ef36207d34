using System.Collections.Immutable;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Accounts;

/// <summary>The change would leave nobody who can sign in and configure everything.</summary>
[GenerateSerializer]
public sealed class LastAdministratorException() : Exception("Nobody would be left who can sign in and configure everything.");

/// <summary>The tables of accounts. Only the grain of an account writes it.</summary>
public interface IAccountStore
{
    /// <summary>The account; null where there is none.</summary>
    Task<AccountRecord?> Find(string id, CancellationToken cancellationToken = default);

    /// <summary>Saves an account over the version it names, with its rows of the record, in one transaction.</summary>
    /// <param name="account">The account.</param>
    /// <param name="entries">Its rows of the record.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="keepsLast">Whether to look, in the same transaction, that somebody is left who can configure everything.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As it is stored now, one version on; null where another version is stored, and nothing was written.</returns>
    /// <exception cref="LastAdministratorException">With <paramref name="keepsLast"/>: nobody would be left.</exception>
    Task<AccountRecord?> Save(AccountRecord account, ImmutableArray<RecordEntry> entries, Actor by, bool keepsLast = false, CancellationToken cancellationToken = default);

    /// <summary>The account that has an API key of that prefix; null for none.</summary>
    Task<AccountRecord?> OfKey(string prefix, CancellationToken cancellationToken = default);

    /// <summary>The account whose invitation has that hash; null for none.</summary>
    Task<AccountRecord?> OfInvitation(string hash, CancellationToken cancellationToken = default);

    /// <summary>The account that a provider's login belongs to; null for none.</summary>
    Task<AccountRecord?> OfLogin(string provider, string key, CancellationToken cancellationToken = default);

    /// <summary>Accounts by name, closed ones too, whose name or id holds the text without regard to diacritics; null for all.</summary>
    Task<ImmutableArray<AccountRecord>> List(string? text, int limit, CancellationToken cancellationToken = default);

    /// <summary>Accounts that hold a role, today or not, for one of these units or bodies; to name who answers for what.</summary>
    /// <param name="role">The role.</param>
    /// <param name="scopes">Unit codes, body ids, or "*".</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<ImmutableArray<AccountRecord>> Holding(string role, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken = default);

    /// <summary>Ids of accounts changed after a number, with the newest number; the number grows with every save of any account.</summary>
    Task<(long Number, ImmutableArray<string> Ids)> ChangedAfter(long number, CancellationToken cancellationToken = default);

    /// <summary>Whether there is any account: without one, the first start invites the first administrator.</summary>
    Task<bool> Any(CancellationToken cancellationToken = default);
}
