using System.Globalization;
using System.Reflection;
using System.Text;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>The way of every enabled calendar rule through one period in which nothing is handed in, approved as one text.</summary>
public class WalkTests
{
    private static readonly WorkCalendar Calendar = Samples.Calendar(
        ("2024-01-01", "Tết Dương lịch"), ("2024-04-18", "Giỗ Tổ Hùng Vương"), ("2024-04-30", "Ngày Chiến thắng"), ("2024-05-01", "Quốc tế Lao động"),
        ("2024-09-02", "Quốc khánh"), ("2024-09-03", "Quốc khánh"), ("2025-01-01", "Tết Dương lịch"));

    [Fact]
    public void Every_enabled_calendar_rule_walks_as_approved()
    {
        var walks = new StringBuilder("Mỗi quy tắc đang bật của bộ mặc định, đi qua một kỳ mà không có gì được gửi.\n");
        var book = Samples.Book();
        foreach (var rule in Samples.Codes.Select(code => book.InForce(code, new(2024, 1, 1))!).Where(rule => rule.Enabled))
            if (rule.Schedule is Schedule.Periodic schedule) Walk(walks, rule, schedule);

        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Walks.approved.txt")!;
        using var approved = new StreamReader(stream);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "Walks.received.txt"), walks.ToString());   // to be read, and to replace the approved one
        Assert.Equal(approved.ReadToEnd(), walks.ToString(), ignoreLineEndingDifferences: true);
    }

    private static void Walk(StringBuilder text, RuleVersion rule, Schedule.Periodic schedule)
    {
        var period = schedule.Of(2024).Last().Period;
        var terms = Terms.Of(rule, period, Calendar, lastDay: null)!;
        text.Append('\n').Append(rule.Code).Append(" · ").Append(period.Key).Append('\n').Append(Explanation.Of(rule, period, terms, Calendar).Sentence).Append('\n');

        DateTimeOffset? at = VietnamTime.StartOf(terms.Opens.AddDays(-Ladder.MadeAhead)), upTo = null;
        var status = Status.Dormant;
        while (at is { } now)
        {
            var progress = Ladder.Advance(terms, [], status, upTo, now);
            var said = progress.Changes.Length > 0 || upTo is null ? StatusWords.Sentence(progress.Standing, terms.Due, VietnamTime.DayOf(now)) : "";
            var reminded = progress.Reminders.Length > 0 ? $"nhắc ({progress.Reminders[0].Offset.ToString("+0;-0;0", CultureInfo.InvariantCulture)})" : "";
            text.Append(CultureInfo.InvariantCulture, $"  {Vietnamese.Instant(now)}  {string.Join(" · ", new[] { said, reminded }.Where(part => part.Length > 0))}\n");
            (status, upTo, at) = (progress.Standing.Status, now, progress.Standing.Next);
        }
    }
}
