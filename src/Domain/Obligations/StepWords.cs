using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Obligations;

/// <summary>The steps of a due day's arithmetic in Vietnamese.</summary>
/// <param name="version">The rule version.</param>
/// <param name="period">The period.</param>
/// <param name="named">The due day before days off moved it; years are left out only where it lies in the period's year.</param>
public sealed class StepWords(RuleVersion version, Period period, DateOnly named)
{
    private readonly Schedule.Anchored? _anchored = version.Schedule as Schedule.Anchored;

    /// <summary>"Hội nghị phản biện xã hội năm 2023", "…, kỳ quý III/2024"; "năm" is said once, and a document's number takes no year that is not its own.</summary>
    public string What
    {
        get
        {
            if (_anchored is not null) return version.Name;
            if (!period.Text.StartsWith("năm ", StringComparison.Ordinal)) return $"{version.Name}, kỳ {period.Text}";
            var last = version.Name.Split(' ')[^1];
            return last == "năm" ? version.Name[..^last.Length] + period.Text : last.Contains('/', StringComparison.Ordinal) ? $"{version.Name}, {period.Text}" : $"{version.Name} {period.Text}";
        }
    }

    /// <summary>One step; empty for one that another already tells.</summary>
    public string Of(Step step, string? document) => step.Kind switch
    {
        StepKind.Named when _anchored is not null => $"hạn ghi trong yêu cầu ngày {Vietnamese.Date(period.Start)} là {Vietnamese.Date(step.To)}",
        StepKind.Named => (version.Schedule is Schedule.Periodic { Inclusive: false } ? "trước ngày " : "chậm nhất ngày ") + Day(step.To),
        StepKind.Counted => Counted(step),
        StepKind.DayBefore when _anchored is not null => $"phải xong trước ngày đó nên ngày cuối cùng là {Vietnamese.Date(step.To)}",
        StepKind.Moved => Moved(step),
        StepKind.Noticed => $"được công bố ngày {Vietnamese.Date(step.From!.Value)} khi hạn này đã qua nên tính {step.Amount} ngày từ ngày công bố, đến {Vietnamese.Date(step.To)}",
        StepKind.Extended => $"được gia hạn đến {Vietnamese.Date(step.To)}{(document is null ? "" : " theo " + document)}",
        StepKind.Returned => $"được bổ sung trong {step.Amount} ngày làm việc kể từ ngày {Vietnamese.Date(step.From!.Value)} trả lại, đến hết ngày {Vietnamese.Date(step.To)}",
        _ => "",
    };

    /// <summary>One step as a line of its own, with every day in full.</summary>
    public string Alone(Step step, string? document) => step.Kind switch
    {
        StepKind.Named when _anchored is null => $"Quy tắc ghi {(version.Schedule is Schedule.Periodic { Inclusive: false } ? "trước ngày" : "chậm nhất ngày")} {Vietnamese.Date(step.To)}.",
        StepKind.DayBefore => $"Phải xong trước ngày {Vietnamese.Date(step.From!.Value)} nên ngày cuối cùng còn đúng hạn là {Vietnamese.Date(step.To)}.",
        _ => Vietnamese.Capital(Of(step, document)) + ".",
    };

    /// <summary>"được miễn theo …", "không áp dụng: …".</summary>
    public static string Settled(Status settled, string? document) => settled switch
    {
        Status.NoData => "khi đó " + Explanation.NoAnchor,
        Status.Waived => "được miễn" + (document is null ? "" : " theo " + document),
        _ => "không áp dụng" + (document is null ? "" : ": " + document),
    };

    /// <summary>A day, without its year where that is the period's.</summary>
    public string Day(DateOnly day) => _anchored is null && named.Year == period.Year && day.Year == period.Year ? Vietnamese.DayMonth(day) : Vietnamese.Date(day);

    private string Counted(Step step)
    {
        var amount = $"{Math.Abs(step.Amount)} {Unit(step.Unit)}";
        var anchor = $"{_anchored!.Event.Phrase} {Vietnamese.Date(step.From!.Value)}";
        return step.Amount < 0
            ? $"chậm nhất {amount} trước {anchor}, tức ngày {Vietnamese.Date(step.To)}"
            : $"trong thời hạn {amount} kể từ {anchor} (không tính ngày này), đến hết ngày {Vietnamese.Date(step.To)}";
    }

    private static string Moved(Step step)
    {
        var where = step.To > step.From ? "lùi sang ngày làm việc tiếp theo" : "tính vào ngày làm việc liền trước";
        var why = step.Skipped[0].Why;
        var others = step.Skipped.Length == 1 ? "" : $" (các ngày {string.Join("; ", step.Skipped.Skip(1).Select(skipped => $"{Vietnamese.Date(skipped.Day)} {skipped.Why}"))} cũng nghỉ)";
        return $"ngày {Vietnamese.Date(step.From!.Value)} là ngày nghỉ ({why}) nên {where} {Vietnamese.Date(step.To)}{others}";
    }

    /// <summary>A unit by name.</summary>
    public static string Unit(OffsetUnit unit) => unit switch
    {
        OffsetUnit.Days => "ngày",
        OffsetUnit.WorkingDays => "ngày làm việc",
        OffsetUnit.Months => "tháng",
        _ => "năm",
    };
}
