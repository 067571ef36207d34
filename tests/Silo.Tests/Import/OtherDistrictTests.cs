using HoiQC.Domain.Obligations;

namespace HoiQC.Silo.Tests.Import;

public sealed class OtherDistrictTests
{
    [Fact]
    public async Task The_board_of_any_district_is_right_at_once()
    {
        using var world = new ImportWorld().With(District.Files);

        var report = await world.Imported();

        // 3 communes with the yearly rule, 4 quarters of the association (Q4 began on 1 October), next year's rows from November.
        Assert.Equal(7, report.ObligationsMade);
        Assert.Equal("Fulfilled", await world.Status("70101-UB", "TIEP-DAN", "2021"));
        Assert.Equal("NotApplicable", await world.Status("70102-UB", "TIEP-DAN", "2021"));
        Assert.Equal("Open", await world.Status("70103-UB", "TIEP-DAN", "2021"));
        Assert.Equal(["Fulfilled", "Escalated", "Escalated", "Open"], await Task.WhenAll(new[] { "Q1", "Q2", "Q3", "Q4" }.Select(q => world.Status("70101-NCT", "HOI-QUY", "2021-" + q))));
        Assert.Equal((2, 1), Standing(await world.Archive.Owing("70", "TIEP-DAN", 2021, null)));
    }

    [Fact]
    public async Task A_unit_that_ends_in_the_middle_of_the_year_owes_until_then()
    {
        using var world = new ImportWorld().With(District.Files);
        await world.Imported();

        Assert.Equal((3, 1), Standing(await world.Archive.Owing("70", "TIEP-DAN", 2021, new(new(2021, 6, 30), false))));
        Assert.Equal((2, 1), Standing(await world.Archive.Owing("70", "TIEP-DAN", 2021, new(new(2021, 7, 1), false))));
    }

    [Fact]
    public async Task A_unit_whose_end_becomes_known_later_lets_its_bodies_go_that_day()
    {
        using var world = new ImportWorld().With(District.But("units.csv", "2021-06-30", ""));
        await world.Imported();
        Assert.Equal("Behind", await world.Status("70102-UB", "TIEP-DAN", "2021"));

        var report = await world.With(District.Files).Imported();

        Assert.Equal("NotApplicable", await world.Status("70102-UB", "TIEP-DAN", "2021"));
        Assert.Equal([("70102", 2021)], report.Touched);
        Assert.Equal(1, report.Units.Changed);

        await world.With(District.But("units.csv", "2021-06-30", "")).Imported();
        Assert.Equal("Behind", await world.Status("70102-UB", "TIEP-DAN", "2021"));
    }

    [Fact]
    public async Task A_body_founded_after_a_due_day_does_not_owe_it()
    {
        var files = District.But("bodies.csv", "name,source\n", "name,source,valid_from,valid_to\n");
        files["bodies.csv"] = files["bodies.csv"].Replace("report\n", "report,,\n", StringComparison.Ordinal).Replace("xã Suối Trong,report,,\n\n", "", StringComparison.Ordinal)
            .Replace("Hội Người cao tuổi xã Suối Trong,report,,", "Hội Người cao tuổi xã Suối Trong,report,2021-07-15,", StringComparison.Ordinal);
        files["events.csv"] = files["events.csv"].Replace("2021-Q1,70101", "2021-Q3,70101", StringComparison.Ordinal);
        using var world = new ImportWorld().With(files);

        await world.Imported();

        Assert.Equal(["", "", "Fulfilled", "Open"], await Task.WhenAll(new[] { "Q1", "Q2", "Q3", "Q4" }.Select(q => world.Status("70101-NCT", "HOI-QUY", "2021-" + q))));
    }

    [Fact]
    public async Task An_event_of_a_body_that_had_ended_is_refused()
    {
        using var world = new ImportWorld("2022-02-01").With(District.Files).With("events.csv",
            District.Files["events.csv"] + "TIEP-DAN,2022,70102,PeoplesCommittee,,Reception,1,,,,1-BC,2022-01-20,\n");

        var fault = Assert.Single((await world.Import()).Faults);
        Assert.Equal(("events.csv", 6, "unit_code"), (fault.File, fault.Row, fault.Column));
        Assert.Contains("đã kết thúc ngày 30/06/2021", fault.Sentence, StringComparison.Ordinal);
    }

    private static (int All, int Fulfilled) Standing(IEnumerable<HoiQC.Domain.Boards.Owing> owing)
    {
        var lines = owing.Select(one => one.Line).ToList();
        return (lines.Sum(line => line.All), lines.Sum(line => line.Fulfilled));
    }
}
