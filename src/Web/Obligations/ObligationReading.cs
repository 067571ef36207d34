using HoiQC.Domain.Obligations;
using HoiQC.Domain.Periods;
using HoiQC.Domain.Rules;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Obligations;

/// <summary>An obligation as it stands at an instant, with the reason for its due day.</summary>
/// <param name="Row">The row.</param>
/// <param name="Version">The rule version that binds it; null where the book no longer has it.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Explanation">Why it is due that day; null where that cannot be worked out.</param>
public sealed record ObligationReading(ObligationRow Row, RuleVersion? Version, Standing Standing, Explanation? Explanation)
{
    /// <summary>Reads a row: the ladder over its facts, or what was last written where its terms cannot be worked out.</summary>
    public static ObligationReading Of(Configuration configuration, BodyFacts facts, ObligationRow row, DateTimeOffset now)
    {
        var version = configuration.VersionOf(row);
        if (version is null || Period.Parse(row.Key.Period) is not { } period || DueDay.Of(version, period, configuration.Calendar) is null) return new(row, version, row.Standing, null);
        return new(row, version, Ladder.Read(configuration.CourseOf(row, facts.Body.LastDay), facts.EvidenceOf(row), now), configuration.ExplanationOf(row));
    }
}
