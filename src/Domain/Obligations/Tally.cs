namespace HoiQC.Domain.Obligations;

/// <summary>What counts and what waits so far, and the status it amounts to at the moment last met.</summary>
/// <param name="opened">The terms it was opened under.</param>
internal sealed class Tally(Terms opened)
{
    private readonly List<Evidence> _counting = [];
    private readonly List<Evidence> _waiting = [];
    private readonly List<Evidence> _returned = [];
    private Terms _terms = opened;

    public int Done { get; private set; }

    public int LateDays { get; private set; }

    public int ReportedLateDays { get; private set; }

    public Status Meet(Moment moment)
    {
        if (moment is { Evidence: { } piece, Passage: { } passage }) Pass(piece, passage);
        _terms = moment.Terms ?? _terms;
        if (moment.Evidence is not null || moment.Terms is not null) (LateDays, ReportedLateDays) = _terms.Settled is null ? Lateness() : (0, 0);
        return StatusOn(VietnamTime.DayOf(moment.At));
    }

    private void Pass(Evidence piece, Passage passage)
    {
        foreach (var place in new[] { _counting, _waiting, _returned }) place.Remove(piece);
        switch (passage)
        {
            case Passage.Received when piece.Review is not null: _waiting.Add(piece); break;
            case Passage.Received or Passage.Accepted: _counting.Add(piece); break;
            case Passage.Returned: _returned.Add(piece); break;
        }
        Done = _counting.Sum(e => e.Count);
    }

    private Status StatusOn(DateOnly day)
    {
        if (_terms.Settled is { } settled) return settled;
        if (day > _terms.LastDay && ByTheEnd(_counting) < _terms.Required)
        {
            // What was open when the body ended applies no more, whatever comes in afterwards; what had come by then still waits to be accepted.
            (LateDays, ReportedLateDays) = (0, 0);
            return ByTheEnd(_counting) + ByTheEnd(_waiting) >= _terms.Required ? Status.Submitted : Status.NotApplicable;
        }
        if (Done >= _terms.Required) return LateDays > 0 ? Status.FulfilledLate : Status.Fulfilled;
        var handedIn = Done + _waiting.Sum(e => e.Count);
        if (handedIn >= _terms.Required) return Status.Submitted;
        if (day >= _terms.LastInTime.AddDays(_terms.EscalateAfterDays)) return Status.Escalated;
        if (day > _terms.LastInTime) return Status.Overdue;
        if (IsAskedAgain) return Status.Returned;
        if (day < _terms.Opens) return Status.Dormant;
        if (_terms.Extended && day <= _terms.Due) return Status.Extended;
        foreach (var milestone in _terms.Milestones)
            if (day > milestone.On && handedIn < milestone.Count) return Status.Behind;
        return day >= _terms.Due.AddDays(-_terms.LeadDays) ? Status.DueSoon : Status.Open;
    }

    /// <summary>Whether a piece was returned and nothing that stands was handed in since.</summary>
    private bool IsAskedAgain => _returned.Count > 0 && _returned.Max(e => e.Review!.At) is var last && !_counting.Concat(_waiting).Any(e => e.ReceivedAt >= last);

    private int ByTheEnd(List<Evidence> pieces) => pieces.Where(e => VietnamTime.DayOf(e.ReceivedAt) <= _terms.LastDay).Sum(e => e.Count);

    private (int Late, int ReportedLate) Lateness()
    {
        if (Done < _terms.Required) return (0, 0);
        var last = _terms.LastInTime;
        var late = DayOfEnough(_counting, e => e.DecidingDay(_terms.CountsFrom));
        if (late > last) return (late.DayNumber - _terms.Due.DayNumber, 0);
        var inTime = _counting.Where(e => e.DecidingDay(_terms.CountsFrom) <= last);
        var reported = DayOfEnough(inTime, e => VietnamTime.DayOf(e.ReceivedAt));
        return (0, reported > last ? reported.DayNumber - _terms.Due.DayNumber : 0);
    }

    private DateOnly DayOfEnough(IEnumerable<Evidence> pieces, Func<Evidence, DateOnly> day)
    {
        var sum = 0;
        foreach (var piece in pieces.OrderBy(day))
            if ((sum += piece.Count) >= _terms.Required) return day(piece);
        return DateOnly.MaxValue;
    }
}
