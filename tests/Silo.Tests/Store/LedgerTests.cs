using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Store;

public class LedgerTests
{
    private const string BanHon = "3421-FrontBloc";

    [Fact]
    public async Task A_hand_in_is_read_back_with_its_row_and_its_words()
    {
        using var world = await World.TamDuong(2023, 9, 5);

        var recorded = await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30));

        Assert.Equal((Outcome.Saved, Status.Fulfilled, 2L), (recorded.Outcome, recorded.Row!.Standing.Status, recorded.Row.Version));
        var facts = (await world.Ledger.Facts(BanHon))!;
        Assert.Equal(recorded.Row, facts.Find("MT-PB", "2023"));
        var piece = Assert.Single(facts.Evidence);
        Assert.Equal("Hội nghị phản biện “dự thảo” ở Bản Hon", piece.Form.Note);
        Assert.Equal(new Evidence(piece.Code, new(2023, 8, 30), null, world.Now, null), piece.ToEvidence());
        Assert.Equal((piece.Code, new ObligationKey(BanHon, "MT-PB", "2023")), (await world.Ledger.FindSubmission(piece.Form.SubmissionId)) is var (found, key) ? (found.Code, key) : default);
        Assert.Contains("Bản Hon", await world.Database.Read(c => c.ExecuteScalar<string>("SELECT form FROM evidence"))!, StringComparison.Ordinal);
        Assert.Equal(recorded.Number, (await world.Archive.TransitionsOf(new(BanHon, "MT-PB", "2023")))[^1].Seq);
    }

    [Fact]
    public async Task Of_two_decisions_on_the_same_version_the_second_is_a_conflict_and_leaves_nothing()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var first = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 30));
        var second = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 31));

        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(first)).Outcome);
        var before = await Everything(world);
        var refused = await world.Ledger.Record(second);

        Assert.Equal((Outcome.Conflict, null), (refused.Outcome, refused.Row));
        Assert.Equal(before, await Everything(world));
    }

    [Fact]
    public async Task A_submission_id_is_taken_once_whatever_obligation_it_names()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30), submission: "lan-gui-ban-hon");
        var before = await Everything(world);

        Assert.Equal(Outcome.SubmissionKnown, (await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 8, 30), submission: "lan-gui-ban-hon")).Outcome);
        Assert.Equal(before, await Everything(world));
    }

    [Fact]
    public async Task A_receipt_code_that_is_taken_asks_for_another_decision()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var first = await world.Deciding(BanHon, "MT-PB", "2023");
        var second = await world.Deciding("3430-FrontBloc", "MT-PB", "2023");
        await world.Ledger.Record(first);

        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(second with { Received = second.Received! with { Code = first.Received!.Code } })).Outcome);
    }

    [Fact]
    public async Task A_decision_under_an_older_configuration_is_a_conflict()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var decision = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 30));
        await world.Holiday(new(2023, 9, 4), "nghỉ bù Quốc khánh").Publish();

        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(decision)).Outcome);
        Assert.Equal(Outcome.Saved, (await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30))).Outcome);
    }

    [Fact]
    public async Task A_write_that_fails_half_way_leaves_nothing_and_harms_no_other()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var broken = await world.Deciding(BanHon, "MT-PB", "2023");
        broken = broken with { Received = broken.Received! with { Obligation = 99_999 } };
        var sound = await world.Deciding("3430-FrontBloc", "MT-PB", "2023");

        var failing = world.Ledger.Record(broken);
        var saving = world.Ledger.Record(sound);

        await Assert.ThrowsAnyAsync<Exception>(() => failing);
        Assert.Equal(Outcome.Saved, (await saving).Outcome);
        Assert.Empty((await world.Ledger.Facts(BanHon))!.Evidence);
        Assert.Equal(1, (await world.Ledger.Facts(BanHon))!.Find("MT-PB", "2023")!.Version);
    }

    [Fact]
    public async Task What_the_clock_brought_before_the_evidence_is_written_before_it()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        world.Now = World.At(2024, 1, 20, 8);

        await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 12, 15));

        Assert.Equal(
            ["Behind 01/10 clock", "Overdue 01/01 clock", "Escalated 14/01 clock", "Fulfilled 20/01 received"],
            (await world.Archive.TransitionsOf(new(BanHon, "MT-PB", "2023"))).Skip(1).Select(t => $"{t.To} {t.At:dd/MM} {t.Cause.Split(':')[0]}"));
    }

    [Fact]
    public async Task Evidence_is_withdrawn_once_and_keeps_its_first_reason()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30));

        foreach (var reason in new[] { "nhập nhầm xã", "lý do khác" })
        {
            world.Now = world.Now.AddHours(1);
            var facts = (await world.Ledger.Facts(BanHon))!;
            var row = facts.Find("MT-PB", "2023")!;
            var gone = facts.Evidence[0] with { WithdrawnAt = world.Now, WithdrawnReason = reason };
            await world.Ledger.Record(world.Decision(row, facts.Body.Unit, null, [gone.ToEvidence()], withdrawn: gone));
        }

        var after = (await world.Ledger.Facts(BanHon))!;
        Assert.Equal(("nhập nhầm xã", World.At(2023, 9, 5, 10)), (after.Evidence[0].WithdrawnReason, after.Evidence[0].WithdrawnAt));
        Assert.Equal(Status.Open, after.Find("MT-PB", "2023")!.Standing.Status);
    }

    [Fact]
    public async Task A_hundred_at_once_are_all_kept()
    {
        using var world = await World.TamDuong(2023, 9, 5);

        var outcomes = await Task.WhenAll(World.Communes.SelectMany(commune => new[] { (World.Front, "MT-PB"), (World.Government, "UB-DT") }, (commune, duty) => Task.Run(
            async () => (await world.HandIn($"{commune.Code}-{duty.Item1}", duty.Item2, "2023", new(2023, 9, 1))).Outcome)));

        Assert.All(outcomes, outcome => Assert.Equal(Outcome.Saved, outcome));
        Assert.Equal(26, await world.Database.Read(c => c.ExecuteScalar<int>("SELECT COUNT(*) FROM evidence")));
    }

    [Fact]
    public async Task A_body_ends_with_its_unit_when_that_ends_first()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.Body("3421-RedCross", "3421", "RedCross", "Hội Chữ thập đỏ xã Bản Hon", BodyClass.Association, lastDay: new(2024, 3, 31)).Publish();

        Assert.Equal(new DateOnly(2024, 3, 31), (await world.Ledger.FindBody("3421-RedCross"))!.LastDay);
        Assert.Equal(new DateOnly(2025, 6, 30), (await world.Ledger.FindBody(BanHon))!.LastDay);
        Assert.Null(await world.Ledger.FindBody("không có"));
        Assert.Null(await world.Ledger.Facts("không có"));
        Assert.Null(await world.Ledger.FindSubmission("không có"));
    }

    private static Task<string> Everything(World world) => world.Database.Read(connection => string.Join('\n', new[] { "obligation", "evidence", "transition", "reminder" }
        .SelectMany(table => connection.Query($"SELECT * FROM {table} ORDER BY 1, 2").Select(row => string.Join('|', ((IDictionary<string, object>)row).Values)))));
}
