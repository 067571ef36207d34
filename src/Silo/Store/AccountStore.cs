using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using Dapper;
using HoiQC.Domain.People;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;

namespace HoiQC.Silo.Store;

/// <summary>Table account, one JSON document a row, and what is looked up by: roles, keys, invitations, logins.</summary>
internal sealed class AccountStore(Database database, VietnamClock clock) : IAccountStore
{
    public Task<AccountRecord?> Find(string id, CancellationToken cancellationToken = default) => One("SELECT document FROM account WHERE id = @id", new { id }, cancellationToken);

    public Task<AccountRecord?> OfKey(string prefix, CancellationToken cancellationToken = default) =>
        One("SELECT a.document FROM account_key k JOIN account a ON a.id = k.account WHERE k.prefix = @prefix", new { prefix }, cancellationToken);

    public Task<AccountRecord?> OfInvitation(string hash, CancellationToken cancellationToken = default) => One("SELECT document FROM account WHERE invitation = @hash", new { hash }, cancellationToken);

    public Task<AccountRecord?> OfLogin(string provider, string key, CancellationToken cancellationToken = default) =>
        One("SELECT a.document FROM account_login l JOIN account a ON a.id = l.account WHERE l.provider = @provider AND l.key = @key", new { provider, key }, cancellationToken);

    public Task<ImmutableArray<AccountRecord>> List(string? text, int limit, CancellationToken cancellationToken = default) => Many(
        "SELECT document FROM account WHERE @text IS NULL OR instr(folded, @text) > 0 OR instr(id, @text) > 0 ORDER BY folded, id LIMIT @limit",
        new { text = string.IsNullOrWhiteSpace(text) ? null : Vietnamese.Fold(text), limit }, cancellationToken);

    public Task<ImmutableArray<AccountRecord>> Holding(string role, IReadOnlyCollection<string> scopes, CancellationToken cancellationToken = default) =>
        database.Read<ImmutableArray<AccountRecord>>(connection => [.. Holding(connection, role, scopes)], cancellationToken);

    public Task<(long Number, ImmutableArray<string> Ids)> ChangedAfter(long number, CancellationToken cancellationToken = default) => database.Read<(long, ImmutableArray<string>)>(
        connection => (Newest(connection), [.. connection.Query<string>("SELECT id FROM account WHERE number > @number", new { number })]), cancellationToken);

    public Task<bool> Any(CancellationToken cancellationToken = default) =>
        database.Read(connection => connection.ExecuteScalar<bool>("SELECT EXISTS (SELECT 1 FROM account)"), cancellationToken);

    public Task<AccountRecord?> Save(AccountRecord account, ImmutableArray<RecordEntry> entries, Actor by, bool keepsLast = false, CancellationToken cancellationToken = default) => database.Write(
        connection =>
        {
            var saved = account with { Version = account.Version + 1 };
            var written = connection.Execute(
                account.Version == 0
                    ? "INSERT INTO account (id, name, folded, closed_at, invitation, version, number, document) VALUES (@Id, @Name, @folded, @closed, @invitation, 1, @number, @document) ON CONFLICT DO NOTHING"
                    : "UPDATE account SET name = @Name, folded = @folded, closed_at = @closed, invitation = @invitation, version = version + 1, number = @number, document = @document WHERE id = @Id AND version = @before",
                new
                {
                    saved.Id,
                    saved.Name,
                    folded = Vietnamese.Fold(saved.Name),
                    closed = Columns.Of(saved.ClosedAt),
                    invitation = saved.Invitation?.Hash,
                    before = account.Version,
                    number = Newest(connection) + 1,
                    document = JsonSerializer.Serialize(saved, Documents.Json),
                });
            if (written == 0) return null;
            Index(connection, saved);
            if (keepsLast && !Holding(connection, nameof(Role.Administrator), [RoleScope.Star]).Exists(one => one.Administers(clock.Today))) throw new LastAdministratorException();
            foreach (var entry in entries) RecordTable.Write(connection, entry, by, clock.Now);
            return saved;
        },
        cancellationToken);

    private static void Index(DbConnection connection, AccountRecord account)
    {
        connection.Execute("DELETE FROM account_role WHERE account = @Id; DELETE FROM account_key WHERE account = @Id; DELETE FROM account_login WHERE account = @Id", new { account.Id });
        foreach (var (role, scope) in account.Assignments.Select(held => (held.Role, held.ToAssignment().Scope.ToString())).Distinct())
            connection.Execute("INSERT INTO account_role (account, role, scope) VALUES (@Id, @role, @scope)", new { account.Id, role, scope });
        foreach (var key in account.Keys) connection.Execute("INSERT INTO account_key (prefix, account) VALUES (@Prefix, @Id)", new { key.Prefix, account.Id });
        foreach (var login in account.Logins) connection.Execute("INSERT INTO account_login (provider, key, account) VALUES (@Provider, @Key, @Id)", new { login.Provider, login.Key, account.Id });
    }

    private static List<AccountRecord> Holding(DbConnection connection, string role, IReadOnlyCollection<string> scopes) =>
    [
        .. connection.Query<string>(
            "SELECT document FROM account WHERE id IN (SELECT account FROM account_role WHERE role = @role AND scope IN (SELECT value FROM json_each(@scopes))) ORDER BY folded, id",
            new { role, scopes = Query.List(scopes) }).Select(Read),
    ];

    private static long Newest(DbConnection connection) => connection.ExecuteScalar<long>("SELECT COALESCE(MAX(number), 0) FROM account");

    private Task<AccountRecord?> One(string sql, object parameters, CancellationToken cancellationToken) => database.Read(
        connection => connection.QueryFirstOrDefault<string>(sql, parameters) is { } document ? Read(document) : null, cancellationToken);

    private Task<ImmutableArray<AccountRecord>> Many(string sql, object parameters, CancellationToken cancellationToken) => database.Read<ImmutableArray<AccountRecord>>(
        connection => [.. connection.Query<string>(sql, parameters).Select(Read)], cancellationToken);

    private static AccountRecord Read(string document) => JsonSerializer.Deserialize<AccountRecord>(document, Documents.Json)!;
}
