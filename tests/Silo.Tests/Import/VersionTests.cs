using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;
using HoiQC.Silo.Import;
using HoiQC.Silo.Publications;

namespace HoiQC.Silo.Tests.Import;

/// <summary>Several lines of one rule are its versions.</summary>
public sealed class VersionTests
{
    private const string Head = District.RuleColumns + ",valid_from,basis_until,territory,special_status";
    private static readonly string Old = $"{District.Reception},2015-01-01,2021-06-30,,";
    private static readonly string New = $"{District.Reception.Replace("30/11,by", "15/12,by", StringComparison.Ordinal)},2021-07-01,,,";

    private static string Rules(params string[] lines) => $"{Head}\n{string.Join('\n', lines)}\n{District.Quarterly},,,,\n";

    [Fact]
    public async Task Lines_of_one_rule_are_its_versions_in_the_order_of_their_days()
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(New, Old));

        var first = await world.Imported();
        var before = await world.Everything();
        var again = await world.On("2021-12-20").Imported();

        Assert.Equal((new Tally(3, 0, 0), new Tally(0, 0, 3)), (first.Rules, again.Rules));
        Assert.Equal([(1, new DateOnly(2015, 1, 1), (DateOnly?)new DateOnly(2021, 6, 30)), (2, new(2021, 7, 1), null)],
            world.Configuration.Book.Versions("TIEP-DAN").Select(version => (version.Number, version.From, version.BasisUntil)));
        Assert.Equal(new DateOnly(2021, 10, 15), world.Configuration.Book.Versions("HOI-QUY").Single().From);
        Assert.Equal(before.Split('\n').Where(line => line.StartsWith("grain", StringComparison.Ordinal)), (await world.Everything()).Split('\n').Where(line => line.StartsWith("grain", StringComparison.Ordinal)));
        Assert.Equal(new DateOnly(2021, 11, 30), (await world.Archive.DueNext("70103-UB", null, 1))[0].Row.Due);
    }

    [Fact]
    public async Task A_later_version_is_added_behind_the_ones_that_are_there()
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(Old, New));
        await world.Imported();

        var next = New.Replace("2021-07-01", "2022-03-01", StringComparison.Ordinal).Replace("15/12,by", "20/12,by", StringComparison.Ordinal);
        Assert.Equal(new Tally(0, 1, 3), (await world.With("rules.csv", Rules(Old, New, next)).Imported()).Rules);
        Assert.Equal([1, 2, 3], world.Configuration.Book.Versions("TIEP-DAN").Select(version => version.Number));
    }

    [Fact]
    public async Task Nothing_is_overdue_because_a_file_gave_a_known_rule_another_version()
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(Old));
        await world.Imported();

        var wider = Old.Replace("2015-01-01,2021-06-30", "2021-09-01,", StringComparison.Ordinal).Replace("30/11,by", "30/09,by", StringComparison.Ordinal);
        await world.With("rules.csv", Rules(Old, wider)).Imported();

        Assert.Equal([null, new DateOnly(2021, 10, 15)], world.Configuration.Book.Versions("TIEP-DAN").Select(version => version.Published));
    }

    [Fact]
    public async Task While_a_publication_runs_other_rules_are_not_taken()
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(Old));
        await world.Imported();
        await world.Database.Write(connection =>
        {
            PublicationTable.Insert(connection, new("p1", "TIEP-DAN", 1, PublicationMode.Open, "Ban Dân vận", world.Clock.Now, 15, "", null, default));
            return true;
        });

        Assert.Contains("Đang áp dụng lần công bố", Assert.Single((await world.With("rules.csv", Rules(Old, New)).Import()).Faults).Sentence, StringComparison.Ordinal);
        Assert.Single(world.Configuration.Book.Versions("TIEP-DAN"));
    }

    [Theory]
    [InlineData("2015-01-01", "30/10,by", "đã có phiên bản khác từ ngày 01/01/2015")]
    [InlineData("2021-07-01", "30/10,by", "đã có phiên bản khác từ ngày 01/07/2021")]
    [InlineData("2020-01-01", "30/10,by", "đã có phiên bản từ ngày 01/07/2021")]
    [InlineData("2014-01-01", "30/11,by", "đã có phiên bản từ ngày 01/07/2021")]
    public async Task What_is_stored_is_not_rewritten(string from, string due, string sentence)
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(Old, New));
        await world.Imported();
        var before = await world.Everything();

        var fault = Assert.Single((await world.With("rules.csv", Rules($"{District.Reception.Replace("30/11,by", due, StringComparison.Ordinal)},{from},,,")).Import()).Faults);

        Assert.Equal(("rules.csv", 2, "valid_from"), (fault.File, fault.Row, fault.Column));
        Assert.Contains(sentence, fault.Sentence, StringComparison.Ordinal);
        Assert.Equal(before, await world.Everything());
    }

    [Fact]
    public async Task Two_lines_of_one_rule_from_the_same_day_are_refused()
    {
        var other = New.Replace("2021-07-01", "01/01/2015", StringComparison.Ordinal);
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules(Old, other));
        var fault = Assert.Single((await world.Import()).Faults);
        Assert.Equal((3, "code"), (fault.Row, fault.Column));

        using var today = new ImportWorld().With(District.Files).With("rules.csv", Rules($"{District.Reception},,,,", New.Replace("2021-07-01", "2021-10-15", StringComparison.Ordinal)));
        Assert.Equal((2, "code"), (await today.Import()).Faults.Select(one => (one.Row, one.Column)).Single());
        Assert.Equal("", await today.Everything());
    }

    [Fact]
    public async Task A_basis_that_ends_before_the_day_a_rule_comes_in_is_refused_where_that_is_its_first_day()
    {
        using var world = new ImportWorld().With(District.Files).With("rules.csv", Rules($"{District.Reception},,2021-10-14,,"));

        var fault = Assert.Single((await world.Import()).Faults);

        Assert.Equal((2, "basis_until"), (fault.Row, fault.Column));
        Assert.Contains("15/10/2021", fault.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rule_older_than_the_system_is_tracked_from_the_next_year_unless_a_file_says_since_when()
    {
        var files = District.Files;
        files.Remove("tracking.csv");
        files.Remove("events.csv");
        using var world = new ImportWorld().With(files).With("rules.csv", Rules(Old, New));
        await world.Imported();

        Assert.Equal((2022, 2022), (world.Configuration.Book.FirstYear("TIEP-DAN", "commune"), world.Configuration.Book.FirstYear("HOI-QUY", "commune")));
        Assert.Equal([("TIEP-DAN", "commune", 2022)], world.Configuration.Book.Tracking.Select(row => (row.Rule, row.Level, row.FirstYear)));
        Assert.DoesNotContain((await world.Archive.DueNext("70103-UB", null, 9)), owed => owed.Row.Year < 2022);

        Assert.Equal(new Tally(0, 1, 0), (await world.With("tracking.csv", "rule,level,first_period_year\nTIEP-DAN,commune,2021\n").Imported()).Tracking);
        Assert.Equal(2021, world.Configuration.Book.FirstYear("TIEP-DAN", "commune"));
    }

    [Fact]
    public async Task A_territory_binds_its_bodies_and_no_other_now_and_on_the_board()
    {
        using var world = new ImportWorld().With(District.But("tracking.csv", "TIEP-DAN,commune,2021", "TIEP-DAN,commune,2022")).With("rules.csv", Rules($"{District.Reception},2015-01-01,,=70101|70103,"));
        world.With("events.csv", District.Files["events.csv"].Split('\n')[0] + "\n");
        await world.On("2022-01-10").Imported();

        Assert.Equal(("Open", "", "Open"), (await world.Status("70101-UB", "TIEP-DAN", "2022"), await world.Status("70102-UB", "TIEP-DAN", "2022"), await world.Status("70103-UB", "TIEP-DAN", "2022")));
        Assert.Equal(["70101", "70103"], (await world.Archive.Board("701", 2021, null)).Lines.Where(part => part.Rule == "TIEP-DAN").Select(part => part.Row.Id).Order());
        Assert.Equal(["70101-UB", "70103-UB"], (await world.Archive.Owing("70", "TIEP-DAN", 2021, null)).Select(one => one.Body));
    }

    [Fact]
    public async Task Special_associations_owe_what_is_theirs_alone_and_the_status_may_come_later()
    {
        var files = District.But("bodies.csv", "id,unit_code,class,kind,name,source", "id,unit_code,class,kind,name,source,special_status");
        files["bodies.csv"] = string.Join('\n', files["bodies.csv"].Split('\n').Select((line, i) => i == 0 || line.Length == 0 ? line : line + ",")).Replace("Suối Trong,report,", "Suối Trong,report,no", StringComparison.Ordinal);
        files["events.csv"] = files["events.csv"].Split('\n')[0] + "\n";
        using var world = new ImportWorld().With(files).With("rules.csv", $"{Head}\n{District.Reception},,,,\n{District.Quarterly},,,,yes\n");
        await world.Imported();
        Assert.Equal("", await world.Status("70101-NCT", "HOI-QUY", "2021-Q4"));
        Assert.Empty((await world.Archive.Board("701", 2020, null)).Lines.Where(part => part.Rule == "HOI-QUY"));

        files["bodies.csv"] = files["bodies.csv"].Replace("Suối Trong,report,no", "Suối Trong,report,yes", StringComparison.Ordinal);
        Assert.Equal(2, (await world.With(files).With("rules.csv", $"{Head}\n{District.Reception},,,,\n{District.Quarterly},,,,yes\n").Imported()).Bodies.Changed);
        Assert.Equal("Open", await world.Status("70101-NCT", "HOI-QUY", "2021-Q4"));
        Assert.Equal(["70101"], (await world.Archive.Board("701", 2020, null)).Lines.Where(part => part.Rule == "HOI-QUY").Select(part => part.Row.Id));
        Assert.Equal(new Tally(0, 0, 4), (await world.With("bodies.csv", District.Files["bodies.csv"]).Imported()).Bodies);
    }

    [Fact]
    public async Task An_event_of_a_period_that_a_basis_no_longer_reaches_is_refused_with_the_reason()
    {
        using var world = new ImportWorld("2022-03-01").With(District.Files).With("rules.csv", Rules(Old));
        world.With("events.csv", District.Files["events.csv"] + "TIEP-DAN,2022,70101,PeoplesCommittee,Chair,Reception,1,40,3,,1-BC,2022-02-20,\n");

        var fault = Assert.Single((await world.Import()).Faults);

        Assert.Equal("period", fault.Column);
        Assert.Contains("đã hết hiệu lực", fault.Sentence, StringComparison.Ordinal);
    }
}
