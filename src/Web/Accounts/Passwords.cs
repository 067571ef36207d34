using System.Collections.Immutable;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Layout;
using Microsoft.AspNetCore.Identity;

namespace HoiQC.Web.Accounts;

/// <summary>Passwords that are set: looked at by every rule there is, and hashed by the framework.</summary>
internal sealed class Passwords(UserManager<Account> users)
{
    /// <summary>What is wrong with a new password that was typed twice, by the fields "password" and "again".</summary>
    public async Task<ImmutableArray<FieldFault>> Faults(AccountRecord account, string? password, string? again)
    {
        var user = new Account(account, Actor.System);
        foreach (var rule in users.PasswordValidators)
            if (await rule.ValidateAsync(users, user, password ?? "") is { Succeeded: false } wrong) return [new("password", wrong.Errors.First().Description)];
        return password == again ? [] : [new("again", "Hai lần nhập mật khẩu không giống nhau. Đề nghị nhập lại cả hai.")];
    }

    /// <summary>What is stored of a password.</summary>
    public string Hash(AccountRecord account, string password) => users.PasswordHasher.HashPassword(new(account, Actor.System), password);
}
