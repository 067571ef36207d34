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
}
