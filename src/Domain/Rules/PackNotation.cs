using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Events;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Rules;

/// <summary>What a rule pack's row says wrongly: the column and a Vietnamese sentence.</summary>
public sealed class PackFault(string column, string sentence) : FormatException(sentence)
{
    /// <summary>The column.</summary>
    public string Column { get; } = column;
}

/// <summary>The notation of rules.csv, the one form in which rules are written down and stored.</summary>
public static partial class PackNotation
{
    /// <summary>The columns every rules.csv has.</summary>
    public static readonly ImmutableArray<string> Required =
    [
        "code", "name", "short_name", "gap", "owner_kinds", "levels", "subject", "bloc_members", "position", "period", "due", "inclusive", "checkpoint",
        "min_count", "quantity_from", "lead_days", "counts_from", "roll", "reminders", "escalate_after_days", "evidence", "legal_basis", "status", "enabled",
    ];

    /// <summary>The columns a file may leave out; they read as empty.</summary>
    public static readonly ImmutableArray<string> Optional =
        ["valid_from", "basis_until", "opens", "cutoff", "checkpoints", "grace_days", "special_status", "territory", "notice_days"];

    /// <summary>All columns, in the order in which a pack is written.</summary>
    public static readonly ImmutableArray<string> Columns = [.. Required, .. Optional];

