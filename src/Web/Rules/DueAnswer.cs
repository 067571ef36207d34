using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;

namespace HoiQC.Web.Rules;

/// <summary>One step of the arithmetic of a due day; replaying the steps gives it.</summary>
/// <param name="Kind">named, counted, dayBefore or moved.</param>
/// <param name="From">The day it starts from; null for a named day.</param>
/// <param name="Amount">How many units are counted; negative backwards, 0 where nothing is.</param>
/// <param name="Unit">days, workingDays, months or years.</param>
/// <param name="To">The day it arrives at.</param>
/// <param name="Skipped">The days off it passed over, and why each is one.</param>
/// <param name="Text">In words; empty where another step's words say it too.</param>
public sealed record DueStepAnswer(string Kind, DateOnly? From, int Amount, string Unit, DateOnly To, ImmutableArray<SkippedDay> Skipped, string Text);

/// <summary>When something would be due; nothing is stored.</summary>
/// <param name="Due">The last day in time.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="CutOff">The day up to which figures are taken; null for none.</param>
/// <param name="Steps">The arithmetic.</param>
/// <param name="Sentence">All of it in words.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Number of the version in force on the anchor's day.</param>
/// <param name="LegalBasis">Its basis.</param>
/// <param name="Period">Key of the period.</param>
public sealed record DueAnswer(
    DateOnly Due, DateOnly Opens, DateOnly? CutOff, ImmutableArray<DueStepAnswer> Steps, string Sentence, string Rule, int Version, string LegalBasis, string Period)
{
    /// <summary>The answer for a period of a version.</summary>
    /// <param name="version">The version.</param>
    /// <param name="period">The period; of an event rule the event's day.</param>
    /// <param name="calendar">The working days.</param>
    /// <param name="deadline">The deadline a request names itself.</param>
    public static DueAnswer Of(RuleVersion version, Period period, WorkCalendar calendar, DateOnly? deadline)
    {
        var day = DueDay.Of(version, period, calendar, deadline)!;
        var terms = Terms.Of(version, period, calendar, lastDay: null, deadline)!;
        var explanation = Explanation.Of(version, period, terms, calendar, new(Given: deadline));
        var words = new StepWords(version, period, day.Named);
        return new(
            day.Due, day.Opens, day.CutOff,
            [.. day.Steps.Select(step => new DueStepAnswer(Code(step.Kind), step.From, step.Amount, Code(step.Unit), step.To, step.Skipped, words.Of(step, document: null)))],
            explanation.Sentence, version.Code, version.Number, version.LegalBasis, period.Key);
    }

    /// <summary>The period of a version that an anchor stands for: the event's day itself, or the period that holds the day.</summary>
    public static Period PeriodOf(RuleVersion version, DateOnly anchor) => version.Schedule is Schedule.Periodic periodic
        ? Enumerable.Range(anchor.Year, 2).SelectMany(periodic.Of).Select(one => one.Period).First(period => period.Start <= anchor && anchor <= period.End)
        : Domain.Periods.Period.OfAnchor(anchor);

    private static string Code<T>(T name)
        where T : struct, Enum
    {
        var text = name.ToString();
        return char.ToLowerInvariant(text[0]) + text[1..];
    }
}
