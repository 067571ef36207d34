using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Tests.Boards;

/// <summary>What the reviewers owe.</summary>
public class WaitingTests
{
    [Theory]
    [InlineData(0, 0, "0", "không có minh chứng chờ duyệt")]
    [InlineData(3, 0, "⇪ 3", "3 minh chứng chờ duyệt")]
    [InlineData(1682, 12, "⇪ 1.682 · 12 trễ", "1.682 minh chứng chờ duyệt, 12 quá 5 ngày làm việc")]
    public void A_cell_says_how_many_wait_and_how_many_too_long(int all, int late, string cell, string spoken) =>
        Assert.Equal((cell, spoken), (new Waiting(all, late).Cell, new Waiting(all, late).Spoken(5)));

    [Fact]
    public void Sums_are_sums() => Assert.Equal(new(5, 2), Waiting.Sum([new(3, 0), new(2, 2), Waiting.None]));

    public static TheoryData<string[], string> Sentences => new()
    {
        { [], "không có minh chứng nào chờ duyệt" },
        { ["3430", "3421"], "2 minh chứng chờ duyệt, không có minh chứng nào quá 5 ngày làm việc" },
        { ["3430!", "3421!", "3430!", "3390"], "còn 3/4 minh chứng chờ duyệt quá 5 ngày làm việc (Bản Hon, Khun Há 2)" },
    };

    [Theory, MemberData(nameof(Sentences))]
    public void The_sentence_names_the_units_whose_pieces_wait_too_long(string[] pieces, string sentence) => Assert.Equal(sentence, ReviewGap.Compose(
        [.. pieces.Select(piece => (Code: piece.TrimEnd('!'), Late: piece.EndsWith('!'))).Select(piece => new WaitingPiece(piece.Code, Samples.Communes.Single(unit => unit.Code == piece.Code).ShortName, piece.Late))],
        5).Sentence);

    [Fact]
    public void Late_is_what_was_received_before_one_day_and_no_other() => Laws.Hold(
        from start in Gen.Choose(0, 800)
        from holidays in Gen.Choose(0, 900).ArrayOf(40)
        from days in Gen.Choose(1, 9)
        select (Day: new DateOnly(2023, 1, 1).AddDays(start), Holidays: holidays, Days: days),
        one =>
        {
            var calendar = Samples.Calendar([.. one.Holidays.Distinct().Select(day => (new DateOnly(2023, 1, 1).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), "nghỉ"))]);
            var before = Review.LateBefore(one.Day, calendar, one.Days);
            for (var received = one.Day.AddDays(-60); received <= one.Day; received = received.AddDays(1))
                Assert.Equal(Review.Due(VietnamTime.StartOf(received).AddHours(9), calendar, one.Days) < one.Day, received < before);
        });
}
