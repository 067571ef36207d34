using System.Diagnostics;
using System.Globalization;
using System.Text;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests.Import;

/// <summary>Files with evidence that is an event, or says a number that others owe.</summary>
public sealed class EventfulTests(ITestOutputHelper output)
{
    private const string Dialogue =
        "DT,Đối thoại với Nhân dân,Đối thoại,còn {n}/{N} xã chưa đối thoại ({list}),PeoplesCommittee,commune,position,,Chair,year,30/11,by,,1,,20,occurred,none,,10,occurred_on|participants,Luật 72/2025,data,yes";

    private const string Result =
        "DT-KQ,Công khai kết quả,Kết quả,còn {n}/{N} xã chưa công khai ({list}),PeoplesCommittee,commune,position,,Chair,after_event,10D after dialogue,by,,1,,7,submitted,next,,7,document_no|document_date,Luật 72/2025,data,yes";

    private const string PlanRule =
        "KH,Kế hoạch tiếp công dân,Kế hoạch,còn {n}/{N} hội chưa có kế hoạch ({list}),Association,commune,body,,,year,31/01,by,,1,,20,submitted,none,,10,document_no|participants,Quy chế,data,yes";

    private const string EventColumns = "rule,period,unit_code,body_kind,position,activity,count,participants,opinions,units_inspected,document_no,document_date,note,occurred_on";

    private static string Row(string rule, string period, string unit, string document, string dated, string occurred, string kind = "PeoplesCommittee", string people = "") =>
        $"{rule},{period},{unit},{kind},,,1,{people},,,{document},{dated},,{occurred}\n";

    private static Dictionary<string, string> Files(string events)
    {
        var files = District.Files;
        files["rules.csv"] = $"{District.RuleColumns}\n{District.Reception.Replace(",2,,20,occurred", ",2,KH.participants@ElderlyAssociation,20,occurred", StringComparison.Ordinal)}\n{Dialogue}\n{Result}\n{PlanRule}\n";
        files["tracking.csv"] = "rule,level,first_period_year\nTIEP-DAN,commune,2021\nDT,commune,2021\nKH,commune,2021\n";
        files["events.csv"] = $"{EventColumns}\n{events}";
        return files;
    }

    [Fact]
    public async Task A_dialogue_opens_its_result_from_the_day_it_was_received_and_the_results_own_line_is_taken_in_the_same_import()
    {
        using var world = new ImportWorld().With(Files(
            Row("DT-KQ", "2021-05-18", "70101", "31-TB/UBND", "2021-05-27", "") + Row("DT", "2021", "70101", "12-BC/UBND", "2021-05-20", "2021-05-18")
            + Row("DT", "2021", "70103", "7-BC/UBND", "2021-06-02", "2021-06-01") + Row("DT", "2021", "70102", "9-BC/UBND", "2021-06-02", "")));
        var report = await world.Imported();

        Assert.Equal(2, await world.Count("event"));
        Assert.Equal(("Fulfilled", "Escalated", ""), (await world.Status("70101-UB", "DT-KQ", "2021-05-18"), await world.Status("70103-UB", "DT-KQ", "2021-06-01"), await world.Status("70102-UB", "DT-KQ", "2021-06-02")));
        Assert.Contains(("70103", 2021), report.Touched);
        var opened = (await new Ledger(world.Database, world.Node).Facts("70103-UB"))!.Find("DT-KQ", "2021-06-01")!;
        Assert.Equal((new DateOnly(2021, 6, 11), World.At(2021, 6, 2), Status.NoData), (opened.Due, opened.Bound.From, opened.Earlier.Single().Settled));

        // Again, nothing is doubled; and nobody knew of it before it was received.
        var before = await world.Everything();
        Assert.Equal((0, 3 + 1), ((await world.Imported()).Evidence.New, (await world.Imported()).Evidence.Unchanged));
        Assert.Equal(before, await world.Everything());
        Assert.Empty((await world.Archive.Board("70103", 2021, new(new(2021, 6, 1), Happened: false))).Lines.Where(part => part.Rule == "DT-KQ" && part.Line.All > 0));
        Assert.Single((await world.Archive.Board("70103", 2021, new(new(2021, 6, 2), Happened: false))).Lines, part => part.Rule == "DT-KQ" && part.Line.All > 0);
    }

    [Fact]
    public async Task A_plan_raises_the_number_of_its_unit_whichever_of_the_two_bodies_comes_first()
    {
        using var world = new ImportWorld().With(Files(Row("KH", "2021", "70101", "01-KH/NCT", "2021-01-20", "", "ElderlyAssociation", "5")));
        await world.Imported();

        var ledger = new Ledger(world.Database, world.Node);
        var row = (await ledger.Facts("70101-UB"))!.Find("TIEP-DAN", "2021")!;
        Assert.Equal((5, 2, World.At(2021, 1, 20)), (row.Required, row.Earlier.Single().Required, row.Bound.From));
        Assert.Equal(2, (await ledger.Facts("70103-UB"))!.Find("TIEP-DAN", "2021")!.Required);
    }

    [Fact]
    public async Task A_line_whose_event_nobody_knows_is_refused_and_so_is_a_term_that_would_end_with_its_own_beginning()
    {
        using var world = new ImportWorld().With(Files(Row("DT-KQ", "2021-05-18", "70101", "31-TB/UBND", "2021-05-27", "") + Row("DT", "2021", "70101", "12-BC/UBND", "2021-05-20", "2021-05-19")));
        var report = await world.Import();

        var fault = Assert.Single(report.Faults);
        Assert.Equal(("period", 2), (fault.Column, fault.Row));
        Assert.Contains("chưa có mốc tính hạn", fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(0, await world.Count("event"));
    }

    [Fact]
    public async Task Ten_thousand_dialogues_are_ten_thousand_events_in_one_transaction()
    {
        var (units, bodies, events) = (new StringBuilder(District.Files["units.csv"].TrimEnd() + "\n"), new StringBuilder("id,unit_code,class,kind,name,source\n"), new StringBuilder());
        for (var n = 0; n < 10_000; n++)
        {
            units.Append(CultureInfo.InvariantCulture, $"{80_000 + n},Xã thứ {n},Thứ {n},xã,commune,701,2000-01-01,\n");
            bodies.Append(CultureInfo.InvariantCulture, $"{80_000 + n}-UB,{80_000 + n},Committee,PeoplesCommittee,UBND xã thứ {n},report\n");
            events.Append(Row("DT", "2021", $"{80_000 + n}", "12-BC/UBND", "2021-05-20", "2021-05-18"));
        }
        var files = Files(events.ToString());
        (files["units.csv"], files["bodies.csv"]) = (units.ToString(), bodies.ToString());
        using var world = new ImportWorld().With(files);

        var clock = Stopwatch.StartNew();
        await world.Imported();
        output.WriteLine($"10,000 dialogues: {clock.Elapsed.TotalSeconds:F1} s");

        Assert.Equal((10_000, 10_000), (await world.Count("event"), await world.Database.Read(connection => connection.ExecuteScalar<int>("SELECT COUNT(*) FROM obligation WHERE rule = 'DT-KQ'"))));
        clock.Restart();
        Assert.Equal(10_000, (await world.Archive.Board("70", 2021, asOf: null)).Lines.Single(part => part.Rule == "DT-KQ").Line.All);
        output.WriteLine($"a board over them: {clock.Elapsed.TotalMilliseconds:F0} ms");
        clock.Restart();
        await world.Archive.Board("70", 2022, asOf: null);
        output.WriteLine($"a board of another year: {clock.Elapsed.TotalMilliseconds:F0} ms");
    }
}
