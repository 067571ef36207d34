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
    public async Task The_record_of_whoever_is_moved_goes_to_the_inspectors_of_the_new_unit()
    {
        await using var district = await TamDuong.At("2024-01-05T08:00:00+07:00");
        var grain = district.Grains.GetGrain<IAccountGrain>("giang-a-pao");
        var old = new Assignment(Role.Watcher, RoleScope.Of("3430"), new(2023, 6, 1));
        var account = await grain.Save(AccountRecord.New("giang-a-pao", "Giàng A Páo", Now).Given(old), By);
        account = await grain.Save(account!.Ended(AssignmentRecord.Of(old), new(2024, 1, 5)), By);
        account = await grain.Save(account!.Given(new(Role.Watcher, RoleScope.Of("3394"), new(2024, 1, 5))), By);

        await grain.Save(account!.With(new SessionRecord("s", Now, Now.AddDays(7), "10.0.0.9", "password")), By);

        Assert.Equal(["3394"], await Rows(district, "SELECT unit FROM record WHERE subject = 'giang-a-pao' AND what = 'session.began'", reader => reader.GetString(0)));
    }

    public static TheoryData<string?, string[]> Homes => new()
    {
        { "3394", ["Watcher 3430 2023-12-31", "Watcher 3394 -"] },
        { "3394", ["Watcher 3430 2024-06-30", "Officer 3394 -"] },
        { "3394", ["Watcher 3430 2023-06-30", "Watcher 3394 2023-12-31"] },
        { "3430", ["Watcher 3430 -", "Reviewer 3394 -"] },
        { "3394", ["Display 3430 -", "Watcher 3394 2024-06-30"] },
        { null, ["Display 3430 -"] },
        { null, ["Watcher 3430 2023-12-31", "Inspector * -"] },
        { null, [] },
    };

    [Theory]
    [MemberData(nameof(Homes))]
    public void An_account_is_at_home_where_its_longest_role_is(string? home, string[] roles) => Assert.Equal(
        home,
        AccountChanges.HomeOf(AccountRecord.New("lo-thi-hoa", "Lò Thị Hoa", Now) with
        {
            Assignments = [.. roles.Select(role => role.Split(' ')).Select(part => new AssignmentRecord(
                part[0], part[1] == "*" ? null : part[1], null, null, new(2023, 1, 1), part[2] == "-" ? null : DateOnly.ParseExact(part[2], "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)))],
        }));

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
