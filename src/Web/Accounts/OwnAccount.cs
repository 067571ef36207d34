using System.Collections.Immutable;
using System.Globalization;
using System.Security.Claims;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using HoiQC.Grains.Accounts;
using HoiQC.Web.Access;
using HoiQC.Web.Layout;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts;

/// <summary>What somebody does with their own account: password, sign-ins, API keys. Whoever came by a key or as a screen has none of it.</summary>
internal sealed class OwnAccount(SignIn signIn, Passwords passwords, People people, TimeProvider machine)
{
    /// <summary>Days a key is offered for.</summary>
    public static readonly int[] KeyDays = [30, 90, 180, 365];

    private const int KeyNameLength = 60;

    /// <summary>The account of whoever is signed in by a browser; null for everybody else.</summary>
    public async Task<AccountRecord?> Find(HttpContext? context) =>
        context?.User.FindFirstValue(SignIn.SessionClaim) is not null && context.Viewer() is { IsSomebody: true } viewer && !IsScreen(await people.Find(viewer.Account)) ? await people.Read(viewer.Account) : null;

    /// <summary>Whether an account is that of a screen.</summary>
    public static bool IsScreen(AccountRecord? account) => account is { PasswordHash: null, Logins.IsEmpty: true, Assignments: [{ Role: nameof(Domain.People.Role.Display) }, ..] };

    /// <summary>Sets another password: every sign-in ends at once, this browser's goes on under a new name.</summary>
    public async Task<ImmutableArray<FieldFault>> ChangePassword(HttpContext context, string current, string password, string again)
    {
        if (await Find(context) is not { } account) return [new("", Gone)];
        var (proven, wrong) = await signIn.Prove(context, current);
        if (proven is null) return [new("current", wrong!)];
        if (await passwords.Faults(account, password, again) is { IsEmpty: false } faults) return faults;
        if (password == current) return [new("password", "Mật khẩu mới giống mật khẩu hiện nay. Đề nghị chọn mật khẩu khác.")];
        var hash = passwords.Hash(account, password);
        if (await people.Change(account.Id, one => one.Has(proven) ? one.WithPassword(hash) : null, context.Actor()) is not { } saved) return [new("", Gone)];
        return await signIn.Begin(context, saved, "password") ? [] : [new("", SignIn.Overtaken)];
    }

    /// <summary>How a sign-in is named in a form: its own name is what the browser's cookie holds.</summary>
    public static string HandleOf(SessionRecord session) => Secret.Hash(session.Id)[..16];

    /// <summary>Whether a sign-in is the one of this request.</summary>
    public static bool IsThis(HttpContext? context, SessionRecord session) => context?.User.FindFirstValue(SignIn.SessionClaim) == session.Id;

    /// <summary>Ends one sign-in, or all but this one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="handle">Which; empty for all others.</param>
    public async Task EndSessions(HttpContext context, string handle)
    {
        if (await Find(context) is not { } account) return;
        await people.Change(
            account.Id,
            one => one with { Sessions = one.Sessions.RemoveAll(session => handle.Length == 0 ? !IsThis(context, session) : HandleOf(session) == handle) },
            context.Actor());
    }

    /// <summary>Makes an API key: the text to show once, or what is wrong. A key outlives the sign-in it was made in, so the password is asked for, where there is one.</summary>
    /// <param name="context">The request.</param>
    /// <param name="name">What it is for.</param>
    /// <param name="roles">Numbers of the roles it is narrowed to; none for all.</param>
    /// <param name="days">Days it is good for.</param>
    /// <param name="password">The present password.</param>
    public async Task<(string? Key, ImmutableArray<FieldFault> Faults)> MakeKey(HttpContext context, string name, IReadOnlyCollection<string> roles, string days, string password)
    {
        if (await Find(context) is not { } account) return (null, [new("", Gone)]);
        name = name.Trim().Normalize();
        var faults = ImmutableArray.CreateBuilder<FieldFault>();
        if (name.Length is 0 or > KeyNameLength || name.Any(char.IsControl)) faults.Add(new("key", $"Đề nghị ghi tên khóa, tối đa {KeyNameLength} ký tự: khóa dùng ở đâu, để làm gì."));
        if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > AccountActs.MostKeyDays)
            faults.Add(new("days", $"Khóa dùng được từ 1 đến {AccountActs.MostKeyDays} ngày. Đề nghị chọn lại."));
        if (account.Keys.Length >= AccountActs.MostKeys) faults.Add(new("key", $"Tài khoản đã có {AccountActs.MostKeys} khóa. Đề nghị thu hồi khóa không dùng nữa."));
        var narrowed = account.Assignments.Where((_, at) => roles.Contains(at.ToString(CultureInfo.InvariantCulture))).ToImmutableArray();
        if (narrowed.Length != roles.Count) faults.Add(new("roles", "Vai trò đã thay đổi. Đề nghị tải lại trang rồi chọn lại."));
        if (faults.Count > 0) return (null, faults.ToImmutable());
        var (proven, wrong) = account.PasswordHash is null ? (account, null) : await signIn.Prove(context, password);
        if (proven is null) return (null, [new("proof", wrong!)]);
        var (text, prefix, hash) = Secret.NewKey();
        var (now, ends) = (machine.GetUtcNow(), VietnamTime.EndOf(VietnamTime.DayOf(machine.GetUtcNow()).AddDays(number)));
        var made = await people.Change(account.Id, one => !one.Has(proven) || one.Keys.Length >= AccountActs.MostKeys ? null : one.With(new ApiKeyRecord(prefix, hash, name, narrowed, now, ends)), context.Actor());
        return made is null ? (null, [new("", Gone)]) : (text, []);
    }

    /// <summary>Revokes an API key.</summary>
    public async Task RevokeKey(HttpContext context, string prefix)
    {
        if (await Find(context) is { } account) await people.Change(account.Id, one => one.WithoutKey(prefix), context.Actor());
    }

    /// <summary>How one signed in, in words.</summary>
    public static string How(SessionRecord session) => session.How switch
    {
        "password" => "mật khẩu",
        "password+code" => "mật khẩu và mã xác thực",
        "invitation" => "đường dẫn đặt mật khẩu",
        "demonstration" => "bản trình diễn",
        "screen" => "đường dẫn màn hình",
        var provider => Vietnamese.Capital(provider.Replace("+code", " và mã xác thực", StringComparison.Ordinal)),
    };

    private const string Gone = "Phiên đăng nhập đã kết thúc nên chưa lưu. Đề nghị đăng nhập lại.";
}
