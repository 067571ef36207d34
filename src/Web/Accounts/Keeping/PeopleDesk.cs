using System.Collections.Immutable;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using Secret = HoiQC.Grains.Accounts.Secret;

namespace HoiQC.Web.Accounts.Keeping;

/// <summary>
/// Keeps people, for pages and API alike: who is seen, who is invited, which roles are given and ended. A keeper sees who holds a role where they keep people, and
/// decides over a whole account only where every role it still holds lies there: a link to set a password is the account.
/// </summary>
internal sealed class PeopleDesk(IAccountStore store, People people, ScopeNames scopes, INodeConfiguration node, VietnamClock clock, TimeProvider machine)
{
    /// <summary>Letters a reason may have.</summary>
    public const int ReasonLength = 500;

    private const int Most = 20_000;

    /// <summary>Who is kept, by name; screens too.</summary>
    /// <param name="keeper">Who asks.</param>
    /// <param name="text">A part of name or sign-in name, without regard to diacritics; null for all.</param>
    /// <param name="state">Only who stands so; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<AccountRecord>> List(Viewer keeper, string? text, PersonState? state, CancellationToken cancellationToken = default) =>
        [.. (await store.List(text, Most, cancellationToken)).Where(account => Sees(keeper, account) && (state is null || PersonStates.Of(account, machine.GetUtcNow()) == state))];

    /// <summary>The account, if the keeper sees it.</summary>
    public async Task<AccountRecord?> Find(Viewer keeper, string id) => await people.Read(AccountName.Of(id)) is { } account && Sees(keeper, account) ? account : null;

    /// <summary>Whether a keeper keeps the people of a scope.</summary>
    public bool Covers(Viewer keeper, AssignmentRecord held) => Delegation.Covers(keeper, held.ToAssignment().Scope, clock.Today, node.Current.Tree);

    /// <summary>Whether a keeper decides over a whole account: nothing it still holds lies elsewhere.</summary>
    public bool Decides(Viewer keeper, AccountRecord account) => Sees(keeper, account) && account.Assignments.Where(held => !(held.Until < clock.Today)).All(held => Covers(keeper, held));

    /// <summary>Makes an account with its first role, and the link by which its password is set.</summary>
    public async Task<DeskAnswer> Invite(Viewer keeper, Actor by, string? id, string? name, RoleOrder role, CancellationToken cancellationToken = default)
    {
        (id, name) = (AccountName.Of(id), (name ?? "").Trim().Normalize());
        var (held, wrong) = await Read(keeper, role, cancellationToken);
        ImmutableArray<Refusal> refusals = [.. new[] { AccountName.Check(id), AccountName.CheckName(name), wrong }.OfType<Refusal>()];
        if (!refusals.IsEmpty) return DeskAnswer.No(refusals);
        var secret = Secret.New();
        var now = machine.GetUtcNow();
        var account = AccountRecord.New(id, name, now).Given(held!).Invited(Secret.Hash(secret), now.AddDays(AccountActs.InvitationDays));
        return await people.Make(account, by) is { } made ? DeskAnswer.Done(made, secret) : DeskAnswer.No(Refusal.Conflict($"Tên đăng nhập {id} đã có người dùng. Đề nghị chọn tên khác.") with { Field = "id" });
    }

    /// <summary>Gives a role; what the person had open ends, so that it shows at once, and so does a link that waits.</summary>
    public async Task<DeskAnswer> Give(Viewer keeper, Actor by, string id, RoleOrder role, CancellationToken cancellationToken = default)
    {
        if (await Find(keeper, id) is not { } account) return DeskAnswer.No(NoPerson(id));
        if (OwnAccount.IsScreen(account)) return DeskAnswer.No(Refusal.Conflict("Màn hình chỉ xem một bảng, không nhận vai trò khác. Đề nghị mời người riêng."));
        var (held, wrong) = await Read(keeper, role, cancellationToken);
        if (wrong is not null) return DeskAnswer.No(wrong);
        if (account.Assignments.Any(own => !(own.Until < held!.From) && own.Role == held.Role.ToString() && own.ToAssignment().Scope == held.Scope && !(held.Until < own.From)))
            return DeskAnswer.No(Refusal.Conflict($"{account.Name} đã giữ vai trò này trong thời gian đó. Để đổi ngày: cho thôi rồi giao lại.") with { Field = "role" });
        return await Change(account, by, one => one.Given(held!));
    }

