using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using HoiQC.Domain.Calendars;
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
    /// <summary>The columns of rules.csv.</summary>
    public static readonly ImmutableArray<string> Columns =
    [
        "code", "name", "short_name", "gap", "owner_kinds", "levels", "subject", "bloc_members", "position", "period", "due", "inclusive", "checkpoint",
        "min_count", "quantity_from", "lead_days", "counts_from", "roll", "reminders", "escalate_after_days", "evidence", "legal_basis", "status", "enabled",
    ];

    /// <summary>Reads one row.</summary>
    /// <param name="row">Column → text; a missing column reads as empty.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="from">Its first day.</param>
    /// <exception cref="PackFault">A column says something that cannot be.</exception>
    public static RuleVersion Read(IReadOnlyDictionary<string, string> row, int number, DateOnly from)
    {
        var code = Required("code");
        if (!Codes().IsMatch(code)) throw new PackFault("code", "Mã quy tắc chỉ gồm chữ cái không dấu, chữ số, dấu - . _ và bắt đầu bằng chữ cái hoặc chữ số, tối đa 40 ký tự.");
        var minimum = Number("min_count", 1, 1000);
        return new(
            code, number, from, Required("name"), Required("short_name"), ReadGap(), ReadOwners(), ReadSchedule(), new(minimum, Text("quantity_from") is { Length: > 0 } source ? source : null), Number("lead_days", 0, 3660),
            Choice("counts_from", ("occurred", CountsFrom.Occurred), ("submitted", CountsFrom.Submitted)),
            Choice("roll", ("none", Roll.None), ("next", Roll.Next), ("previous", Roll.Previous)),
            [.. List("reminders", false, ',').Select(text => Whole("reminders", text, -3660, 3660)).Distinct().Order()],
            Number("escalate_after_days", 0, 3660), List("evidence"), Required("legal_basis"), Text("status"), Choice("enabled", ("yes", true), ("no", false)));

        string Text(string column) => row.TryGetValue(column, out var text) ? text.Trim() : "";

        string Required(string column) => Text(column) is { Length: > 0 } text ? text : throw Empty(column);

        ImmutableArray<string> List(string column, bool required = false, char separator = '|')
        {
            var items = Text(column).Split(separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            return required && items.Length == 0 ? throw Empty(column) : [.. items];
        }

        PackFault Empty(string column) => new(column, $"Cột {column} không được để trống.");

        int Number(string column, int least, int most) => Whole(column, Required(column), least, most);

        T Choice<T>(string column, params (string Text, T Value)[] choices)
        {
            var text = Required(column);
            foreach (var choice in choices)
                if (choice.Text == text) return choice.Value;
            throw new PackFault(column, $"Giá trị “{text}” không hợp lệ; chỉ nhận: {string.Join(", ", choices.Select(choice => choice.Text))}.");
        }

        string ReadGap()
        {
            var gap = Required("gap");
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
                var (_, members, position) => new(List("owner_kinds", true), List("levels", true), subject, members, position.Length > 0 ? position : null),
            };
        }

        Schedule ReadSchedule()
        {
            var period = Required("period");
            var inclusive = Choice("inclusive", ("by", true), ("before", false));
            if (period is "term" or "before_event" or "after_event")
            {
                if (Text("checkpoint").Length > 0) throw new PackFault("checkpoint", "Quy tắc tính hạn từ sự kiện không có mốc kiểm tra.");
                if (Offsets().Match(Required("due")) is not { Success: true } match)
                    throw new PackFault("due", $"“{Text("due")}” không phải là khoảng cách tính từ sự kiện (ví dụ: 5Y after congress).");
                var unit = match.Groups["unit"].Value switch { "D" => OffsetUnit.Days, "M" => OffsetUnit.Months, _ => OffsetUnit.Years };
                var amount = int.Parse(match.Groups["amount"].Value, CultureInfo.InvariantCulture) * (match.Groups["side"].Value == "before" ? -1 : 1);
                return new Schedule.Anchored(amount, unit, match.Groups["event"].Value, period == "term");
            }
            var cycle = Choice("period", ("year", Cycle.Year), ("year_before", Cycle.YearBefore), ("year_after", Cycle.YearAfter), ("half", Cycle.Half), ("quarter", Cycle.Quarter), ("month", Cycle.Month));
            var due = List("due", true).Select(text => Day("due", text)).ToImmutableArray();
            if (due.Length != Schedule.Periodic.PerYear(cycle))
                throw new PackFault("due", $"Kỳ “{period}” cần {Schedule.Periodic.PerYear(cycle)} hạn trong năm, cột này có {due.Length}.");
            var checkpoints = List("checkpoint").Select(ReadCheckpoint).ToImmutableArray();
            return Keepable(new(cycle, due, inclusive, checkpoints));
        }

        Checkpoint ReadCheckpoint(string text)
        {
            var parts = text.Split(':');
            if (parts.Length > 2) throw new PackFault("checkpoint", $"“{text}” không phải là mốc kiểm tra (ví dụ: 30/09 hoặc 30/09:1).");
            return new(Day("checkpoint", parts[0]), parts.Length == 2 ? Whole("checkpoint", parts[1], 1, minimum) : null);
        }
    }

    /// <summary>Refuses due days before their period's first day, and checkpoints that lie in no period.</summary>
    private static Schedule.Periodic Keepable(Schedule.Periodic schedule)
    {
        foreach (var (period, due) in schedule.Of(2023))
        {
            if (schedule.Named(period, due) is var named && schedule.Opens(period) is var opens && named < opens)
                throw new PackFault("due", $"Hạn của {period.Text} là {Vietnamese.Date(named)}, trước ngày bắt đầu {Vietnamese.Date(opens)}. Đề nghị ghi lại hạn.");
        }
        foreach (var point in schedule.Checkpoints)
        {
            if (!schedule.Of(2023).Any(one => (schedule with { Checkpoints = [point] }).CheckpointsWithin(one.Period, schedule.Named(one.Period, one.Due)).Any()))
                throw new PackFault("checkpoint", $"Ngày {point.On.Day:D2}/{point.On.Month:D2} không thể là mốc kiểm tra: mốc kiểm tra phải từ ngày bắt đầu đến trước hạn của một kỳ.");
        }
        return schedule;
    }

    private static int Whole(string column, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new PackFault(column, $"“{text}” không phải là số nguyên từ {least} đến {most}.");

    private static YearDay Day(string column, string text)
    {
        if (Days().Match(text) is not { Success: true } match) throw new PackFault(column, $"“{text}” không phải là ngày dạng dd/mm.");
        var (day, month) = (int.Parse(match.Groups["day"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["month"].Value, CultureInfo.InvariantCulture));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(2024, month)) throw new PackFault(column, $"Không có ngày {text}.");
        return new(day, month, match.Groups["next"].Success ? 1 : 0);
    }

    [GeneratedRegex(@"^(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})(?<next>\+1)?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Days();

    [GeneratedRegex(@"^(?<amount>[0-9]{1,4})(?<unit>[DMY]) (?<side>before|after) (?<event>[a-z ]{1,40})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Offsets();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();
}
