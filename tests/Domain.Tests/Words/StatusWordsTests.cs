using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Words;

public class StatusWordsTests
{
    private static readonly DateOnly Due = new(2023, 12, 31);

    private static Line Of(Status status, int late = 0, int reportedLate = 0) => Line.Of(new(status, Samples.At("2023-01-01"), null, 0, late, reportedLate), Due, 1);

    public static TheoryData<Status, string, int, int, string, string> Cells => new()
    {
        // status                today     late reported  cell    in words
        { Status.Fulfilled,     "2024-01-12", 0, 0, "✓", "Đã hoàn thành" },
        { Status.Fulfilled,     "2024-01-12", 0, 5, "✓", "Đúng hạn, báo cáo chậm 5 ngày" },
        { Status.FulfilledLate, "2024-01-12", 5, 0, "✓ 5", "Hoàn thành trễ 5 ngày" },
        { Status.Open,          "2023-12-05", 0, 0, "26", "Chưa thực hiện · còn 26 ngày" },
        { Status.Open,          "2023-12-31", 0, 0, "0", "Chưa thực hiện · hạn hôm nay" },
        { Status.DueSoon,       "2023-12-24", 0, 0, "◔ 7", "Sắp đến hạn · còn 7 ngày" },
        { Status.DueSoon,       "2023-12-31", 0, 0, "◔ 0", "Sắp đến hạn · hạn hôm nay" },
        { Status.DueSoon,       "2024-01-02", 0, 0, "◔", "Sắp đến hạn · đã qua hạn 2 ngày, đang ân hạn" },
        { Status.Behind,        "2024-01-02", 0, 0, "◑", "Chậm tiến độ · đã qua hạn 2 ngày, đang ân hạn" },
        { Status.Extended,      "2023-12-24", 0, 0, "⧗ 7", "Gia hạn đến 31/12/2023" },
        { Status.Behind,        "2023-10-15", 0, 0, "◑", "Chậm tiến độ · còn 77 ngày" },
        { Status.Overdue,       "2024-01-01", 0, 0, "! 1", "Quá hạn 1 ngày" },
        { Status.Overdue,       "2024-01-12", 0, 0, "! 12", "Quá hạn 12 ngày" },
        { Status.Escalated,     "2024-01-20", 0, 0, "‼ 20", "Quá hạn 20 ngày, cần báo cấp trên" },
        { Status.Submitted,     "2024-01-12", 0, 0, "⇪", "Chờ duyệt" },
        { Status.Returned,      "2023-12-24", 0, 0, "↩", "Yêu cầu bổ sung · còn 7 ngày" },
        { Status.Returned,      "2023-12-31", 0, 0, "↩", "Yêu cầu bổ sung · hạn hôm nay" },
        { Status.Waived,        "2024-01-12", 0, 0, "–", "Được miễn" },
        { Status.NotApplicable, "2024-01-12", 0, 0, "·", "Không áp dụng" },
        { Status.Dormant,       "2022-12-12", 0, 0, "", "Chưa đến kỳ" },
        { Status.NoData,        "2024-01-12", 0, 0, "?", "Chưa có dữ liệu" },
    };

    [Theory, MemberData(nameof(Cells))]
    public void One_obligation_is_a_short_text_and_a_sentence(Status status, string today, int late, int reportedLate, string cell, string sentence)
    {
        var (line, day) = (Of(status, late, reportedLate), Samples.Day(today));

        Assert.Equal((cell, sentence, sentence), (StatusWords.Cell(line, day), StatusWords.Sentence(line, day), StatusWords.Spoken(line, day)));
        Assert.Equal(sentence, StatusWords.Sentence(new Standing(status, Samples.At("2023-01-01"), null, 0, late, reportedLate), Due, day));
    }

    public static TheoryData<Status[], string, string> Sums => new()
    {
        { [Status.Fulfilled, Status.Fulfilled], "✓ 2/2", "2/2 đã hoàn thành" },
        { [Status.Fulfilled, Status.FulfilledLate], "✓ 2/2", "2/2 đã hoàn thành" },
        { [Status.Fulfilled, Status.Open], "1/2", "1/2 đã hoàn thành, chưa thực hiện" },
        { [Status.Fulfilled, Status.Behind, Status.Open], "◑ 1/3", "1/3 đã hoàn thành, chậm tiến độ" },
        { [Status.Fulfilled, Status.Overdue, Status.Behind], "! 1/3 · 1 quá hạn", "1/3 đã hoàn thành, 1 quá hạn" },
        { [Status.Overdue, Status.Escalated], "‼ 0/2 · 2 quá hạn", "0/2 đã hoàn thành, 2 quá hạn" },
        { [Status.Fulfilled, Status.Submitted], "⇪ 1/2", "1/2 đã hoàn thành, chờ duyệt" },
        { [Status.Fulfilled, Status.Dormant], "✓", "Đã hoàn thành" },
        { [Status.Overdue, Status.Dormant], "! 12", "Quá hạn 12 ngày" },
        { [Status.NoData, Status.NoData], "?", "Chưa có dữ liệu" },
    };

    [Theory, MemberData(nameof(Sums))]
    public void Several_are_a_fraction_with_the_worst_shape(Status[] parts, string cell, string spoken)
    {
        var line = Line.Sum(parts.Select(status => Of(status)));

        Assert.Equal((cell, spoken), (StatusWords.Cell(line, new(2024, 1, 12)), StatusWords.Spoken(line, new(2024, 1, 12))));
    }

    [Fact]
    public void Great_sums_are_written_with_points()
    {
        var line = Of(Status.Overdue) with { All = 3321, Fulfilled = 1682, Overdue = 1639 };

        Assert.Equal("! 1.682/3.321 · 1.639 quá hạn", StatusWords.Cell(line, new(2024, 1, 12)));
        Assert.Equal("1.682/3.321 đã hoàn thành, 1.639 quá hạn", StatusWords.Spoken(line, new(2024, 1, 12)));
    }

    [Fact]
    public void Every_status_has_its_own_word() =>
        Assert.Equal(Enum.GetValues<Status>().Length, Enum.GetValues<Status>().Select(status => StatusWords.Of(status).Name).Distinct().Count());
}
