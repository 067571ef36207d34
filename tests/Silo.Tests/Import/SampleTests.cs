using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Import;

namespace HoiQC.Silo.Tests.Import;

public sealed class SampleTests
{
    private static readonly AsOf ReportDay = new(new(2023, 9, 6), Happened: false);

    [Theory]
    [InlineData("2023-09-06")]
    [InlineData("2023-12-31T23:58:00+07:00")]
    [InlineData("2026-11-21")]
    public async Task The_board_of_2023_as_of_the_report_says_what_the_report_says(string now)
    {
        using var world = new ImportWorld(now);
        Assert.Empty((await world.Load(Samples.TamDuong)).Faults);

        var (_, all, owed, _) = (await world.Archive.Years("106", ReportDay)).Single(year => year.Year == 2023);
        Assert.Equal((62, 45), (all, all - owed));
        Assert.Equal(["3390-FrontBloc", "3394-FrontBloc", "3415-FrontBloc", "3418-FrontBloc", "3430-FrontBloc"], await Missing(world, "MT-PB"));
        Assert.Equal(["3400-FrontBloc", "3405-FrontBloc", "3430-FrontBloc"], await Missing(world, "MT-GS"));
        Assert.Equal(["3394", "3400", "3406", "3412", "3413", "3415", "3430"], (await Missing(world, "UB-DT")).Select(body => body[..4]));
        Assert.Equal(["106-TradeUnion", "106-WomensUnion"], await Missing(world, "MT-GS-H"));
        foreach (var rule in new[] { "CU-DT", "CU-YK-CT", "MT-PB-H", "UB-DT-H" }) Assert.Empty(await Missing(world, rule));
    }

    [Fact]
    public async Task The_gap_sentence_is_the_reports()
    {
        using var world = new ImportWorld("2023-09-06");
        await world.Load(Samples.TamDuong);

        var gap = Gap.Compose(world.Configuration.Book.InForce("MT-PB", new(2023, 1, 1))!, await world.Archive.Owing("106", "MT-PB", 2023, ReportDay));

        Assert.Equal("còn 5/13 xã MTTQ và các đoàn thể chưa tổ chức hội nghị phản biện xã hội (Thị trấn, Thèn Sin, Nùng Nàng, Bản Giang, Khun Há)", gap.Sentence);
    }

    [Fact]
    public async Task Associations_owe_what_the_pack_asks_of_associations_from_the_year_it_is_tracked()
    {
        using var world = new ImportWorld("2024-02-20");
        await world.Load(Samples.TamDuong);

        Assert.Equal("Escalated", await world.Status("106-ElderlyAssociation", "HOI-KH-NAM", "2024"));
        Assert.Equal("", await world.Status("106-ElderlyAssociation", "HOI-KH-NAM", "2023"));
    }

    [Fact]
    public async Task A_sample_loaded_under_an_earlier_clock_counts_each_event_when_its_day_comes()
    {
        using var world = new ImportWorld("2023-03-01");
        Assert.Empty((await world.Load(Samples.TamDuong)).Faults);

        Assert.Equal("Fulfilled", await world.Status("106-PartyCommittee", "CU-YK-CT", "2023"));
        Assert.Equal("Open", await world.Status("3424-FrontBloc", "MT-PB", "2023"));
        Assert.Equal(Status.Fulfilled, (await world.On("2023-09-06").Archive.Owing("106", "MT-PB", 2023, null)).Single(one => one.Body == "3424-FrontBloc").Line.Status);
    }

    [Fact]
    public async Task A_sample_is_known_as_one_and_does_not_lie_down_beside_other_data()
    {
        using var world = new ImportWorld("2023-09-06").With(District.Files);
        await world.Load(Samples.TamDuong);
        var before = await world.Everything();

        var again = await world.Load(Samples.TamDuong);
        Assert.Equal((0, 0, 50), (again.Evidence.New, again.Evidence.Changed, again.Evidence.Unchanged));
        Assert.Equal(before, await world.Everything());
        Assert.False((await world.Load(Samples.Country)).Accepted);
        Assert.False((await world.Load("moon")).Accepted);
        Assert.Equal(before, await world.Everything());
        var facts = await world.Archive.Folder();
        Assert.Equal((true, Samples.TamDuong, 2023), (facts.HasData, facts.Sample, facts.SampleYear));
    }

    [Fact]
    public async Task The_country_has_34_provinces_3321_communes_and_a_varied_board()
    {
        using var world = new ImportWorld("2026-10-15");

        var report = await world.Load(Samples.Country);

        Assert.Empty(report.Faults);
        var units = world.Configuration.Tree.All;
        Assert.Equal((34, 3321), (units.Count(unit => unit.Level == "province"), units.Count(unit => unit.Level == "commune")));
        Assert.Equal((2621, 687, 13), (units.Count(unit => unit.Kind == "xã"), units.Count(unit => unit.Kind == "phường"), units.Count(unit => unit.Kind == "đặc khu")));
        Assert.Equal((33_210, 33_210), (report.Bodies.New, report.ObligationsMade));
        var lines = (await world.Archive.Board("VN", 2026, null)).Lines;
        Assert.Equal(34, lines.Select(part => part.Row).Distinct().Count());
        var total = Line.Sum(lines.Select(part => part.Line));
        Assert.Equal(33_210, total.All);
        Assert.InRange(total.Fulfilled, 15_000, 30_000);
        Assert.InRange(total.Overdue, 2_000, 10_000);
    }

    [Fact]
    public async Task The_country_is_the_same_every_time()
    {
        using var world = new ImportWorld("2026-11-21");
        await world.Load(Samples.Country);
        var evidence = await world.Count("evidence");

        var again = await world.Load(Samples.Country);

        Assert.Equal((0, 0, 0), (again.Evidence.New, again.Bodies.New + again.Bodies.Changed, again.ObligationsMade));
        Assert.Equal(evidence, again.Evidence.Unchanged);
    }

    private static async Task<IEnumerable<string>> Missing(ImportWorld world, string rule) =>
        Gap.Compose(world.Configuration.Book.InForce(rule, new(2023, 1, 1))!, await world.Archive.Owing("106", rule, 2023, ReportDay)).List.Select(one => one.Id);
}
