using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Grains.Record;
using HoiQC.Silo.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Record;

public sealed class EntryTests
{
    private const string BanHon = "3421-FrontBloc";

    [Fact]
    public async Task A_hand_in_and_its_withdrawal_are_a_row_each_with_what_became_of_the_obligation()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30));
        var facts = (await world.Ledger.Facts(BanHon))!;
        var gone = facts.Evidence[0] with { WithdrawnAt = world.Now, WithdrawnReason = "nhập nhầm xã" };
        await world.Ledger.Record(world.Decision(facts.Find("MT-PB", "2023")!, facts.Body.Unit, null, [gone.ToEvidence()], withdrawn: gone));

        var rows = await Rows(world);
        Assert.Equal(["evidence.submitted", "evidence.withdrawn"], rows.Select(row => row.Entry.What));
        Assert.All(rows, row => Assert.Equal((Who.Officer, $"{BanHon}/MT-PB/2023#{gone.Code}", "3421", world.Now), (row.By, row.Entry.Subject, row.Entry.Unit, row.At)));
        Assert.Equal("""{"status":"Open"}""", rows[0].Entry.Old);
        Assert.Equal($$"""{"status":"Fulfilled","occurredOn":"2023-08-30","documentNo":"{{gone.Form.DocumentNo}}","formHash":"{{gone.FormHash}}"}""", rows[0].Entry.New);
        Assert.Equal("""{"status":"Open","reason":"nhập nhầm xã"}""", rows[1].Entry.New);
    }

    [Fact]
    public async Task What_is_not_saved_leaves_no_row()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var first = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 30));
        var second = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 31));
        var broken = await world.Deciding("3430-FrontBloc", "MT-PB", "2023");

        await world.Ledger.Record(first);
        Assert.Equal(Outcome.Conflict, (await world.Ledger.Record(second)).Outcome);
        await Assert.ThrowsAnyAsync<Exception>(() => world.Ledger.Record(broken with { Received = broken.Received! with { Obligation = 99_999 } }));

        Assert.Single(await Rows(world));
    }

    [Fact]
    public async Task A_fact_that_nobody_brought_about_is_refused_whole()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var decision = await world.Deciding(BanHon, "MT-PB", "2023", new(2023, 8, 30));

        await Assert.ThrowsAsync<ArgumentException>(() => world.Ledger.Record(decision with { By = null }));

        Assert.Empty((await world.Ledger.Facts(BanHon))!.Evidence);
        Assert.Empty(await Rows(world));
    }

    [Fact]
    public async Task What_the_clock_changes_is_a_transition_and_no_row()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        world.Now = World.At(2024, 1, 20, 8);
        await world.Sweep();

        Assert.Contains(await world.Archive.TransitionsOf(new(BanHon, "MT-PB", "2023")), change => change.To == Status.Escalated);
        Assert.Empty(await Rows(world));
    }

    [Fact]
    public async Task A_call_and_a_reminder_seen_are_a_row_each_however_often_they_are_said()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        var call = new CallRow(BanHon, new(2023, 9, 4), "Lò Thị Bình", "hẹn nộp", world.Now);
        for (var again = 0; again < 2; again++)
        {
            await world.Archive.AddCall(call, Who.Officer);
            await world.Archive.MarkSeen(BanHon, Who.Officer, world.Now);
        }

        Assert.Equal(
            [("call.recorded", BanHon, "3421", """{"on":"2023-09-04","caller":"Lò Thị Bình","note":"hẹn nộp"}"""), ("reminder.seen", BanHon, "3421", """{"by":"Cán bộ của tổ chức"}""")],
            (await Rows(world)).Select(row => (row.Entry.What, row.Entry.Subject, row.Entry.Unit, row.Entry.New)));
    }

    [Fact]
    public async Task Rows_are_read_by_unit_person_word_subject_and_day()
    {
        using var world = await World.TamDuong(2023, 9, 5);
        await world.HandIn(BanHon, "MT-PB", "2023", new(2023, 8, 30));
        world.Now = world.Now.AddDays(1);
        await world.Archive.AddCall(new("3430-FrontBloc", new(2023, 9, 4), "Lò Thị Bình", "", world.Now), Who.Officer with { Account = "binh", Name = "Lò Thị Bình" });
        await world.Database.Write(connection =>
        {
            RecordTable.Write(connection, new RecordEntry("import.stored", "tệp", null, null, "{}"), Actor.Operator, world.Now);
            return true;
        });
        await SealTable.ChainAll(world.Database);

        Assert.Equal(["import.stored", "call.recorded", "evidence.submitted"], await Read(new(null, null, null, null, null, null, null)));
        Assert.Equal(["evidence.submitted"], await Read(new(["3421"], null, null, null, null, null, null)));
        Assert.Equal(["call.recorded", "evidence.submitted"], await Read(new(["3421", "3430"], null, null, null, null, null, null)));
        Assert.Empty(await Read(new([], null, null, null, null, null, null)));
        Assert.Equal(["call.recorded"], await Read(new(null, "lo thi", null, null, null, null, null)));
        Assert.Equal(["call.recorded"], await Read(new(null, "binh", null, null, null, null, null)));
        Assert.Equal(["call.recorded"], await Read(new(null, null, "call.recorded", null, null, null, null)));
        Assert.Equal(["evidence.submitted"], await Read(new(null, null, null, "MT-PB", null, null, null)));
        Assert.Equal(["evidence.submitted"], await Read(new(null, null, null, null, null, new(2023, 9, 5), null)));
        Assert.Equal(["import.stored", "call.recorded"], await Read(new(null, null, null, null, new(2023, 9, 6), null, null)));
        Assert.Equal(["evidence.submitted"], await Read(new(null, null, null, null, null, null, 2)));

        async Task<string[]> Read(RecordQuery query) => [.. (await new RecordBook(world.Database).Read(query, 10)).Select(row => row.Entry.What)];
    }

    /// <summary>All rows, the oldest first.</summary>
    private static async Task<List<RecordRow>> Rows(World world) => [.. (await new RecordBook(world.Database).Read(new(null, null, null, null, null, null, null), 100)).Reverse()];
}
