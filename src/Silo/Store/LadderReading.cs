using HoiQC.Domain.Obligations;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;
using HoiQC.Silo.Deadlines;

namespace HoiQC.Silo.Store;

/// <summary>The ladder over stored facts at one instant. Terms that many obligations share are worked out once, and so is the standing of those without evidence.</summary>
/// <param name="configuration">Rules and calendar.</param>
/// <param name="at">The instant.</param>
/// <param name="happened">Whether evidence counts by the day it happened, whenever it was received.</param>
internal sealed class LadderReading(Configuration configuration, DateTimeOffset at, bool happened = false)
{
    private readonly Dictionary<(string Rule, int Version, string Period, DateOnly Opens, DateOnly Due, int Required, DateOnly? LastDay), (Terms Terms, Standing Untouched)?> _known = [];

    /// <summary>How it stands. An obligation that cannot be computed stands as it did when last written; the sweep sets it aside with its error.</summary>
    public Standing Of(DueObligation fact)
    {
        var row = fact.Row;
        var key = (row.Key.Rule, row.RuleVersion, row.Key.Period, row.Opens, row.Due, row.Required, fact.LastDay);
        if (!_known.TryGetValue(key, out var known)) _known.Add(key, known = Know(fact));
        if (known is not var (terms, untouched)) return row.Standing;
        if (fact.Evidence.IsEmpty) return untouched;
        return Ladder.Read(terms, happened ? [.. fact.Evidence.Select(piece => piece.AsHappened()).OfType<Evidence>()] : fact.Evidence, at);
    }

    private (Terms, Standing)? Know(DueObligation fact)
    {
        try
        {
            var terms = configuration.TermsOf(fact.Row, fact.LastDay);
            return (terms, Ladder.Read(terms, [], at));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
