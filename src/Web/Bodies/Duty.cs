using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Bodies;

/// <summary>An obligation as a page shows it: with its words, and how it stands at the page's instant.</summary>
/// <param name="Row">The obligation, as it was bound at that instant.</param>
/// <param name="Rule">The rule version that bound it.</param>
/// <param name="Period">Its period.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Explanation">Why it is due that day.</param>
/// <param name="Evidence">What had been received by then, newest first.</param>
/// <param name="Day">The day its days are counted from.</param>
public sealed record Duty(ObligationRow Row, RuleVersion Rule, Period Period, Standing Standing, Explanation Explanation, ImmutableArray<EvidenceRow> Evidence, DateOnly Day)
{
    /// <summary>The status in words.</summary>
    public string Sentence => StatusWords.Sentence(Standing, Row.Due, Day);

    /// <summary>The status as a style.</summary>
    public string Style => Standing.Status.ToString().ToLowerInvariant();

    /// <summary>Whether something is still to be done for it.</summary>
    public bool IsOwed => Standing.Status.IsOwed();

    /// <summary>Whether the owner is asked for something now: what is handed in and waits asks for nothing.</summary>
    public bool AsksNow => IsOwed && Standing.Status != Status.Submitted;

    /// <summary>Where its evidence is handed in.</summary>
    public string FormAddress => $"/bodies/{Uri.EscapeDataString(Row.Key.Body)}/evidence?rule={Row.Key.Rule}&period={Row.Key.Period}";

    /// <summary>The page that explains it.</summary>
    public string Address => $"/obligations/{Uri.EscapeDataString(Row.Key.Body)}/{Uri.EscapeDataString(Row.Key.Rule)}/{Uri.EscapeDataString(Row.Key.Period)}";

    /// <summary>One obligation of a body at an instant, by what bound it then.</summary>
    public static Duty Of(Configuration configuration, BodyFacts facts, ObligationRow row, DateTimeOffset at, bool happened = false)
    {
        var course = configuration.CourseOf(row, facts.Body.LastDay);
        if (happened) course = course.AsHappened();
        var bound = row.BoundAt(at, happened);
        var version = configuration.VersionOf(bound)!;
        var period = Period.Parse(row.Key.Period)!;
        var pieces = facts.EvidenceOf(row);
        if (happened) pieces = [.. pieces.Select(piece => piece.AsHappened()).OfType<Evidence>()];
        return new(bound, version, period, Ladder.Read(course, pieces, at), configuration.ExplanationOf(bound),
            [
                .. facts.Evidence.Where(piece => piece.Obligation == row.Id && (happened || piece.ReceivedAt <= at)).OrderByDescending(piece => piece.ReceivedAt)
                    .Select(piece => piece.Review?.At > at && !happened ? piece with { Review = ReviewRow.Pending } : piece),
            ],
            Domain.VietnamTime.DayOf(at));
    }

    /// <summary>All obligations of a body, by due day.</summary>
    public static ImmutableArray<Duty> All(Configuration configuration, BodyFacts facts, DateTimeOffset at, bool happened = false) =>
        [.. facts.Obligations.Select(row => Of(configuration, facts, row, at, happened)).OrderBy(duty => duty.Row.Due).ThenBy(duty => configuration.Book.OrderOf(duty.Rule.Code))];
}
