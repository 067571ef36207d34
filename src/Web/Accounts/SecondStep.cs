using System.Collections.Immutable;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using Microsoft.AspNetCore.Identity;
using QRCoder;

namespace HoiQC.Web.Accounts;

/// <summary>A second step of signing in: a code from the telephone, besides the password.</summary>
internal sealed class SecondStep(UserManager<Account> users, IUserStore<Account> store, SignIn signIn, OwnAccount own, People people, TimeProvider machine)
{
    private const int RecoveryCodes = 10;
    private const string Gone = "Phiên đăng nhập đã kết thúc nên chưa lưu. Đề nghị đăng nhập lại.";

    /// <summary>Makes the key that the telephone shall know; nothing is asked at the door before it was confirmed.</summary>
    public async Task<string?> Prepare(HttpContext context, string password)
    {
        if ((await signIn.Prove(context, password)).Wrong is { } wrong) return wrong;
        if (await Read(context) is not { Record.SecondStep.Enabled: false } account) return Gone;
        await ((IUserAuthenticatorKeyStore<Account>)store).SetAuthenticatorKeyAsync(account, users.GenerateNewAuthenticatorKey(), context.RequestAborted);
        return (await users.UpdateAsync(account)).Errors.FirstOrDefault()?.Description;
    }

    /// <summary>The key that waits to be confirmed, in text and as a picture to be read by a telephone; null where none waits.</summary>
    public async Task<(string Text, string Picture)?> Waiting(HttpContext context)
    {
        if (await Read(context) is not { Record.SecondStep: { Enabled: false, Key: not null } } account || await users.GetAuthenticatorKeyAsync(account) is not { } key) return null;
        var address = $"otpauth://totp/HoiQC:{Uri.EscapeDataString(account.Record.Id)}?secret={key}&issuer=HoiQC&algorithm=SHA1&digits=6&period={TimeCodes.Seconds}";
        using var drawn = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        using var picture = new PngByteQRCode(drawn);
        return (string.Join(' ', key.Chunk(4).Select(four => new string(four))), $"data:image/png;base64,{Convert.ToBase64String(picture.GetGraphic(6))}");
    }

    /// <summary>Asks for codes from now on, if the telephone shows the right one. Every other sign-in ends.</summary>
    /// <returns>The recovery codes, shown this once; or what is wrong.</returns>
    public async Task<(ImmutableArray<string> Recovery, string? Wrong)> Confirm(HttpContext context, string code)
    {
        if (await Read(context) is not { Record.SecondStep.Enabled: false } account) return ([], Gone);
        if (await users.GetAuthenticatorKeyAsync(account) is not { } key || TimeCodes.StepOf(key, code.Replace(" ", "", StringComparison.Ordinal), machine.GetUtcNow(), 0) is not { } step)
            return ([], "Mã không đúng. Đề nghị kiểm tra giờ trên điện thoại rồi nhập mã đang hiện.");
        account.Record = account.Record with { SecondStep = account.Record.SecondStep with { LastStep = step } };
        if (await users.GenerateNewTwoFactorRecoveryCodesAsync(account, RecoveryCodes) is not { } codes || !(await users.SetTwoFactorEnabledAsync(account, true)).Succeeded)
            return ([], new VietnameseErrors().ConcurrencyFailure().Description);

        // The codes are shown this once, also where this sign-in was overtaken and ends.
        await signIn.Begin(context, account.Record, "password+code");
        return ([.. codes], null);
    }

    /// <summary>Asks for codes no more.</summary>
    public async Task<string?> End(HttpContext context, string password)
    {
        var (proven, wrong) = await signIn.Prove(context, password);
        if (proven is null) return wrong;
        if (await own.Find(context) is not { } account) return Gone;
        if (await people.Change(account.Id, one => one.Has(proven) ? one.WithoutSecondStep() : null, context.Actor()) is not { } saved) return Gone;
        return await signIn.Begin(context, saved, "password") ? null : SignIn.Overtaken;
    }

    private async Task<Account?> Read(HttpContext context) => await own.Find(context) is { } record ? new(record, context.Actor()) : null;
}
