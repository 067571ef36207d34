using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests;

public class RuleBookTests
{
    private static readonly RuleBook Book = new(
        [Samples.Version("MT-PB", 2, new(2024, 1, 1), ("due", "15/12")), Samples.Rule("UB-DT"), Samples.Version("MT-PB", 1, new(2023, 1, 1)), Samples.Version("MT-PB", 3, new(2024, 7, 1), ("due", "20/12"))],
        [new("MT-PB", "commune", 2021)]);

    [Theory]
    [InlineData("2020-01-01", 1)]
    [InlineData("2023-12-31", 1)]
    [InlineData("2024-01-01", 2)]
    [InlineData("2024-06-30", 2)]
    [InlineData("2024-07-01", 3)]
    [InlineData("2030-01-01", 3)]
    public void The_version_in_force_is_the_last_that_has_begun_else_the_first(string day, int number) =>
        Assert.Equal(number, Book.InForce("MT-PB", Samples.Day(day))!.Number);

    [Fact]
    public void Of_two_versions_from_the_same_day_the_later_number_is_in_force() =>
        Assert.Equal(2, new RuleBook([Samples.Version("MT-PB", 2, new(2024, 1, 1)), Samples.Version("MT-PB", 1, new(2024, 1, 1))], []).InForce("MT-PB", new(2024, 1, 1))!.Number);

    [Fact]
    public void Rules_keep_the_packs_order_and_versions_their_days()
    {
        Assert.Equal(["MT-PB", "UB-DT"], Book.Codes);
        Assert.Equal([1, 2, 3], Book.Versions("MT-PB").Select(version => version.Number));
        Assert.Equal([3, 1], Book.Newest.Select(version => version.Number));
        Assert.True(Book.OrderOf("MT-PB") < Book.OrderOf("UB-DT"));
        Assert.Equal(int.MaxValue, Book.OrderOf("MT-GS"));
    }

    [Fact]
    public void An_unknown_rule_has_no_version()
    {
        Assert.Null(Book.InForce("MT-GS", new(2024, 1, 1)));
        Assert.Null(Book.Find("MT-PB", 4));
        Assert.Empty(Book.Versions("MT-GS"));
        Assert.Empty(RuleBook.Empty.Codes);
    }

    [Theory]
    [InlineData("MT-PB", "2024-01-01", 2024)]
    [InlineData("MT-PB", "2024-01-02", 2025)]
    [InlineData("MT-BC-KY", "2024-04-01", 2024)]
    [InlineData("MT-BC-KY", "2024-10-02", 2025)]
    [InlineData("HOI-BC-6T", "2024-07-01", 2024)]
    [InlineData("MT-CT-NAM", "2024-01-01", 2025)]
    [InlineData("MT-CT-NAM", "2024-10-01", 2025)]
    [InlineData("MT-CT-NAM", "2024-10-02", 2026)]
    [InlineData("HOI-BC-TC", "2024-03-01", 2024)]
    [InlineData("HOI-DH-NK", "2024-03-01", 2025)]
    public void Without_data_a_rule_is_tracked_from_the_first_period_that_opens_under_it(string code, string from, int year) =>
        Assert.Equal(year, new RuleBook([Samples.Version(code, 1, Samples.Day(from))], []).FirstYear(code, "commune"));

    [Fact]
    public void Data_says_the_first_year_of_its_level_alone()
    {
        Assert.Equal(2021, Book.FirstYear("MT-PB", "commune"));
        Assert.Equal(2023, Book.FirstYear("MT-PB", "district"));
    }

    [Theory]
    [InlineData("2009-01-01", 1)]
    [InlineData("2018-06-14", 1)]
    [InlineData("2024-11-25", 1)]
    [InlineData("2024-11-26", 2)]
    [InlineData("2030-01-01", 2)]
    public void Congresses_of_their_day_find_the_decree_of_their_day(string day, int number) =>
        Assert.All(new[] { "HOI-DH-NK", "HOI-DH-BC", "HOI-DH-KQ", "HOI-BC-NAM" }, code => Assert.Equal(number, Samples.Book().InForce(code, Samples.Day(day))!.Number));

