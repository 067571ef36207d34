using System.Collections.Immutable;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Hardening;
using HoiQC.Web.Layout;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts;

/// <summary>Links by which somebody sets a password, once: a first one, or another where it was forgotten.</summary>
internal sealed class Invitations(IAccountStore store, People people, Passwords passwords, SignIn signIn, TimeProvider machine)
{
    /// <summary>Said of every link that is good for nothing, whyever.</summary>
    public const string Ended = "Đường dẫn này đã được dùng, đã hết hạn hoặc đã được thay bằng đường dẫn khác. Đề nghị quản trị viên gửi đường dẫn mới.";

    /// <summary>Whose link it is; null where it is good no more.</summary>
    public async Task<AccountRecord?> Find(string secret) =>
        await store.OfInvitation(Secret.Hash(secret)) is { } account && IsGood(account, Secret.Hash(secret)) ? account : null;

    /// <summary>Sets the password; the link ends, and so does every sign-in and API key there was. Whoever has a second step signs in with it then.</summary>
    /// <returns>What is wrong, and whether the browser is signed in now.</returns>
    public async Task<(ImmutableArray<FieldFault> Faults, bool SignedIn)> Accept(HttpContext context, string secret, string? password, string? again)
    {
        var hash = Secret.Hash(secret);
        if (Transport.Of(context).Refusal is { } open) return ([new("", open.Sentence)], false);
        if (await Find(secret) is not { } account) return ([new("", Ended)], false);
        var by = new Actor(account.Id, account.Name, "page", context.Connection.RemoteIpAddress?.ToString() ?? "");
        if (await passwords.Faults(account, password, again) is { IsEmpty: false } faults) return (faults, false);
        var made = passwords.Hash(account, password!);
        if (await people.Change(account.Id, one => IsGood(one, hash) ? one.Recovered(made) : null, by) is not { } saved) return ([new("", Ended)], false);
        if (saved.SecondStep.Enabled) return ([], false);
        return ([], await signIn.Begin(context, saved, "invitation"));
    }

    private bool IsGood(AccountRecord account, string hash) => !account.IsClosed && account.Invitation is { } invitation && invitation.Hash == hash && invitation.EndsAt > machine.GetUtcNow();
}
