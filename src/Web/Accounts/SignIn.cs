using System.Security.Claims;
using System.Security.Cryptography;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using HoiQC.Web.Hardening;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts;

/// <summary>How an attempt to sign in ended.</summary>
/// <param name="Done">Whether the browser is signed in now.</param>
/// <param name="NeedsCode">The first step is done; a code of the second step is wanted.</param>
/// <param name="Sentence">What to say where it is not done.</param>
/// <param name="Ticket">Where a code is wanted, what proves the first step for five minutes; good for nothing without a code.</param>
public sealed record SignInAnswer(bool Done, bool NeedsCode, string? Sentence, string? Ticket = null);

/// <summary>Signing in and out. A sign-in is a session of the account; the browser's cookie names it, anew each time.</summary>
internal sealed class SignIn(UserManager<Account> users, People people, Turns turns, Decoy decoy, IDataProtectionProvider protection, TimeProvider machine)
{
    /// <summary>The scheme of the browser's cookie.</summary>
    public const string Scheme = "hoiqc";

    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "hoiqc:session";

    /// <summary>Said where something was saved and the sign-in that should go on with it could not begin.</summary>
    public const string Overtaken = "Đã lưu, nhưng cùng lúc đó tài khoản lại thay đổi nên mọi phiên đăng nhập đã kết thúc. Đề nghị đăng nhập lại.";

    /// <summary>How long a sign-in lasts at most; it ends earlier when nothing is asked for eight hours.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const string Wrong = "Tên đăng nhập hoặc mật khẩu không đúng. Đề nghị kiểm tra lại; nếu quên mật khẩu, đề nghị quản trị viên gửi đường dẫn đặt lại.";
    private const string WrongCode = "Mã xác thực không đúng hoặc đã dùng. Đề nghị nhập mã mới trên điện thoại.";
    private const string TooLate = "Đã quá năm phút kể từ khi nhập mật khẩu. Đề nghị đăng nhập lại.";

    private static readonly TimeSpan TicketLife = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _tickets = protection.CreateProtector("HoiQC.FirstStep").ToTimeLimitedDataProtector();

    /// <summary>Tries a password, and the code of the second step where the account asks for one.</summary>
    public async Task<SignInAnswer> WithPassword(HttpContext context, string? name, string? password, string? code)
    {
        if (Transport.Of(context).Refusal is { } open) return new(false, false, open.Sentence);
        var id = AccountName.Of(name);

        // No account has such a one, and hashing it would only cost time: known and unknown names are told the same at once.
        if (password?.Length > PasswordRules.Longest) return new(false, false, Wrong);
        using var turn = await turns.Take(id, context.RequestAborted);
        if (AccountName.Check(id) is not null || await people.Read(id) is not { IsClosed: false, PasswordHash: not null } record)
        {
            users.PasswordHasher.VerifyHashedPassword(null!, decoy.Of(users.PasswordHasher), password ?? "");
            return new(false, false, Wrong);
        }
        var account = new Account(record, new(record.Id, record.Name, "page", From(context)));
        if (await Prove(account, password) is { } sentence) return new(false, false, sentence);
        if (!account.Record.SecondStep.Enabled) return await Begin(context, account.Record, "password") ? new(true, false, null) : new(false, false, Wrong);
        return string.IsNullOrWhiteSpace(code) ? new(false, true, null, TicketOf(account.Record, "password")) : await Finish(context, account, "password", code);
    }

    /// <summary>Does the second step after the first one.</summary>
    public async Task<SignInAnswer> WithCode(HttpContext context, string? ticket, string? code)
    {
        if (Transport.Of(context).Refusal is { } open) return new(false, false, open.Sentence);
        if (Read(ticket) is not [var id, var stamp, var how]) return new(false, false, TooLate);
        using var turn = await turns.Take(id, context.RequestAborted);
        if (await people.Read(id) is not { IsClosed: false, SecondStep.Enabled: true } record || record.Stamp != stamp) return new(false, false, TooLate);
        var account = new Account(record, new(record.Id, record.Name, "page", From(context)));
        return await users.IsLockedOutAsync(account) ? new(false, false, Locked(record)) : await Finish(context, account, how, code ?? "");
    }

    /// <summary>What a first step by other means than a password comes to: a sign-in, or the question for a code.</summary>
    public async Task<SignInAnswer> WithProof(HttpContext context, AccountRecord account, string how)
    {
        if (Transport.Of(context).Refusal is { } open) return new(false, false, open.Sentence);
        if (account.SecondStep.Enabled) return new(false, true, null, TicketOf(account, how));
        return await Begin(context, account, how) ? new(true, false, null) : new(false, false, TooLate);
    }

