using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Obligations;

public class OpeningTests
{
    private static string Periods(RuleBook book, string code, string today, string level = "commune") =>
        string.Join(' ', Opening.Periods(book, code, level, WorkCalendar.Weekends, Samples.Day(today)).Select(made => $"{made.Period.Key}v{made.Version.Number}"));

    private static RuleBook Book(string code, int firstYear, params RuleVersion[] versions) =>
        new(versions.Length > 0 ? versions : [Samples.Rule(code)], [new(code, "commune", firstYear), new(code, "district", firstYear)]);

    [Theory]
    [InlineData("MT-PB", "2022-11-01", "")]
    [InlineData("MT-PB", "2022-11-02", "2023v1")]
    [InlineData("MT-PB", "2023-09-06", "2023v1")]
    [InlineData("MT-PB", "2023-11-01", "2023v1")]
    [InlineData("MT-PB", "2023-11-02", "2023v1 2024v1")]
    [InlineData("MT-CT-NAM", "2022-08-01", "")]
    [InlineData("MT-CT-NAM", "2022-08-02", "2023v1")]
    [InlineData("HOI-BC-TC", "2023-11-01", "")]
    [InlineData("HOI-BC-TC", "2023-11-02", "2023v1")]
    [InlineData("MT-BC-KY", "2023-05-02", "2023-Q1v1 2023-Q2v1 2023-Q3v1")]
    [InlineData("HOI-BC-6T", "2023-05-01", "2023-H1v1")]
    public void Rows_are_made_60_days_before_they_open_and_never_before_tracking(string code, string today, string expected) =>
        Assert.Equal(expected, Periods(Book(code, 2023), code, today));

    [Fact]
    public void Tracking_reaches_back_before_the_first_version() => Assert.Equal("2021v1 2022v1 2023v1", Periods(Book("MT-PB", 2021), "MT-PB", "2023-06-01"));

    [Fact]
    public void An_obligation_takes_the_version_in_force_on_the_day_it_opens()
    {
        var book = Book("MT-PB", 2023, Samples.Rule("MT-PB"), Samples.Version("MT-PB", 2, new(2023, 7, 1), ("due", "15/12")), Samples.Version("MT-PB", 3, new(2024, 1, 2), ("due", "20/12")));
        var made = Opening.Periods(book, "MT-PB", "commune", WorkCalendar.Weekends, new(2024, 11, 5)).ToList();

        Assert.Equal([("2023", 1, new DateOnly(2023, 12, 31)), ("2024", 2, new DateOnly(2024, 12, 15)), ("2025", 3, new DateOnly(2025, 12, 20))],
            made.Select(period => (period.Period.Key, period.Version.Number, period.Terms.Due)));
    }

    [Fact]
    public void A_rule_that_turns_from_years_to_halves_opens_the_halves_60_days_ahead_and_keeps_the_years_before()
    {
        var book = Book("HOI-BC-6T", 2023, Samples.Rule("HOI-BC-6T", ("period", "year"), ("due", "10/12")), Samples.Version("HOI-BC-6T", 2, new(2025, 1, 1)));

        Assert.Equal("2023v1 2024v1", Periods(book, "HOI-BC-6T", "2024-11-01"));
        Assert.Equal("2023v1 2024v1 2025-H1v2", Periods(book, "HOI-BC-6T", "2024-11-02"));
        Assert.Equal("2023v1 2024v1 2025-H1v2", Periods(book, "HOI-BC-6T", "2025-01-01"));
    }

    [Fact]
    public void A_switched_off_rule_opens_nothing_while_it_is_off()
    {
        var book = Book("MT-PB", 2023, Samples.Rule("MT-PB"), Samples.Version("MT-PB", 2, new(2024, 1, 1), ("enabled", "no")), Samples.Version("MT-PB", 3, new(2025, 1, 1)));

        Assert.Equal("2023v1 2025v3", Periods(book, "MT-PB", "2025-06-01"));
        Assert.Equal("", Periods(Book("MT-DDK", 2023), "MT-DDK", "2025-06-01"));
    }

