using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Tests.Store;

/// <summary>Evidence that waits, in the tables.</summary>
public class ReviewTests
{
    private const string Front = "3421-FatherlandFront";
    private const string Bloc = "3421-FrontBloc";

    private static readonly Person Officer = new("can-bo", "Cán bộ Mặt trận xã Bản Hon"), Reviewer = new("nguoi-duyet", "Cán bộ duyệt của huyện");

    [Fact]
    public async Task A_piece_is_read_back_with_who_handed_it_in_and_who_decided_why_and_by_which_version()
    {
        using var world = await World();
        var code = await Plan(world, "3");
        Assert.Equal((ReviewRow.Pending, Officer, "TD-CU"), (await Piece(world, code)) is var waiting ? (waiting.Review, waiting.Submitter, waiting.Replaces) : default);

        world.Now = Tests.World.At(2023, 2, 7, 8);
        await Review(world, code, new(Verdict.Returned, world.Now, Reviewer, "Thiếu biên bản “họp”", 1));

        Assert.Equal(new(Verdict.Returned, world.Now, Reviewer, "Thiếu biên bản “họp”", 1), (await Piece(world, code)).Review);
        Assert.Equal(
            ["Submitted received", "Returned returned"], (await world.Archive.TransitionsOf(new(Front, "MT-KH-GSPB", "2023"))).TakeLast(2).Select(row => $"{row.To} {row.Cause.Split(':')[0]}"));
        Assert.Equal(Status.Returned, (await world.Ledger.Facts(Front))!.Find("MT-KH-GSPB", "2023")!.Standing.Status);
    }

    [Theory]
    [InlineData(Verdict.Accepted, 3)]
    [InlineData(Verdict.Returned, 1)]
    public async Task A_plan_raises_a_number_from_its_acceptance_on_and_not_from_its_receipt(Verdict verdict, int required)
    {
        using var world = await World();
        var code = await Plan(world, "3");
        Assert.Equal(1, (await world.Ledger.Facts(Bloc))!.Find("MT-GS", "2023")!.Required);

        world.Now = Tests.World.At(2023, 2, 7, 8);
        await Review(world, code, new(verdict, world.Now, Reviewer, "Đủ", 1));

        var row = (await world.Ledger.Facts(Bloc))!.Find("MT-GS", "2023")!;
        Assert.Equal(required, row.Required);
        if (verdict == Verdict.Accepted) Assert.Equal(world.Now, row.Bound.From);
        Assert.Equal(1, (await world.Archive.Board("3421", 2023, new(new(2023, 2, 6), Happened: false))).Lines.Single(part => part.Row.Id == Bloc && part.Rule == "MT-GS").Line.Required);
    }

    [Fact]
    public async Task What_waits_without_changing_a_status_makes_the_boards_number_grow_all_the_same()
    {
        using var world = await World();
        await Plan(world, "3");
        var before = await world.Archive.Newest(exact: true);

        await Plan(world, "2");

        Assert.Equal(before + 1, await world.Archive.Newest(exact: true));
        Assert.Equal(["3421"], await world.Archive.UnitsChangedAfter(before, long.MaxValue));
    }

    [Fact]
    public async Task What_waits_is_counted_and_listed_now_and_as_of_a_day()
    {
        using var world = await World();
        var first = await Plan(world, "3");
        world.Now = Tests.World.At(2023, 2, 8, 8);
        var second = await Plan(world, "2");
        world.Now = Tests.World.At(2023, 2, 10, 8);
        await Review(world, first, new(Verdict.Accepted, world.Now, Reviewer, null, 1));

        Assert.Equal([new("3421", Front, 1, 0)], await Count(null, new(2023, 2, 8)));
        Assert.Equal([new("3421", Front, 1, 1)], await Count(null, new(2023, 2, 9)));
        Assert.Empty(await Count(new(2023, 2, 5), new(2023, 2, 9)));
        Assert.Equal([new("3421", Front, 1, 0)], await Count(new(2023, 2, 7), new(2023, 2, 6)));
        Assert.Equal([new("3421", Front, 2, 1)], await Count(new(2023, 2, 9), new(2023, 2, 8)));
        Assert.Empty(await world.Archive.Waiting("106", 2024, null, new(2023, 2, 9)));
        Assert.Empty(await world.Archive.Waiting("3430", 2023, null, new(2023, 2, 9)));

        Assert.Equal([second], (await world.Archive.Reviews("106", null, null, 10)).Select(piece => piece.Row.Code));
        Assert.Equal([first, second], (await world.Archive.Reviews("12", 2023, new(new(2023, 2, 9), false), 10)).Select(piece => piece.Row.Code));
        Assert.Equal(
            (Verdict.Accepted, new ObligationKey(Front, "MT-KH-GSPB", "2023"), "3421", "Ủy ban MTTQ Việt Nam xã Bản Hon", 1),
            await world.Archive.Evidence(first) is { } piece ? (piece.Row.Review!.Verdict, piece.Key, piece.Unit, piece.BodyName, piece.RuleVersion) : default);
        Assert.Null(await world.Archive.Evidence("KHÔNG-CÓ"));

        async Task<ImmutableArray<WaitingCount>> Count(DateOnly? asOf, DateOnly late) => await world.Archive.Waiting("106", 2023, asOf is { } day ? new(day, false) : null, late);
    }

    private static async Task<World> World()
    {
        var world = Tests.World.On(2023, 2, 6).TamDuongUnits()
            .Rule("MT-KH-GSPB", "FatherlandFront", "commune", ("due", "31/03"), ("counts_from", "submitted"))
            .Rule("MT-GS", "FrontBloc", "commune", ("quantity_from", "MT-KH-GSPB.planned_supervisions@FatherlandFront"))
            .Body(Front, "3421", "FatherlandFront", "Ủy ban MTTQ Việt Nam xã Bản Hon").Body(Bloc, "3421", "FrontBloc", "MTTQ và các đoàn thể xã Bản Hon", BodyClass.Bloc);
        await world.Publish();
        await world.Open();
        return world;
    }

    private static async Task<EvidenceRow> Piece(World world, string code) => (await world.Ledger.Facts(Front))!.Evidence.Single(piece => piece.Code == code);

    private static async Task<string> Plan(World world, string figure)
    {
        var decision = await world.Deciding(Front, "MT-KH-GSPB", "2023");
        var form = decision.Received!.Form with { Fields = ImmutableDictionary<string, string>.Empty.Add("planned_supervisions", figure) };
        var received = decision.Received with { Form = form, Submitter = Officer, Review = ReviewRow.Pending, Replaces = "TD-CU" };
        var facts = (await world.Ledger.Facts(Front))!;
        var pieces = facts.EvidenceOf(decision.Row).Add(received.ToEvidence());
        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(world.Decision(decision.Row, decision.Unit, null, pieces, received))).Outcome);
        return received.Code;
    }

    private static async Task Review(World world, string code, ReviewRow review)
    {
        var facts = (await world.Ledger.Facts(Front))!;
        var piece = facts.Evidence.Single(one => one.Code == code) with { Review = review };
        var row = facts.Obligations.Single(one => one.Id == piece.Obligation);
        Assert.Equal(Outcome.Saved, (await world.Ledger.Record(world.Decision(row, facts.Body.Unit, null, [.. facts.Evidence.Select(one => (one.Code == code ? piece : one).ToEvidence())]) with { Reviewed = piece, By = Who.Officer })).Outcome);
    }
}