    /// <summary>Whether somebody who is signed in knows their password: the account as it was when they said it, or the sentence. Wrong ones count as at the door.</summary>
    public async Task<(AccountRecord? Proven, string? Wrong)> Prove(HttpContext context, string? password)
    {
        var by = context.Actor();
        using var turn = await turns.Take(by.Account, context.RequestAborted);
        if (await people.Read(by.Account) is not { IsClosed: false, PasswordHash: not null } record) return (null, "Tài khoản chưa có mật khẩu. Đề nghị quản trị viên gửi đường dẫn đặt mật khẩu.");
        var account = new Account(record, by);
        return await Prove(account, password) is { } sentence ? (null, sentence == Wrong ? "Mật khẩu hiện nay không đúng. Đề nghị nhập lại." : sentence) : (account.Record, null);
    }

    /// <summary>Begins a sign-in of an account that has proven itself; the one this browser had before ends.</summary>
    /// <param name="context">The request.</param>
    /// <param name="proven">The account as it was when that was proven. Where its password, second step or roles have changed since, or it was closed, the proof is worth nothing.</param>
    /// <param name="how">As the session will say.</param>
    /// <param name="endsAt">When it ends; null for the usual.</param>
    /// <returns>Whether it began.</returns>
    public async Task<bool> Begin(HttpContext context, AccountRecord proven, string how, DateTimeOffset? endsAt = null)
    {
        if (context.User.FindFirstValue(SessionClaim) is not null) await End(context);
        var (now, from) = (machine.GetUtcNow(), From(context));
        var session = new SessionRecord(Secret.New(), now, endsAt ?? (now + Longest), from, how);
        if (await people.Change(proven.Id, account => account.Has(proven) ? account.With(session) : null, new(proven.Id, proven.Name, "page", from)) is not { } saved) return false;
        var identity = new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, saved.Id), new(ClaimTypes.Name, saved.Name), new(SessionClaim, session.Id), new(Actors.Via, "page")], Scheme);
        await context.SignInAsync(Scheme, new(identity), new() { IsPersistent = true, IssuedUtc = now, ExpiresUtc = endsAt, AllowRefresh = endsAt is null });
        return true;
    }

    /// <summary>Ends this browser's sign-in, on the server too.</summary>
    public async Task End(HttpContext context)
    {
        if (context.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && context.User.FindFirstValue(SessionClaim) is { } session)
            await people.Change(id, account => account.WithoutSession(session), context.Actor());
        await context.SignOutAsync(Scheme);
    }

    private async Task<string?> Prove(Account account, string? password)
    {
        if (await users.IsLockedOutAsync(account)) return Locked(account.Record);
        if (password?.Length <= PasswordRules.Longest && await users.CheckPasswordAsync(account, password)) return null;
        await Refused(account);
        return Wrong;
    }

    private async Task<SignInAnswer> Finish(HttpContext context, Account account, string how, string code)
    {
        if (!await IsCode(account, code))
        {
            await Refused(account);
            return await users.IsLockedOutAsync(account) ? new(false, false, Locked(account.Record)) : new(false, true, WrongCode, TicketOf(account.Record, how));
        }
        return await Begin(context, account.Record, how + "+code") ? new(true, false, null) : new(false, false, TooLate);
    }

    /// <summary>Counts a wrong answer. Whoever lost a race against another node counts on the newer account.</summary>
    private async Task Refused(Account account)
    {
        for (var attempt = 1; attempt <= 8 && !(await users.AccessFailedAsync(account)).Succeeded; attempt++)
            account.Record = await people.Read(account.Record.Id) ?? account.Record;
    }

    private async Task<bool> IsCode(Account account, string code)
    {
        var typed = code.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();
        if (typed.Length > 6) return (await users.RedeemTwoFactorRecoveryCodeAsync(account, typed.Length == 10 ? typed.Insert(5, "-") : typed)).Succeeded;
        var last = account.Record.SecondStep.LastStep;
        if (await users.GetAuthenticatorKeyAsync(account) is not { } key || TimeCodes.StepOf(key, typed, machine.GetUtcNow(), last) is not { } step) return false;
        account.Record = account.Record with { SecondStep = account.Record.SecondStep with { LastStep = step } };
        return (await users.UpdateAsync(account)).Succeeded;
    }

    private string TicketOf(AccountRecord account, string how) => _tickets.Protect($"{account.Id}\n{account.Stamp}\n{how}", TicketLife);

    private string[]? Read(string? ticket)
    {
        try
        {
            return string.IsNullOrEmpty(ticket) ? null : _tickets.Unprotect(ticket).Split('\n');
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Locked(AccountRecord account) => $"Đã nhập sai nhiều lần nên tạm dừng nhận mật khẩu đến {Vietnamese.Instant(account.LockedUntil!.Value)}. Đề nghị thử lại sau.";

    private static string From(HttpContext context) => context.Connection.RemoteIpAddress?.ToString() ?? "";
}
