using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Web.Obligations;

namespace HoiQC.Web.Rules;

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
    DateOnly Due, DateOnly Opens, DateOnly? CutOff, ImmutableArray<StepAnswer> Steps, string Sentence, string Rule, int Version, string LegalBasis, string Period)
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
        return new(
            day.Due, day.Opens, day.CutOff, ExplanationAnswer.Of(explanation).Steps, explanation.Sentence, version.Code, version.Number, version.LegalBasis, period.Key);
    }

    /// <summary>The period of a version that an anchor stands for: the event's day itself, or the period that holds the day.</summary>
    public static Period PeriodOf(RuleVersion version, DateOnly anchor) => version.Schedule is Schedule.Periodic periodic
        ? Enumerable.Range(anchor.Year, 2).SelectMany(periodic.Of).Select(one => one.Period).First(period => period.Start <= anchor && anchor <= period.End)
        : Domain.Periods.Period.OfAnchor(anchor);
}
