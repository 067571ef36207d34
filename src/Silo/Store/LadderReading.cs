using HoiQC.Domain.Boards;
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
    private readonly Dictionary<(string Rule, string Period, BindingRow Bound, DateOnly? LastDay), (Course Course, Standing Untouched)?> _known = [];

    /// <summary>Its line, by the due day and number that bound it at that instant.</summary>
    public Line LineOf(DueObligation fact)
    {
        var row = fact.Row;
        if (Known(fact) is not var (course, untouched)) return Line.Of(row.Standing, row.Due, row.Required);
        var terms = course.At(at);
        return Line.Of(Read(course, untouched, fact), terms.Due, terms.Required);
    }

    /// <summary>How it stands. An obligation that cannot be computed stands as it did when last written; the sweep sets it aside with its error.</summary>
    public Standing Of(DueObligation fact) => Known(fact) is var (course, untouched) ? Read(course, untouched, fact) : fact.Row.Standing;

    private (Course Course, Standing Untouched)? Known(DueObligation fact)
    {
        var row = fact.Row;
        if (!row.Earlier.IsEmpty) return Know(fact);
        var key = (row.Key.Rule, row.Key.Period, row.Bound, fact.LastDay);
        if (!_known.TryGetValue(key, out var known)) _known.Add(key, known = Know(fact));
        return known;
    }

    private Standing Read(Course course, Standing untouched, DueObligation fact) => fact.Evidence.IsEmpty
        ? untouched
        : Ladder.Read(course, happened ? [.. fact.Evidence.Select(piece => piece.AsHappened()).OfType<Evidence>()] : fact.Evidence, at);

    private (Course, Standing)? Know(DueObligation fact)
    {
        try
        {
            var course = configuration.CourseOf(fact.Row, fact.LastDay);
            if (happened) course = course.AsHappened();
            return (course, Ladder.Read(course, [], at));
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
