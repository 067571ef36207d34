using System.Security.Claims;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace HoiQC.Web.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
/// <param name="Done">Whether the browser is signed in now.</param>
/// <param name="NeedsCode">The password was right; a code of the second step is wanted.</param>
/// <param name="Sentence">What to say where it is not done.</param>
public sealed record SignInAnswer(bool Done, bool NeedsCode, string? Sentence);

/// <summary>Signing in and out. A sign-in is a session of the account; the browser's cookie names it, anew each time.</summary>
internal sealed class SignIn(UserManager<Account> users, People people, TimeProvider machine)
{
    /// <summary>The scheme of the browser's cookie.</summary>
    public const string Scheme = "hoiqc";

    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "hoiqc:session";

    /// <summary>How long a sign-in lasts at most; it ends earlier when nothing is asked for eight hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const string Wrong = "Tên đăng nhập hoặc mật khẩu không đúng. Đề nghị kiểm tra lại; nếu quên mật khẩu, đề nghị quản trị viên gửi đường dẫn đặt lại.";

    // A name that nobody has costs as much time as a wrong password.
    private static readonly string Decoy = new PasswordHasher<Account>().HashPassword(null!, Secret.New());

    /// <summary>Tries a password, and the code of the second step where the account asks for one.</summary>
    public async Task<SignInAnswer> WithPassword(HttpContext context, string? name, string? password, string? code)
    {
        var id = AccountName.Of(name);
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            if (AccountName.Check(id) is not null || await people.Find(id) is not { IsClosed: false, PasswordHash: not null } record)
            {
                users.PasswordHasher.VerifyHashedPassword(null!, Decoy, password ?? "");
                return new(false, false, Wrong);
            }
            var account = new Account(record, new(record.Id, record.Name, "page", context.Connection.RemoteIpAddress?.ToString() ?? ""));
            if (await users.IsLockedOutAsync(account))
                return new(false, false, $"Đã nhập sai nhiều lần nên tạm dừng nhận mật khẩu đến {Vietnamese.Instant(record.LockedUntil!.Value)}. Đề nghị thử lại sau.");
            var right = await users.CheckPasswordAsync(account, password ?? "");
            if (right && account.Record.SecondStep.Enabled && string.IsNullOrWhiteSpace(code)) return new(false, true, null);
            if (right && (!account.Record.SecondStep.Enabled || await IsCode(account, code!)))
            {
                await Begin(context, account.Record.Id, account.Record.SecondStep.Enabled ? "password+code" : "password");
                return new(true, false, null);
            }

            // Counted also when many try at once: whoever lost the race counts on the newer one.
            if (!(await users.AccessFailedAsync(account)).Succeeded) continue;
            return right ? new(false, true, "Mã xác thực không đúng hoặc đã dùng. Đề nghị nhập mã mới trên điện thoại.") : new(false, false, Wrong);
        }
        return new(false, false, "Máy chủ đang bận. Đề nghị thử lại sau ít giây.");
    }

    /// <summary>Begins a sign-in of an account that has proven itself; the one this browser had before ends.</summary>
    public async Task Begin(HttpContext context, string id, string how)
    {
        if (context.User.FindFirstValue(SessionClaim) is not null) await End(context);
        var now = machine.GetUtcNow();
        var from = context.Connection.RemoteIpAddress?.ToString() ?? "";
        var session = new SessionRecord(Secret.New(), now, now + Longest, from, how);
        var saved = await people.Change(id, account => account.IsClosed ? null : account.With(session), new(id, (await people.Find(id))?.Name ?? id, "page", from))
            ?? throw new InvalidOperationException($"Account {id} was closed while it signed in.");
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, saved.Id), new(ClaimTypes.Name, saved.Name), new(SessionClaim, session.Id), new(Actors.Via, "page")], Scheme);
        await context.SignInAsync(Scheme, new(identity), new() { IsPersistent = true, IssuedUtc = now, AllowRefresh = true });
    }

    /// <summary>Ends this browser's sign-in, on the server too.</summary>
    public async Task End(HttpContext context)
    {
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && context.User.FindFirstValue(SessionClaim) is { } session)
            await people.Change(id, account => account.WithoutSession(session), context.Actor());
        await context.SignOutAsync(Scheme);
    }

    private async Task<bool> IsCode(Account account, string code)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal);
        if (typed.Length > 6) return await users.RedeemTwoFactorRecoveryCodeAsync(account, typed) is { Succeeded: true };
        if (!int.TryParse(typed, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)) return false;

        // A code lives some minutes and is good once; the last one used is remembered with its time.
        var now = machine.GetUtcNow().ToUnixTimeSeconds();
        var last = account.Record.SecondStep.LastStep;
        if (last % 1_000_000 == number && now - (last / 1_000_000) < 600) return false;
        if (!await users.VerifyTwoFactorTokenAsync(account, users.Options.Tokens.AuthenticatorTokenProvider, typed)) return false;
        account.Record = account.Record with { SecondStep = account.Record.SecondStep with { LastStep = (now * 1_000_000) + number } };
        return (await users.UpdateAsync(account)).Succeeded;
    }
}
