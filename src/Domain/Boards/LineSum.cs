using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Boards;

/// <summary>Adds lines up one by one, without a line for each sum on the way; begins with <see cref="Line.NoData"/>.</summary>
public struct LineSum
{
    private Line? _worst;
    private DateTimeOffset? _since;
    private DateOnly? _openDue;
    private DateOnly? _lastDue;
    private (int All, int Fulfilled, int Overdue, int Escalated, int Behind, int DueSoon, int Done, int Required) _sums;
    private (int Late, int ReportedLate) _most;

    /// <summary>The line of all that was added.</summary>
    public readonly Line Line => new(
        _worst?.Status ?? Status.NoData, _since, _openDue, _lastDue, _sums.All, _sums.Fulfilled, _sums.Overdue, _sums.Escalated, _sums.Behind, _sums.DueSoon, _sums.Done, _sums.Required,
        _most.Late, _most.ReportedLate);

    /// <summary>Adds a line.</summary>
    public void Add(Line line)
    {
        if (_worst is null || line.Status.Rank() < _worst.Status.Rank()) (_worst, _since) = (line, line.Since);
        else if (line.Status == _worst.Status && (_since is null || line.Since < _since)) _since = line.Since;
        if (_openDue is null || line.OpenDue < _openDue) _openDue = line.OpenDue;
        if (_lastDue is null || line.LastDue > _lastDue) _lastDue = line.LastDue;
        _sums.All += line.All;
        _sums.Fulfilled += line.Fulfilled;
        _sums.Overdue += line.Overdue;
        _sums.Escalated += line.Escalated;
        _sums.Behind += line.Behind;
        _sums.DueSoon += line.DueSoon;
        _sums.Done += line.Done;
        _sums.Required += line.Required;
        _most = (Math.Max(_most.Late, line.LateDays), Math.Max(_most.ReportedLate, line.ReportedLateDays));
    }
}
