using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;

namespace HoiQC.Domain.Tests.Obligations;

/// <summary>What an explanation says is the arithmetic itself: done again step by step it arrives at the due day.</summary>
public class ExplanationLaws
{
    private sealed record Case(RuleVersion Rule, Period Period, WorkCalendar Calendar, Adjustments Adjustments);

    private static readonly ImmutableArray<string> Codes = [.. Samples.Pack.Select(row => row["code"])];

    private static readonly Gen<WorkCalendar> Calendars =
        from days in Gen.Choose(0, 4000).ArrayOf(30)
        from name in Gen.Elements("Tết Dương lịch", "Quốc khánh", "Giỗ Tổ Hùng Vương")
        select Samples.Calendar([.. days.Distinct().Select(day => (new DateOnly(2022, 1, 1).AddDays(day).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), name))]);

    private static readonly Gen<Case> Cases =
        from code in Gen.Elements(Codes.AsEnumerable())
        from roll in Gen.Elements("none", "next", "previous")
        from inclusive in Gen.Elements("by", "before")
        from day in Gen.Choose(0, 2500)
        from place in Gen.Choose(0, 11)
        from calendar in Calendars
        from given in Gen.Choose(0, 60)
        from notice in Gen.Choose(-20, 30)
        from extended in Gen.Choose(-40, 60)
        from returned in Gen.Choose(-40, 60)
        let rule = Samples.Rule(code, ("roll", roll), ("inclusive", inclusive))
        let anchor = new DateOnly(2023, 1, 1).AddDays(day)
        let period = rule.Schedule is Schedule.Periodic schedule ? schedule.Of(anchor.Year).ElementAt(place % schedule.Of(anchor.Year).Count()).Period : Period.OfAnchor(anchor)
        let own = DueDay.Of(rule, period, calendar, rule.Schedule is Schedule.Anchored { Anchor: Anchor.OnDemand } ? anchor.AddDays(given) : null)!
        let noticed = notice > 0 ? own.Due.AddDays(1) : (DateOnly?)null
        let latest = noticed?.AddDays(notice) ?? own.Due
        let supplement = returned > 0 ? new Supplement(latest.AddDays(returned), 5, calendar.After(latest.AddDays(returned), 5)) : null
        select new Case(rule, period, calendar, new(
            rule.Schedule is Schedule.Anchored { Anchor: Anchor.OnDemand } ? anchor.AddDays(given) : null, noticed, Math.Max(0, notice), extended > 0 ? latest.AddDays(extended) : null, extended > 0 ? "văn bản số 1" : null)
        {
            Supplement = supplement,
        });

    [Fact]
    public void The_arithmetic_done_again_gives_the_due_day() => Laws.Hold(Cases, one =>
    {
        var (rule, period, calendar, adjustments) = one;
        var own = Terms.Of(rule, period, calendar, null, adjustments.Given)!;
        var due = adjustments.ExtendedTo ?? adjustments.Noticed?.AddDays(adjustments.Notice) ?? own.Due;
        if (adjustments.Supplement?.Until > due) due = adjustments.Supplement.Until;
        var explanation = Explanation.Of(rule, period, own with { Due = due, Extended = adjustments.ExtendedTo is not null }, calendar, adjustments);

        DateOnly? at = null;
        foreach (var step in explanation.Steps)
        {
            if (step.Kind is StepKind.DayBefore or StepKind.Moved or StepKind.Extended) Assert.Equal(at, step.From);
            at = step.Kind switch
            {
                StepKind.Named or StepKind.Extended => step.To,
                StepKind.Moved => Moved(step, calendar),
                _ => Counted(step, calendar),
            };
            Assert.Equal(at, step.To);
        }
        Assert.Equal(due, at);
        Assert.Equal(due, explanation.Due);
        Assert.StartsWith($"Hạn {Vietnamese.Date(due)}: ", explanation.Sentence, StringComparison.Ordinal);
        Assert.All(explanation.Lines, line => Assert.True(line.Length > 2 && line.EndsWith('.')));
        Assert.Equal(explanation.Sentence, Explanation.Of(rule, period, own with { Due = due, Extended = adjustments.ExtendedTo is not null }, calendar, adjustments).Sentence);
    }, times: 10_000);

    private static DateOnly Counted(Step step, WorkCalendar calendar)
    {
        var day = step.From!.Value;
        if (step.Unit == OffsetUnit.Months) return day.AddMonths(step.Amount);
        if (step.Unit == OffsetUnit.Years) return day.AddYears(step.Amount);
        for (var left = Math.Abs(step.Amount); left > 0; left -= step.Unit == OffsetUnit.WorkingDays && !(calendar.DayOff(day) is null) ? 0 : 1) day = day.AddDays(Math.Sign(step.Amount));
        return day;
    }

    /// <summary>Over every day off it names, and over no other.</summary>
    private static DateOnly Moved(Step step, WorkCalendar calendar)
    {
        var way = step.To > step.From ? 1 : -1;
        var day = step.From!.Value;
        foreach (var skipped in step.Skipped)
        {
            Assert.Equal(day, skipped.Day);
            Assert.Equal(calendar.DayOff(day), skipped.Why);
            day = day.AddDays(way);
        }
        Assert.Null(calendar.DayOff(day));
        return day;
    }
}
