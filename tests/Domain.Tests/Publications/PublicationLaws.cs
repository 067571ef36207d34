using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using HoiQC.Domain.Calendars;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Publications;
using HoiQC.Domain.Rules;

namespace HoiQC.Domain.Tests.Publications;

/// <summary>What holds of publications whatever is published, whenever, and however the obligation stands.</summary>
public class PublicationLaws
{
    private const int Times = 10_000;

    private static readonly ImmutableArray<WorkCalendar> Calendars =
        [WorkCalendar.Weekends, new(CalendarVersion.First), new(CalendarVersion.First with { Number = 2, CultureDay = true, Overrides = [new(new(2023, 12, 29), OverrideKind.Holiday, "Nghỉ thêm")] })];

    /// <summary>An obligation opened under the old version, at an instant, with evidence; and what is published then.</summary>
    private sealed record Case(RulePublication Publication, RuleVersion Before, Period Period, Course Course, ImmutableArray<Evidence> Evidence, DateTimeOffset Now, DateOnly? Extended, bool Owes, WorkCalendar Other)
    {
        public Standing Standing => Ladder.Read(Course, Evidence, Now);

        public MetObligation Met => new(Period, Before.Number, Course.Newest.Opens, Course.Newest.Due, Course.Newest.Required, Standing.Status) { ExtendedTo = Extended };

        public override string ToString() =>
            $"{Publication.Mode} {Publication.Version.From} on {Now:O}, notice {Publication.Version.NoticeDays}: {Before.Schedule} → {Publication.Version.Schedule} for {Period.Key}, {Met}; {string.Join(' ', Evidence)}";
    }

    private static readonly Gen<Schedule> AnySchedule = Gen.OneOf(
        from cycle in Gen.Elements(Cycle.Year, Cycle.YearBefore, Cycle.YearAfter, Cycle.Half, Cycle.Quarter, Cycle.Month)
        from days in (from day in Gen.Choose(1, 31) from month in Gen.Choose(1, 12) from next in Gen.Choose(0, 1) select new YearDay(Math.Min(day, DateTime.DaysInMonth(2024, month)), month, next)).ArrayOf(Schedule.Periodic.PerYear(cycle))
        from inclusive in Gen.Elements(true, false)
        select (Schedule)new Schedule.Periodic(cycle, [.. days], inclusive, [new(new(30, 9), null)]),
        from amount in Gen.Choose(1, 90)
        from unit in Gen.Elements(OffsetUnit.Days, OffsetUnit.WorkingDays)
        select (Schedule)new Schedule.Anchored(amount, unit, HoiQC.Domain.Events.EventKind.All[amount % 2], Anchor.After));

    private static Gen<RuleVersion> AnyVersion(int number) =>
        from schedule in AnySchedule
        from roll in Gen.Elements(Roll.None, Roll.Next, Roll.Previous)
        from required in Gen.Choose(1, 3)
        from grace in Gen.Choose(0, 10)
        from notice in Gen.Choose(0, 40)
        from enabled in Gen.Choose(0, 9)
        from basis in Gen.Choose(0, 9)
        let pack = Samples.Rule("MT-PB")
        select pack with
        {
            Number = number,
            Schedule = schedule,
            Roll = roll,
            Quantity = new(required, null),
            GraceDays = grace,
            NoticeDays = notice,
            Enabled = enabled > 0 || number == 1,
            BasisUntil = basis == 0 && number > 1 ? new(2024, 3, 31) : null,
        };

