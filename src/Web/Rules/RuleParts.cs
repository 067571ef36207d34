using System.Collections.Immutable;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Rules;

/// <summary>One thing a rule version says, in words.</summary>
/// <param name="Name">What it is about: "Hạn".</param>
/// <param name="Text">What it says; empty where it says nothing.</param>
public sealed record RulePart(string Name, string Text);

/// <summary>One thing in which a version differs from the one before.</summary>
/// <param name="Part">What it is about: "Hạn".</param>
/// <param name="Before">What was said.</param>
/// <param name="After">What is said.</param>
public sealed record RuleChange(string Part, string Before, string After)
{
    /// <summary>"Hạn: 31/12 → 30/11".</summary>
    public string Text => $"{Part}: {Before} → {After}";
}

/// <summary>A rule version in words, part by part: what its page shows, and what two versions are compared by.</summary>
public static class RuleParts
{
    private static readonly string[] Openings = ["chậm nhất ngày ", "trước ngày ", "ngày ", "đến ngày ", "trong thời hạn ", "chậm nhất "];

    /// <summary>Everything a version says, in the order in which a reader asks.</summary>
    public static ImmutableArray<RulePart> Of(RuleVersion rule, UnitTree tree) =>
    [
        new("Nhiệm vụ", rule.Name),
        new("Tên ngắn", rule.ShortName),
        new("Ai phải làm", RuleWords.Owners(rule)),
        new("Cấp", RuleWords.Levels(rule)),
        new("Phạm vi", RuleWords.Territory(rule, tree)),
        new("Kỳ", RuleWords.Period(rule)),
        new("Bắt đầu", RuleWords.Opens(rule)),
        new("Chốt số liệu", RuleWords.CutOff(rule)),
        new("Hạn", RuleWords.Due(rule)),
        new("Trùng ngày nghỉ", RuleWords.DayOff(rule)),
        new("Mốc kiểm tra", RuleWords.Checkpoints(rule)),
        new("Số lượng", $"ít nhất {rule.Quantity.Minimum}{From(rule.Quantity.From)}"),
        new("Tính theo", rule.CountsFrom == CountsFrom.Occurred ? "ngày thực hiện" : "ngày nhận"),
        new("Sắp đến hạn", $"từ {rule.LeadDays} ngày trước hạn"),
        new("Nhắc việc", RuleWords.Reminders(rule)),
        new("Ân hạn", rule.GraceDays > 0 ? $"{rule.GraceDays} ngày sau hạn" : ""),
        new("Báo cấp trên", $"từ 00:00 của ngày thứ {Math.Max(1, rule.EscalateAfterDays)} sau {(rule.GraceDays > 0 ? "thời gian ân hạn" : "hạn")}"),
        new("Minh chứng", string.Join(", ", rule.EvidenceFields.Where(field => field != "file").Select(field => Vietnamese.Uncapital(Fields.Label(field))))),
        new("Căn cứ", rule.LegalBasis),
        new("Căn cứ hết hiệu lực", rule.BasisUntil is { } until ? $"sau ngày {Vietnamese.Date(until)}" : ""),
        new("Độ chắc của hạn", CertaintyWords.Of(rule.Certainty)),
        new("Báo trước khi đổi", $"{rule.NoticeDays} ngày"),
        new("Câu của báo cáo", rule.Gap),
        new("Tình trạng", rule.Enabled ? "đang bật" : "đang tắt"),
    ];

    /// <summary>In what a version differs from the one before; nothing where only the days they are in force do.</summary>
    public static ImmutableArray<RuleChange> Between(RuleVersion before, RuleVersion after, UnitTree tree) =>
    [
        .. Of(before, tree).Zip(Of(after, tree)).Where(pair => pair.First.Text != pair.Second.Text)
            .Select(pair => Short(pair.First.Text, pair.Second.Text) is var (old, now) ? new RuleChange(pair.First.Name, Said(old), Said(now)) : null!),
    ];

    /// <summary>Without the words with which both begin.</summary>
    private static (string Before, string After) Short(string before, string after) =>
        Openings.FirstOrDefault(words => before.StartsWith(words, StringComparison.Ordinal) && after.StartsWith(words, StringComparison.Ordinal)) is { } same
            ? (before[same.Length..], after[same.Length..])
            : (before, after);

    private static string Said(string text) => text.Length > 0 ? text : "không có";

    private static string From(QuantitySource? source) => source switch
    {
        QuantitySource.Figure figure => $"; tăng theo “{Vietnamese.Uncapital(Fields.Label(figure.Field))}” trong minh chứng của quy tắc {figure.Rule}",
        QuantitySource.BodiesOf bodies => $"; tăng theo số tổ chức trong đơn vị: {string.Join(", ", bodies.Kinds.Select(RuleWords.Kind))}",
        _ => "",
    };
}
