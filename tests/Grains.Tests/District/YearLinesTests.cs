using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Tests.District;

public class YearLinesTests
{
    [Theory]
    [InlineData(7, 7, 8, 7)]
    [InlineData(7, 6, 7, 7)]
    [InlineData(7, 7, 7, 7)]
    public void What_a_child_tells_later_stays_in_whatever_order_it_comes(long firstNumber, long firstComplete, long number, long complete)
    {
        var (first, later) = (Child("3421", firstNumber, firstComplete, fulfilled: 1), Child("3421", number, complete, fulfilled: 2));
        var (inOrder, reversed) = (YearLines.Of(new Parts(1, [])), YearLines.Of(new Parts(1, [])));

        inOrder.Report(first);
        inOrder.Report(later);
        reversed.Report(later);
        reversed.Report(first);

        Assert.Equal(2, Assert.Single(inOrder.All()).Line.Fulfilled);
        Assert.Equal((number, complete), (inOrder.Number, inOrder.CompleteOf("3421")));
        if ((firstNumber, firstComplete) != (number, complete)) Assert.Equal(2, Assert.Single(reversed.All()).Line.Fulfilled);
    }

    [Fact]
    public void A_child_that_told_nothing_is_complete_up_to_the_reading()
    {
        var lines = YearLines.Of(new Parts(5, []));
        lines.Report(Child("3421", 9, 8, fulfilled: 1));

        Assert.Equal((8, 5, 5), (lines.CompleteOf("3421"), lines.CompleteOf("3430"), lines.CompleteTo));
        Assert.Equal((9, 5), lines.Total("106", 2023) is var total ? (total.Number, total.CompleteTo) : default);
    }

    [Fact]
    public void Own_lines_are_all_there_is_only_of_a_unit_without_units_below()
    {
        var (commune, district) = (YearLines.Of(new Parts(5, [])), YearLines.Of(new Parts(5, [])));
        commune.Take(Child("3421", 9, 9, fulfilled: 1), isAll: true);
        district.Take(Child("106", 9, 9, fulfilled: 1), isAll: false);

        Assert.Equal((9, 5), (commune.CompleteTo, district.CompleteTo));
        Assert.Equal((9, 9), (commune.OwnNumber, district.OwnNumber));
    }

    private static BoardLines Child(string unit, long number, long complete, int fulfilled) => new(unit, 2023, number, complete,
        [new LineRecord(unit, IsUnit: true, "MT-PB", Line.NoData with { Status = Status.Open, All = 3, Fulfilled = fulfilled })]);
}
