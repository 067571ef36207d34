using System.Collections.Immutable;
using System.Text.RegularExpressions;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Rules;

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
        [ValidFrom, "basis_until", "opens", "cutoff", "checkpoints", "grace_days", "special_status", "territory", "notice_days"];

    /// <summary>All columns, in the order in which a pack is written.</summary>
    public static readonly ImmutableArray<string> Columns = [.. Required, .. Optional];

    /// <summary>The column of a version's first day; empty where the day it comes into the system is that day.</summary>
    public const string ValidFrom = "valid_from";

    /// <summary>Reads one row.</summary>
    /// <param name="row">Column → text; a missing column reads as empty.</param>
    /// <param name="number">The version's number.</param>
    /// <param name="from">Its first day.</param>
    /// <param name="published">The day it was published here; null where it came with a pack.</param>
    /// <exception cref="PackFault">A column says something that cannot be.</exception>
    public static RuleVersion Read(IReadOnlyDictionary<string, string> row, int number, DateOnly from, DateOnly? published = null)
    {
        var cells = new PackCells(row);
        var code = cells.Needed("code");
        if (!Codes().IsMatch(code)) throw new PackFault("code", "Mã quy tắc chỉ gồm chữ cái không dấu, chữ số, dấu - . _ và bắt đầu bằng chữ cái hoặc chữ số, tối đa 40 ký tự.");
        var quantity = new Quantity(Minimum(cells), Source(cells, code));
        return new(
            code, number, from, cells.Needed("name"), cells.Needed("short_name"), Gap(cells), Owners(cells), ScheduleNotation.Read(cells, quantity.Minimum), quantity,
            cells.Number("lead_days", 0, 3660),
            cells.Choice("counts_from", ("occurred", CountsFrom.Occurred), ("submitted", CountsFrom.Submitted)),
            cells.Choice("roll", ("none", Roll.None), ("next", Roll.Next), ("previous", Roll.Previous)),
            [.. cells.List("reminders", false, ',').Select(text => PackCells.Whole("reminders", text, -3660, 3660)).Distinct().Order()],
            cells.Number("escalate_after_days", 0, 3660), cells.List("evidence"), cells.Needed("legal_basis"), cells.Text("status"),
            cells.Choice("enabled", ("yes", true), ("no", false)))
        {
            GraceDays = cells.Given("grace_days", 0, 0, 366),
            NoticeDays = cells.Given("notice_days", RuleVersion.UsualNotice, 0, 366),
            BasisUntil = BasisUntil(cells, from),
            Published = published,
        };
    }

    /// <summary>The first day a row names; null where it names none.</summary>
    /// <exception cref="PackFault">It names no day.</exception>
    public static DateOnly? FirstDay(IReadOnlyDictionary<string, string> row) => new PackCells(row).Date(ValidFrom);

    private static int Minimum(PackCells cells) => cells.Needed("min_count") is "0"
        ? throw new PackFault("min_count", "Số lượng ít nhất phải từ 1 đến 1000: không phải làm gì thì không phải là nghĩa vụ. Đề nghị ghi từ 1, hoặc tắt quy tắc (enabled=no).")
        : cells.Number("min_count", 1, 1000);

    /// <summary>The last day of the legal basis, which cannot lie before the version's own first day; a version that names no first day is judged once it has one.</summary>
    private static DateOnly? BasisUntil(PackCells cells, DateOnly from)
    {
        var first = cells.Date(ValidFrom) ?? from;
        return cells.Date("basis_until") is not { } until ? null
            : until >= first ? until
            : throw new PackFault("basis_until", $"Căn cứ hết hiệu lực ngày {Vietnamese.Date(until)}, trước ngày quy tắc có hiệu lực {Vietnamese.Date(first)}. Đề nghị ghi lại một trong hai ngày.");
    }

    private static string Gap(PackCells cells)
    {
        var gap = cells.Needed("gap");
        foreach (var place in new[] { "{n}", "{N}", "{list}" })
            if (!gap.Contains(place, StringComparison.Ordinal)) throw new PackFault("gap", $"Câu tổng hợp phải có {{n}}, {{N}} và {{list}}; còn thiếu {place}.");
        return gap;
    }

    private static Owners Owners(PackCells cells)
    {
        var subject = cells.Choice("subject", ("body", Subject.Body), ("bloc", Subject.Bloc), ("position", Subject.Position));
        var (members, position) = (cells.List("bloc_members"), cells.Text("position"));
        if (subject == Subject.Bloc && members.IsEmpty) throw new PackFault("bloc_members", "Quy tắc của khối phải nêu các tổ chức thành viên ở cột bloc_members.");
        if (subject == Subject.Position && position.Length == 0) throw new PackFault("position", "Quy tắc theo chức danh phải nêu chức danh ở cột position.");
        var levels = cells.List("levels", true);
        foreach (var level in levels)
            if (!UnitTree.Levels.Contains(level)) throw new PackFault("levels", $"Không có cấp “{level}”; chỉ nhận: {string.Join(", ", UnitTree.Levels)}.");
        var territory = cells.List("territory");
        foreach (var unit in territory)
            if (!Units().IsMatch(unit)) throw new PackFault("territory", $"“{unit}” không phải là mã đơn vị. Đề nghị ghi các mã cách nhau bằng dấu |; thêm dấu = phía trước để chỉ tính riêng đơn vị đó (ví dụ: 106|=3390).");
        return new(cells.List("owner_kinds", true), levels, subject, members, position.Length > 0 ? position : null)
        {
            Special = cells.Has("special_status") ? cells.Choice<bool?>("special_status", ("yes", true), ("no", false)) : null,
            Territory = territory,
        };
    }

    private static QuantitySource? Source(PackCells cells, string code)
    {
        var text = cells.Text("quantity_from");
        if (text.Length == 0) return null;
        if (text.StartsWith("count:", StringComparison.Ordinal) && text[6..].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } kinds)
            return new QuantitySource.BodiesOf([.. kinds.Distinct(StringComparer.Ordinal)]);
        if (Figures().Match(text) is not { Success: true } match)
            throw new PackFault("quantity_from", $"“{text}” không phải là nguồn số lượng (ví dụ: MT-KH-GSPB.planned_supervisions@FatherlandFront hoặc count:FatherlandFront|TradeUnion).");
        var figure = new QuantitySource.Figure(match.Groups["rule"].Value, match.Groups["field"].Value, match.Groups["kind"].Value);
        return figure.Rule != code ? figure : throw new PackFault("quantity_from", "Số lượng phải lấy từ minh chứng của một quy tắc khác, không phải của chính quy tắc này.");
    }

    [GeneratedRegex(@"^(?<rule>[A-Za-z0-9][A-Za-z0-9._-]{0,39})\.(?<field>[a-z_]{1,40})@(?<kind>[A-Za-z]{1,40})\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Figures();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Codes();

    [GeneratedRegex(@"^=?[A-Za-z0-9._-]{1,60}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Units();
}