    [Fact]
    public void A_rule_saved_within_a_year_begins_with_the_next_period_and_makes_nothing_overdue()
    {
        var halves = new RuleBook([Samples.Version("HOI-BC-6T", 1, new(2024, 6, 20))], []);
        var ahead = new RuleBook([Samples.Version("MT-CT-NAM", 1, new(2025, 1, 5))], []);

        Assert.Equal("2024-H2v1", Periods(halves, "HOI-BC-6T", "2024-08-01"));
        Assert.Equal("2026v1", Periods(ahead, "MT-CT-NAM", "2025-11-01"));
    }

    [Fact]
    public void Event_rules_and_unknown_ones_open_nothing_by_the_calendar()
    {
        Assert.Equal("", Periods(Book("HOI-DH-NK", 2020), "HOI-DH-NK", "2025-06-01"));
        Assert.Equal("", Periods(Book("MT-PB", 2020), "MT-GS", "2025-06-01"));
    }

    [Theory]
    [InlineData("2004-01-01", null, true)]
    [InlineData("2023-12-31", null, true)]
    [InlineData("2024-01-01", null, false)]
    [InlineData("2004-01-01", "2022-12-31", false)]
    [InlineData("2004-01-01", "2023-01-01", true)]
    [InlineData("2004-01-01", "2025-06-30", true)]
    public void Who_is_registered_by_the_due_day_and_alive_at_the_opening_owes(string registered, string? lastDay, bool owes) =>
        Assert.Equal(owes, Opening.Owes(Samples.Terms(Samples.Rule("MT-PB"), "2023"), Samples.Day(registered), lastDay is null ? null : Samples.Day(lastDay)));

    [Fact]
    public void Nothing_opens_after_the_basis_ended_until_another_version_follows()
    {
        var book = Book("MT-PB", 2022, Samples.Rule("MT-PB", ("basis_until", "2023-12-31")), Samples.Version("MT-PB", 2, new(2025, 6, 1)));

        Assert.Equal("2022v1 2023v1 2026v2", Periods(book, "MT-PB", "2025-12-01"));
    }

    [Theory]
    [InlineData("2023-12-31", "0", "2023-12-31", false)]
    [InlineData("2024-01-01", "0", "2024-01-16", true)]
    [InlineData("2024-03-10", "0", "2024-03-25", true)]
    [InlineData("2024-01-15", "15", "2023-12-31", false)]
    [InlineData("2024-01-16", "15", "2024-01-31", true)]
    public void What_was_in_time_only_before_its_version_was_published_is_due_after_the_notice(string published, string grace, string due, bool noticed)
    {
        var version = PackNotation.Read(Samples.Row("MT-PB").SetItem("grace_days", grace), 1, new(2023, 1, 1), Samples.Day(published));
        var opening = Opening.Periods(Book("MT-PB", 2023, version), "MT-PB", "commune", WorkCalendar.Weekends, new(2023, 5, 1)).Single();

        Assert.Equal((Samples.Day(due), noticed ? Samples.Day(published) : null), (opening.Terms.Due, opening.Noticed));
        Assert.True(Opening.Owes(opening, new(2023, 12, 31), null));
        Assert.False(Opening.Owes(opening, new(2024, 1, 1), null));
    }

    [Fact]
    public void Levels_that_only_an_older_version_names_open_under_it()
    {
        var book = new RuleBook([Samples.Rule("CU-DT"), Samples.Version("CU-DT", 2, new(2025, 7, 1), ("levels", "commune"))], [new("CU-DT", "district", 2024), new("CU-DT", "commune", 2024)]);

        Assert.Equal(["district 2024", "district 2025", "commune 2024", "commune 2025", "commune 2026"],
            Opening.All(book, "CU-DT", WorkCalendar.Weekends, new(2025, 12, 1)).Select(pair => $"{pair.Level} {pair.Opening.Period.Key}"));
    }