    /// <summary>Ends a role from today on.</summary>
    /// <param name="keeper">Who ends it.</param>
    /// <param name="by">As the record names them.</param>
    /// <param name="id">Whose.</param>
    /// <param name="role">Which: role, scope and first day as the account holds it.</param>
    public async Task<DeskAnswer> End(Viewer keeper, Actor by, string id, RoleOrder role)
    {
        if (await Find(keeper, id) is not { } account) return DeskAnswer.No(NoPerson(id));
        if (OwnAccount.IsScreen(account)) return DeskAnswer.No(Refusal.Conflict("Màn hình chỉ có một vai trò này. Để màn hình thôi hiện bảng, đề nghị đóng tài khoản."));
        var held = account.Assignments.FirstOrDefault(own => Covers(keeper, own) && string.Equals(own.Role, role.Role, StringComparison.OrdinalIgnoreCase) && own.ToAssignment().Scope.ToString() == role.Scope && (role.From is null || own.From == role.From) && !(own.Until < clock.Today));
        if (held is null) return DeskAnswer.No(Refusal.Unknown($"{account.Name} không giữ vai trò này. Đề nghị tải lại trang."));
        return await Change(account, by, one => one.Ended(held, clock.Today), keepsLast: OfEverything(held));
    }

    /// <summary>Makes a new link to set a password, in the place of an earlier one.</summary>
    /// <param name="keeper">Who makes it.</param>
    /// <param name="by">As the record names them.</param>
    /// <param name="id">For whom.</param>
    /// <param name="withoutSecondStep">Whether the second step is ended too, because telephone and recovery codes are lost.</param>
    public async Task<DeskAnswer> Link(Viewer keeper, Actor by, string id, bool withoutSecondStep)
    {
        if (await Whole(keeper, id) is var (account, refused) && refused is not null) return DeskAnswer.No(refused);
        if (account!.IsClosed || OwnAccount.IsScreen(account)) return DeskAnswer.No(Closed(account));
        var secret = Secret.New();
        var ends = machine.GetUtcNow().AddDays(AccountActs.InvitationDays);
        return await ChangeWhole(keeper, account, by, one => (withoutSecondStep ? one.WithoutSecondStep() : one).Invited(Secret.Hash(secret), ends), secret);
    }

    /// <summary>Takes passwords again after too many wrong ones.</summary>
    public async Task<DeskAnswer> Unlock(Viewer keeper, Actor by, string id) =>
        await Whole(keeper, id) is var (account, refused) && refused is not null ? DeskAnswer.No(refused) : await ChangeWhole(keeper, account!, by, one => one.Unlocked());

    /// <summary>Closes an account for ever. What was its person's is the body's again.</summary>
    public async Task<DeskAnswer> Close(Viewer keeper, Actor by, string id, string? reason)
    {
        reason = (reason ?? "").Trim().Normalize();
        if (await Whole(keeper, id) is var (account, refused) && refused is not null) return DeskAnswer.No(refused);
        if (account!.IsClosed) return DeskAnswer.No(Closed(account));
        if (reason.Length is 0 or > ReasonLength) return DeskAnswer.No(Refusal.Invalid($"Đề nghị ghi lý do đóng tài khoản, tối đa {ReasonLength} ký tự.", "reason"));
        return await ChangeWhole(keeper, account, by, one => one.Closed(machine.GetUtcNow(), reason), keepsLast: account.Assignments.Any(OfEverything));
    }