    private static readonly Gen<Case> Cases =
        from before in AnyVersion(1)
        from after in AnyVersion(2)
        from mode in Gen.Elements(PublicationMode.Next, PublicationMode.From, PublicationMode.Open)
        from days in Gen.Choose(0, 900)
        from minutes in Gen.Choose(0, (24 * 60) - 1)
        from start in Gen.Choose(-300, 300)
        from calendar in Gen.Elements<WorkCalendar>([.. Calendars])
        from other in Gen.Elements<WorkCalendar>([.. Calendars])
        from place in Gen.Choose(0, 11)
        from year in Gen.Choose(2023, 2025)
        from extended in Gen.Choose(-200, 60)
        from owes in Gen.Choose(0, 9)
        from pieces in (from at in Gen.Choose(-40, 400) from count in Gen.Choose(1, 3) select (at, count)).ListOf(2)
        let day = new DateOnly(2023, 1, 1).AddDays(days)
        let begins = mode == PublicationMode.Next ? after.Schedule.NextOpening(day) : new DateOnly(2023, 6, 1).AddDays(start)
        let version = after with { From = begins < new DateOnly(2023, 1, 2) ? new(2023, 1, 2) : begins }
        let period = before.Schedule is Schedule.Periodic periodic ? periodic.Of(year).ElementAt(place % Schedule.Periodic.PerYear(periodic.Cycle)).Period : Period.OfAnchor(new DateOnly(2023, 1, 1).AddDays(place * 40))
        let terms = Terms.Of(before, period, calendar, lastDay: null)!
        let until = extended > 0 ? terms.Due.AddDays(extended) : (DateOnly?)null
        select new Case(
            new(new([before, version], []), version, mode, calendar, day), before, period,
            terms with { Due = until ?? terms.Due, Extended = until is not null },
            [.. pieces.Select((piece, index) => new Evidence($"E{index}", null, null, VietnamTime.StartOf(terms.Opens).AddDays(piece.at), null, piece.count))],
            VietnamTime.StartOf(day).AddMinutes(minutes), until, owes > 0, other);

    private static Status After(Case one, Following following)
    {
        var terms = following.Terms ?? one.Course.Newest with { Settled = Status.NotApplicable };
        return Ladder.Read(one.Course with { Later = [new(one.Now, "publication:1", terms)] }, one.Evidence, one.Now).Status;
    }

    [Fact]
    public void A_closed_obligation_is_in_no_plan() => Laws.Hold(
        Cases.Where(one => one.Standing.Status.IsSettled()), one => Assert.Null(one.Publication.Of(one.Met, one.Owes)), Times);

    [Fact]
    public void Nothing_becomes_overdue_because_a_rule_was_saved() => Laws.Hold(Cases.Where(one => !one.Standing.Status.IsOverdue()), one =>
    {
        if (one.Publication.Of(one.Met, one.Owes) is not { } following) return;
        Assert.False(After(one, following).IsOverdue());
        Assert.True(following.Terms is null || following.Terms.LastInTime >= one.Publication.Day);
    }, Times);

    [Fact]
    public void Nothing_becomes_overdue_because_a_calendar_was_saved() => Laws.Hold(Cases.Where(one => !one.Standing.Status.IsOverdue()), one =>
    {
        var calendar = new CalendarPublication(one.Publication.Book, one.Other, 15, one.Publication.Day);
        if (calendar.Of(one.Met, one.Before.Code) is not { } following) return;
        Assert.False(After(one, following).IsOverdue());
        Assert.NotEqual(one.Met.Due, Terms.Of(one.Before, one.Period, one.Other, null)!.Due);
    }, Times);

    [Fact]
    public void Planning_twice_gives_the_same() => Laws.Hold(Cases, one =>
    {
        var (first, again) = (one.Publication.Of(one.Met, one.Owes), one.Publication.Of(one.Met, one.Owes));
        Assert.Equal(Text(first), Text(again));

        static string Text(Following? following) => $"{following} {string.Join(' ', following?.Terms?.Milestones ?? [])}";
    }, Times);

    [Fact]
    public void Only_what_opens_under_the_new_version_is_touched_unless_open_obligations_are_asked_for() => Laws.Hold(Cases, one =>
    {
        if (one.Publication.Mode == PublicationMode.Open || one.Met.Opens >= one.Publication.Version.From) return;
        Assert.Null(one.Publication.Of(one.Met, one.Owes));
    }, Times);

    [Fact]
    public void What_goes_on_is_due_as_the_new_version_says_or_by_extension_or_by_notice() => Laws.Hold(Cases, one =>
    {
        if (one.Publication.Of(one.Met, one.Owes) is not { Terms: { } terms } following) return;
        var plain = Terms.Of(one.Publication.Version, one.Period, one.Publication.Calendar, null)!.Due;
        Assert.Equal(following.Noticed ? one.Publication.Day.AddDays(one.Publication.Version.NoticeDays) : following.ExtendedTo ?? plain, terms.Due);
        Assert.Equal(following.Effect == Effect.Moved, terms.Due != one.Met.Due);
        if (following.Noticed) Assert.True(plain.AddDays(terms.GraceDays) < one.Publication.Day);
    }, Times);
}
