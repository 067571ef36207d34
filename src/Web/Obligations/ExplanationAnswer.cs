using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Obligations;

/// <summary>One step of the arithmetic of a due day; done again in their order, the steps give it.</summary>
/// <param name="Kind">named, counted, dayBefore, moved, noticed, extended or returned.</param>
/// <param name="From">The day it starts from; null for a named day.</param>
/// <param name="Amount">How many units are counted; negative backwards; 0 where nothing is counted.</param>
/// <param name="Unit">days, workingDays, months or years; days where nothing is counted.</param>
/// <param name="To">The day it arrives at.</param>
/// <param name="Skipped">Days off it passed over, with why each is one.</param>
/// <param name="Text">Vietnamese, to be read alone.</param>
public sealed record StepAnswer(string Kind, DateOnly? From, int Amount, string Unit, DateOnly To, ImmutableArray<SkippedDay> Skipped, string Text);

/// <summary>Why an obligation is due on its day.</summary>
/// <param name="Rule">Code of the rule.</param>
/// <param name="Version">Number of its version.</param>
/// <param name="Due">The last day in time; null where nothing is due until an event is known.</param>
/// <param name="Named">The day before days off moved it.</param>
/// <param name="DayOff">Why that day was off; null where nothing moved.</param>
/// <param name="LegalBasis">Document and article.</param>
/// <param name="Steps">The arithmetic.</param>
/// <param name="Sentence">All of it in one Vietnamese sentence.</param>
public sealed record ExplanationAnswer(
    string Rule, int Version, DateOnly? Due, DateOnly? Named, string? DayOff, string LegalBasis, ImmutableArray<StepAnswer> Steps, string Sentence)
{
    /// <summary>The answer for an explanation.</summary>
    public static ExplanationAnswer Of(Explanation explanation) => new(
        explanation.Rule, explanation.Version, explanation.Due, explanation.Named, explanation.DayOff, explanation.LegalBasis,
        [.. explanation.Steps.Zip(explanation.Lines, (step, text) => new StepAnswer(Code(step.Kind), step.From, step.Amount, Code(step.Unit), step.To, step.Skipped, text))],
        explanation.Sentence);

    /// <summary>The name of a value as the API writes it: DayBefore is dayBefore.</summary>
    internal static string Code(Enum value) => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}

/// <summary>What bound an obligation from an instant on.</summary>
/// <param name="From">The instant; null for what it was opened under.</param>
/// <param name="Cause">opened, or what brought it about: extended:…, waived:…, notApplicable:…, lifted:…, returned:…, publication:…, quantity:….</param>
/// <param name="RuleVersion">Number of the rule version.</param>
/// <param name="Opens">First day it was owed.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Required">How many.</param>
/// <param name="Sentence">Why it was due that day; null where that can no longer be worked out.</param>
public sealed record BindingAnswer(DateTimeOffset? From, string Cause, int RuleVersion, DateOnly Opens, DateOnly Due, int Required, string? Sentence)
{
    /// <summary>Everything that bound an obligation, oldest first; before its event was known nothing did.</summary>
    public static ImmutableArray<BindingAnswer> Of(Configuration configuration, ObligationRow row) =>
        [.. row.Earlier.Add(row.Bound).Where(bound => bound.Settled != Status.NoData).Select(bound => new BindingAnswer(
            bound.From == DateTimeOffset.MinValue ? null : bound.From, bound.Cause, bound.RuleVersion, bound.Opens, bound.Due, bound.Required,
            configuration.Book.Find(row.Key.Rule, bound.RuleVersion) is null ? null : configuration.ExplanationOf(row with { Bound = bound }).Sentence))];
}
