using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Obligations;

/// <summary>Why an obligation is due on its day, as parts and as one Vietnamese sentence.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Version">Number of its version.</param>
/// <param name="Due">The last day in time.</param>
/// <param name="Named">The day as the rule names it, before a day off moved it.</param>
/// <param name="DayOff">Why that day was off; null where nothing moved.</param>
/// <param name="LegalBasis">Document and article.</param>
/// <param name="Sentence">All of it for a reader.</param>
public sealed record Explanation(string Rule, int Version, DateOnly? Due, DateOnly? Named, string? DayOff, string LegalBasis, string Sentence)
{
    /// <summary>What is said where nothing is due until an event is known.</summary>
    public const string NoAnchor = "chưa có mốc tính hạn";

    /// <summary>Explains the due day of a period.</summary>
    public static Explanation Of(RuleVersion version, Period period, Terms terms, WorkCalendar calendar)
    {
        var exclusive = version.Schedule is Schedule.Periodic { Inclusive: false };
        var sameYear = terms.Named.Year == period.Year;
        var limit = exclusive ? $"trước ngày {Day(terms.Named.AddDays(1))}" : $"chậm nhất ngày {Day(terms.Named)}";
        var moved = terms.Named == terms.Due ? null : calendar.DayOff(terms.Named) ?? "theo lịch";
        var working = terms.Due > terms.Named ? "lùi sang ngày làm việc tiếp theo" : "tính vào ngày làm việc liền trước";
        var move = moved is null ? "" : $"; ngày {Vietnamese.Date(terms.Named)} là ngày nghỉ ({moved}) nên {working} {Vietnamese.Date(terms.Due)}";
        var minimum = terms.Required > 1 ? $"; số lượng ít nhất {terms.Required}" : "";
        var points = string.Concat(terms.Milestones.Select(point => $"; mốc kiểm tra {Day(point.On)}{(terms.Required > 1 ? $" (ít nhất {point.Count})" : "")}"));
        return new(version.Code, version.Number, terms.Due, terms.Named, moved, version.LegalBasis,
            $"Hạn {Vietnamese.Date(terms.Due)}: {What(version, period)}, {limit}{move}{minimum}{points}; căn cứ {version.LegalBasis}.");

        string Day(DateOnly day) => sameYear && day.Year == period.Year ? Vietnamese.DayMonth(day) : Vietnamese.Date(day);
    }

    /// <summary>"Hội nghị phản biện xã hội năm 2023", "…, kỳ quý III/2024"; "năm" is said once, and a document's number takes no year that is not its own.</summary>
    private static string What(RuleVersion version, Period period)
    {
        if (!period.Text.StartsWith("năm ", StringComparison.Ordinal)) return $"{version.Name}, kỳ {period.Text}";
        var last = version.Name.Split(' ')[^1];
        return last == "năm" ? version.Name[..^last.Length] + period.Text : last.Contains('/', StringComparison.Ordinal) ? $"{version.Name}, {period.Text}" : $"{version.Name} {period.Text}";
    }

    /// <summary>Says of a term or event rule that nothing is due before its event is known.</summary>
    public static Explanation WithoutAnchor(RuleVersion version) =>
        new(version.Code, version.Number, null, null, null, version.LegalBasis, $"{version.Name}: {NoAnchor}; căn cứ {version.LegalBasis}.");
}
