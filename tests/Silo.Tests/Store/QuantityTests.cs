using System.Collections.Immutable;
using System.Globalization;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Tests.Store;

/// <summary>What MTTQ's plan says, the bloc of the same commune owes; what a committee has bodies for, it answers.</summary>
public class QuantityTests
{
    private const string Front = "3421-FatherlandFront";
    private const string Bloc = "3421-FrontBloc";
    private const string Other = "3430-FrontBloc";

    [Fact]
    public async Task From_the_day_the_plan_counts_the_bloc_of_its_commune_owes_what_it_says()
    {
        using var world = await World(2023, 1, 10);
        await HandIn(world, Bloc, "MT-GS", new(2023, 1, 5));
        Assert.Equal(Status.Fulfilled, (await Row(world, Bloc)).Standing.Status);

        world.Now = Tests.World.At(2023, 2, 6, 8);
        var plan = await Plan(world, "3");

        var row = await Row(world, Bloc);
        Assert.Equal((3, Status.Open, 1), (row.Required, row.Standing.Status, row.Standing.Done));
        Assert.Equal(($"quantity:{plan.Code}", world.Now, 1), (row.Bound.Cause, row.Bound.From, row.Earlier.Length));
        Assert.Equal(["01/01 Open clock", "10/01 Fulfilled received", "06/02 Open quantity"], await Story(world, Bloc));
        Assert.Equal(1, (await Row(world, Other)).Required);

        // A checkpoint keeps half of the minimum: one is enough on 30/09, however many the plan names.
        world.Now = Tests.World.At(2023, 10, 2, 8);
        await world.Sweep();
        Assert.Equal(Status.Open, (await Row(world, Bloc)).Standing.Status);

        // A board of a day before the plan shows what was owed then.
        Assert.Equal((1, 1), Of(await world.Archive.Board("3421", 2023, new(new(2023, 2, 5), Happened: false))));
        Assert.Equal((3, 0), Of(await world.Archive.Board("3421", 2023, new(new(2023, 2, 6), Happened: false))));
        Assert.Equal((3, 0), Of(await world.Archive.Board("3421", 2023, asOf: null)));
    }

    [Fact]
    public async Task The_newest_plan_that_stands_counts_and_taken_back_it_falls_back_to_what_remains()
    {
        using var world = await World(2023, 1, 10);
        var numbers = new List<int>();
        var first = await Plan(world, "3");
        numbers.Add((await Row(world, Bloc)).Required);
        world.Now = world.Now.AddDays(1);
        var second = await Plan(world, "2");
        numbers.Add((await Row(world, Bloc)).Required);
        world.Now = world.Now.AddDays(1);
        await Withdraw(world, second.Code);
        numbers.Add((await Row(world, Bloc)).Required);
        world.Now = world.Now.AddDays(1);
        await Withdraw(world, first.Code);
        numbers.Add((await Row(world, Bloc)).Required);
        await Plan(world, "0");
        await Plan(world, "nhiều");
        numbers.Add((await Row(world, Bloc)).Required);

        Assert.Equal([3, 2, 3, 1, 1], numbers);
        var row = await Row(world, Bloc);
        Assert.Equal([$"quantity:{first.Code}", $"quantity:{second.Code}", $"withdrawn:{second.Code}", $"withdrawn:{first.Code}"], row.Earlier.Skip(1).Append(row.Bound).Select(bound => bound.Cause));
    }

    [Fact]
    public async Task A_row_made_after_its_plan_owes_what_the_plan_says_from_the_beginning()
    {
        using var world = await World(2023, 9, 5);
        world.Now = Tests.World.At(2023, 11, 10, 8);
        await world.Open(except: "MT-GS");
        await Plan(world, "4", "2024");
        await world.Open();

        var row = await Row(world, Bloc, "2024");
        Assert.Equal((4, BindingRow.Opened, 0), (row.Required, row.Bound.Cause, row.Earlier.Length));

        // Where the plan came after the period began, the row knows both.
        world.Now = Tests.World.At(2024, 11, 10, 8);
        await world.Open(except: "MT-GS");
        world.Now = Tests.World.At(2025, 2, 10, 8);
        var plan = await Plan(world, "2", "2025");
        world.Now = Tests.World.At(2025, 3, 1, 8);
        await world.Open();
        row = await Row(world, Bloc, "2025");
        Assert.Equal((2, $"quantity:{plan.Code}", plan.ReceivedAt, 1), (row.Required, row.Bound.Cause, row.Bound.From, row.Earlier.Single().Required));
    }

    [Fact]
    public async Task What_ended_with_its_body_stays_as_it_is()
    {
        using var world = await World(2023, 1, 10, blocEnds: new(2023, 3, 31));
        world.Now = Tests.World.At(2023, 4, 2, 8);
        await world.Sweep();

        await Plan(world, "3");

        var row = await Row(world, Bloc);
        Assert.Equal((1, Status.NotApplicable), (row.Required, row.Standing.Status));
    }

