using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Accounts;

/// <summary>Keeps accounts for whoever runs the server, be it through the server or on a folder that nothing runs on.</summary>
public sealed class AccountClerk
{
    /// <summary>Days for which an invitation is good.</summary>
    public const int InvitationDays = 14;

    /// <summary>Days for which an API key is good unless said otherwise, and at most.</summary>
    public const int KeyDays = 90, MostKeyDays = 366;

    private readonly Database _database;
    private readonly AccountStore _store;
    private readonly VietnamClock _clock;
    private readonly TimeProvider _machine;
    private readonly Func<AccountRecord?, AccountRecord, Task<AccountRecord?>> _save;

    /// <summary>A clerk who saves through the grains, so that everybody hears of it; without them, straight into the tables.</summary>
    internal AccountClerk(Database database, VietnamClock clock, TimeProvider machine, IGrainFactory? grains = null)
    {
        (_database, _store, _clock, _machine) = (database, new(database, clock), clock, machine);
        _save = grains is null
            ? (before, after) => _store.Save(before, after, Actor.Operator)
            : (_, after) => grains.GetGrain<IAccountGrain>(after.Id).Save(after, Actor.Operator);
    }

    /// <summary>Does what an order says.</summary>
    public Task<AccountAnswer> Do(AccountOrder order) => order.Verb switch
    {
        "add" => Add(order),
        "list" => List(),
        "close" => Close(order),
        "addkey" => AddKey(order),
        "revokekey" => RevokeKey(order),
        _ => Task.FromResult(AccountAnswer.Refused($"Không có lệnh “{order.Verb}” về tài khoản. Đề nghị xem ./hoiqc help.")),
    };

    /// <summary>Invites the first administrator: a new link at each start, until some open account may configure everything.</summary>
    /// <returns>The link's secret; null where there is an administrator already.</returns>
    public async Task<string?> InviteFirst()
    {
        const string Id = "quan-tri";
        var everything = (await _store.Holding(nameof(Role.Administrator), [RoleScope.Star])).Where(account => !account.IsClosed).ToList();
        if (everything.Exists(account => account.Id != Id || account.PasswordHash is not null)) return null;
        var before = await _store.Find(Id);
        if (before is { IsClosed: true } or { PasswordHash: not null }) return null;
        var account = before ?? AccountRecord.New(Id, "Quản trị viên", _machine.GetUtcNow()).Given(new(Role.Administrator, RoleScope.Everything, _clock.Today));
        var secret = Secret.New();
        return await _save(before, account.Invited(Secret.Hash(secret), _machine.GetUtcNow().AddDays(1))) is null ? null : secret;
    }

    private async Task<AccountAnswer> Add(AccountOrder order)
    {
        var (id, name) = (AccountName.Of(order.Id), (order.Name ?? order.Id).Trim().Normalize());
        if ((AccountName.Check(id) ?? AccountName.CheckName(name)) is { } refusal) return AccountAnswer.Refused(refusal.Sentence);
        if (await _store.Find(id) is not null) return AccountAnswer.Refused($"Đã có tài khoản {id}. Đề nghị chọn tên đăng nhập khác.");
        var account = AccountRecord.New(id, name, _machine.GetUtcNow());
        foreach (var text in order.Roles)
        {
            if (await RoleOf(text, order.Until) is not { } held) return AccountAnswer.Refused(Unreadable(text));
            account = account.Given(held);
        }
        var secret = Secret.New();
        var ends = _machine.GetUtcNow().AddDays(order.Days ?? InvitationDays);
        if (await _save(null, account.Invited(Secret.Hash(secret), ends)) is null) return AccountAnswer.Refused($"Đã có tài khoản {id}. Đề nghị chọn tên đăng nhập khác.");
        return new(true, [$"Đã lập tài khoản {id} ({name}). Đường dẫn đặt mật khẩu, dùng một lần, đến {Vietnamese.Instant(ends)}:", $"{await Address()}/invitation/{secret}"]);
    }

    private async Task<AccountAnswer> List()
    {
        var accounts = await _store.List(null, int.MaxValue);
        return new(true, accounts.IsEmpty ? ["Chưa có tài khoản nào."] : [.. accounts.Select(Line)]);

        string Line(AccountRecord account)
        {
            var state = account switch
            {
                { ClosedAt: { } at } => $"đã đóng {Vietnamese.Date(Domain.VietnamTime.DayOf(at))}",
                { PasswordHash: null, Invitation: not null } => "đã mời, chưa đặt mật khẩu",
                { PasswordHash: null } => "chưa có mật khẩu",
                _ => "đang dùng",
            };
            return $"{account.Id}\t{account.Name}\t{state}\t{string.Join(" ", account.ViewerOn(_clock.Today).Assignments)}\t{string.Join(" ", account.Keys.Select(key => key.Prefix))}".TrimEnd('\t');
        }
    }