    /// <summary>Reads one row.</summary>
    /// <param name="row">Column → text; a missing column reads as empty.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="published">The day it was published here; null where it came with a pack.</param>
    /// <exception cref="PackFault">A column says something that cannot be.</exception>
    public static RuleVersion Read(IReadOnlyDictionary<string, string> row, int number, DateOnly from, DateOnly? published = null)
    {
        var code = Needed("code");
        if (!Codes().IsMatch(code)) throw new PackFault("code", "Mã quy tắc chỉ gồm chữ cái không dấu, chữ số, dấu - . _ và bắt đầu bằng chữ cái hoặc chữ số, tối đa 40 ký tự.");
        var minimum = Number("min_count", 1, 1000);
        return new(
            code, number, from, Needed("name"), Needed("short_name"), ReadGap(), ReadOwners(), ReadSchedule(), new(minimum, ReadSource()), Number("lead_days", 0, 3660),
            Choice("counts_from", ("occurred", CountsFrom.Occurred), ("submitted", CountsFrom.Submitted)),
            Choice("roll", ("none", Roll.None), ("next", Roll.Next), ("previous", Roll.Previous)),
            [.. List("reminders", false, ',').Select(text => Whole("reminders", text, -3660, 3660)).Distinct().Order()],
            Number("escalate_after_days", 0, 3660), List("evidence"), Needed("legal_basis"), Text("status"), Choice("enabled", ("yes", true), ("no", false)))
        {
            GraceDays = Given("grace_days", 0, 0, 366),
            NoticeDays = Given("notice_days", RuleVersion.UsualNotice, 0, 366),
            BasisUntil = Text("basis_until") is { Length: > 0 } until ? Date("basis_until", until) : null,
            Published = published,
        };

        int Given(string column, int usual, int least, int most) => Text(column) is { Length: > 0 } text ? Whole(column, text, least, most) : usual;

        string Text(string column) => row.TryGetValue(column, out var text) ? text.Trim() : "";

        string Needed(string column) => Text(column) is { Length: > 0 } text ? text : throw Empty(column);

        ImmutableArray<string> List(string column, bool required = false, char separator = '|')
        {
            var items = Text(column).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return required && items.Length == 0 ? throw Empty(column) : [.. items];
        }

        PackFault Empty(string column) => new(column, $"Cột {column} không được để trống.");

        int Number(string column, int least, int most) => Whole(column, Needed(column), least, most);

        T Choice<T>(string column, params (string Text, T Value)[] choices)
        {
            var text = Needed(column);
            foreach (var choice in choices)
                if (choice.Text == text) return choice.Value;
            throw new PackFault(column, $"Giá trị “{text}” không hợp lệ; chỉ nhận: {string.Join(", ", choices.Select(choice => choice.Text))}.");
        }

        string ReadGap()
        {
            var gap = Needed("gap");
            foreach (var place in new[] { "{n}", "{N}", "{list}" })
                if (!gap.Contains(place, StringComparison.Ordinal)) throw new PackFault("gap", $"Câu tổng hợp phải có {{n}}, {{N}} và {{list}}; còn thiếu {place}.");
            return gap;
        }

        Owners ReadOwners()
        {
            var subject = Choice("subject", ("body", Subject.Body), ("bloc", Subject.Bloc), ("position", Subject.Position));
            return (subject, List("bloc_members"), Text("position")) switch
            {
                (Subject.Bloc, { Length: 0 }, _) => throw new PackFault("bloc_members", "Quy tắc của khối phải nêu các tổ chức thành viên ở cột bloc_members."),
                (Subject.Position, _, "") => throw new PackFault("position", "Quy tắc theo chức danh phải nêu chức danh ở cột position."),
                var (_, members, position) => new(List("owner_kinds", true), List("levels", true), subject, members, position.Length > 0 ? position : null)
                {
                    Special = Text("special_status").Length == 0 ? null : Choice("special_status", ("yes", true), ("no", false)),
                    Territory = List("territory"),
                },
            };
        }

        QuantitySource? ReadSource()
        {
            var text = Text("quantity_from");
            if (text.Length == 0) return null;
            if (text.StartsWith("count:", StringComparison.Ordinal) && text[6..].Split('|', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } kinds)
                return new QuantitySource.BodiesOf([.. kinds]);
            return Figures().Match(text) is { Success: true } match
                ? new QuantitySource.Figure(match.Groups["rule"].Value, match.Groups["field"].Value, match.Groups["kind"].Value)
                : throw new PackFault("quantity_from", $"“{text}” không phải là nguồn số lượng (ví dụ: MT-KH-GSPB.planned_supervisions@FatherlandFront hoặc count:FatherlandFront|TradeUnion).");
        }

        Schedule ReadSchedule()
        {
            var period = Needed("period");
            var inclusive = Choice("inclusive", ("by", true), ("before", false));
            return period is "term" or "before_event" or "after_event" or "on_demand" ? ReadAnchored(period, inclusive) : ReadPeriodic(period, inclusive);
        }

        Schedule.Anchored ReadAnchored(string period, bool inclusive)
        {
            foreach (var column in new[] { "checkpoint", "checkpoints", "cutoff" })
                if (Text(column).Length > 0) throw new PackFault(column, "Quy tắc tính hạn từ sự kiện không có mốc kiểm tra và ngày chốt số liệu. Đề nghị bỏ trống.");
            int? opensBefore = Text("opens") is not { Length: > 0 } opens ? null
                : opens.EndsWith('D') ? Whole("opens", opens[..^1], 0, 3660)
                : throw new PackFault("opens", $"“{opens}” không phải là số ngày trước hạn (ví dụ: 90D).");
            if (period == "on_demand" && Text("due").Length == 0) return new(0, OffsetUnit.Days, EventKind.Request, Anchor.OnDemand) { Inclusive = inclusive, OpensBefore = opensBefore };
            if (Offsets().Match(Needed("due")) is not { Success: true } match)
                throw new PackFault("due", $"“{Text("due")}” không phải là khoảng cách tính từ sự kiện (ví dụ: 5Y after congress, 10BD after dialogue).");
            var unit = match.Groups["unit"].Value switch { "D" => OffsetUnit.Days, "BD" => OffsetUnit.WorkingDays, "M" => OffsetUnit.Months, _ => OffsetUnit.Years };
            var amount = int.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture) * (match.Groups["side"].Value == "before" ? -1 : 1);
            var kind = EventKind.Find(match.Groups["event"].Value)
                ?? throw new PackFault("due", $"Không có loại sự kiện “{match.Groups["event"].Value}”; chỉ nhận: {string.Join(", ", EventKind.All.Select(one => one.Code))}.");
            var anchor = period switch { "term" => Anchor.Term, "before_event" => Anchor.Before, "after_event" => Anchor.After, _ => Anchor.OnDemand };
            if (amount < 0 != (anchor == Anchor.Before))
                throw new PackFault("due", anchor == Anchor.Before ? "Quy tắc trước sự kiện phải ghi “before” (ví dụ: 30D before planned congress)." : "Quy tắc này tính từ sau sự kiện nên phải ghi “after” (ví dụ: 30D after congress).");
            return new(amount, unit, kind, anchor) { Inclusive = inclusive, OpensBefore = opensBefore };
        }

        Schedule.Periodic ReadPeriodic(string period, bool inclusive)
        {
            var reporting = Reportings().Match(period);
            var cycle = reporting.Success ? Cycle.ReportingYear
                : Choice("period", ("year", Cycle.Year), ("year_before", Cycle.YearBefore), ("year_after", Cycle.YearAfter), ("half", Cycle.Half), ("quarter", Cycle.Quarter), ("month", Cycle.Month));
            var count = Schedule.Periodic.PerYear(cycle);
            var due = Days("due");
            if (due.Length != count) throw new PackFault("due", $"Kỳ “{period}” cần {count} hạn trong năm, cột này có {due.Length}.");
            var first = reporting.Success ? FirstOf(reporting.Groups["from"].Value, reporting.Groups["to"].Value) : new(1, 1);
            var points = Text("checkpoints").Length > 0 ? "checkpoints" : "checkpoint";
            return Keepable(new(cycle, due, inclusive, [.. List(points).Select(text => ReadCheckpoint(points, text))]) { First = first, OpensOn = Days("opens", count), CutOffs = Days("cutoff", count) }, points);
        }

