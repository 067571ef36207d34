using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Deadlines;
using Microsoft.VisualBasic.FileIO;

namespace HoiQC.Web.Tests.Deadlines;

public sealed class DueWeekTests
{
    private static readonly DateOnly Today = new(2024, 1, 5);
    private static readonly DateOnly To = new(2025, 1, 4);
    private static readonly BodyGroup Front = new("3430", "FatherlandFront", false, false, Today, null, 1);
    private static readonly BodyGroup Women = new("3430", "WomensUnion", false, false, Today, null, 1);

    [Fact]
    public void The_weeks_run_from_Monday_to_Sunday_over_all_twelve_months()
    {
        var weeks = Weeks([], [], []);
        Assert.Equal((new(2024, 1, 1), new DateOnly(2024, 12, 30)), (weeks[0].Monday, weeks[^1].Monday));
        Assert.All(weeks.Zip(weeks.Skip(1)), pair => Assert.Equal(pair.First.Sunday.AddDays(1), pair.Second.Monday));
        Assert.Equal(0, weeks.Sum(week => week.All));
    }

    [Fact]
    public void What_has_no_rows_yet_is_expected_of_each_body_once()
    {
        // Quarters due 25/03, 10/06, 05/09, 10/12: the first has rows, opened on 01/01; the second opens on 01/04, more than sixty days away.
        var weeks = Weeks([Front, Women with { Count = 3 }], [new("MT-BC-KY", new(2024, 3, 25), 4)], []);
        Assert.Equal(
            ["MT-BC-KY 25/03: 4+0", "MT-BC-KY 10/06: 0+4", "MT-BC-KY 05/09: 0+4", "MT-BC-KY 10/12: 0+4"],
            weeks.SelectMany(week => week.Dues).Where(due => due.Rule == "MT-BC-KY").Select(due => $"{due.Rule} {due.Due:dd/MM}: {due.Stored}+{due.Expected}"));
    }

    [Fact]
    public void Nothing_is_expected_of_who_has_ended_before_it_opens()
    {
        var weeks = Weeks([Front with { LastDay = new(2024, 6, 30) }], [], []);
        Assert.Equal(["10/06"], weeks.SelectMany(week => week.Dues).Where(due => due.Rule == "MT-BC-KY").Select(due => $"{due.Due:dd/MM}"));
    }

    [Fact]
    public void Three_due_days_of_one_body_within_a_week_are_a_clash_and_two_are_not()
    {
        DateOnly last = new(2024, 12, 30);

        // To come in that week, of every kind: the programme of next year, due on 31/12 of the year before.
        Assert.Empty(Of([Front], []).Clashes);
        Assert.Empty(Of([Front], [new("3430", "FatherlandFront", false, last, 1, 1)]).Clashes);
        Assert.Equal([new Clash("3430", "FatherlandFront", 3, 1)], Of([Front, Women], [new("3430", "FatherlandFront", false, last, 2, 1)]).Clashes);
        Assert.Equal(2, Of([Front with { Count = 5 }], [new("3430", "FatherlandFront", false, last, 4, 2)]).Clashing);

        DueWeek Of(BodyGroup[] groups, DueBurden[] burdens) => Weeks(groups, [], burdens).Single(week => week.Monday == last);
    }

    private static IReadOnlyList<DueWeek> Weeks(BodyGroup[] groups, DueCount[] stored, DueBurden[] burdens) => DueWeek.Of(Configuration, Today, Today, To, [.. groups], [.. stored], [.. burdens]);

    private static readonly Configuration Configuration = Read();

    private static Configuration Read()
    {
        using var csv = new TextFieldParser(Path.Combine(AppContext.BaseDirectory, "data", "rules.csv")) { Delimiters = [","], HasFieldsEnclosedInQuotes = true };
        var columns = csv.ReadFields()!;
        var versions = new List<RuleVersion>();
        while (csv.ReadFields() is { } fields)
            if (fields[0] is "MT-BC-KY" or "MT-CT-NAM") versions.Add(PackNotation.Read(columns.Zip(fields).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal), 1, new(2023, 1, 1)));
        return Configuration.Empty with { Tree = new([new Unit("3430", "Xã Khun Há", "Khun Há", "xã", "commune", null, new(2004, 1, 1), null)]), Book = new(versions, []) };
    }
}
