using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Tests.Store;

public class BoardTests
{
    private static readonly string[] Criticised = ["3400", "3405", "3406", "3412", "3413", "3421", "3424", "3427"];

    [Fact]
    public async Task The_board_of_2023_says_what_the_report_says()
    {
        using var world = await Reported();

        var board = Board.Compose(world.Node.Current.Tree.Find(World.District)!, 2023, world.Node.Current.Book, (await world.Archive.Board(World.District, 2023, null)).Lines);

        var column = board.Columns.Single(c => c.Rule.Code == "MT-PB");
        Assert.Equal((13, 8, 0), (column.Total.All, column.Total.Fulfilled, column.Total.Overdue));
        Assert.True(board.Reconciles);
        var gap = Gap.Compose(column.Rule, await world.Archive.Owing(World.District, "MT-PB", 2023, null));
        Assert.Equal("còn 5/13 nơi chưa thực hiện (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)", gap.Sentence);
    }

    [Fact]
    public async Task A_district_shows_its_communes_and_a_commune_its_bodies()
    {
        using var world = await Reported();

        var district = await world.Archive.Board(World.District, 2023, null);
        var commune = await world.Archive.Board("3421", 2023, null);

        Assert.Equal(World.Communes.Select(c => c.Code), district.Lines.Select(part => part.Row.Id).Distinct().Order());
        Assert.All(district.Lines, part => Assert.Equal(RowKind.Unit, part.Row.Kind));
        Assert.Equal(("Xã Bản Hon", "Bản Hon"), district.Lines.Where(part => part.Row.Id == "3421").Select(part => (part.Row.Name, part.Row.ShortName)).First());
        Assert.Equal(["3421-FrontBloc MT-PB Fulfilled", "3421-PeoplesCommittee UB-DT Open"], commune.Lines.Select(part => $"{part.Row.Id} {part.Rule} {part.Line.Status}").Order());
        Assert.Equal(district.Number, commune.Number);
        Assert.Equal(Sum(district), Sum(await world.Archive.Board(World.Province, 2023, null)));
        Assert.Equal(Lines(district), Lines(await world.Archive.Communes(World.Province, 2023, null)));
    }

