using System.Collections.Immutable;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Accounts;

/// <summary>One of the three people a demonstration is looked at as.</summary>
/// <param name="Id">Name one signs in with.</param>
/// <param name="Name">What they are; nobody of that name exists.</param>
/// <param name="Key">An API key of theirs, made anew at each start.</param>
public sealed record DemonstrationPerson(string Id, string Name, string Key);

/// <summary>The people of a demonstration: one who watches and reviews, one who owes, one who configures. Only the command demo makes them.</summary>
public static class DemonstrationPeople
{
    private const string District = "106", Commune = "3430", Association = "106-RedCross";

    /// <summary>Makes them where they are missing, each with a new key.</summary>
    public static async Task<ImmutableArray<DemonstrationPerson>> Prepare(DataFolder folder, TimeProvider machine)
    {
        var units = await folder.Database.Read(connection => Documents.Read<UnitTreeState>(connection, DocumentNames.Units).State?.Document?.Units ?? []);
        var district = units.Any(unit => unit.Code == District) ? RoleScope.Of(District) : RoleScope.Everything;
        var commune = units.FirstOrDefault(unit => unit.Code == Commune) ?? units.FirstOrDefault(unit => unit.Level == UnitTree.Commune);
        ImmutableArray<(Role, RoleScope)> owes = commune is null ? [] : [(Role.Officer, RoleScope.Of(commune.Code))];
        if (await folder.Database.Read(connection => BodyTable.KindOf(connection, Association)) is var (unit, kind)) owes = owes.Add((Role.Officer, RoleScope.Of(Association, unit, kind)));
        return
        [
            await Person(folder, machine, "theo-doi", "Cán bộ theo dõi (minh họa)", [(Role.Watcher, district), (Role.Reviewer, district), (Role.Inspector, district)]),
            await Person(folder, machine, "can-bo", $"Cán bộ {commune?.Name ?? "xã"} (minh họa)", owes),
            await Person(folder, machine, "quan-tri", "Quản trị viên (minh họa)", [(Role.Administrator, RoleScope.Everything)]),
        ];
    }

    private static async Task<DemonstrationPerson> Person(DataFolder folder, TimeProvider machine, string id, string name, ImmutableArray<(Role Role, RoleScope Scope)> roles)
    {
        var store = new AccountStore(folder.Database, folder.Clock);
        var before = await store.Find(id);
        var account = before ?? AccountRecord.New(id, name, machine.GetUtcNow());
        foreach (var (role, scope) in roles)
        {
            // The roles of an earlier start hold from their own day.
            if (!account.Assignments.Any(held => held.Role == role.ToString() && held.ToAssignment().Scope == scope)) account = account.Given(new(role, scope, new(folder.Clock.Today.Year, 1, 1)));
        }
        var (key, prefix, hash) = Secret.NewKey();
        var now = machine.GetUtcNow();
        account = (account with { Keys = [] }).With(new ApiKeyRecord(prefix, hash, "minh họa", [], now, now.AddDays(AccountClerk.KeyDays)));
        if (await store.Save(before, account, Actor.System) is null) throw new InvalidOperationException($"Account {id} changed on a folder that nothing else runs on.");
        return new(id, name, key);
    }
}
