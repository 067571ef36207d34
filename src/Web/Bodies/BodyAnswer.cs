using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Web.Obligations;

namespace HoiQC.Web.Bodies;

/// <summary>One obligation of a body's year.</summary>
/// <param name="Obligation">Its key {body}/{rule}/{period}; null for a rule without data.</param>
/// <param name="Rule">Rule code.</param>
/// <param name="Name">Rule name.</param>
/// <param name="Period">Period key; null for a rule without data.</param>
/// <param name="PeriodText">The period in words.</param>
/// <param name="Status">Code of the status.</param>
/// <param name="Text">The status in words.</param>
/// <param name="Since">When it began.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="Due">Last day in time.</param>
/// <param name="Done">How many count.</param>
/// <param name="Required">How many are asked.</param>
/// <param name="Explanation">Why it is due that day, as a sentence.</param>
public sealed record OwedAnswer(
    string? Obligation, string Rule, string Name, string? Period, string? PeriodText, string Status, string Text, DateTimeOffset? Since, DateOnly? Opens, DateOnly? Due,
    int Done, int Required, string Explanation);

/// <summary>A body with what it owes in a year.</summary>
/// <param name="Id">Register number.</param>
/// <param name="Name">Full name.</param>
/// <param name="Class">Association, Committee or Bloc.</param>
/// <param name="Kind">Kind as the rules name it.</param>
/// <param name="Demo">Added for demonstration.</param>
/// <param name="Unit">Unit code.</param>
/// <param name="UnitName">Unit name.</param>
/// <param name="RegisteredOn">First day.</param>
/// <param name="LastDay">Last day; null while it exists.</param>
/// <param name="Year">The year.</param>
/// <param name="Obligations">What it owes, by due day, then rules without data.</param>
public sealed record BodyAnswer(
    string Id, string Name, string Class, string Kind, bool Demo, string Unit, string? UnitName, DateOnly RegisteredOn, DateOnly? LastDay, int Year,
    ImmutableArray<OwedAnswer> Obligations)
{
    /// <summary>What it was told of new versions of rules and calendar, the newest first.</summary>
    public ImmutableArray<Notice> Notices { get; init; } = [];

    /// <summary>The answer for a body's facts.</summary>
    public static BodyAnswer Of(Configuration configuration, BodyFacts facts, int year, DateTimeOffset now, DateOnly today)
    {
        var (body, book) = (facts.Body, configuration.Book);
        var unit = configuration.Tree.Find(body.Unit);
        var owed = facts.Obligations.Where(row => row.Year == year)
            .OrderBy(row => row.Due).ThenBy(row => book.OrderOf(row.Key.Rule)).ThenBy(row => row.Key.Period, StringComparer.Ordinal)
            .Select(row => Owed(ObligationReading.Of(configuration, facts, row, now), today)).ToList();
        // What counts from an event has a row in the year it is due; only where it has none at all is its event unknown.
        var rows = facts.Obligations.Where(row => row.Year == year || (row.Event is not null && !row.IsUndone)).Select(row => row.Key.Rule).ToHashSet(StringComparer.Ordinal);
        return new(
            body.Id, body.Name, body.Class.ToString(), body.Kind, body.Source == "demo", body.Unit, unit?.Name, body.RegisteredOn, body.LastDay, year,
            [
                .. owed,
                .. from without in book.WithoutData(year)
                   where without.Level == unit?.Level && !rows.Contains(without.Version.Code) && body.Owes(without.Version, configuration.Tree)
                   select Untracked(book, without.Version, without.Level),
            ]);
    }

    private static OwedAnswer Owed(ObligationReading reading, DateOnly today)
    {
        var (row, standing) = (reading.Row, reading.Standing);
        return new(
            row.Key.ToString(), row.Key.Rule, reading.Version?.Name ?? row.Key.Rule, row.Key.Period, Domain.Periods.Period.Parse(row.Key.Period)?.Text,
            standing.Status.ToString(), StatusWords.Sentence(standing, row.Due, today), standing.Since, row.Opens, row.Due, standing.Done, row.Required,
            reading.Explanation?.Sentence ?? $"Hạn {Vietnamese.Date(row.Due)}.");
    }

    /// <summary>A rule the body would owe but has no data for: an event is not known, or tracking begins later.</summary>
    private static OwedAnswer Untracked(RuleBook book, RuleVersion version, string level)
    {
        var (text, explanation) = version.Schedule is Schedule.Anchored
            ? (Vietnamese.Capital(Explanation.NoAnchor), Explanation.WithoutAnchor(version).Sentence)
            : ("Chưa có dữ liệu", $"{version.Name}: được theo dõi từ năm {book.FirstYear(version.Code, level)}; căn cứ {version.LegalBasis}.");
        return new(null, version.Code, version.Name, null, null, nameof(Status.NoData), text, null, null, null, 0, version.Quantity.Minimum, explanation);
    }
}
