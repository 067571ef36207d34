using System.Security.Cryptography;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Web.Accounts.Keeping;
using HoiQC.Web.Hardening;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts.Screens;

/// <summary>Screens on walls: each an account that shows one board until its last day, opened by a link.</summary>
internal sealed class ScreenLinks(People people, SignIn signIn, INodeConfiguration node, VietnamClock clock, TimeProvider machine)
{
    /// <summary>Said of every link that is good for nothing, whyever.</summary>
    public const string Ended = "Đường dẫn màn hình này không đúng, đã hết hạn hoặc đã được thu hồi. Đề nghị quản trị viên lập đường dẫn mới.";

    /// <summary>How a screen's session says it began.</summary>
    public const string How = "screen";

    private const int MostDays = 366;

    /// <summary>Makes a screen; its secret is the key that its link holds.</summary>
    /// <param name="keeper">Who makes it.</param>
    /// <param name="by">As the record names them.</param>
    /// <param name="unit">Code of the unit whose board it shows.</param>
    /// <param name="place">Where it hangs.</param>
    /// <param name="until">Its last day.</param>
    public async Task<DeskAnswer> Make(Viewer keeper, Actor by, string? unit, string? place, DateOnly? until)
    {
        var (code, name) = ((unit ?? "").Trim(), $"Màn hình {(place ?? "").Trim().Normalize()}".Trim());
        if (node.Current.Tree.Find(code) is not { } found || !Delegation.Covers(keeper, RoleScope.Of(found.Code), clock.Today, node.Current.Tree)) return DeskAnswer.No(Delegation.Outside(code) with { Field = "unit" });
        if (string.IsNullOrWhiteSpace(place) || AccountName.CheckName(name) is not null) return DeskAnswer.No(Refusal.Invalid("Đề nghị ghi nơi đặt màn hình, tối đa 90 ký tự.", "place"));
        if (until is not { } last || last < clock.Today || last > clock.Today.AddDays(MostDays))
            return DeskAnswer.No(Refusal.Invalid("Đề nghị ghi ngày cuối màn hình còn dùng: từ hôm nay, không quá một năm.", "until"));
        var (text, prefix, hash) = Secret.NewKey();
        var now = machine.GetUtcNow();
        var ends = VietnamTime.EndOf(VietnamTime.DayOf(now).AddDays(last.DayNumber - clock.Today.DayNumber));
        var account = AccountRecord.New($"man-hinh-{RandomNumberGenerator.GetHexString(8, lowercase: true)}", name, now)
            .Given(new(Role.Display, RoleScope.Of(found.Code), clock.Today, last)).With(new ApiKeyRecord(prefix, hash, "đường dẫn màn hình", [], now, ends));
        return await people.Make(account, by) is { } made ? DeskAnswer.Done(made, text) : DeskAnswer.No(Refusal.Conflict("Chưa lập được màn hình. Đề nghị thử lại."));
    }

    /// <summary>The screen of a link's key, with the unit whose board it shows; null where the link is good for nothing.</summary>
    public async Task<(AccountRecord Account, string Unit)?> Find(string key) =>
        await people.OfKey(key, machine.GetUtcNow()) is var (account, _) && OwnAccount.IsScreen(account) && account.ViewerOn(clock.Today).As(Role.Display).FirstOrDefault() is { Scope.Unit: { } unit } ? (account, unit) : null;

    /// <summary>Signs this browser in as the screen, until the key ends.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<string?> Open(HttpContext context, AccountRecord account)
    {
        if (Transport.Of(context).Refusal is { } open) return open.Sentence;
        return await signIn.Begin(context, account, How, account.Keys[0].EndsAt) ? null : Ended;
    }
}
