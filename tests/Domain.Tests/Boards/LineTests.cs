using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Boards;

public class LineTests
{
    private static readonly DateOnly Due = new(2023, 12, 31);

    /// <summary>The line of one obligation, as the ladder could give it.</summary>
    public static readonly Gen<Line> AnyLine =
        from status in Gen.Elements(Enum.GetValues<Status>())
        from since in Gen.Choose(0, 700)
        from due in Gen.Choose(-60, 60)
        from required in Gen.Choose(1, 6)
        from done in Gen.Choose(0, 6)
        from late in Gen.Choose(1, 30)
        select Line.Of(
            new(status, VietnamTime.StartOf(new DateOnly(2023, 1, 1).AddDays(since)), null, done, status == Status.FulfilledLate ? late : 0, status == Status.Fulfilled ? late - 1 : 0),
            Due.AddDays(due), required);

    private static readonly Gen<Line> AnySum = AnyLine.ListOf().Select(lines => Line.Sum(lines));

    [Fact]
    public void Lines_add_up_in_any_order_and_any_grouping() => Laws.Hold(
        from a in AnySum from b in AnySum from c in AnySum select (A: a, B: b, C: c),
        lines =>
        {
            Assert.Equal(lines.A + lines.B, lines.B + lines.A);
            Assert.Equal((lines.A + lines.B) + lines.C, lines.A + (lines.B + lines.C));
            Assert.Equal(lines.A, lines.A + Line.NoData);
        }, times: 2000);

    [Fact]
    public void A_sum_says_how_many_of_each_the_worst_and_since_when() => Laws.Hold(AnyLine.NonEmptyListOf(), lines =>
    {
        var sum = Line.Sum(lines);
        var worst = lines.MinBy(line => line.Status.Rank())!.Status;
        Assert.Equal(worst, sum.Status);
        Assert.Equal(lines.Where(line => line.Status == worst).Min(line => line.Since), sum.Since);
        Assert.Equal(lines.Count(line => line.Status.Counts()), sum.All);
        Assert.Equal(lines.Count(line => line.Status.IsFulfilled()), sum.Fulfilled);
        Assert.Equal(lines.Count(line => line.Status.IsOverdue()), sum.Overdue);
        Assert.Equal(lines.Count(line => line.Status == Status.Escalated), sum.Escalated);
        Assert.Equal(lines.Count(line => line.Status == Status.Behind), sum.Behind);
        Assert.Equal(lines.Count(line => line.Status == Status.DueSoon), sum.DueSoon);
        Assert.Equal(lines.Where(line => line.All > 0).Sum(line => line.Done), sum.Done);
        Assert.Equal(lines.Where(line => line.All > 0).Sum(line => line.Required), sum.Required);
        Assert.Equal(lines.Min(line => line.OpenDue), sum.OpenDue);
        Assert.Equal(lines.Max(line => line.LastDue), sum.LastDue);
        Assert.Equal(lines.Max(line => line.LateDays), sum.LateDays);
    });

    [Theory]
    [InlineData(Status.Fulfilled, 1, 1, 0, 2, 1, null)]
    [InlineData(Status.FulfilledLate, 1, 1, 0, 2, 1, null)]
    [InlineData(Status.Overdue, 1, 0, 1, 2, 1, "2023-12-31")]
    [InlineData(Status.Escalated, 1, 0, 1, 2, 1, "2023-12-31")]
    [InlineData(Status.Behind, 1, 0, 0, 2, 1, "2023-12-31")]
    [InlineData(Status.Open, 1, 0, 0, 2, 1, "2023-12-31")]
    [InlineData(Status.Waived, 0, 0, 0, 0, 0, null)]
    [InlineData(Status.NotApplicable, 0, 0, 0, 0, 0, null)]
    [InlineData(Status.NoData, 0, 0, 0, 0, 0, null)]
    [InlineData(Status.Dormant, 0, 0, 0, 0, 0, null)]
    public void One_obligation_is_a_line(Status status, int all, int fulfilled, int overdue, int done, int required, string? openDue)
    {
        var line = Line.Of(new(status, Samples.At("2023-06-01"), null, 2, 0, 0), Due, 1);

        Assert.Equal((all, fulfilled, overdue, done, required), (line.All, line.Fulfilled, line.Overdue, line.Done, line.Required));
        Assert.Equal(openDue is null ? null : Samples.Day(openDue), line.OpenDue);
        Assert.Equal(Due, line.Due);
    }

    [Fact]
    public void The_sum_of_nothing_is_no_data() => Assert.Equal((Status.NoData, 0, null), (Line.Sum([]).Status, Line.Sum([]).All, Line.Sum([]).Since));
}
