using FsCheck.Fluent;
using HoiQC.Domain.Periods;

namespace HoiQC.Domain.Tests.Periods;

public class PeriodTests
{
    public static TheoryData<string, string, string, int, string> Keys => new()
    {
        { "2023", "2023-01-01", "2023-12-31", 2023, "năm 2023" },
        { "2023-H1", "2023-01-01", "2023-06-30", 2023, "6 tháng đầu năm 2023" },
        { "2023-H2", "2023-07-01", "2023-12-31", 2023, "6 tháng cuối năm 2023" },
        { "2023-Q1", "2023-01-01", "2023-03-31", 2023, "quý I/2023" },
        { "2023-Q3", "2023-07-01", "2023-09-30", 2023, "quý III/2023" },
        { "2023-Q4", "2023-10-01", "2023-12-31", 2023, "quý IV/2023" },
        { "2024-02", "2024-02-01", "2024-02-29", 2024, "tháng 2/2024" },
        { "2023-02", "2023-02-01", "2023-02-28", 2023, "tháng 2/2023" },
        { "2023-09", "2023-09-01", "2023-09-30", 2023, "tháng 9/2023" },
        { "2023-12", "2023-12-01", "2023-12-31", 2023, "tháng 12/2023" },
        { "2023-12-15..2024-12-14", "2023-12-15", "2024-12-14", 2024, "từ 15/12/2023 đến 14/12/2024" },
        { "2023-06-15", "2023-06-15", "2023-06-15", 2023, "tính từ 15/06/2023" },
        { "2023-06-15-2", "2023-06-15", "2023-06-15", 2023, "tính từ 15/06/2023" },
        { "2023-06-15-10", "2023-06-15", "2023-06-15", 2023, "tính từ 15/06/2023" },
        { "2024-02-29-9", "2024-02-29", "2024-02-29", 2024, "tính từ 29/02/2024" },
    };

    [Theory, MemberData(nameof(Keys))]
    public void A_key_says_its_days_its_year_and_its_words(string key, string start, string end, int year, string text)
    {
        var period = Assert.IsType<Period>(Period.Parse(key));

        Assert.Equal((key, Samples.Day(start), Samples.Day(end), year, text), (period.Key, period.Start, period.End, period.Year, period.Text));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("năm 2023")]
    [InlineData("23")]
    [InlineData(" 2023")]
    [InlineData("2023\n")]
    [InlineData("2023-H0")]
    [InlineData("2023-H3")]
    [InlineData("2023-h1")]
    [InlineData("2023-Q0")]
    [InlineData("2023-Q5")]
    [InlineData("2023-00")]
    [InlineData("2023-13")]
    [InlineData("2023-9")]
    [InlineData("2023-02-29")]
    [InlineData("2023-06-31")]
    [InlineData("2023-06-15-1")]
    [InlineData("2023-06-15-02")]
    [InlineData("2023-06-15-100")]
    [InlineData("2023-06-15\n")]
    [InlineData("2024-12-14..2023-12-15")]
    [InlineData("2023-12-15..2024-02-30")]
    [InlineData("2023-12-15..")]
    [InlineData("2023-12-15..2024-12-14\n")]
    [InlineData("1899")]
    [InlineData("0000")]
    [InlineData("0001-01-01")]
    [InlineData("0001-01-01..2023-01-01")]
    [InlineData("9999")]
    [InlineData("9999-12")]
    [InlineData("9999-H2")]
    [InlineData("9999-Q4")]
    [InlineData("2023-01-01..9999-12-31")]
    [InlineData("２０２３")]
    [InlineData("٢٠٢٣-٠١-٠١")]
    public void What_names_no_period_is_none(string? key) => Assert.Null(Period.Parse(key));

    [Fact]
    public void Every_made_period_reads_back_from_its_key() => Laws.Hold(
        from year in Gen.Choose(1900, 2999)
        from kind in Gen.Choose(0, 3)
        from n in Gen.Choose(0, 11)
        select kind switch
        {
            0 => Period.OfYear(year),
            1 => Period.OfHalf(year, (n % 2) + 1),
            2 => Period.OfQuarter(year, (n % 4) + 1),
            _ => Period.OfMonth(year, n + 1),
        },
        period => Period.Parse(period.Key) == period && period.Start <= period.End && period.Year == period.Start.Year);

    [Fact]
    public void The_parts_of_a_year_cover_it_without_gap_or_overlap() => Laws.Hold(
        from year in Gen.Choose(1900, 2999)
        from parts in Gen.Elements(
            Enumerable.Range(1, 2).Select(n => Period.OfHalf(year, n)), Enumerable.Range(1, 4).Select(n => Period.OfQuarter(year, n)), Enumerable.Range(1, 12).Select(n => Period.OfMonth(year, n)))
        select (Year: Period.OfYear(year), Parts: parts.ToList()),
        sample => sample.Parts[0].Start == sample.Year.Start && sample.Parts[^1].End == sample.Year.End
            && sample.Parts.Zip(sample.Parts.Skip(1)).All(pair => pair.First.End.AddDays(1) == pair.Second.Start));
}
