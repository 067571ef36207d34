using System.Collections.Immutable;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Events;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Obligations;

namespace HoiQC.Web.Rules;

/// <summary>When something would be due; nothing is stored.</summary>
/// <param name="Due">The last day in time.</param>
/// <param name="Opens">First day it is owed.</param>
/// <param name="CutOff">The day up to which figures are taken; null for none.</param>
/// <param name="Steps">The arithmetic.</param>
/// <param name="Sentence">All of it in words.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Version">Number of the version its obligation opens under.</param>
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

    /// <summary>The version an obligation of the anchor's day is opened under, with its period: the one that holds the day, or the event's day itself; null for none.</summary>
    public static (RuleVersion Version, Period Period)? Standing(Configuration configuration, string rule, DateOnly anchor, DateOnly? deadline)
    {
        var (book, inForce) = (configuration.Book, configuration.Book.InForce(rule, anchor));
        if (inForce?.Schedule is not Schedule.Anchored && TakenPeriod.Holding(book, rule, anchor) is { } taken) return (taken.Version, taken.Period);
        var opening = book.Versions(rule).Select(version => version.Schedule).OfType<Schedule.Anchored>().Select(anchored => anchored.Event).Distinct()
            .Select(kind => EventOpenings.Standing(book, rule, configuration.Calendar, new(kind, anchor, deadline))).FirstOrDefault(opening => opening is not null);
        // A demand without its deadline opens nothing yet, but it is the version in force that asks for one.
        return (opening?.Version ?? inForce) is { Schedule: Schedule.Anchored } version ? (version, Domain.Periods.Period.OfAnchor(anchor)) : null;
    }
}
