using HoiQC.Domain.Obligations;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Deadlines;

/// <summary>
/// What comes of many obligations at one instant. Those without evidence that are bound alike and stand alike share one progress, worked out once; whoever writes it sees by that
/// that they are alike.
/// </summary>
/// <param name="configuration">Rules and calendar.</param>
/// <param name="now">The instant.</param>
internal sealed class Decisions(Configuration configuration, DateTimeOffset now)
{
    private readonly Dictionary<(string Rule, string Period, BindingRow Bound, DateOnly? LastDay, Status Status, DateTimeOffset RecordedUpTo), Progress> _untouched = [];

    /// <summary>The instant.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The decision about one of them.</summary>
    /// <param name="due">Which.</param>
    /// <param name="error">Why it cannot be computed, as where the configuration has not what it names; then there is no decision.</param>
    public Decision? Of(DueObligation due, out Exception? error)
    {
        try
        {
            error = null;
            return Of(due);
        }
        catch (Exception found) when (found is not OutOfMemoryException)
        {
            error = found;
            return null;
        }
    }

    /// <summary>The same.</summary>
    /// <exception cref="InvalidOperationException">It cannot be computed.</exception>
    public Decision Of(DueObligation due)
    {
        var row = due.Row;
        if (!due.Evidence.IsEmpty || !row.Earlier.IsEmpty) return Decided(due, Advance(due));
        var key = (row.Key.Rule, row.Key.Period, row.Bound, due.LastDay, row.Standing.Status, row.RecordedUpTo);
        if (!_untouched.TryGetValue(key, out var progress)) _untouched.Add(key, progress = Advance(due));
        return Decided(due, progress);
    }

    private Decision Decided(DueObligation due, Progress progress) => new(due.Row, due.Unit, configuration.Version, progress, now, null, null);

    private Progress Advance(DueObligation due) => Ladder.Advance(configuration.CourseOf(due.Row, due.LastDay), due.Evidence, due.Row.Standing.Status, due.Row.RecordedUpTo, now);
}