        ImmutableArray<YearDay> Days(string column, int? count = null)
        {
            ImmutableArray<YearDay> days = [.. List(column, required: count is null).Select(text => Day(column, text))];
            return count is null || days.Length == 0 || days.Length == count ? days : throw new PackFault(column, $"Cột {column} cần {count} ngày, mỗi kỳ một ngày, hoặc bỏ trống; cột này có {days.Length}.");
        }

        Checkpoint ReadCheckpoint(string column, string text)
        {
            var parts = text.Split(':');
            if (parts.Length > 2) throw new PackFault(column, $"“{text}” không phải là mốc kiểm tra (ví dụ: 30/09 hoặc 30/09:1).");
            return new(Day(column, parts[0]), parts.Length == 2 ? Whole(column, parts[1], 1, minimum) : null);
        }
    }

    /// <summary>The first day of a reporting year, which must end on the day before it a year later.</summary>
    private static YearDay FirstOf(string from, string to)
    {
        var (first, last) = (Day("period", from), Day("period", to));
        return first.In(2023).AddDays(-1) == last.In(2023) || first.In(2024).AddDays(-1) == last.In(2024)
            ? first
            : throw new PackFault("period", $"Kỳ báo cáo từ {from} phải kết thúc vào ngày liền trước của năm sau (ví dụ: 15/12..14/12).");
    }

    /// <summary>Refuses due days before their obligation opens, and checkpoints that lie in no period.</summary>
    private static Schedule.Periodic Keepable(Schedule.Periodic schedule, string points)
    {
        foreach (var (period, place) in schedule.Of(2023))
        {
            var named = schedule.Named(period, place);
            if (named < schedule.Opens(period, place))
                throw new PackFault("due", $"Hạn của {period.Text} là {Vietnamese.Date(named)}, trước ngày bắt đầu {Vietnamese.Date(schedule.Opens(period, place))}. Đề nghị ghi lại hạn.");
            if (schedule.CutOff(period, place) > named)
                throw new PackFault("cutoff", $"Ngày chốt số liệu của {period.Text} là {Vietnamese.Date(schedule.CutOff(period, place)!.Value)}, sau hạn {Vietnamese.Date(named)}. Đề nghị ghi lại ngày chốt.");
        }
        foreach (var point in schedule.Checkpoints)
        {
            var one = schedule with { Checkpoints = [point] };
            if (!schedule.Of(2023).Any(of => one.CheckpointsWithin(of.Period, one.Opens(of.Period, of.Place), one.Named(of.Period, of.Place)).Any()))
                throw new PackFault(points, $"Ngày {point.On.Day:D2}/{point.On.Month:D2} không thể là mốc kiểm tra: mốc kiểm tra phải từ ngày bắt đầu đến trước hạn của một kỳ.");
        }
        return schedule;
    }

    private static DateOnly Date(string column, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new PackFault(column, $"“{text}” không phải là ngày dạng yyyy-MM-dd.");

    private static int Whole(string column, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new PackFault(column, $"“{text}” không phải là số nguyên từ {least} đến {most}.");

    private static YearDay Day(string column, string text)
    {
        if (YearDays().Match(text) is not { Success: true } match) throw new PackFault(column, $"“{text}” không phải là ngày dạng dd/mm.");
        var (day, month) = (int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month)) throw new PackFault(column, $"Không có ngày {text}.");
        return new(day, month, match.Groups["next"].Value switch { "+1" => 1, "-1" => -1, _ => 0 });
    }

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})(?<next>[+-]1)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex YearDays();

    [GeneratedRegex(@"^(?<amount>[0-9]{1,4})(?<unit>D|BD|M|Y) (?<side>before|after) (?<event>[a-z ]{1,40})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offsets();

    [GeneratedRegex(@"^(?<from>[0-9]{1,2}/[0-9]{1,2})\.\.(?<to>[0-9]{1,2}/[0-9]{1,2})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Reportings();

    [GeneratedRegex(@"^(?<rule>[A-Za-z0-9][A-Za-z0-9._-]{0,39})\.(?<field>[a-z_]{1,40})@(?<kind>[A-Za-z]{1,40})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();
}