    private async Task<AccountAnswer> Close(AccountOrder order) =>
        await Change(AccountName.Of(order.Id), account => account.Closed(_machine.GetUtcNow())) is { } closed
            ? new(true, [$"Đã đóng tài khoản {closed.Id} ({closed.Name}). Việc của tài khoản này thuộc trách nhiệm của tổ chức."])
            : Unknown(order.Id);

    private async Task<AccountAnswer> AddKey(AccountOrder order)
    {
        var days = order.Days ?? KeyDays;
        if (days is < 1 or > MostKeyDays) return AccountAnswer.Refused($"Khóa dùng được từ 1 đến {MostKeyDays} ngày. Đề nghị ghi lại --days.");
        if (await _store.Find(AccountName.Of(order.Id)) is not { IsClosed: false } account) return Unknown(order.Id);
        if (account.Keys.Length >= AccountActs.MostKeys) return AccountAnswer.Refused($"Tài khoản đã có {AccountActs.MostKeys} khóa. Đề nghị thu hồi khóa không dùng nữa.");
        var narrowed = ImmutableArray.CreateBuilder<AssignmentRecord>();
        foreach (var text in order.Roles)
        {
            if (await RoleOf(text, null) is not { } held) return AccountAnswer.Refused(Unreadable(text));
            if (account.Assignments.FirstOrDefault(own => own.Role == held.Role.ToString() && own.ToAssignment().Scope == held.Scope) is not { } own)
                return AccountAnswer.Refused($"Tài khoản {account.Id} không có vai trò {held}; khóa không thể rộng hơn người dùng.");
            narrowed.Add(own);
        }
        var (key, prefix, hash) = Secret.NewKey();
        var (now, ends) = (_machine.GetUtcNow(), _machine.GetUtcNow().AddDays(days));
        var made = new ApiKeyRecord(prefix, hash, (order.Name ?? "dòng lệnh").Trim().Normalize(), narrowed.ToImmutable(), now, ends);
        return await Change(account.Id, one => one.With(made)) is null
            ? Unknown(order.Id)
            : new(true, [$"Khóa API của {account.Id}, dùng đến {Vietnamese.Instant(ends)}; chỉ hiện một lần:", key]);
    }

    private async Task<AccountAnswer> RevokeKey(AccountOrder order)
    {
        var prefix = Secret.Parts(order.Id)?.Prefix ?? order.Id;
        return await _store.OfKey(prefix) is { } account && await Change(account.Id, one => one.WithoutKey(prefix)) is { } left
            ? new(true, [$"Đã thu hồi khóa {prefix} của {left.Id}."])
            : AccountAnswer.Refused($"Không có khóa API bắt đầu bằng “{prefix}”. Đề nghị xem ./hoiqc account list.");
    }

    private async Task<AccountRecord?> Change(string id, Func<AccountRecord, AccountRecord> change)
    {
        for (var attempt = 1; attempt <= 8; attempt++)
        {
            if (await _store.Find(id) is not { } account) return null;
            if (change(account) is var changed && changed == account) return account;
            if (await _save(account, changed) is { } saved) return saved;
        }
        throw new InvalidOperationException($"Account {id} met a conflict 8 times.");
    }

    /// <summary>A role as it is written; null where role, unit or body do not exist.</summary>
    private async Task<Assignment?> RoleOf(string text, DateOnly? until)
    {
        if (text.Split(':', 2) is not [var word, var scope] || !Enum.TryParse<Role>(word, ignoreCase: true, out var role) || !Enum.IsDefined(role)) return null;
        var found = scope == RoleScope.Star ? RoleScope.Everything : await _database.Read(connection =>
            Documents.Read<UnitTreeState>(connection, DocumentNames.Units).State?.Document?.Units.Any(unit => unit.Code == scope) == true ? RoleScope.Of(scope)
            : BodyTable.KindOf(connection, scope) is var (unit, kind) ? RoleScope.Of(scope, unit, kind) : null);
        if (found is null || (found.Body is not null && role != Role.Officer)) return null;
        return new(role, found, _clock.Today, until);
    }

    private Task<string> Address() => _database.Read(connection => MetaKeys.Read(connection, MetaKeys.Address) ?? "");

    private static string Unreadable(string text) =>
        $"Không hiểu vai trò “{text}”. Ghi vai trò:phạm vi, ví dụ watcher:106, reviewer:106, officer:3430-FrontBloc, administrator:*, inspector:106, display:106; đơn vị hoặc tổ chức phải có trong dữ liệu.";

    private static AccountAnswer Unknown(string id) => AccountAnswer.Refused($"Không có tài khoản đang mở mang tên {id}. Đề nghị xem ./hoiqc account list.");
}
