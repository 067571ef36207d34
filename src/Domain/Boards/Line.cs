using HoiQC.Domain.Obligations;

namespace HoiQC.Domain.Boards;

/// <summary>
/// The numbers of one unit or body, one rule and one year. Lines add up: the sum of the parts is the line of the whole.
/// </summary>
/// <param name="Status">The worst of its parts.</param>
/// <param name="Since">The earliest instant at which that status began in one of them; null without data.</param>
/// <param name="OpenDue">The earliest due day not fulfilled; null where all is.</param>
/// <param name="LastDue">The last due day; null without data.</param>
/// <param name="All">Obligations in the denominator.</param>
/// <param name="Fulfilled">Fulfilled ones of them, late ones too.</param>
/// <param name="Overdue">Overdue and escalated ones of them.</param>
/// <param name="Escalated">Escalated ones of them.</param>
/// <param name="Behind">Ones of them that missed a checkpoint.</param>
/// <param name="DueSoon">Ones of them within the lead time.</param>
/// <param name="Done">Sum of what counts, in the denominator.</param>
/// <param name="Required">Sum of minimum counts, in the denominator.</param>
/// <param name="LateDays">The most days any of them was fulfilled late.</param>
/// <param name="ReportedLateDays">The most days any of them was reported late though done in time.</param>
public sealed record Line(
    Status Status, DateTimeOffset? Since, DateOnly? OpenDue, DateOnly? LastDue, int All, int Fulfilled, int Overdue, int Escalated, int Behind, int DueSoon,
    int Done, int Required, int LateDays, int ReportedLateDays)
{
    /// <summary>No obligation at all: the sum of nothing.</summary>
    public static readonly Line NoData = new(Status.NoData, null, null, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// <summary>The earliest due day not fulfilled, else the last.</summary>
    public DateOnly? Due => OpenDue ?? LastDue;

    /// <summary>The line of one obligation.</summary>
    public static Line Of(Standing standing, DateOnly due, int required)
    {
        var status = standing.Status;
        var counts = status.Counts() ? 1 : 0;
        return new(
            status, standing.Since, status.IsFulfilled() || counts == 0 ? null : due, due, counts, status.IsFulfilled() ? 1 : 0, status.IsOverdue() ? 1 : 0,
            status == Status.Escalated ? 1 : 0, status == Status.Behind ? 1 : 0, status == Status.DueSoon ? 1 : 0,
            counts * standing.Done, counts * required, standing.LateDays, standing.ReportedLateDays);
    }

    /// <summary>Both together.</summary>
    public static Line operator +(Line a, Line b)
    {
        var sum = new LineSum();
        sum.Add(a);
        sum.Add(b);
        return sum.Line;
    }

    /// <summary>All of them together.</summary>
    public static Line Sum(IEnumerable<Line> lines)
    {
        var sum = new LineSum();
        foreach (var line in lines) sum.Add(line);
        return sum.Line;
    }
}