    [Theory]
    [InlineData("period=year opens=", "period=year opens=01/10-1", "2023v1 2024v2 2025v2")]
    [InlineData("period=year opens=", "period=year_before opens=", "2023v1 2024v2 2025v2")]
    [InlineData("period=year_before opens=", "period=year opens=", "2023v1 2024v1 2025v2")]
    [InlineData("period=year_after opens=", "period=year opens=", "2023v1 2024v2 2025v2")]
    [InlineData("period=year opens=", "period=half opens=", "2023v1 2024-H1v2 2024-H2v2 2025-H1v2")]
    [InlineData("period=year_after opens=", "period=half opens=", "2023v1 2024-H1v2 2024-H2v2 2025-H1v2")]
    [InlineData("period=year opens=", "period=year_before opens= enabled=no", "2023v1")]
    [InlineData("period=year_before opens= enabled=no", "period=year_before opens=", "2025v2")]
    [InlineData("period=year opens= basis_until=2023-12-31", "period=year_before opens=", "2023v1 2024v2 2025v2")]
    public void A_period_between_two_versions_with_other_opening_days_is_taken_once(string first, string second, string expected)
    {
        var book = Book("MT-PB", 2023, Version(1, new(2023, 1, 1), first), Version(2, new(2024, 1, 1), second));

        Assert.Equal(expected, Periods(book, "MT-PB", "2025-01-01").Replace(" 2026v2", "", StringComparison.Ordinal));
    }

    [Fact]
    public void The_last_year_of_an_ended_basis_that_opens_after_it_is_owed_by_nobody() =>
        Assert.Equal("2022v1", Periods(Book("MT-PB", 2022, Version(1, new(2022, 1, 1), "period=year_after opens= basis_until=2023-12-31")), "MT-PB", "2026-01-01"));

    [Fact]
    public void Every_tracked_period_of_a_cycle_is_made_exactly_once_whatever_the_opening_days_of_two_versions()
    {
        var schedules = Cycles.SelectMany(cycle => cycle.Schedules.SelectMany(first => cycle.Schedules.Select(second => (cycle.Keys, First: first, Second: second)))).ToArray();
        var books = from pair in Gen.Elements(schedules)
                    from days in Gen.Choose(0, 4 * 366)
                    select (pair.Keys, First: Version(1, new(2022, 1, 1), pair.First), Second: Version(2, new DateOnly(2022, 1, 2).AddDays(days), pair.Second));

        Laws.Hold(books, sample =>
        {
            var book = Book("MT-PB", 2021, sample.First, sample.Second);
            var made = Opening.Periods(book, "MT-PB", "commune", WorkCalendar.Weekends, new(2028, 12, 31)).Where(one => one.Period.Year < 2028).ToList();
            Assert.Equal(Enumerable.Range(2021, 7).SelectMany(sample.Keys).Order(StringComparer.Ordinal), made.Select(one => one.Period.Key).Order(StringComparer.Ordinal));
            Assert.All(made, one => Assert.Equal((one.Version, one.Period), TakenPeriod.Holding(book, "MT-PB", one.Period.End) is { } taken ? (taken.Version, taken.Period) : default));
        }, 10_000);
    }

    [Theory]
    [InlineData("2023-09-30", 2023, true)]
    [InlineData("2023-09-30", 2024, false)]
    [InlineData("2023-10-01", 2024, true)]      // the programme of 2024 is owed from 01/10/2023
    [InlineData("2023-10-01", 2028, false)]     // the next term of a congress of 2023 is owed already
    public void A_year_has_begun_when_it_is_there_or_a_calendar_rule_opened_for_it(string day, int year, bool begun)
    {
        var book = new RuleBook([Samples.Rule("MT-CT-NAM"), Samples.Rule("HOI-DH-NK")], []);
        Assert.Equal(begun, Opening.HasBegun(book, year, Samples.Day(day)));
    }

    private static readonly (Func<int, IEnumerable<string>> Keys, string[] Schedules)[] Cycles =
    [
        (year => [$"{year}"], ["period=year opens=", "period=year opens=01/10-1", "period=year opens=15/07", "period=year_before opens=", "period=year_before opens=01/06-1", "period=year_after opens="]),
        (year => [$"{year}-H1", $"{year}-H2"], ["period=half opens=", "period=half opens=15/11-1|15/05", "period=half opens=20/02|01/09"]),
    ];

    /// <summary>MT-PB with the columns said as "column=text", the due days late enough for every opening day.</summary>
    private static RuleVersion Version(int number, DateOnly from, string columns)
    {
        var changes = columns.Split(' ').Select(column => column.Split('=')).Select(pair => (pair[0], pair[1])).ToList();
        changes.Add(("due", columns.Contains("half", StringComparison.Ordinal) ? "30/06|31/12" : "31/12"));
        changes.AddRange([("checkpoint", ""), ("checkpoints", "")]);
        return Samples.Version("MT-PB", number, from, [.. changes]);
    }
}