    [Fact]
    public async Task Own_lines_of_many_units_are_those_of_each_unit()
    {
        using var world = await Reported();

        string[] codes = [.. World.Communes.Select(c => c.Code)];

        var units = await world.Archive.OwnLines(codes, 2023);

        Assert.Equal(codes, units.Select(own => own.Unit));
        foreach (var own in units)
        {
            Assert.Equal((await world.Archive.Newest(), await world.Archive.Newest()), (own.Number, own.CompleteTo));
            var board = (await world.Archive.Board(own.Unit, 2023, null)).Lines.Where(part => part.Row.Kind == RowKind.Body);
            Assert.Equal(LineRecord.Of(board).OrderBy(line => $"{line}", StringComparer.Ordinal), own.Lines.OrderBy(line => $"{line}", StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task A_board_as_of_today_equals_the_board_of_now()
    {
        using var world = await Reported();
        foreach (var day in new[] { World.At(2023, 10, 1), World.At(2023, 12, 5, 10), World.At(2024, 1, 1), World.At(2024, 2, 20, 7) })
        {
            world.Now = day;
            foreach (var unit in new[] { World.Province, World.District, "3421" })
            {
                var now = await world.Archive.Board(unit, 2023, null);
                var asOf = await world.Archive.Board(unit, 2023, new(world.Clock.Today, Happened: false));
                Assert.Equal(Lines(now), Lines(asOf));
                Assert.Equal(0, asOf.Number);
            }
            await world.Sweep();
        }
    }

    [Fact]
    public async Task A_row_whose_checkpoint_has_passed_is_read_by_the_ladder_before_any_sweep()
    {
        using var world = await Reported();
        world.Now = World.At(2024, 1, 1);

        var before = await world.Archive.Board(World.District, 2023, null);
        await world.Sweep();
        var after = await world.Archive.Board(World.District, 2023, null);

        Assert.Equal(5, before.Lines.Where(part => part.Rule == "MT-PB").Sum(part => part.Line.Overdue));
        Assert.Equal(Lines(after), Lines(before));
        Assert.True(after.Number > before.Number);
    }

    [Fact]
    public async Task A_past_board_is_shown_as_it_was()
    {
        using var world = await Reported();
        var then = Lines(await world.Archive.Board(World.District, 2023, null));
        world.Now = World.At(2024, 3, 1);
        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 11, 20));
        await world.Sweep();

        Assert.Equal(then, Lines(await world.Archive.Board(World.District, 2023, new(new(2023, 9, 6), Happened: false))));
        Assert.NotEqual(then, Lines(await world.Archive.Board(World.District, 2023, null)));
    }

    [Fact]
    public async Task By_the_day_it_happened_evidence_counts_before_it_was_received()
    {
        using var world = await Reported();
        world.Now = World.At(2024, 3, 1);
        await world.HandIn("3430-FrontBloc", "MT-PB", "2023", new(2023, 11, 20));

        async Task<Status> KhunHa(DateOnly day, bool happened) =>
            (await world.Archive.Owing("3430", "MT-PB", 2023, new(day, happened))).Single(one => one.Body == "3430-FrontBloc").Line.Status;

        Assert.Equal(Status.Behind, await KhunHa(new(2023, 11, 20), happened: false));
        Assert.Equal(Status.Fulfilled, await KhunHa(new(2023, 11, 20), happened: true));
        Assert.Equal(Status.Behind, await KhunHa(new(2023, 11, 19), happened: true));
        Assert.Equal(Status.Escalated, await KhunHa(new(2024, 2, 29), happened: false));
        Assert.Equal(Status.Fulfilled, await KhunHa(new(2024, 3, 1), happened: false));
    }

    [Fact]
    public async Task What_is_not_tracked_is_a_line_without_data_and_never_late()
    {
        using var world = await World.TamDuong(2023, 9, 6);
        await world
            .Rule("CU-NGHE", "PartyCommittee", "commune", ("period", "half"), ("due", "15/07|31/12")).Tracked("CU-NGHE", "commune", 2024)
            .Rule("HOI-DH-NK", "Association", "commune", ("period", "term"), ("due", "5Y after congress"))
            .Rule("HOI-TAT", "Association", "commune", ("enabled", "no")).Tracked("HOI-TAT", "commune", 2030)
            .Body("3421-PartyCommittee", "3421", "PartyCommittee", "Đảng ủy xã Bản Hon")
            .Body("3421-ElderlyAssociation", "3421", "ElderlyAssociation", "Hội Người cao tuổi xã Bản Hon", BodyClass.Association, source: "demo")
            .Body("3424-RedCross", "3424", "RedCross", "Hội Chữ thập đỏ xã Bản Bo", BodyClass.Association, registeredOn: new(2024, 5, 1))
            .Body("3427-RedCross", "3427", "RedCross", "Hội Chữ thập đỏ xã Nà Tăm", BodyClass.Association, lastDay: new(2022, 12, 31)).Publish();
        await world.Open();

        var commune = await world.Archive.Board("3421", 2023, null);
        var untracked = commune.Lines.Where(part => part.Line == Line.NoData).ToList();
        Assert.Equal(["3421-ElderlyAssociation HOI-DH-NK True", "3421-PartyCommittee CU-NGHE False"], untracked.Select(part => $"{part.Row.Id} {part.Rule} {part.Row.Demo}").Order());
        Assert.Equal(["3421 CU-NGHE", "3421 HOI-DH-NK"], Untracked(await world.Archive.Board(World.District, 2023, null)));
        Assert.Equal(["3421 CU-NGHE", "3421 HOI-DH-NK"], Untracked(await world.Archive.Communes(World.Province, 2023, new(new(2023, 9, 6), false))));
        Assert.Equal(["3421 HOI-DH-NK", "3424 HOI-DH-NK"], Untracked(await world.Archive.Communes(World.Province, 2024, null)));
        Assert.Empty((await world.Archive.Communes(World.Province, 2026, null)).Lines);
        Assert.Equal(["3421-PartyCommittee NoData 0"], (await world.Archive.Owing(World.Province, "CU-NGHE", 2023, null)).Select(one => $"{one.Body} {one.Line.Status} {one.Line.All}"));
    }

    [Fact]
    public async Task Years_hold_what_is_still_owed_newest_first()
    {
        using var world = await Reported();
        world.Now = World.At(2024, 1, 1, 8);
        await world.Open();

        Assert.Equal([(2024, 26, 26, 0), (2023, 26, 18, 18)], await world.Archive.Years(World.District, null));
        Assert.Equal([(2024, 2, 2, 0), (2023, 2, 1, 1)], await world.Archive.Years("3421", null));
        Assert.Equal([(2023, 26, 18, 0)], await world.Archive.Years(World.Province, new(new(2023, 9, 6), false)));
        Assert.Equal([(2024, 2, 2, 0), (2023, 2, 2, 2)], await world.Archive.Years("3430", null));
    }

    /// <summary>06/9/2023, with the eight conferences on social criticism that the report counts.</summary>
    private static async Task<World> Reported()
    {
        var world = await World.TamDuong(2023, 9, 6);
        foreach (var code in Criticised) await world.HandIn($"{code}-FrontBloc", "MT-PB", "2023", new(2023, 8, 25));
        return world;
    }

    private static List<string> Lines(Parts parts) => [.. parts.Lines.Select(part => $"{part.Row.Id} {part.Rule} {part.Line}").Order(StringComparer.Ordinal)];

    private static List<string> Untracked(Parts parts) => [.. parts.Lines.Where(part => part.Line == Line.NoData).Select(part => $"{part.Row.Id} {part.Rule}").Order(StringComparer.Ordinal)];

    private static Line Sum(Parts parts) => Line.Sum(parts.Lines.Select(part => part.Line));
}
