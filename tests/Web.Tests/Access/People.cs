using System.Security.Claims;
using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Tests.Access;

/// <summary>Somebody with one role, who comes with an API key, or to pages with the cookie of a browser.</summary>
/// <param name="Account">The account; "" for nobody.</param>
/// <param name="Key">The whole key.</param>
/// <param name="Cookie">Name and value of the cookie; "" for none.</param>
internal sealed record Person(string Account, string Key, string Cookie = "")
{
    public static readonly Person Nobody = new("", "");

    /// <summary>As the server knows them, for what it protects by name.</summary>
    public ClaimsPrincipal Principal => new(new ClaimsIdentity(
        Account.Length > 0 ? [new(ClaimTypes.NameIdentifier, Account), new(ClaimTypes.Name, Account)] : [], Account.Length > 0 ? "test" : null));

    /// <summary>An account with these roles, written as commands write them: "Watcher:106", "Officer:3430-FrontBloc".</summary>
    public static async Task<Person> Make(IGrainFactory grains, string account, params string[] roles)
    {
        var (text, prefix, hash) = Secret.NewKey();
        var now = TimeProvider.System.GetUtcNow();
        var record = AccountRecord.New(account, $"Người dùng {account}", now).With(new ApiKeyRecord(prefix, hash, "test", [], now, now.AddDays(1)));
        foreach (var role in roles) record = record.Given(Read(role));
        _ = await grains.GetGrain<IAccountGrain>(account).Save(record, Actor.Operator) ?? throw new InvalidOperationException($"{account} is there already.");
        return new(account, text);
    }

    public static Assignment Read(string text)
    {
        var (role, scope) = (Enum.Parse<Role>(text.Split(':')[0]), text.Split(':')[1]);
        return new(role, scope == RoleScope.Star ? RoleScope.Everything : scope.Split('-') is [var unit, var kind] ? RoleScope.Of(scope, unit, kind) : RoleScope.Of(scope), new(2020, 1, 1));
    }
}
