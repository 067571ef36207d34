using HoiQC.Domain.Boards;
using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Words;

/// <summary>How a status is drawn and said. One table drives board, mail, export and documents.</summary>
/// <param name="Shape">The mark before a number; colour is never alone.</param>
/// <param name="Name">The word for it.</param>
public sealed record StatusWord(string Shape, string Name);

/// <summary>Words, shapes and sentences of statuses.</summary>
public static class StatusWords
{
    /// <summary>Shape and word of each status.</summary>
    public static StatusWord Of(Status status) => status switch
    {
        Status.Fulfilled => new("✓", "Đã hoàn thành"),
        Status.FulfilledLate => new("✓", "Hoàn thành trễ"),
        Status.Submitted => new("⇪", "Chờ duyệt"),
        Status.Returned => new("↩", "Yêu cầu bổ sung"),
        Status.Open => new("", "Chưa thực hiện"),
        Status.DueSoon => new("◔", "Sắp đến hạn"),
        Status.Behind => new("◑", "Chậm tiến độ"),
        Status.Overdue => new("!", "Quá hạn"),
        Status.Escalated => new("‼", "Quá hạn, cần báo cấp trên"),
        Status.Extended => new("⧗", "Gia hạn"),
        Status.Waived => new("–", "Được miễn"),
        Status.NotApplicable => new("·", "Không áp dụng"),
        Status.Dormant => new("", "Chưa đến kỳ"),
        _ => new("?", "Chưa có dữ liệu"),
    };

    /// <summary>One obligation in words: "Quá hạn 12 ngày", "Chưa thực hiện · còn 26 ngày", "Đúng hạn, báo cáo chậm 5 ngày".</summary>
    /// <param name="standing">How it stands.</param>
    /// <param name="due">Its due day; null where there is none.</param>
    /// <param name="today">The day to count from.</param>
    public static string Sentence(Standing standing, DateOnly? due, DateOnly today) =>
        Sentence(standing.Status, due, today, standing.LateDays, standing.ReportedLateDays);

    /// <summary>The same of a line that holds one obligation.</summary>
    public static string Sentence(Line line, DateOnly today) => Sentence(line.Status, line.Due, today, line.LateDays, line.ReportedLateDays);

    private static string Sentence(Status status, DateOnly? due, DateOnly today, int lateDays, int reportedLateDays)
    {
        var left = due is { } day ? day.DayNumber - today.DayNumber : 0;
        return status switch
        {
            Status.Fulfilled when reportedLateDays > 0 => $"Đúng hạn, báo cáo chậm {reportedLateDays} ngày",
            Status.FulfilledLate => $"Hoàn thành trễ {lateDays} ngày",
            Status.Open => $"Chưa thực hiện · {Left(left)}",
            Status.DueSoon => $"Sắp đến hạn · {Left(left)}",
            Status.Behind => $"Chậm tiến độ · {Left(left)}",
            Status.Returned => $"Yêu cầu bổ sung · {Left(left)}",
            Status.Overdue => $"Quá hạn {-left} ngày",
            Status.Escalated => $"Quá hạn {-left} ngày, cần báo cấp trên",
            Status.Extended when due is { } until => $"Gia hạn đến {Vietnamese.Date(until)}",
            _ => Of(status).Name,
        };
    }

    private static string Left(int days) => days switch
    {
        < 0 => $"đã qua hạn {-days} ngày, đang ân hạn",
        0 => "hạn hôm nay",
        _ => $"còn {days} ngày",
    };

    /// <summary>The short text of a cell: "! 5" for one obligation, "22/24 · 2 quá hạn" for several.</summary>
    public static string Cell(Line line, DateOnly today)
    {
        var shape = Of(line.Status).Shape;
        if (line.All > 1)
        {
            var share = shape.Length > 0 ? $"{shape} {Share(line)}" : Share(line);
            return line.Overdue > 0 ? $"{share} · {Vietnamese.Number(line.Overdue)} quá hạn" : share;
        }
        var left = line.Due is { } due ? due.DayNumber - today.DayNumber : 0;
        return line.Status switch
        {
            Status.FulfilledLate => $"{shape} {line.LateDays}",
            Status.Open => left.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Status.DueSoon when left < 0 => shape,   // days of grace: neither left nor overdue
            Status.DueSoon or Status.Extended => $"{shape} {left}",
            Status.Overdue or Status.Escalated => $"{shape} {-left}",
            _ => shape,
        };
    }

    private static string Share(Line line) => $"{Vietnamese.Number(line.Fulfilled)}/{Vietnamese.Number(line.All)}";

    /// <summary>A cell as it is spoken and shown in full: "Quá hạn 12 ngày", "22/24 đã hoàn thành, 2 quá hạn".</summary>
    public static string Spoken(Line line, DateOnly today) => line.All > 1
        ? $"{Share(line)} đã hoàn thành" + (line.Overdue > 0 ? $", {Vietnamese.Number(line.Overdue)} quá hạn" : line.Status.IsFulfilled() ? "" : $", {Vietnamese.Uncapital(Of(line.Status).Name)}")
        : Sentence(line, today);
}
