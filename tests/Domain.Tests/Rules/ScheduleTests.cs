using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

public class ScheduleTests
{
    public static TheoryData<string, string, string, string, string, string, string> DueDays => new()
    {
        // code       period     due            inclusive  opens         named         the last day in time
        { "MT-PB", "2023", "31/12", "by", "2023-01-01", "2023-12-31", "2023-12-31" },
        { "HOI-BC-NAM", "2024", "01/12", "before", "2024-01-01", "2024-11-30", "2024-11-30" },
        { "HOI-KH-NAM", "2024", "01/03", "before", "2024-01-01", "2024-02-29", "2024-02-29" },
        { "HOI-KH-NAM", "2023", "29/02", "by", "2023-01-01", "2023-02-28", "2023-02-28" },
        { "HOI-KH-NAM", "2024", "29/02", "by", "2024-01-01", "2024-02-29", "2024-02-29" },
        { "HOI-KH-NAM", "2023", "29/02", "before", "2023-01-01", "2023-02-27", "2023-02-27" },
        { "MT-CT-NAM", "2025", "31/12", "by", "2024-10-01", "2024-12-31", "2024-12-31" },
        { "MT-CT-NAM", "2025", "31/12", "before", "2024-10-01", "2024-12-30", "2024-12-30" },
        { "HOI-BC-TC", "2023", "31/03", "by", "2024-01-01", "2024-03-31", "2024-04-01" },
        { "HOI-BC-TC", "2023", "01/04", "before", "2024-01-01", "2024-03-31", "2024-04-01" },
        { "HOI-BC-6T", "2024-H1", "10/06|10/12", "by", "2024-01-01", "2024-06-10", "2024-06-10" },
        { "HOI-BC-6T", "2024-H2", "10/06|10/12", "by", "2024-07-01", "2024-12-10", "2024-12-10" },
        { "CU-NGHE", "2024-H1", "15/07|31/01+1", "by", "2024-01-01", "2024-07-15", "2024-07-15" },
        { "CU-NGHE", "2024-H2", "15/07|31/01+1", "by", "2024-07-01", "2025-01-31", "2025-01-31" },
        { "CU-NGHE", "2023-H2", "15/07|29/02+1", "by", "2023-07-01", "2024-02-29", "2024-02-29" },
        { "MT-BC-KY", "2024-Q1", "25/03|10/06|05/09|10/12", "by", "2024-01-01", "2024-03-25", "2024-03-25" },
        { "MT-BC-KY", "2024-Q3", "25/03|10/06|05/09|10/12", "by", "2024-07-01", "2024-09-05", "2024-09-05" },
        { "MT-BC-KY", "2024-Q4", "25/03|10/06|05/09|10/12", "by", "2024-10-01", "2024-12-10", "2024-12-10" },
        { "BDV-BC", "2025-H2", "20/06|20/12", "by", "2025-07-01", "2025-12-20", "2025-12-19" },
    };

    [Theory, MemberData(nameof(DueDays))]
    public void A_period_opens_and_falls_due_as_its_rule_says(string code, string period, string due, string inclusive, string opens, string named, string last)
    {
        var day = DueDay.Of(Samples.Rule(code, ("due", due), ("inclusive", inclusive)), Samples.Period(period), WorkCalendar.Weekends)!;

        Assert.Equal((Samples.Day(opens), Samples.Day(named), Samples.Day(last)), (day.Opens, day.Named, day.Due));
    }

    [Fact]
    public void A_month_rule_is_due_each_month_and_may_be_due_in_the_next()
    {
        var rule = Samples.Rule("MT-BC-KY", ("period", "month"), ("due", "25/01|25/02|25/03|25/04|25/05|25/06|25/07|25/08|25/09|25/10|25/11|05/01+1"));

        Assert.Equal(new(2024, 2, 25), Samples.Terms(rule, "2024-02").Due);
        Assert.Equal((new DateOnly(2024, 12, 1), new DateOnly(2025, 1, 5)), (Samples.Terms(rule, "2024-12").Opens, Samples.Terms(rule, "2024-12").Due));
        Assert.Equal(12, ((Schedule.Periodic)rule.Schedule).Of(2024).Count());
    }

