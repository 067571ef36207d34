using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Grains.Ledger;

/// <summary>What binds an obligation from an instant on, as stored: which rule version and calendar, and what makes its day another than theirs.</summary>
/// <param name="From">The instant; the first binding of an obligation holds from ever.</param>
/// <param name="Cause">"opened", or what brought it about; unique for its obligation.</param>
/// <param name="RuleVersion">Number of the rule version.</param>
/// <param name="Calendar">Number of the calendar its days were worked out with.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Required">How many.</param>
public sealed record BindingRow(DateTimeOffset From, string Cause, int RuleVersion, int Calendar, DateOnly Opens, DateOnly Due, int Required)
{
    /// <summary>The cause of the binding it was opened under.</summary>
    public const string Opened = "opened";

    /// <summary>The deadline a request named itself.</summary>
    public DateOnly? Given { get; init; }

    /// <summary>The day of the publication whose notice gives the due day.</summary>
    public DateOnly? Noticed { get; init; }

    /// <summary>Days of that notice.</summary>
    public int Notice { get; init; }

    /// <summary>The day an extension moved it to; then it is <see cref="Due"/>, unless a return moved that further.</summary>
    public DateOnly? ExtendedTo { get; init; }

    /// <summary>The time given when a piece was returned; then its last day is <see cref="Due"/>, unless an extension moved that further.</summary>
    public Supplement? Supplement { get; init; }

    /// <summary>Waived or NotApplicable by decision, NoData before its event was known; null for none.</summary>
    public Status? Settled { get; init; }

    /// <summary>The document of the extension or waiver, or why it does not apply, in words.</summary>
    public string? Document { get; init; }

    /// <summary>The binding of an obligation that is opened.</summary>
    public static BindingRow Of(RuleVersion version, int calendar, Terms terms) =>
        new(DateTimeOffset.MinValue, Opened, version.Number, calendar, terms.Opens, terms.Due, terms.Required);

    /// <summary>The binding of an obligation that is made for a period.</summary>
    public static BindingRow Of(OpeningPeriod opening, int calendar) => Of(opening.Version, calendar, opening.Terms) with
    {
        Noticed = opening.Noticed,
        Notice = opening.Noticed is null ? 0 : opening.Version.NoticeDays,
    };

    /// <summary>For the explanation of the due day.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public Adjustments Adjustments => new(Given, Noticed, Notice, ExtendedTo, Document) { Supplement = Supplement };
}

/// <summary>How rows and configuration become terms.</summary>
public static class RowTerms
{
    /// <summary>All terms of a stored obligation over time, each by its own rule version, calendar and days.</summary>
    /// <exception cref="InvalidOperationException">A rule version or the period the row names does not exist.</exception>
    public static Course CourseOf(this Configuration.Configuration configuration, ObligationRow row, DateOnly? lastDay)
    {
        if (row.Earlier.IsEmpty) return configuration.TermsOf(row, row.Bound, lastDay);
        var all = row.Earlier.Add(row.Bound);
        return new(configuration.TermsOf(row, all[0], lastDay), [.. all.Skip(1).Select(bound => new Binding(bound.From, bound.Cause, configuration.TermsOf(row, bound, lastDay)))]);
    }

    /// <summary>The terms of one of its bindings.</summary>
    /// <exception cref="InvalidOperationException">The rule version or the period does not exist.</exception>
    public static Terms TermsOf(this Configuration.Configuration configuration, ObligationRow row, BindingRow bound, DateOnly? lastDay)
    {
        if (configuration.Book.Find(row.Key.Rule, bound.RuleVersion) is not { } version || Period.Parse(row.Key.Period) is not { } period
            || Terms.Of(version, period, configuration.CalendarOf(bound.Calendar), lastDay, bound.Given) is not { } terms)
            throw new InvalidOperationException($"Obligation {row.Key} names rule version {bound.RuleVersion}, which cannot be read.");
        return terms with { Opens = bound.Opens, Due = bound.Due, Required = bound.Required, Extended = bound.Due == bound.ExtendedTo, Settled = bound.Settled };
    }

    /// <summary>The version that binds a stored obligation.</summary>
    public static RuleVersion? VersionOf(this Configuration.Configuration configuration, ObligationRow row) => configuration.Book.Find(row.Key.Rule, row.RuleVersion);

    /// <summary>Why a stored obligation is due on its day.</summary>
    /// <exception cref="InvalidOperationException">The rule version or the period the row names does not exist.</exception>
    public static Explanation ExplanationOf(this Configuration.Configuration configuration, ObligationRow row) => Explanation.Of(
        configuration.VersionOf(row)!, Period.Parse(row.Key.Period)!, configuration.TermsOf(row, row.Bound, null), configuration.CalendarOf(row.Bound.Calendar), row.Bound.Adjustments);
}
