using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Tests.Store;

public class ReliefTests
{
    private const string BanHon = "3421-FrontBloc";

    private static readonly Relief Extension = new("gia-han-ban-hon", ReliefKind.Extension, new(2024, 1, 31), "45-CV/HU", new(2023, 9, 1), "Xã bị “mưa lũ”", "Ban Thường vụ Huyện ủy");

    private static async Task<Decision> Deciding(World world, Relief relief, string id = "K7F2-9QX4", string body = BanHon)
    {
        var facts = (await world.Ledger.Facts(body))!;
        var row = facts.Find("MT-PB", "2023")!;
        var granted = new ReliefRow(id, row.Id, relief, null, world.Now);
        var bound = world.Node.Current.Bind(row, granted);
        return world.Decision(row.Rebound(bound), facts.Body.Unit, facts.Body.LastDay, facts.EvidenceOf(row)) with { Row = row, Bound = bound, Relief = granted, By = Who.Officer };
    }

    [Fact]
    public async Task A_relief_is_read_back_as_it_was_granted_with_the_binding_it_brought()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var decision = await Deciding(world, Extension);

        var recorded = await world.Ledger.Record(decision);

        Assert.Equal((Outcome.Saved, Status.Extended), (recorded.Outcome, recorded.Row!.Standing.Status));
        var row = (await world.Ledger.Facts(BanHon))!.Find("MT-PB", "2023")!;
        Assert.Equal(recorded.Row with { Earlier = row.Earlier }, row);
        Assert.Equal(recorded.Row.Earlier, row.Earlier);
        Assert.Equal((new DateOnly(2024, 1, 31), new DateOnly(2023, 12, 31)), (row.Due, row.BoundAt(world.Now.AddMilliseconds(-1)).Due));
        Assert.Equal(decision.Relief, Assert.Single(await world.Archive.ReliefsOf(row.Key)));
        Assert.Equal((decision.Relief, row.Key), await world.Ledger.FindRelief("gia-han-ban-hon") is { } found ? (found.Row, found.Key) : default);
        Assert.Equal("extended:K7F2-9QX4", (await world.Archive.TransitionsOf(row.Key))[^1].Cause);
    }

    [Fact]
    public async Task Of_two_reliefs_of_one_submission_or_one_version_only_the_first_is_stored()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var second = await Deciding(world, Extension with { SubmissionId = "gia-han-khac" }, "B3C4-7HJK");
        await world.Ledger.Record(await Deciding(world, Extension));

        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(second)).Outcome);
        Assert.Equal(Outcome.SubmissionKnown, (await world.Ledger.Record(await Deciding(world, Extension, "B3C4-7HJK", "3430-FrontBloc"))).Outcome);
        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(await Deciding(world, Extension with { SubmissionId = "gia-han-khac" }, "K7F2-9QX4", "3430-FrontBloc"))).Outcome);
        Assert.Single(await world.Archive.Reliefs(World.Province, null, 100));
    }

    [Fact]
    public async Task They_are_listed_below_a_unit_by_kind_newest_first()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.Ledger.Record(await Deciding(world, Extension));
        world.Now = World.At(2023, 9, 6, 8);
        await world.Ledger.Record(await Deciding(world, Extension with { Kind = ReliefKind.Waiver, Until = null, SubmissionId = "mien-khun-ha" }, "B3C4-7HJK", "3430-FrontBloc"));

        Assert.Equal(["B3C4-7HJK", "K7F2-9QX4"], (await world.Archive.Reliefs(World.District, null, 100)).Select(listed => listed.Row.Id));
        Assert.Equal(["K7F2-9QX4"], (await world.Archive.Reliefs(World.District, ReliefKind.Extension, 100)).Select(listed => listed.Row.Id));
        Assert.Equal(["B3C4-7HJK"], (await world.Archive.Reliefs(World.District, null, 1)).Select(listed => listed.Row.Id));
        var own = Assert.Single(await world.Archive.Reliefs("3430", null, 100));
        Assert.Equal(("3430", "MTTQ và các đoàn thể xã Khun Há"), (own.Unit, own.BodyName));
    }

    [Fact]
    public async Task A_past_board_shows_the_day_that_bound_then_and_a_board_of_now_the_extended_one()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.Ledger.Record(await Deciding(world, Extension));
        world.Now = World.At(2024, 1, 10, 9);
        await world.Sweep();

        var yesterday = Assert.Single(await world.Archive.Owing("3421", "MT-PB", 2023, new(new(2023, 9, 4), Happened: false))).Line;
        var then = Assert.Single(await world.Archive.Owing("3421", "MT-PB", 2023, new(new(2023, 9, 5), Happened: false))).Line;
        var now = Assert.Single(await world.Archive.Owing("3421", "MT-PB", 2023, null)).Line;

        Assert.Equal((Status.Open, new DateOnly(2023, 12, 31)), (yesterday.Status, yesterday.Due));
        Assert.Equal((Status.Extended, new DateOnly(2024, 1, 31)), (then.Status, then.Due));
        Assert.Equal((Status.Extended, new DateOnly(2024, 1, 31), 1, 0), (now.Status, now.Due, now.All, now.Overdue));
        Assert.Empty(await world.Archive.Owing("3421", "MT-PB", 2023, new(new(2024, 1, 9), Happened: false), dueBy: new(2023, 12, 31)));
        Assert.Single(await world.Archive.Owing("3421", "MT-PB", 2023, new(new(2023, 9, 4), Happened: false), dueBy: new(2023, 12, 31)));
    }

    [Fact]
    public async Task What_is_owed_next_counts_an_extended_one_and_leaves_a_waived_one_out()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.Ledger.Record(await Deciding(world, Extension));
        await world.Ledger.Record(await Deciding(world, Extension with { Kind = ReliefKind.Waiver, Until = null, SubmissionId = "mien-khun-ha" }, "B3C4-7HJK", "3430-FrontBloc"));

        Assert.Contains(await world.Archive.DueNext(BanHon, null, 10), owed => owed.Row.Key.Rule == "MT-PB" && owed.Row.Due == new DateOnly(2024, 1, 31));
        Assert.DoesNotContain(await world.Archive.DueNext("3430-FrontBloc", null, 10), owed => owed.Row.Key.Rule == "MT-PB");
    }

    [Fact]
    public async Task A_reminder_names_the_day_it_reminded_of_also_after_an_extension()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        world.Now = World.At(2023, 12, 25, 9);
        await world.Sweep();
        await world.Ledger.Record(await Deciding(world, Extension));
        world.Now = World.At(2024, 1, 2, 9);
        await world.Sweep();

        Assert.Equal([(new DateOnly(2024, 1, 31), -30), (new(2023, 12, 31), -7), (new(2023, 12, 31), -30)], (await world.Archive.Reminders(BanHon, null, 10)).Where(reminder => reminder.Key.Rule == "MT-PB").Select(reminder => (reminder.Due, reminder.Offset)));
    }

    [Fact]
    public async Task Before_its_event_was_known_nothing_bound_it_unless_it_is_asked_when_things_happened()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var row = (await world.Ledger.Facts(BanHon))!.Find("MT-PB", "2023")!;
        var known = row with { Bound = row.Bound with { From = world.Now, Cause = "event:SK-K7F2-9QX4" }, Earlier = [row.Bound with { Settled = Status.NoData }] };

        Assert.Equal(Status.NoData, known.BoundAt(world.Now.AddMilliseconds(-1)).Bound.Settled);
        Assert.Equal("event:SK-K7F2-9QX4", known.BoundAt(world.Now).Bound.Cause);
        Assert.Equal("event:SK-K7F2-9QX4", known.BoundAt(world.Now.AddMilliseconds(-1), happened: true).Bound.Cause);
        Assert.Contains("; khi đó chưa có mốc tính hạn; căn cứ", world.Node.Current.ExplanationOf(known.BoundAt(world.Now.AddDays(-1))).Sentence, StringComparison.Ordinal);
    }
}
