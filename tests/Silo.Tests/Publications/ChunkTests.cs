using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Publications;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Publications;

namespace HoiQC.Silo.Tests.Publications;

public class ChunkTests
{
    [Fact]
    public async Task What_midnight_made_overdue_before_its_turn_came_is_due_by_the_notice_that_was_previewed()
    {
        using var world = await World.TamDuong(2023, 12, 31);
        await world.Sweep();
        var publication = await Publish(world, ("due", "30/11"));
        await world.HandIn("3390-FrontBloc", "MT-PB", "2023", new(2023, 12, 30));
        world.Now = World.At(2024, 1, 1, 1);
        await world.Sweep();
        var (closed, overdue) = (await Row(world, "3390-FrontBloc"), await Row(world, "3430-FrontBloc"));
        Assert.Equal((Status.Fulfilled, Status.Overdue), (closed.Standing.Status, overdue.Standing.Status));

        var done = await Follow(world, publication);

        Assert.Equal(new Effects(0, 25, 0, 12, 0, 13), done.Effects);
        var followed = await Row(world, "3430-FrontBloc");
        Assert.Equal((new DateOnly(2024, 1, 15), new DateOnly(2023, 12, 31), 15, 2), (followed.Due, followed.Bound.Noticed, followed.Bound.Notice, followed.RuleVersion));
        Assert.Equal((overdue.RecordedUpTo, Status.DueSoon), (followed.Bound.From, followed.Standing.Status));
        Assert.Equal(closed, await Row(world, "3390-FrontBloc") with { Earlier = closed.Earlier });
        Assert.Equal("publication:p1", (await world.Archive.TransitionsOf(followed.Key))[^1].Cause);
    }

    [Fact]
    public async Task A_chunk_that_is_done_already_is_not_done_again()
    {
        using var world = await World.TamDuong(2023, 12, 31);
        await world.Sweep();
        var publication = await Publish(world, ("due", "30/11"));
        var done = await Follow(world, publication);
        var number = await world.Archive.Newest(exact: true);

        Assert.Equal(done, await Follow(world, publication));
        Assert.Equal(number, await world.Archive.Newest(exact: true));
    }

    [Fact]
    public async Task Under_an_older_configuration_nothing_is_written()
    {
        using var world = await World.TamDuong(2023, 12, 31);
        var publication = await Publish(world, ("due", "30/11"));
        var old = world.Node.Current;
        await world.Publish();

        var plan = new RulePlan(old, old.Book.Find("MT-PB", 2)!, PublicationMode.Open, publication.At);
        var done = await world.Database.Write(connection => new Chunk(connection, old, publication, plan, world.Now).Run(plan.Candidates(connection, "", 100), last: true));

        Assert.Null(done.Row);
        Assert.Equal(1, (await Row(world, "3430-FrontBloc")).RuleVersion);
    }

    [Fact]
    public async Task A_row_that_cannot_be_computed_is_left_out_and_stops_no_other()
    {
        using var world = await World.TamDuong(2023, 12, 31);
        await world.Sweep();
        await world.Database.Write(connection => connection.Execute("UPDATE obligation SET rule_version = 99 WHERE body = '3430-FrontBloc' AND rule = 'MT-PB' AND period = '2023'"));

        var done = await Follow(world, await Publish(world, ("due", "30/11")));

        Assert.NotNull(done.DoneAt);
        Assert.Equal(new Effects(0, 25, 0, 12, 0, 13), done.Effects);
        Assert.Equal((99, 2), ((await Row(world, "3430-FrontBloc")).RuleVersion, (await Row(world, "3390-FrontBloc")).RuleVersion));
    }

    [Fact]
    public async Task A_plan_handed_in_before_a_row_had_its_turn_raises_the_number_that_only_the_new_version_takes_from_it()
    {
        using var world = await World.TamDuong(2023, 12, 20);
        world.Rule("MT-KH-GSPB", "FatherlandFront", "commune", ("due", "31/12"), ("evidence", "document_no|document_date|planned_conferences"))
            .Body("3430-FatherlandFront", "3430", "FatherlandFront", "Ủy ban MTTQ Việt Nam xã Khun Há");
        await world.Publish();
        await world.Open();
        await world.Sweep();
        var early = await Plan(world, "3");
        world.Now = World.At(2023, 12, 20, 10);
        var publication = await Publish(world, ("quantity_from", "MT-KH-GSPB.planned_conferences@FatherlandFront"));
        world.Now = World.At(2023, 12, 20, 11);
        var late = await Plan(world, "5");
        Assert.Equal(1, (await Row(world, "3430-FrontBloc")).Required);
        world.Now = World.At(2023, 12, 20, 12);

        await Follow(world, publication);

        var row = await Row(world, "3430-FrontBloc");
        Assert.True(early.ReceivedAt < publication.At);
        Assert.Equal(
            [(DateTimeOffset.MinValue, "opened", 1), (publication.At, "publication:p1", 3), (late.ReceivedAt, "quantity:" + late.Code, 5)],
            row.Earlier.Add(row.Bound).Select(bound => (bound.From, bound.Cause, bound.Required)));
        Assert.Equal((5, world.Now), (row.Required, row.RecordedUpTo));
    }

    /// <summary>Stores the next version of MT-PB and its publication, for all that is open.</summary>
    private static async Task<PublicationRow> Publish(World world, params (string Column, string Text)[] columns)
    {
        world.Rule("MT-PB", World.Front, "commune", [("name", "Hội nghị phản biện xã hội"), ("from", "2023-12-31"), .. columns]);
        await world.Publish();
        var row = new PublicationRow("p1", "MT-PB", 2, PublicationMode.Open, "Ban Dân vận", world.Now, 15, "", null, default);
        await world.Database.Write(connection =>
        {
            PublicationTable.Insert(connection, row);
            return true;
        });
        return row;
    }

    private static async Task<PublicationRow> Follow(World world, PublicationRow publication)
    {
        var configuration = world.Node.Current;
        var plan = new RulePlan(configuration, configuration.Book.Find("MT-PB", 2)!, publication.Mode, publication.At);
        var done = await world.Database.Write(connection => new Chunk(connection, configuration, publication, plan, world.Now).Run(plan.Candidates(connection, "", 100), last: true));
        return done.Row!;
    }

    private static async Task<EvidenceRow> Plan(World world, string figure)
    {
        var decision = await world.Deciding("3430-FatherlandFront", "MT-KH-GSPB", "2023", world.Clock.Today);
        var received = decision.Received! with { Form = decision.Received!.Form with { Fields = decision.Received.Form.Fields.Add("planned_conferences", figure) } };
        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(decision with { Received = received })).Outcome);
        return received;
    }

    private static async Task<ObligationRow> Row(World world, string body) => (await world.Ledger.Facts(body))!.Find("MT-PB", "2023")!;
}