    [Fact]
    public async Task A_number_of_bodies_is_that_of_the_opening_day_and_never_under_the_minimum()
    {
        using var world = await World(2022, 11, 10);
        foreach (var (kind, from, until) in new (string, int, int?)[] { ("WomensUnion", 2004, null), ("FarmersUnion", 2004, null), ("YouthUnion", 2023, null), ("VeteransAssociation", 2004, 2022) })
            world.Body($"3421-{kind}", "3421", kind, kind, registeredOn: new(from, 1, 1), lastDay: until is { } year ? new(year, 12, 31) : null);
        world.Body("3421-PartyCommittee", "3421", "PartyCommittee", "Đảng ủy xã Bản Hon").Body("3430-PartyCommittee", "3430", "PartyCommittee", "Đảng ủy xã Khun Há");
        await world.Rule("CU-YK-CT", "PartyCommittee", "commune", ("due", "15/01"), ("min_count", "2"), ("quantity_from", "count:FatherlandFront|WomensUnion|FarmersUnion|YouthUnion|VeteransAssociation")).Publish();
        await world.Open();

        Assert.Equal((4, 2), ((await Row(world, "3421-PartyCommittee", rule: "CU-YK-CT")).Required, (await Row(world, "3430-PartyCommittee", rule: "CU-YK-CT")).Required));
    }

    private static async Task<World> World(int year, int month, int day, DateOnly? blocEnds = null)
    {
        var world = Tests.World.On(year, month, day).TamDuongUnits()
            .Rule("MT-KH-GSPB", "FatherlandFront", "commune", ("due", "31/01"), ("counts_from", "submitted"), ("evidence", "document_no|document_date|planned_supervisions"))
            .Rule("MT-GS", "FrontBloc", "commune", ("checkpoint", "30/09"), ("reminders", ""), ("quantity_from", "MT-KH-GSPB.planned_supervisions@FatherlandFront"))
            .Body(Front, "3421", "FatherlandFront", "Ủy ban MTTQ Việt Nam xã Bản Hon")
            .Body(Bloc, "3421", "FrontBloc", "MTTQ và các đoàn thể xã Bản Hon", BodyClass.Bloc, lastDay: blocEnds)
            .Body(Other, "3430", "FrontBloc", "MTTQ và các đoàn thể xã Khun Há", BodyClass.Bloc);
        await world.Publish();
        await world.Open();
        return world;
    }

    private static async Task<ObligationRow> Row(World world, string body, string period = "2023", string rule = "MT-GS") => (await world.Ledger.Facts(body))!.Find(rule, period)!;

    private static (int Required, int Fulfilled) Of(Parts parts) => parts.Lines.Single(part => part.Row.Id == Bloc && part.Rule == "MT-GS").Line is var line ? (line.Required, line.Fulfilled) : default;

    private static async Task HandIn(World world, string body, string rule, DateOnly occurredOn) => Assert.Equal(Outcome.Saved, (await world.HandIn(body, rule, "2023", occurredOn)).Outcome);

    private static async Task<EvidenceRow> Plan(World world, string figure, string period = "2023")
    {
        var decision = await world.Deciding(Front, "MT-KH-GSPB", period);
        var received = decision.Received! with { Form = decision.Received!.Form with { Fields = ImmutableDictionary<string, string>.Empty.Add("planned_supervisions", figure) } };
        var recorded = await world.Ledger.Record(decision with { Received = received });
        Assert.Equal(Outcome.Saved, recorded.Outcome);
        Assert.All(recorded.Touched, touched => Assert.Equal(("3421", int.Parse(period, CultureInfo.InvariantCulture)), touched));
        return received;
    }

    private static async Task Withdraw(World world, string code)
    {
        var facts = (await world.Ledger.Facts(Front))!;
        var piece = facts.Evidence.Single(one => one.Code == code) with { WithdrawnAt = world.Now, WithdrawnReason = "nhập nhầm" };
        var row = facts.Obligations.Single(one => one.Id == piece.Obligation);
        var pieces = facts.Evidence.Where(one => one.Obligation == row.Id && one.Code != code).Append(piece).Select(one => one.ToEvidence()).ToList();
        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(world.Decision(row, facts.Body.Unit, null, pieces, withdrawn: piece))).Outcome);
    }

    private static async Task<IEnumerable<string>> Story(World world, string body) =>
        (await world.Archive.TransitionsOf(new(body, "MT-GS", "2023"))).Select(row => $"{row.At:dd/MM} {row.To} {row.Cause.Split(':')[0]}");
}
