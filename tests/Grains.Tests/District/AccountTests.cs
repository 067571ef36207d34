using Dapper;
using HoiQC.Domain.People;
using HoiQC.Grains.Accounts;
using HoiQC.Grains.Record;

namespace HoiQC.Grains.Tests.District;

/// <summary>Accounts on the engine: saved with what the record says of them, by version, and told to whoever watches.</summary>
public sealed class AccountTests
{
    private static readonly DateTimeOffset Now = new(2024, 1, 5, 1, 0, 0, TimeSpan.Zero);
    private static readonly Assignment Watcher = new(Role.Watcher, RoleScope.Of("106"), new(2024, 1, 1));
    private static readonly Actor By = new("quan-tri", "Quản trị viên", "page", "10.0.0.5");

    [Fact]
    public async Task A_change_and_its_rows_of_the_record_are_one()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var grain = district.Grains.GetGrain<IAccountGrain>("lo-thi-hoa");
        Assert.Null(await grain.Read());

        var made = await grain.Save(AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now).Given(Watcher), By);
        var (_, prefix, hash) = Secret.NewKey();
        var keyed = await grain.Save(made!.With(new ApiKeyRecord(prefix, hash, "báo cáo", [], Now, Now.AddDays(90))), By);
        var closed = await grain.Save(keyed!.Closed(Now), By);

        Assert.Equal((3, true), (closed!.Version, closed.IsClosed));
        Assert.Equal(
            [("account.made", (string?)"106"), ("role.given", "106"), ("key.made", "106"), ("account.closed", "106"), ("key.ended", "106")],
            await Rows(district, "SELECT what, unit FROM record WHERE subject = 'lo-thi-hoa' ORDER BY id", reader => (reader.GetString(0), reader.IsDBNull(1) ? null : reader.GetString(1))));
        var all = string.Concat(await Rows(district, "SELECT COALESCE(old, '') || COALESCE(new, '') FROM record", reader => reader.GetString(0)));
        Assert.DoesNotContain(hash, all, StringComparison.Ordinal);
        Assert.Contains("Lò Thị Hoa", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_older_version_is_refused_and_writes_nothing()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var grain = district.Grains.GetGrain<IAccountGrain>("lo-thi-hoa");
        var made = await grain.Save(AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now), By);
        Assert.NotNull(await grain.Save(made! with { Name = "Lò Thị Hoa (văn phòng)" }, By));

        Assert.Null(await grain.Save(made.Given(Watcher), By));

        Assert.Equal(2, (await grain.Read())!.Version);
        Assert.DoesNotContain("role.given", await Rows(district, "SELECT what FROM record", reader => reader.GetString(0)));
    }

    [Fact]
    public async Task It_is_found_by_key_invitation_login_role_and_name_and_every_save_moves_the_number()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var store = district.Accounts;
        var (_, prefix, hash) = Secret.NewKey();
        var record = AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now).Given(Watcher).With(new ApiKeyRecord(prefix, hash, "", [], Now, Now.AddDays(1))).Invited("dau-bam", Now);
        var before = (await store.ChangedAfter(0)).Number;

        var saved = await district.Grains.GetGrain<IAccountGrain>(record.Id).Save(record with { Logins = [new("tinh", "0123")] }, By);

        Assert.Equal([saved!.Id, saved.Id, saved.Id], new[] { await store.OfKey(prefix), await store.OfInvitation("dau-bam"), await store.OfLogin("tinh", "0123") }.Select(found => found!.Id));
        Assert.Equal(saved.Id, Assert.Single(await store.Holding("Watcher", ["106"])).Id);
        Assert.Equal(saved.Id, Assert.Single(await store.List("lo thi", 10)).Id);
        Assert.Empty(await store.Holding("Watcher", ["12"]));
        Assert.Equal((before + 1, saved.Id), ((await store.ChangedAfter(before)).Number, Assert.Single((await store.ChangedAfter(before)).Ids)));
        Assert.Null(await store.OfKey("khac"));
    }

    [Fact]
    public async Task Whoever_watches_is_told()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var watcher = new Ear();
        await district.Grains.GetGrain<IAccountFeedGrain>(IAccountFeedGrain.Key).Subscribe(district.Grains.CreateObjectReference<IAccountWatcher>(watcher));

        await district.Grains.GetGrain<IAccountGrain>("lo-thi-hoa").Save(AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now), By);

        Assert.Equal("lo-thi-hoa", await watcher.Told.Task.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Whatever_changes_what_one_may_ends_the_sign_ins_and_a_closed_account_may_nothing()
    {
        var signedIn = AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now).With(new SessionRecord("s", Now, Now.AddDays(7), "", "password"));
        Assert.Single(signedIn.Sessions);
        Assert.Empty(signedIn.Given(Watcher).Sessions);
        var watching = signedIn.Given(Watcher).With(new SessionRecord("t", Now, Now.AddDays(7), "", "password"));
        var ended = watching.Ended(AssignmentRecord.Of(Watcher), new(2024, 1, 5));
        Assert.Empty(ended.Sessions);
        Assert.Equal(new DateOnly(2024, 1, 4), Assert.Single(ended.Assignments).Until);
        Assert.Equal([1, 0], new[] { watching, ended }.Select(account => account.ViewerOn(new(2024, 1, 5)).Assignments.Length));
        Assert.False(watching.Closed(Now).ViewerOn(new(2024, 1, 5)).IsSomebody);
    }

    private static Task<List<T>> Rows<T>(TamDuong district, string sql, Func<System.Data.IDataReader, T> read) => district.Database.Read(connection =>
    {
        using var reader = connection.ExecuteReader(sql);
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    });

    private sealed class Ear : IAccountWatcher
    {
        public TaskCompletionSource<string> Told { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Changed(string id)
        {
            Told.TrySetResult(id);
            return Task.CompletedTask;
        }
    }
}
