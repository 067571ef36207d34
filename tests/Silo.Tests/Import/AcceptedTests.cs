using System.Text;
using HoiQC.Silo.Import;

namespace HoiQC.Silo.Tests.Import;

public sealed class AcceptedTests
{
    [Fact]
    public async Task A_byte_order_mark_CRLF_and_semicolons_give_the_same_as_the_plain_files()
    {
        using var plain = new ImportWorld().With(District.Files);
        using var other = new ImportWorld();
        foreach (var (file, content) in District.Files)
        {
            var text = file == "rules.csv" ? content : content.Replace(',', ';');
            other.With(file, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.Replace("\n", "\r\n", StringComparison.Ordinal))]);
        }

        await plain.Imported();
        await other.Imported();

        Assert.Equal(await plain.Everything(), await other.Everything());
    }

    [Fact]
    public async Task Decomposed_letters_and_spaces_around_cells_give_the_same_as_the_plain_files()
    {
        using var plain = new ImportWorld().With(District.Files);
        using var other = new ImportWorld().With(District.Files)
            .With("units.csv", District.Files["units.csv"].Normalize(NormalizationForm.FormD).Replace(",commune,", " , commune ,", StringComparison.Ordinal));

        await plain.Imported();
        await other.Imported();

        Assert.Equal(await plain.Everything(), await other.Everything());
    }

    [Fact]
    public async Task Columns_may_stand_in_any_order_and_days_may_be_written_as_people_write_them()
    {
        using var world = new ImportWorld().With(District.Files).With("units.csv", """
            valid_to,code,parent_code,name,short_name,level,kind,valid_from
            ,70,,Tỉnh Sông Lam,Sông Lam,province,tỉnh,1/1/2000
            ,701,70,Huyện Đồi Mây,Đồi Mây,district,huyện,01/01/2000
            ,70101,701,Xã Suối Trong,Suối Trong,commune,xã,01/01/2000
            30/06/2021,70102,701,Xã Núi Đá,Núi Đá,commune,xã,01/01/2000
            ,70103,701,Xã Bến Đò,Bến Đò,commune,xã,01/01/2000
            """);

        await world.Imported();

        Assert.Equal(new DateOnly(2021, 6, 30), world.Configuration.Tree.Find("70102")!.ValidTo);
    }

    [Fact]
    public void A_row_is_numbered_by_the_line_it_begins_on_also_behind_quoted_line_breaks()
    {
        var faults = new Faults();
        var table = CsvTable.Read(Sheet.Tracking, Encoding.UTF8.GetBytes("rule,level,first_period_year\r\n\"A\r\nB\n\nC\",commune,2021\r\n\r\nD,commune,2022\r\nE,\"com\"\"mune\",2023"), faults)!;

        Assert.Equal([2, 7, 8], table.Rows.Select(row => row.Line));
        Assert.Equal("com\"mune", table.Rows[2].Cells[1]);
        Assert.False(faults.Any);
    }

    [Fact]
    public async Task Rules_may_lie_beside_the_folder_and_a_folder_may_hold_the_one_that_has_the_units()
    {
        using var beside = new ImportWorld();
        foreach (var (file, content) in District.Files) beside.With(file == "rules.csv" ? file : "district/" + file, content);

        var report = await beside.Import(folder: Path.Combine(beside.Folder, "district"));
        Assert.True(report.Accepted);
        Assert.Equal(2, report.Rules.New);

        Assert.Equal(new Tally(0, 0, 2), (await beside.Imported()).Rules);
    }

    [Fact]
    public async Task A_system_without_rules_takes_the_pack_of_the_product()
    {
        var files = District.Files;
        files.Remove("rules.csv");
        files.Remove("tracking.csv");
        files.Remove("events.csv");
        using var world = new ImportWorld().With(files);

        Assert.Equal(40, (await world.Imported()).Rules.New);
        Assert.Equal(new Tally(), (await world.Imported()).Rules);
        Assert.Equal(30, world.Configuration.Book.Codes.Length);
    }

    [Fact]
    public async Task Events_alone_refer_to_what_is_stored_and_other_files_are_named_as_not_read()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();
        foreach (var file in Directory.GetFiles(world.Folder)) File.Delete(file);
        world.With("indicators.csv", "x").With("events.csv", District.Files["events.csv"].Split('\n')[0] + "\nTIEP-DAN,2021,70103,PeoplesCommittee,Chair,Reception,1,,,,9-BC/UBND,2021-10-01,\n");

        var report = await world.Imported();

        Assert.Equal(new Tally(1, 0, 0), report.Evidence);
        Assert.Equal(["indicators.csv"], report.Ignored);
        Assert.Equal([("70103", 2021)], report.Touched);
        Assert.Equal("Fulfilled", await world.Status("70103-UB", "TIEP-DAN", "2021"));
    }

    [Fact]
    public async Task Optional_columns_say_when_it_happened_where_who_led_it_and_when_it_was_received()
    {
        using var world = new ImportWorld().With(District.Files).With("events.csv", """
            rule,period,unit_code,body_kind,position,activity,count,participants,opinions,units_inspected,document_no,document_date,note,received_on,occurred_on,place,lead_body
            TIEP-DAN,2021,70101,PeoplesCommittee,Chair,Reception,2,40,3,,12-BC/UBND,2021-05-20,,2021-06-01,2021-05-18,Nhà văn hóa,70101-UB
            """);
        await world.Imported();

        var facts = await new HoiQC.Silo.Store.Ledger(world.Database, world.Node).Facts("70101-UB");
        var piece = Assert.Single(facts!.Evidence);
        Assert.Equal((new DateOnly(2021, 5, 18), "Nhà văn hóa", "70101-UB", 2, true), (piece.Form.OccurredOn, piece.Form.Place, piece.Form.LeadBody, piece.Count, piece.Imported));
        Assert.Equal(new DateTimeOffset(2021, 6, 1, 0, 0, 0, TimeSpan.FromHours(7)), piece.ReceivedAt);
        Assert.Equal(world.Clock.Now, piece.RecordedAt);
    }

    [Fact]
    public async Task An_event_that_happened_before_its_period_is_refused()
    {
        using var world = new ImportWorld().With(District.Files).With("events.csv", """
            rule,period,unit_code,body_kind,position,activity,count,participants,opinions,units_inspected,document_no,document_date,note,occurred_on
            TIEP-DAN,2021,70101,PeoplesCommittee,Chair,Reception,2,40,3,,12-BC/UBND,2021-05-20,,2020-12-31
            """);

        var fault = Assert.Single((await world.Import()).Faults);
        Assert.Equal(("events.csv", 2, "occurred_on"), (fault.File, fault.Row, fault.Column));
    }
}
