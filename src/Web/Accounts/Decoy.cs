using Microsoft.AspNetCore.Identity;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts;

/// <summary>A hash that no password has, as strong as those of accounts: a name that nobody has costs as much time as a wrong password.</summary>
internal sealed class Decoy
{
    private string? _hash;

    /// <summary>The hash, made once by whatever hashes the passwords of accounts.</summary>
    public string Of(IPasswordHasher<Account> hasher) => LazyInitializer.EnsureInitialized(ref _hash, () => hasher.HashPassword(null!, Secret.New()));
}
