using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts;

/// <summary>The user store of ASP.NET Core Identity: accounts are kept by their grains.</summary>
internal sealed class AccountUsers(IGrainFactory grains, IAccountStore store, IDataProtectionProvider protection)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>, IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>,
        IUserTwoFactorRecoveryCodeStore<Account>, IUserLoginStore<Account>
{
    private readonly IDataProtector _keys = protection.CreateProtector("HoiQC.SecondStep");

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        if (await grains.GetGrain<IAccountGrain>(user.Record.Id).Save(user.Record, user.By) is not { } saved)
            return IdentityResult.Failed(new VietnameseErrors().ConcurrencyFailure());
        user.Record = saved;
        return IdentityResult.Success;
    }

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => UpdateAsync(user, cancellationToken);

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException("An account is closed, never deleted.");

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(userId) || await grains.GetGrain<IAccountGrain>(userId).Read() is not { } record ? null : Of(record);

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByIdAsync(normalizedUserName, cancellationToken);

    public async Task<Account?> FindByLoginAsync(string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        await store.OfLogin(loginProvider, providerKey, cancellationToken) is { } record ? Of(record) : null;

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.Id);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.Id);

    // The name one signs in with is the account's key and never changes.
    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.PasswordHash is not null);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Set(user, user.Record with { PasswordHash = passwordHash });

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Record.Stamp);

    /// <summary>A new stamp means another way of signing in: the sign-ins there are end with the old one.</summary>
    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(user, user.Record with { Stamp = stamp, Sessions = [] });

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.Failures);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.LockedUntil);

    public async Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        await Set(user, user.Record with { Failures = user.Record.Failures + 1 });
        return user.Record.Failures;
    }

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(user, user.Record with { Failures = 0 });

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) => Set(user, user.Record with { LockedUntil = lockoutEnd });

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.SecondStep.Enabled);

    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) =>
        Set(user, user.Record with { SecondStep = user.Record.SecondStep with { Enabled = enabled } });

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Record.SecondStep.Key is { } key ? _keys.Unprotect(key) : null);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        Set(user, user.Record with { SecondStep = user.Record.SecondStep with { Key = _keys.Protect(key) } });

    public Task ReplaceCodesAsync(Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        Set(user, user.Record with { SecondStep = user.Record.SecondStep with { Recovery = [.. recoveryCodes.Select(Secret.Hash)] } });

    public async Task<bool> RedeemCodeAsync(Account user, string code, CancellationToken cancellationToken)
    {
        var step = user.Record.SecondStep;
        var left = step.Recovery.Remove(Secret.Hash(code.Trim().ToUpperInvariant()));
        if (left.Length == step.Recovery.Length) return false;
        user.Record = user.Record with { SecondStep = step with { Recovery = left } };
        return (await UpdateAsync(user, cancellationToken)).Succeeded;
    }

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Record.SecondStep.Recovery.Length);

    public Task AddLoginAsync(Account user, UserLoginInfo login, CancellationToken cancellationToken) =>
        Set(user, user.Record with { Logins = user.Record.Logins.Add(new(login.LoginProvider, login.ProviderKey)) });

    public Task RemoveLoginAsync(Account user, string loginProvider, string providerKey, CancellationToken cancellationToken) =>
        Set(user, user.Record with { Logins = user.Record.Logins.Remove(new(loginProvider, providerKey)) });

    public Task<IList<UserLoginInfo>> GetLoginsAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<IList<UserLoginInfo>>([.. user.Record.Logins.Select(login => new UserLoginInfo(login.Provider, login.Key, null))]);

    public void Dispose()
    {
        // Nothing is held.
    }

    private static Account Of(AccountRecord record) => new(record, new(record.Id, record.Name, "page", ""));

    private static Task Set(Account user, AccountRecord record)
    {
        user.Record = record;
        return Task.CompletedTask;
    }
}
