using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Events;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Rules;

/// <summary>How a pack writes periods, due days, checkpoints and offsets from events.</summary>
internal static partial class ScheduleNotation
{
    /// <summary>Years that differ in where 29/02 lies, also without one for eight years; a rule that can be kept in all of them can be kept in every year.</summary>
    private static readonly int[] Years = [2023, 2024, 2025, 2026, 2100];

    /// <summary>Reads the schedule of a row.</summary>
    /// <param name="cells">The row.</param>
    /// <param name="minimum">The least number that is owed.</param>
    /// <exception cref="PackFault">A column says something that cannot be.</exception>
    public static Schedule Read(PackCells cells, int minimum)
    {
        var period = cells.Needed("period");
        var inclusive = cells.Choice("inclusive", ("by", true), ("before", false));
        return period switch
        {
            "term" => Anchored(cells, Anchor.Term, inclusive),
            "before_event" => Anchored(cells, Anchor.Before, inclusive),
            "after_event" => Anchored(cells, Anchor.After, inclusive),
            "on_demand" => Anchored(cells, Anchor.OnDemand, inclusive),
            _ => Periodic(cells, period, inclusive, minimum),
        };
    }

    private static Schedule.Anchored Anchored(PackCells cells, Anchor anchor, bool inclusive)
    {
        foreach (var column in new[] { "checkpoint", "checkpoints", "cutoff" })
            if (cells.Has(column)) throw new PackFault(column, "Quy tắc tính hạn từ sự kiện không có mốc kiểm tra và ngày chốt số liệu. Đề nghị bỏ trống.");
        var opensBefore = !cells.Has("opens") ? (int?)null
            : cells.Text("opens") is [.. var days, 'D'] ? PackCells.Whole("opens", days, 0, 3660)
            : throw new PackFault("opens", $"“{cells.Text("opens")}” không phải là số ngày trước hạn (ví dụ: 90D).");
        if (anchor == Anchor.OnDemand && !cells.Has("due")) return new(0, OffsetUnit.Days, EventKind.Request, anchor) { Inclusive = inclusive, OpensBefore = opensBefore };
        if (Offsets().Match(cells.Needed("due")) is not { Success: true } match)
            throw new PackFault("due", $"“{cells.Text("due")}” không phải là khoảng cách tính từ sự kiện (ví dụ: 5Y after congress, 10BD after dialogue).");

        var (unit, most) = match.Groups["unit"].Value switch
        {
            "D" => (OffsetUnit.Days, 36_600),
            "BD" => (OffsetUnit.WorkingDays, 2_600),
            "M" => (OffsetUnit.Months, 1_200),
            _ => (OffsetUnit.Years, 100),
        };
        var amount = int.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture);
        if (amount < 1 || amount > most) throw new PackFault("due", $"Khoảng cách {amount} không hợp lệ; đề nghị ghi từ 1 đến {most}.");
        var kind = EventKind.Find(match.Groups["event"].Value)
            ?? throw new PackFault("due", $"Không có loại sự kiện “{match.Groups["event"].Value}”; chỉ nhận: {string.Join(", ", EventKind.All.Select(one => one.Code))}.");
        var before = match.Groups["side"].Value == "before";
        if (before != (anchor == Anchor.Before))
            throw new PackFault("due", anchor == Anchor.Before ? "Quy tắc trước sự kiện phải ghi “before” (ví dụ: 30D before planned congress)." : "Quy tắc này tính từ sau sự kiện nên phải ghi “after” (ví dụ: 30D after congress).");
        if (anchor == Anchor.OnDemand && kind != EventKind.Request) throw new PackFault("due", "Quy tắc theo yêu cầu đột xuất tính từ ngày yêu cầu (ví dụ: 5BD after request), hoặc bỏ trống nếu mỗi yêu cầu tự nêu hạn.");
        var least = amount * unit switch { OffsetUnit.Months => 28, OffsetUnit.Years => 365, _ => 1 };
        if (!before && opensBefore > least - (inclusive ? 0 : 1))
            throw new PackFault("opens", $"Nghĩa vụ mở {opensBefore} ngày trước hạn, tức là trước cả sự kiện. Đề nghị ghi nhiều nhất {least - (inclusive ? 0 : 1)}D hoặc bỏ trống.");
        return new(before ? -amount : amount, unit, kind, anchor) { Inclusive = inclusive, OpensBefore = opensBefore };
    }

    private static Schedule.Periodic Periodic(PackCells cells, string period, bool inclusive, int minimum)
    {
        var reporting = Reportings().Match(period);
        var cycle = reporting.Success ? Cycle.ReportingYear : cells.Choice(
            "period", ("year", Cycle.Year), ("year_before", Cycle.YearBefore), ("year_after", Cycle.YearAfter), ("half", Cycle.Half), ("quarter", Cycle.Quarter), ("month", Cycle.Month));
        var count = Schedule.Periodic.PerYear(cycle);
        var due = cells.Days("due");
        if (due.Length != count) throw new PackFault("due", $"Kỳ “{period}” cần {count} hạn trong năm, cột này có {due.Length}.");
        if (cells.Has("checkpoint") && cells.Has("checkpoints")) throw new PackFault("checkpoints", "Mốc kiểm tra ghi ở cả hai cột checkpoint và checkpoints. Đề nghị chỉ ghi ở cột checkpoints.");
        var column = cells.Has("checkpoint") ? "checkpoint" : "checkpoints";
        var schedule = new Schedule.Periodic(cycle, due, inclusive, [.. cells.List(column).Select(text => Checkpoint(column, text, minimum))])
        {
            First = reporting.Success ? FirstOf(reporting.Groups["from"].Value, reporting.Groups["to"].Value) : new(1, 1),
            OpensOn = cells.Days("opens", count),
            CutOffs = cells.Days("cutoff", count),
        };
        foreach (var (year, place) in Years.SelectMany(year => Enumerable.Range(0, count).Select(place => (year, place)))) Keepable(schedule, year, place);
        foreach (var point in schedule.Checkpoints) Kept(schedule, point, column);
        return schedule;
    }

    private static Checkpoint Checkpoint(string column, string text, int minimum)
    {
        var parts = text.Split(':');
        if (parts.Length > 2) throw new PackFault(column, $"“{text}” không phải là mốc kiểm tra (ví dụ: 30/09 hoặc 30/09:1).");
        var day = PackCells.Day(column, parts[0]);
        if (parts.Length == 1) return new(day, null);
        var count = PackCells.Whole(column, parts[1], 1, 1000);
        return count <= minimum ? new(day, count) : throw new PackFault(column, $"Mốc {parts[0]} đòi {count}, nhiều hơn số lượng ít nhất của kỳ; chỉ nhận từ 1 đến {minimum}.");
    }

    /// <summary>The first day of a reporting year, which must end on the day before it a year later.</summary>
    private static YearDay FirstOf(string from, string to)
    {
        var (first, last) = (PackCells.Day("period", from), PackCells.Day("period", to));
        if (first is { Day: 1, Month: 1 }) throw new PackFault("period", "Kỳ báo cáo từ 01/01 là năm dương lịch. Đề nghị ghi “year”.");
        return first is not { Day: 29, Month: 2 } && (first.In(2023).AddDays(-1) == last.In(2023) || first.In(2024).AddDays(-1) == last.In(2024))
            ? first
            : throw new PackFault("period", $"Kỳ báo cáo từ {from} phải kết thúc vào ngày liền trước của năm sau (ví dụ: 15/12..14/12).");
    }

    /// <summary>Refuses a due day before its obligation opens, and a cut-off outside of what is owed.</summary>
    private static void Keepable(Schedule.Periodic schedule, int year, int place)
    {
        var period = schedule.Of(year).ElementAt(place).Period;
        var (opens, named, cut) = (schedule.Opens(period, place), schedule.Named(period, place), schedule.CutOff(period, place));
        if (named < opens)
        {
            throw schedule.OpensOn.IsEmpty
                ? new PackFault("due", $"Hạn của {period.Text} là {Vietnamese.Date(named)}, trước ngày bắt đầu {Vietnamese.Date(opens)}. Đề nghị ghi lại hạn.")
                : new PackFault("opens", $"Nghĩa vụ của {period.Text} bắt đầu ngày {Vietnamese.Date(opens)}, sau hạn {Vietnamese.Date(named)}. Đề nghị ghi lại ngày bắt đầu hoặc hạn.");
        }
        if (cut > named)
            throw new PackFault("cutoff", $"Ngày chốt số liệu của {period.Text} là {Vietnamese.Date(cut.Value)}, sau hạn {Vietnamese.Date(named)}. Đề nghị ghi lại ngày chốt.");
        if (cut < opens && cut < period.Start)
            throw new PackFault("cutoff", $"Ngày chốt số liệu của {period.Text} là {Vietnamese.Date(cut.Value)}, trước khi kỳ này bắt đầu. Đề nghị ghi lại ngày chốt.");
    }

    /// <summary>Refuses a checkpoint that in some year lies in no period before its due day, or on another's day.</summary>
    private static void Kept(Schedule.Periodic schedule, Checkpoint point, string column)
    {
        var alone = schedule with { Checkpoints = [point] };
        var written = $"{point.On.Day:D2}/{point.On.Month:D2}";
        if (Array.Exists(Years, year => !schedule.Of(year).Any(of => alone.CheckpointsWithin(of.Period, alone.Opens(of.Period, of.Place), alone.Named(of.Period, of.Place)).Any())))
            throw new PackFault(column, $"Ngày {written} không thể là mốc kiểm tra: mốc kiểm tra phải từ ngày bắt đầu đến trước hạn của một kỳ.");
        if (Array.Exists(Years, year => schedule.Checkpoints.Count(other => other.On.In(year) == point.On.In(year)) > 1))
            throw new PackFault(column, $"Có hai mốc kiểm tra cùng ngày {written}. Đề nghị giữ lại một mốc.");
    }

    [GeneratedRegex(@"^(?<amount>[0-9]{1,5})(?<unit>D|BD|M|Y) (?<side>before|after) (?<event>[a-z ]{1,40})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offsets();

    [GeneratedRegex(@"^(?<from>[0-9]{1,2}/[0-9]{1,2})\.\.(?<to>[0-9]{1,2}/[0-9]{1,2})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reportings();
}
