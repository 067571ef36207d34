using System.Collections.Immutable;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Tests.Store;

public class DeadlineStoreTests
{
    private static readonly CancellationToken Never = CancellationToken.None;

    [Fact]
    public async Task Rows_are_made_once_by_their_key()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var configuration = world.Node.Current;
        var opening = Opening.Periods(configuration.Book, "MT-PB", "commune", configuration.Calendar, world.Clock.Today).Single();
        var body = (await world.Ledger.FindBody("3421-FrontBloc"))!;
        var seq = await Newest(world);

        Assert.Empty(await world.Deadlines.BodiesWithout("MT-PB", "2023", [World.Front], Never));
        Assert.Empty(await world.Deadlines.Make([world.Made(body, opening)], configuration.Version, world.Now, Never));
        Assert.Equal(seq, await Newest(world));

        await world.Body("106-FrontBloc", World.District, World.Front, "MTTQ và các đoàn thể huyện Tam Đường", BodyClass.Bloc).Publish();
        var fresh = world.Made(Assert.Single(await world.Deadlines.BodiesWithout("MT-PB", "2023", [World.Front], Never)), opening);
        Assert.Empty(await world.Deadlines.Make([fresh], configuration.Version, world.Now, Never));
        Assert.Equal([(World.District, 2023)], await world.Deadlines.Make([fresh, fresh], world.Node.Current.Version, world.Now, Never));
        Assert.Equal(World.At(2023, 1, 1), (await world.Archive.TransitionsOf(new("106-FrontBloc", "MT-PB", "2023")))[0].At);
    }

    [Fact]
    public async Task Associations_of_every_kind_are_found_by_their_class()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        await world.Body("3421-RedCross", "3421", "RedCross", "Hội Chữ thập đỏ xã Bản Hon", BodyClass.Association).Publish();

        Assert.Equal(["3421-RedCross"], (await world.Deadlines.BodiesWithout("HOI-BC-NAM", "2023", ["Association"], Never)).Select(body => body.Id));
        Assert.Empty(await world.Deadlines.BodiesWithout("HOI-BC-NAM", "2023", ["PartyCommittee"], Never));
    }

    [Fact]
    public async Task What_is_due_comes_oldest_first_with_its_evidence()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 8, 30), receivedAt: World.At(2023, 9, 6, 8));
        world.Now = World.At(2024, 1, 1);

        var due = await world.Deadlines.Due(world.Now, 1_000, Never);

        Assert.Equal(25, due.Length);
        Assert.Equal(due.Select(one => one.Row.Standing.Next), due.Select(one => one.Row.Standing.Next).Order());
        Assert.All(due, one => Assert.Equal(new DateOnly(2025, 6, 30), one.LastDay));
        Assert.Equal(3, (await world.Deadlines.Due(world.Now, 3, Never)).Length);
        Assert.Empty(await world.Deadlines.Due(World.At(2023, 9, 6), 1_000, Never));

        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 12, 30));
        world.Now = World.At(2026, 1, 1);
        await world.Ledger.Record(await world.Deciding("3394-FrontBloc", "MT-PB", "2023"));
        Assert.DoesNotContain(await world.Deadlines.Due(world.Now, 1_000, Never), one => one.Row.Key.Body is "3430-FrontBloc" or "3394-FrontBloc");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chunk_saves_the_rows_that_stayed_and_leaves_those_that_changed(bool alike)
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2024, 1, 1);
        var due = await world.Deadlines.Due(world.Now, 1_000, Never);
        var chunk = Decided(world, due, alike);
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 12, 30));

        var (saved, touched) = await world.Deadlines.Record(chunk, Never);

        Assert.Equal((25, 13), (saved, touched.Count));
        Assert.Equal(Status.Fulfilled, (await world.Ledger.Facts("3421-FrontBloc"))!.Find("MT-PB", "2023")!.Standing.Status);
        var seq = await Newest(world);
        Assert.Equal((0, 0), (await world.Deadlines.Record(chunk, Never)) is var (again, units) ? (again, units.Count) : default);
        Assert.Equal(seq, await Newest(world));
    }

    [Fact]
    public async Task What_many_share_is_written_as_if_each_were_alone()
    {
        var alone = await Written((world, due) => world.Deadlines.Record(Decided(world, due, alike: false), Never));
        var alike = await Written((world, due) => world.Deadlines.Record(Decided(world, due, alike: true), Never));
        var unread = await Written(async (world, _) =>
        {
            for (Reached? reached = null; await world.Deadlines.DueAlike(world.Now, 1_000, reached, Never) is { } chunk; reached = chunk.Reached)
                foreach (var group in chunk.Groups) Assert.Equal(13, (await RecordAlike(world, group)).Saved);
            Assert.Empty(await world.Deadlines.Due(world.Now, 1_000, Never));
        });

        Assert.Equal(13, alike.Transitions.Count(row => row.Key.Rule == "MT-PB" && row.To == Status.Overdue));
        Assert.Equal(13 * 3, alike.Reminders.Count(row => row.Key.Rule == "MT-PB"));
        foreach (var same in new[] { alike, unread })
        {
            Assert.Equal(alone.Obligations, same.Obligations);
            Assert.Equal(alone.Transitions, same.Transitions);
            Assert.Equal(alone.Reminders, same.Reminders);
        }

        static async Task<(List<ObligationRow> Obligations, List<(ObligationKey Key, Status From, Status To, DateTimeOffset At, string Cause)> Transitions, List<ReminderRow> Reminders)> Written(Func<World, ImmutableArray<DueObligation>, Task> write)
        {
            using var world = await World.TamDuong(2023, 9, 6, lasting: true);
            var start = await Newest(world);
            world.Now = World.At(2024, 1, 1);
            var due = await world.Deadlines.Due(world.Now, 1_000, Never);
            await write(world, due);
            var obligations = new List<ObligationRow>();
            foreach (var body in due.Select(one => one.Row.Key.Body).Distinct().Order(StringComparer.Ordinal)) obligations.AddRange((await world.Ledger.Facts(body))!.Obligations);
            var transitions = (await world.Archive.Transitions(start, 1_000)).Select(row => (row.Key, row.From, row.To, row.At, row.Cause)).OrderBy(row => $"{row}", StringComparer.Ordinal).ToList();
            var reminders = await world.Archive.Reminders(null, World.District, 1_000);
            return (obligations, transitions, [.. reminders.OrderBy(row => $"{row}", StringComparer.Ordinal)]);
        }
    }

    [Fact]
    public async Task Whoever_is_not_like_the_others_is_not_counted_among_them()
    {
        using var world = await World.TamDuong(2023, 9, 6, lasting: true);
        var front = World.Communes.ToDictionary(commune => commune.ShortName, commune => $"{commune.Code}-{World.Front}");
        await world.HandIn(front["Bản Hon"], "MT-PB", "2023", new(2023, 7, 1), receivedAt: World.At(2023, 7, 2));
        await world.Body(front["Khun Há"], "3430", World.Front, "MTTQ và các đoàn thể xã Khun Há", BodyClass.Bloc, lastDay: new(2024, 6, 30)).Publish();
        world.Unit("3427", "Xã Nà Tăm", "Nà Tăm", "commune", World.District, to: new(2025, 6, 30));
        await world.Publish();
        await world.Deadlines.SetAside((await world.Ledger.Facts(front["Bản Bo"]))!.Obligations.Single(row => row.Key.Rule == "MT-PB").Id, world.Now, "Quy tắc MT-PB không có phiên bản 9.", Never);
        await world.Database.Write(c => c.Execute("UPDATE obligation SET due = '2024-01-05' WHERE body = @body AND rule = 'MT-PB'", new { body = front["Bản Giang"] }));
        world.Now = World.At(2024, 1, 1);

        var chunk = (await world.Deadlines.DueAlike(world.Now, 1_000, null, Never))!.Value;
        var group = Assert.Single(chunk.Groups);
        string[] others = ["Bản Bo", "Bản Giang", "Bản Hon", "Khun Há", "Nà Tăm"];

        Assert.Equal("MT-PB", group.One.Row.Key.Rule);
        Assert.Equal(World.Communes.Where(commune => !others.Contains(commune.ShortName)).Select(commune => commune.Code), group.Units.Order(StringComparer.Ordinal));
        Assert.Equal(8, group.Ids.Length);
    }

    [Fact]
    public async Task Of_those_alike_the_rows_that_stayed_are_saved_and_those_that_changed_left()
    {
        using var world = await World.TamDuong(2023, 9, 6, lasting: true);
        world.Now = World.At(2024, 1, 1);
        var group = (await world.Deadlines.DueAlike(world.Now, 1_000, null, Never))!.Value.Groups.Single();
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 12, 30));

        Assert.Equal(12, (await RecordAlike(world, group)).Saved);

        Assert.Equal(Status.Fulfilled, (await world.Ledger.Facts("3421-FrontBloc"))!.Find("MT-PB", "2023")!.Standing.Status);
        Assert.Equal(0, (await RecordAlike(world, group)).Saved);
        await world.Holiday(new(2024, 1, 1), "Tết Dương lịch").Publish();
        var later = (await world.Deadlines.DueAlike(world.Now, 1_000, null, Never))!.Value.Groups.Single();
        var decision = new Decisions(world.Node.Current, world.Now).Of(later.One);
        Assert.Equal(0, (await world.Deadlines.Record([(later, decision with { ConfigurationVersion = decision.ConfigurationVersion - 1 })], Never)).Saved);
    }

    [Fact]
    public async Task Those_alike_are_met_once_chunk_after_chunk()
    {
        using var world = await World.TamDuong(2023, 9, 6, lasting: true);
        world.Now = World.At(2024, 1, 1);

        var (met, chunks) = (new List<long>(), 0);
        for (Reached? reached = null; await world.Deadlines.DueAlike(world.Now, 9, reached, Never) is { } chunk; reached = chunk.Reached, chunks++) met.AddRange(chunk.Groups.SelectMany(group => group.Ids));

        Assert.Equal(4, chunks);
        Assert.Equal(2 * 9, met.Distinct().Count());
        Assert.Equal(2 * 9, met.Count);
    }

    [Fact]
    public async Task A_status_that_was_changed_by_hand_is_put_right_without_doubling_what_is_there()
    {
        using var world = await World.TamDuong(2023, 9, 6, lasting: true);
        await world.Database.Write(c => c.Execute("UPDATE obligation SET status = 'Dormant' WHERE rule = 'MT-PB'"));
        world.Now = World.At(2023, 10, 1);

        for (Reached? reached = null; await world.Deadlines.DueAlike(world.Now, 1_000, reached, Never) is { } chunk; reached = chunk.Reached)
            foreach (var group in chunk.Groups) Assert.Equal(13, (await RecordAlike(world, group)).Saved);

        Assert.Empty(await world.Deadlines.Due(world.Now, 1_000, Never));
    }

    [Fact]
    public async Task A_checkpoint_that_nobody_noted_is_found_missing()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        Assert.Equal(0, await world.Deadlines.NoteMissing(Never));
        await world.Database.Write(c => c.Execute("DELETE FROM checkpoint WHERE rule = 'MT-PB'"));

        Assert.Equal(1, await world.Deadlines.NoteMissing(Never));

        world.Now = World.At(2023, 10, 1);
        Assert.Contains(await world.Deadlines.Due(world.Now, 1_000, Never), one => one.Row.Key.Rule == "MT-PB");
    }

    private static Task<(int Saved, HashSet<(string Unit, int Year)> Touched)> RecordAlike(World world, AlikeObligations group) =>
        world.Deadlines.Record([(group, new Decisions(world.Node.Current, world.Now).Of(group.One))], Never);

    [Fact]
    public async Task Chunk_after_chunk_meets_every_row_once_in_the_order_of_its_checkpoint()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2024, 1, 1);
        var all = await world.Deadlines.Due(world.Now, 1_000, Never);

        var met = await ChunkAfterChunk(world, 3);

        Assert.Equal(all.Select(one => one.Row.Id), met.Select(row => row.Id));
        Assert.Equal(met.OrderBy(row => row.Standing.Next).Select(row => row.Standing.Next), met.Select(row => row.Standing.Next));
    }

    [Fact]
    public async Task Chunks_go_on_within_a_rule_and_from_one_to_the_next()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2024, 1, 1);
        var rows = (await world.Deadlines.Due(world.Now, 1_000, Never)).Select(one => one.Row.Id).Order().ToList();
        var instant = World.At(2023, 12, 1);
        await world.Database.Write(c => c.Execute("DELETE FROM checkpoint; UPDATE obligation SET next = @next - (CASE rule WHEN 'UB-DT' THEN 1 ELSE 0 END) + (id % 3) * 60000 WHERE next IS NOT NULL", new { next = instant.ToUnixTimeMilliseconds() }));
        await world.NoteCheckpoints();

        var met = await ChunkAfterChunk(world, 5);

        Assert.Equal(rows, met.Select(row => row.Id).Order());
        Assert.Equal(met.OrderBy(row => row.Key.Rule == "UB-DT" ? 0 : 1).ThenBy(row => row.Id).Select(row => row.Id), met.Select(row => row.Id));
    }

    [Fact]
    public async Task A_checkpoint_is_forgotten_when_it_was_swept_and_never_before()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var before = World.At(2023, 9, 30);
        Assert.Equal([World.At(2023, 10, 1)], await Checkpoints());

        world.Now = World.At(2023, 10, 1);
        var due = await world.Deadlines.Due(world.Now, 1_000, Never);
        await world.Deadlines.Record(Decided(world, due.Take(due.Length - 2), alike: true), Never);
        await world.Deadlines.SetAside(due[^1].Row.Id, world.Now.AddHours(1), "Quy tắc MT-PB không có phiên bản 9.", Never);
        await world.Deadlines.Forget(world.Now, Never);
        Assert.Equal([World.At(2023, 10, 1), World.At(2023, 12, 1)], await Checkpoints());

        await world.Deadlines.Record(Decided(world, [due[^2]], alike: true), Never);
        await world.Deadlines.Forget(world.Now, Never);
        Assert.Equal([World.At(2023, 10, 1), World.At(2023, 12, 1)], await Checkpoints());

        world.Now = world.Now.AddHours(1);
        await world.Sweep();
        await world.Deadlines.Forget(world.Now, Never);
        Assert.Equal([World.At(2023, 12, 1)], await Checkpoints());

        async Task<ImmutableArray<DateTimeOffset>> Checkpoints() => await world.Deadlines.NextCheckpoints(before, 8, Never);
    }

    private static async Task<List<ObligationRow>> ChunkAfterChunk(World world, int size)
    {
        var met = new List<ObligationRow>();
        for (Reached? last = null; await world.Deadlines.Due(world.Now, size, Never, last) is { IsEmpty: false } chunk; last = Reached.At(chunk[^1].Row)) met.AddRange(chunk.Select(one => one.Row));
        return met;
    }

    /// <summary>Decisions as the sweep makes them, or each with a progress of its own.</summary>
    private static List<Decision> Decided(World world, IEnumerable<DueObligation> due, bool alike)
    {
        var decisions = new Decisions(world.Node.Current, world.Now);
        return [.. due.Select(one => alike ? decisions.Of(one) : world.Decision(one.Row, one.Unit, one.LastDay, one.Evidence))];
    }

    [Fact]
    public async Task A_chunk_under_an_older_configuration_saves_nothing()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2024, 1, 1);
        var due = await world.Deadlines.Due(world.Now, 1_000, Never);
        var chunk = due.Select(one => world.Decision(one.Row, one.Unit, one.LastDay, one.Evidence)).ToList();
        await world.Holiday(new(2024, 1, 1), "Tết Dương lịch").Publish();

        Assert.Equal(0, (await world.Deadlines.Record(chunk, Never)).Saved);
        Assert.Equal(26, (await world.Deadlines.Due(world.Now, 1_000, Never)).Length);
    }

    [Fact]
    public async Task A_transition_and_a_reminder_are_written_once_whoever_finds_them()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2023, 12, 25, 9);
        var one = (await world.Deadlines.Due(world.Now, 1_000, Never)).First(due => due.Row.Key.Body == "3421-FrontBloc");
        var decision = world.Decision(one.Row, one.Unit, one.LastDay, one.Evidence);
        Assert.Equal(1, (await world.Deadlines.Record([decision], Never)).Saved);
        var (seq, reminders) = (await Newest(world), await world.Archive.Reminders("3421-FrontBloc", null, 10));

        // As after a row was put back by hand: the same moments are met again.
        await world.Deadlines.Record([decision with { Row = one.Row with { Version = one.Row.Version + 1 } }], Never);

        Assert.Equal(seq, await Newest(world));
        Assert.Equal([-7, -30], reminders.Select(reminder => reminder.Offset));
        Assert.Equal(reminders, await world.Archive.Reminders("3421-FrontBloc", null, 10));
    }

    [Fact]
    public async Task Rows_that_were_put_back_by_hand_are_not_taken_for_new()
    {
        using var world = await World.TamDuong(2023, 9, 6, lasting: true);
        var before = await world.Database.Read(c => c.Query<(long, string, long, long?, long)>("SELECT id, status, since, next, recorded_up_to FROM obligation").ToList());
        world.Now = World.At(2024, 1, 1);
        Assert.Single((await world.Deadlines.DueAlike(world.Now, 1_000, null, Never))!.Value.Groups);
        await world.Sweep();
        await world.Database.Write(c =>
        {
            foreach (var (id, status, since, next, upTo) in before)
                c.Execute("UPDATE obligation SET status = @status, since = @since, next = @next, recorded_up_to = @upTo WHERE id = @id", new { id, status, since, next, upTo });
            return true;
        });
        var seq = await Newest(world);

        Assert.Empty((await world.Deadlines.DueAlike(world.Now, 1_000, null, Never))!.Value.Groups);
        await world.Sweep();

        Assert.Empty(await world.Deadlines.Due(world.Now, 1_000, Never));
        Assert.Equal(seq, await Newest(world));
    }

    [Fact]
    public async Task What_cannot_be_computed_is_left_alone_until_its_time_and_still_shown()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        var row = (await world.Ledger.Facts("3421-FrontBloc"))!.Obligations[0];
        await world.Database.Write(c => c.Execute("UPDATE obligation SET rule_version = 9 WHERE id = @Id", new { row.Id }));
        world.Now = World.At(2024, 1, 1);

        await world.Deadlines.SetAside(row.Id, world.Now.AddHours(1), "Quy tắc MT-PB không có phiên bản 9.", Never);

        Assert.Equal(25, (await world.Deadlines.Due(world.Now, 1_000, Never)).Length);
        Assert.Equal(26, (await world.Deadlines.Due(world.Now.AddHours(1), 1_000, Never)).Length);
        Assert.Equal(13, (await world.Archive.Board(World.District, 2023, null)).Lines.Where(part => part.Rule == "MT-PB").Sum(part => part.Line.All));
    }

    [Fact]
    public async Task Next_checkpoints_are_each_instant_once()
    {
        using var world = await World.TamDuong(2023, 9, 6);

        Assert.Equal([World.At(2023, 10, 1)], await world.Deadlines.NextCheckpoints(world.Now, 8, Never));
        await world.HandIn("3421-FrontBloc", "MT-PB", "2023", new(2023, 9, 1));
        world.Now = World.At(2023, 10, 1, 1);
        var some = await world.Deadlines.Due(world.Now, 3, Never);
        await world.Deadlines.Record([.. some.Select(one => world.Decision(one.Row, one.Unit, one.LastDay, one.Evidence))], Never);

        Assert.Equal([World.At(2023, 10, 1), World.At(2023, 12, 1)], await world.Deadlines.NextCheckpoints(World.At(2023, 9, 6), 8, Never));
        Assert.Single(await world.Deadlines.NextCheckpoints(World.At(2023, 9, 6), 1, Never));
    }

    [Fact]
    public async Task Reds_of_one_instant_are_told_once()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        world.Now = World.At(2024, 1, 1, 1);
        await world.Sweep();

        var reds = await world.Deadlines.UntoldReds(world.Now, Never);
        Assert.Equal(26, reds.Length);
        Assert.All(reds, red => Assert.Equal((Status.Overdue, World.At(2024, 1, 1), 2023), (red.Kind, red.At, red.Year)));
        Assert.Empty(await world.Deadlines.UntoldReds(World.At(2023, 12, 31), Never));

        var alert = new AlertRow(0, World.District, "MT-PB", 2023, Status.Overdue, World.At(2024, 1, 1), 13, 13, "còn 13/13 xã chưa thực hiện");
        var first = reds.Min(red => red.LastSeq);
        await world.Deadlines.Tell([alert, alert], world.Now, first, world.Now, Never);
        Assert.Equal(25, (await world.Deadlines.UntoldReds(world.Now, Never)).Length);
        await world.Deadlines.Tell([alert], world.Now, reds.Max(red => red.LastSeq), world.Now, Never);

        Assert.Empty(await world.Deadlines.UntoldReds(world.Now, Never));
        Assert.Equal(alert with { Id = 1 }, Assert.Single(await world.Archive.Alerts(World.Province, 2023, 10)));
        Assert.Empty(await world.Archive.Alerts(World.Province, 2022, 10));
        Assert.Empty(await world.Archive.Alerts("3421", null, 10));
        Assert.Equal(world.Now, await world.Deadlines.NewestRecorded(Never));
    }

    [Fact]
    public async Task Before_anything_is_recorded_no_instant_is_the_newest()
    {
        using var world = World.On(2023, 9, 6);

        Assert.Null(await world.Deadlines.NewestRecorded(Never));
        Assert.Equal(0, await Newest(world));
    }

    private static Task<long> Newest(World world) => world.Database.Read(HoiQC.Silo.Store.TransitionTable.Newest);
}
