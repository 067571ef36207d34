using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Web.Deadlines;

/// <summary>What falls due, in words.</summary>
public static class DeadlineWords
{
    /// <summary>Short name of a rule as its due day's year calls it.</summary>
    public static string Rule(RuleBook book, RuleDue due) => book.Of(due.Rule, due.Due.Year)?.ShortName ?? due.Rule;

    /// <summary>A week from day to day: "15/01–21/01/2024", with both years where they differ.</summary>
    public static string Span(DateOnly from, DateOnly to) => $"{(from.Year == to.Year ? Vietnamese.DayMonth(from) : Vietnamese.Date(from))}–{Vietnamese.Date(to)}";

    /// <summary>How many of them are not made yet; empty for none.</summary>
    public static string Expected(RuleDue due) => due.Expected == 0 ? "" : due.Stored == 0 ? " (dự kiến)" : $" ({Vietnamese.Number(due.Expected)} dự kiến)";
}