    [Theory]
    [InlineData("2025-01-01", "77/2015/QH13")]
    [InlineData("2025-02-28", "77/2015/QH13")]
    [InlineData("2025-03-01", "65/2025/QH15")]
    [InlineData("2025-06-15", "65/2025/QH15")]
    [InlineData("2025-06-16", "72/2025/QH15")]
    public void Dialogues_find_the_law_of_their_day(string day, string law) =>
        Assert.All(new[] { "UB-DT", "UB-DT-TB", "UB-DT-KQ" }, code => Assert.Contains(law, Samples.Book().InForce(code, Samples.Day(day))!.LegalBasis, StringComparison.Ordinal));

    [Fact]
    public void A_version_whose_basis_has_ended_is_in_force_no_more_but_still_names_its_rule()
    {
        var book = new RuleBook([Samples.Rule("MT-PB", ("basis_until", "2024-06-30")), Samples.Version("MT-PB", 2, new(2026, 1, 1), ("due", "15/12"))], []);

        Assert.Equal([1, 1, null, null, 2], new DateOnly[] { new(2020, 1, 1), new(2024, 6, 30), new(2024, 7, 1), new(2025, 12, 31), new(2026, 1, 1) }.Select(day => book.InForce("MT-PB", day)?.Number));
        Assert.Equal([1, 1, 1, 2, 2], Enumerable.Range(2023, 5).Select(year => book.Of("MT-PB", year)!.Number));
        Assert.Equal((2, null), (book.From("MT-PB", new(2026, 1, 1))!.Number, book.From("MT-PB", new(2026, 1, 2))));
    }

    [Fact]
    public void Without_data_are_rules_that_hang_on_events_or_are_tracked_later_and_none_that_is_off_or_whose_basis_ended()
    {
        var book = new RuleBook(
            [
                Samples.Rule("MT-PB"), Samples.Rule("MT-DDK"), Samples.Rule("HOI-DH-NK", ("levels", "district")), Samples.Rule("CU-DT", ("basis_until", "2023-12-31")),
                Samples.Rule("UB-DT", ("enabled", "no")), Samples.Version("UB-DT", 2, new(2025, 1, 1)),
            ],
            [new("MT-PB", "commune", 2025), new("CU-DT", "commune", 2026), new("CU-DT", "district", 2026), new("UB-DT", "commune", 2026)]);

        Assert.Equal(["MT-PB commune", "HOI-DH-NK district"], book.WithoutData(2024).Select(pair => $"{pair.Version.Code} {pair.Level}"));
        Assert.Equal(["HOI-DH-NK district", "UB-DT commune"], book.WithoutData(2025).Select(pair => $"{pair.Version.Code} {pair.Level}"));
    }

    [Fact]
    public void The_next_due_days_come_from_the_version_that_each_opens_under()
    {
        var calendar = Samples.Calendar(("2025-12-15", "ngày nghỉ"));
        var book = new RuleBook([Samples.Rule("MT-PB", ("basis_until", "2026-12-31")), Samples.Version("MT-PB", 2, new(2025, 1, 1), ("due", "15/12"), ("roll", "next"), ("basis_until", "2026-06-30"))], []);

        Assert.Equal(["2024 31/12/2024 v1", "2025 16/12/2025 v2", "2026 15/12/2026 v2"],
            Upcoming.Of(book, "MT-PB", calendar, new(2024, 12, 31), 5).Select(next => $"{next.Period.Key} {next.Day.Due:dd/MM/yyyy} v{next.Version.Number}"));
        Assert.Equal(["2025-H2", "2026-H1"], Upcoming.Of(new([Samples.Rule("CU-NGHE")], []), "CU-NGHE", calendar, new(2025, 7, 16), 2).Select(next => next.Period.Key));
        Assert.Empty(Upcoming.Of(new([Samples.Rule("HOI-DH-NK")], []), "HOI-DH-NK", calendar, new(2024, 1, 1), 5));
    }
}
