using HoiQC.Silo.Import;

namespace HoiQC.Silo.Tests.Import;

public sealed class RepetitionTests
{
    [Fact]
    public async Task The_same_folder_again_changes_nothing()
    {
        using var world = new ImportWorld().With(District.Files);
        var first = await world.Imported();
        var before = await world.Everything();

        var again = await world.On("2021-10-15T15:00:00+07:00").Imported();

        Assert.Equal(before, await world.Everything());
        Assert.Equal((new Tally(5, 0, 0), new Tally(4, 0, 0), new Tally(2, 0, 0), new Tally(2, 0, 0), new Tally(4, 0, 0)), (first.Units, first.Bodies, first.Rules, first.Tracking, first.Evidence));
        Assert.Equal((new Tally(0, 0, 5), new Tally(0, 0, 4), new Tally(0, 0, 2), new Tally(0, 0, 2), new Tally(0, 0, 4)), (again.Units, again.Bodies, again.Rules, again.Tracking, again.Evidence));
        Assert.Equal(0, again.ObligationsMade);
        Assert.Empty(again.Touched);
    }

    [Fact]
    public async Task Events_in_another_order_and_behind_new_ones_double_nothing()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();
        var lines = District.Files["events.csv"].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] shuffled =
        [
            lines[0], "TIEP-DAN,2021,70101,PeoplesCommittee,Chair,Reception,1,50,9,,12-BC/UBND,2021-05-20,đợt ba", .. lines[1..].Reverse(),
            "TIEP-DAN,2021,70103,PeoplesCommittee,,Reception,1,21,0,,8-BC/UBND,2021-06-02,",
        ];
        world.With("events.csv", string.Join('\n', shuffled));

        Assert.Equal(new Tally(2, 0, 4), (await world.Imported()).Evidence);
        Assert.Equal(6, await world.Count("evidence"));
        Assert.Equal(new Tally(0, 0, 6), (await world.Imported()).Evidence);
    }

    [Fact]
    public async Task Two_rows_that_are_the_same_word_for_word_are_two_pieces_and_stay_two()
    {
        var row = "TIEP-DAN,2021,70103,PeoplesCommittee,,Reception,1,21,0,,7-BC/UBND,2021-06-02,\n";
        using var world = new ImportWorld().With(District.But("events.csv", row, row + row));

        await world.Imported();
        Assert.Equal(5, await world.Count("evidence"));
        Assert.Equal("Fulfilled", await world.Status("70103-UB", "TIEP-DAN", "2021"));

        Assert.Equal(new Tally(0, 0, 5), (await world.Imported()).Evidence);
        Assert.Equal(5, await world.Count("evidence"));
    }

    [Fact]
    public async Task Other_words_of_a_row_are_put_right_but_other_facts_are_refused()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();

        Assert.Equal(new Tally(0, 1, 3), (await world.With(District.But("events.csv", "đợt hai", "đợt hai tại trường học")).Imported()).Evidence);
        Assert.Equal(4, await world.Count("evidence"));

        var before = await world.Everything();
        var fault = Assert.Single((await world.With(District.But("events.csv", ",21,0,,", ",22,0,,")).Import()).Faults);
        Assert.Equal(("events.csv", 4, "document_no"), (fault.File, fault.Row, fault.Column));
        Assert.Contains("rút", fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(before, await world.Everything());
    }

    [Fact]
    public async Task A_row_without_a_day_of_receipt_is_received_when_it_is_first_imported()
    {
        using var world = new ImportWorld().With(District.But("events.csv", "7-BC/UBND,2021-06-02", ","));
        await world.Imported();
        Assert.Equal(new Tally(0, 0, 4), (await world.On("2021-10-20").Imported()).Evidence);
    }

    [Fact]
    public async Task One_bad_row_keeps_a_whole_folder_out_also_over_data_that_is_there()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();
        var before = await world.Everything();
        var files = District.But("bodies.csv", "UBND xã Bến Đò", "UBND xã Bến Đò Mới");
        files["events.csv"] += "TIEP-DAN,2019,70101,PeoplesCommittee,,Reception,1,,,,1-BC,2021-02-02,\n";

        Assert.False((await world.With(files).Import()).Accepted);
        Assert.Equal(before, await world.Everything());
    }

    [Fact]
    public async Task A_check_says_what_would_come_and_stores_nothing()
    {
        using var world = new ImportWorld().With(District.Files);

        var report = await world.Import(check: true);

        Assert.True(report is { Accepted: true, Checked: true, Units.New: 5, Evidence.New: 4 });
        Assert.Equal("", await world.Everything());
        Assert.Equal(report.ObligationsMade, (await world.Imported()).ObligationsMade);
    }

    [Fact]
    public async Task Another_row_of_a_rule_is_a_new_version_from_today_and_the_others_keep_theirs()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();

        var report = await world.On("2021-11-02").With(District.But("rules.csv", "30/11,by", "15/12,by")).Imported();

        Assert.Equal(new Tally(0, 1, 1), report.Rules);
        var versions = world.Configuration.Book.Versions("TIEP-DAN");
        Assert.Equal([(1, new DateOnly(2021, 10, 15)), (2, new DateOnly(2021, 11, 2))], versions.Select(version => (version.Number, version.From)));
        Assert.Single(world.Configuration.Book.Versions("HOI-QUY"));
        Assert.Equal(new DateOnly(2021, 11, 30), (await world.Archive.DueNext("70103-UB", null, 1))[0].Row.Due);
    }

    [Fact]
    public async Task New_names_are_taken_and_what_a_body_is_cannot_be_changed()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();

        Assert.Equal(new Tally(0, 1, 3), (await world.With(District.But("bodies.csv", "UBND xã Bến Đò", "UBND xã Bến Đò Mới")).Imported()).Bodies);
        Assert.Equal("UBND xã Bến Đò Mới", Assert.Single(await world.Archive.BodiesOf("70103")).Name);

        var report = await world.With(District.But("bodies.csv", "70103-UB,70103,Committee", "70103-UB,70101,Bloc")).Import();
        Assert.Equal(["unit_code", "class"], report.Faults.Where(fault => fault.File == "bodies.csv").Select(fault => fault.Column));
    }
}
