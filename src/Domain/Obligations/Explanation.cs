using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Obligations;

/// <summary>What makes the due day of one obligation another than its rule and calendar alone would.</summary>
/// <param name="Given">The deadline a request named itself.</param>
/// <param name="Noticed">The day its rule or calendar was published, where it would have been overdue at once.</param>
/// <param name="Notice">Days of that notice.</param>
/// <param name="ExtendedTo">The day an extension moved it to.</param>
/// <param name="Document">The document of the extension or waiver, or why it does not apply, in words.</param>
public sealed record Adjustments(DateOnly? Given = null, DateOnly? Noticed = null, int Notice = 0, DateOnly? ExtendedTo = null, string? Document = null)
{
    /// <summary>Nothing differs.</summary>
    public static readonly Adjustments None = new();

    /// <summary>The time given when a piece was returned.</summary>
    public Supplement? Supplement { get; init; }
}

/// <summary>Why an obligation is due on its day, as parts and as one Vietnamese sentence.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Version">Number of its version.</param>
/// <param name="Due">The last day in time; null where nothing is due until an event is known.</param>
/// <param name="Named">The day before days off moved it.</param>
/// <param name="DayOff">Why that day was off; null where nothing moved.</param>
/// <param name="LegalBasis">Document and article.</param>
/// <param name="Steps">The arithmetic: replayed, it gives the due day.</param>
/// <param name="Sentence">All of it for a reader.</param>
public sealed record Explanation(
    string Rule, int Version, DateOnly? Due, DateOnly? Named, string? DayOff, string LegalBasis, ImmutableArray<Step> Steps, string Sentence)
{
    /// <summary>Each step in words that can stand alone, in the order of <see cref="Steps"/>.</summary>
    public ImmutableArray<string> Lines { get; init; } = [];

    /// <summary>What is said where nothing is due until an event is known.</summary>
    public const string NoAnchor = "chưa có mốc tính hạn";

    /// <summary>Explains the due day of a period.</summary>
    /// <param name="version">The version it is bound to.</param>
    /// <param name="period">Its period; of an event rule the event's day.</param>
    /// <param name="terms">What binds it.</param>
    /// <param name="calendar">The calendar it was worked out with.</param>
    /// <param name="adjustments">What differs from the rule's own arithmetic.</param>
    /// <exception cref="ArgumentException">The version has no such period.</exception>
    public static Explanation Of(RuleVersion version, Period period, Terms terms, WorkCalendar calendar, Adjustments? adjustments = null)
    {
        var adjusted = adjustments ?? Adjustments.None;
        var day = DueDay.Of(version, period, calendar, adjusted.Given) ?? throw new ArgumentException($"Rule {version.Code} has no period {period.Key}.", nameof(period));
        var steps = day.Steps.ToBuilder();
        if (adjusted.Noticed is { } published) steps.Add(new(StepKind.Noticed, published, adjusted.Notice, OffsetUnit.Days, published.AddDays(adjusted.Notice)));
        var extendedLast = adjusted.ExtendedTo > adjusted.Supplement?.Until;     // whichever was decided later reaches further
        if (!extendedLast) Extend();
        if (adjusted.Supplement is { } more && more.Until > steps[^1].To) steps.Add(new(StepKind.Returned, more.ReturnedOn, more.WorkingDays, OffsetUnit.WorkingDays, more.Until));
        if (extendedLast) Extend();

        // While it is waived the document is the waiver's.
        var document = terms.Settled is null ? adjusted.Document : null;
        var write = new StepWords(version, period, day.Named);
        var reasons = string.Concat(steps.Select((step, i) => (i == 0 ? ", " : "; ") + write.Of(step, document)).Where(text => text.Length > 2));
        var cutOff = day.CutOff is { } cut ? $"; số liệu chốt đến ngày {Vietnamese.Date(cut)}" : "";
        var minimum = terms.Required > 1 ? $"; số lượng ít nhất {terms.Required}" : "";
        var points = string.Concat(terms.Milestones.Select(point => $"; mốc kiểm tra {write.Day(point.On)}{(terms.Required > 1 ? $" (ít nhất {point.Count})" : "")}"));
        var grace = terms.GraceDays > 0 ? $"; ân hạn {terms.GraceDays} ngày" : "";
        var settled = terms.Settled is { } decided ? $"; {StepWords.Settled(decided, adjusted.Document)}" : "";
        return new(version.Code, version.Number, terms.Due, day.Named, day.Steps[^1] is { Kind: StepKind.Moved, Skipped: [var first, ..] } ? first.Why : null, version.LegalBasis, steps.ToImmutable(),
            $"Hạn {Vietnamese.Date(terms.Due)}: {write.What}{reasons}{cutOff}{minimum}{points}{grace}{settled}; căn cứ {version.LegalBasis}.")
        {
            Lines = [.. steps.Select(step => write.Alone(step, document))],
        };

        void Extend()
        {
            if (adjusted.ExtendedTo is { } until) steps.Add(new(StepKind.Extended, steps[^1].To, 0, OffsetUnit.Days, until));
        }
    }

    /// <summary>Says of a term or event rule that nothing is due before its event is known.</summary>
    public static Explanation WithoutAnchor(RuleVersion version) =>
        new(version.Code, version.Number, null, null, null, version.LegalBasis, [], $"{version.Name}: {NoAnchor}; căn cứ {version.LegalBasis}.");
}