    [Fact]
    public void A_holiday_moves_a_due_day_over_New_Year()
    {
        var newYear = Samples.Calendar(("2024-01-01", "Tết Dương lịch"));

        Assert.Equal(new(2024, 1, 2), Samples.Terms(Samples.Rule("MT-PB", ("roll", "next")), "2023", newYear).Due);
        Assert.Equal(new(2023, 12, 29), Samples.Terms(Samples.Rule("MT-PB", ("roll", "previous")), "2023", newYear).Due);
        Assert.Equal(new(2023, 12, 31), Samples.Terms(Samples.Rule("MT-PB"), "2023", newYear).Due);
    }

    [Fact]
    public void A_period_of_another_kind_has_no_terms()
    {
        Assert.Null(Domain.Obligations.Terms.Of(Samples.Rule("MT-PB"), Samples.Period("2023-H1"), WorkCalendar.Weekends, null));
        Assert.Null(Domain.Obligations.Terms.Of(Samples.Rule("MT-BC-KY"), Samples.Period("2023"), WorkCalendar.Weekends, null));
        Assert.Null(Domain.Obligations.Terms.Of(Samples.Rule("HOI-DH-NK"), Samples.Period("2023"), WorkCalendar.Weekends, null));
    }

    [Theory]
    [InlineData("30/09", 1, "30/09:1")]
    [InlineData("30/09", 2, "30/09:1")]
    [InlineData("30/09", 3, "30/09:2")]
    [InlineData("30/09", 6, "30/09:3")]
    [InlineData("30/09:5|30/06:2", 6, "30/06:2 30/09:5")]
    [InlineData("", 6, "")]
    public void A_checkpoint_asks_for_half_of_the_minimum_rounded_up_unless_it_says_how_many(string checkpoint, int minimum, string expected)
    {
        var terms = Samples.Terms(Samples.Rule("MT-PB", ("checkpoint", checkpoint), ("min_count", $"{minimum}")), "2023");

        Assert.Equal(expected, string.Join(' ', terms.Milestones.Select(point => $"{point.On:dd/MM}:{point.Count}")));
    }

    [Fact]
    public void A_checkpoint_binds_only_the_part_of_the_year_it_lies_in()
    {
        var rule = Samples.Rule("MT-BC-KY", ("checkpoint", "31/08"));

        Assert.Equal(new(2024, 8, 31), Assert.Single(Samples.Terms(rule, "2024-Q3").Milestones).On);
        Assert.All(["2024-Q1", "2024-Q2", "2024-Q4"], period => Assert.Empty(Samples.Terms(rule, period).Milestones));
    }

    [Fact]
    public void No_period_of_the_pack_falls_due_before_it_opens() => Laws.Hold(
        from row in Gen.Elements(Samples.Pack.Where(row => !row["due"].Contains(' ', StringComparison.Ordinal)).ToArray())
        from year in Gen.Choose(2000, 2100)
        select (Rule: Samples.Rule(row["code"]), Year: year),
        sample =>
        {
            var schedule = (Schedule.Periodic)sample.Rule.Schedule;
            foreach (var (period, place) in schedule.Of(sample.Year))
            {
                var terms = Domain.Obligations.Terms.Of(sample.Rule, period, WorkCalendar.Weekends, null)!;
                Assert.True(terms.Opens <= terms.Due);
                Assert.Equal(schedule.Opens(period, place), terms.Opens);
                Assert.Equal(sample.Rule.Quantity.Minimum, terms.Required);
            }
        }, times: 100);

    [Theory]
    [InlineData("MT-PB", "2023", "2023-01-01")]
    [InlineData("MT-CT-NAM", "2025", "2024-10-01")]
    [InlineData("HOI-BC-TC", "2023", "2023-01-01")]
    [InlineData("MT-BC-KY", "2024-Q3", "2024-07-01")]
    public void What_is_handed_in_may_have_happened_from_the_opening_or_the_periods_first_day(string code, string period, string earliest) =>
        Assert.Equal(Samples.Day(earliest), Samples.Terms(Samples.Rule(code), period).Earliest(Samples.Period(period)));
}