    /// <summary>The one answer for somebody who does not exist and for somebody who is kept by others.</summary>
    public static Refusal NoPerson(string id) => Refusal.Unknown($"Không có người dùng {Problems.Quote(id)} trong phạm vi quản trị của mình. Đề nghị xem danh sách người dùng.");

    private static readonly Refusal Last = Refusal.Conflict("Đây là quản trị viên toàn hệ thống cuối cùng còn đăng nhập được. Đề nghị giao vai trò này cho người khác và chờ người đó đặt mật khẩu trước.");

    private bool Sees(Viewer keeper, AccountRecord account) => keeper.As(Role.Administrator).Any(own => own.Scope.IsEverything) || account.Assignments.Any(held => Covers(keeper, held));

    private async Task<(AccountRecord? Account, Refusal? Refused)> Whole(Viewer keeper, string id) => await Find(keeper, id) switch
    {
        null => (null, NoPerson(id)),
        { } account when !Decides(keeper, account) => (null, Refusal.Conflict($"{account.Name} còn vai trò ngoài phạm vi quản trị của mình. Đề nghị quản trị viên cấp trên thực hiện.")),
        var account => (account, null),
    };

    private async Task<(Assignment? Held, Refusal? Wrong)> Read(Viewer keeper, RoleOrder order, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<Role>(order.Role, ignoreCase: true, out var role) || !Enum.IsDefined(role) || char.IsAsciiDigit(order.Role!.Trim()[0]))
            return (null, Refusal.Invalid("Đề nghị chọn vai trò.", "role"));
        if (role == Role.Display) return (null, Delegation.Screen);
        var code = (order.Scope ?? "").Trim();
        if (code.Length == 0) return (null, Refusal.Invalid("Đề nghị chọn đơn vị hoặc tổ chức.", "scope"));
        if (await scopes.Find(code, cancellationToken) is not { } scope) return (null, Delegation.Outside(code));
        var held = new Assignment(role, scope, order.From ?? clock.Today, order.Until);
        return Delegation.Check(keeper, held, clock.Today, node.Current.Tree) is { } wrong ? (null, wrong) : (held, null);
    }

    private async Task<DeskAnswer> Change(AccountRecord account, Actor by, Func<AccountRecord, AccountRecord?> change, string? secret = null, bool keepsLast = false)
    {
        if (account.IsClosed) return DeskAnswer.No(Closed(account));
        try
        {
            return await people.Change(account.Id, one => one.IsClosed ? null : change(one), by, keepsLast) is { } changed ? DeskAnswer.Done(changed, secret) : DeskAnswer.No(Closed(account));
        }
        catch (LastAdministratorException)
        {
            return DeskAnswer.No(Last);
        }
    }

    /// <summary>A change that is the whole account's: who gave it a role elsewhere in the meantime has taken it out of this keeper's hands.</summary>
    private async Task<DeskAnswer> ChangeWhole(Viewer keeper, AccountRecord account, Actor by, Func<AccountRecord, AccountRecord?> change, string? secret = null, bool keepsLast = false)
    {
        var answer = await Change(account, by, one => Decides(keeper, one) ? change(one) : null, secret, keepsLast);
        return answer.Account is null && (await Whole(keeper, account.Id)).Refused is { } meanwhile ? DeskAnswer.No(meanwhile) : answer;
    }

    /// <summary>Whether a role is one of which the last must stay; that it does, the transaction looks that ends it.</summary>
    private bool OfEverything(AssignmentRecord held) => held is { Role: nameof(Role.Administrator), Unit: null } && held.ToAssignment().HoldsOn(clock.Today);

    private static Refusal Closed(AccountRecord account) => Refusal.Conflict(OwnAccount.IsScreen(account) && !account.IsClosed ? "Màn hình không có mật khẩu. Đề nghị lập đường dẫn màn hình mới." : $"Tài khoản {account.Id} đã đóng. Đề nghị lập tài khoản mới.");
}
