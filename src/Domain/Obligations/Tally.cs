namespace HoiQC.Domain.Obligations;

/// <summary>What counts so far, and the status it amounts to at the moment last met.</summary>
/// <param name="opened">The terms it was opened under.</param>
internal sealed class Tally(Terms opened)
{
    private readonly List<Evidence> _counting = [];
    private Terms _terms = opened;

    public int Done { get; private set; }

    public int LateDays { get; private set; }

    public int ReportedLateDays { get; private set; }

    public Status Meet(Moment moment)
    {
        if (moment.Evidence is { } piece)
        {
            if (moment.Withdrawn) _counting.Remove(piece);
            else _counting.Add(piece);
            Done = _counting.Sum(e => e.Count);
        }
        _terms = moment.Terms ?? _terms;
        if (moment.Evidence is not null || moment.Terms is not null) (LateDays, ReportedLateDays) = _terms.Settled is null ? Lateness() : (0, 0);
        return StatusOn(VietnamTime.DayOf(moment.At));
    }

    private Status StatusOn(DateOnly day)
    {
        if (_terms.Settled is { } settled) return settled;
        if (day > _terms.LastDay && _counting.Where(e => VietnamTime.DayOf(e.ReceivedAt) <= _terms.LastDay).Sum(e => e.Count) < _terms.Required)
        {
            // What was open when the body ended applies no more, whatever comes in afterwards.
            (LateDays, ReportedLateDays) = (0, 0);
            return Status.NotApplicable;
        }
        if (Done >= _terms.Required) return LateDays > 0 ? Status.FulfilledLate : Status.Fulfilled;
        if (day >= _terms.LastInTime.AddDays(_terms.EscalateAfterDays)) return Status.Escalated;
        if (day > _terms.LastInTime) return Status.Overdue;
        if (day < _terms.Opens) return Status.Dormant;
        if (_terms.Extended && day <= _terms.Due) return Status.Extended;
        foreach (var milestone in _terms.Milestones)
            if (day > milestone.On && Done < milestone.Count) return Status.Behind;
        return day >= _terms.Due.AddDays(-_terms.LeadDays) ? Status.DueSoon : Status.Open;
    }

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
