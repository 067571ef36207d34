using HoiQC.Domain.People;
using HoiQC.Grains;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;
using HoiQC.Silo.Store;
using HoiQC.Silo.Tests.Store;
using HoiQC.Tests;

namespace HoiQC.Silo.Tests.Cluster;

/// <summary>Whoever ends a role looks, in the same transaction, that somebody is left: two nodes at once cannot both find the other one's administrator.</summary>
public sealed class LastAdministratorTests
{
    private static readonly DateTimeOffset Now = World.At(2024, 1, 5, 9);

    [Fact]
    public async Task The_last_who_can_sign_in_stays_and_everybody_else_goes()
    {
        var folder = Directory.CreateTempSubdirectory("hoiqc-last-").FullName;
        try
        {
            var clock = VietnamClock.Real(TimeProvider.System);
            using var database = TestDatabase.Open(folder);
            var store = new AccountStore(database, clock);
            var (one, two, waiting) = (await Add(store, "mot", clock.Today), await Add(store, "hai", clock.Today), await Add(store, "ba", clock.Today, password: null));
            Assert.True((await store.Save(waiting.Closed(Now), [], Actor.System, keepsLast: true))!.IsClosed);
            Assert.True((await store.Save(one.Closed(Now), [], Actor.System, keepsLast: true))!.IsClosed);
            await Assert.ThrowsAsync<LastAdministratorException>(() => store.Save(two.Closed(Now), [], Actor.System, keepsLast: true));
            Assert.False((await store.Find("hai"))!.IsClosed);
            Assert.True((await store.Save(two.Closed(Now), [], Actor.System))!.IsClosed);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Of_two_nodes_that_end_the_last_two_at_once_one_is_refused()
    {
        Assert.SkipUnless(TestServer.IsThere, "Needs a PostgreSQL server.");
        var folder = Directory.CreateTempSubdirectory("hoiqc-last-").FullName;
        try
        {
            var clock = VietnamClock.Real(TimeProvider.System);
            using var first = new Database(new Postgres(TestServer.ConnectionOf(folder), Postgres.Holding.Shared));
            using var second = new Database(new Postgres(TestServer.ConnectionOf(folder), Postgres.Holding.Shared));
            AccountStore[] nodes = [new(first, clock), new(second, clock)];
            for (var round = 0; round < 5; round++)
            {
                string[] ids = [$"mot-{round}", $"hai-{round}"];
                foreach (var id in ids) await Add(nodes[0], id, clock.Today);
                if (round > 0) await nodes[0].Save((await nodes[0].List(null, 99)).Single(account => account.Administers(clock.Today) && !ids.Contains(account.Id)).Closed(Now), [], Actor.System);
                var refused = await Task.WhenAll(nodes.Select(async (node, index) =>
                    await Xunit.Record.ExceptionAsync(async () => await node.Save((await node.Find(ids[index]))!.Closed(Now), [], Actor.System, keepsLast: true))));
                Assert.IsType<LastAdministratorException>(Assert.Single(refused.OfType<Exception>()));
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<AccountRecord> Add(AccountStore store, string id, DateOnly from, string? password = "hash") => (await store.Save(
        (AccountRecord.New(id, id, Now) with { PasswordHash = password }).Given(new(Role.Administrator, RoleScope.Everything, from)), [], Actor.System))!;
}
