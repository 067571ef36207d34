using System.Collections.Immutable;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Web.Access;

namespace HoiQC.Web.Deadlines;

/// <summary>Reads what falls due in the next twelve months: counted by the database where rows exist, worked out by rule and level where they do not yet.</summary>
public sealed class DeadlineReader(INodeConfiguration node, VietnamClock clock)
{
    /// <summary>The day it begins with.</summary>
    public DateOnly From => clock.Today;

    /// <summary>The last day it reaches.</summary>
    public DateOnly To => clock.Today.AddYears(1).AddDays(-1);

    /// <summary>Every week of the next twelve months for a unit and all below it.</summary>
    public Task<ImmutableArray<DueWeek>> Weeks(UnitInSight unit, CancellationToken cancellationToken = default) => Between(unit, From, To, cancellationToken);

    /// <summary>One week, as far as it lies in the next twelve months.</summary>
    public async Task<DueWeek> Week(UnitInSight unit, DateOnly monday, CancellationToken cancellationToken = default)
    {
        var (from, to) = (monday < From ? From : monday, monday.AddDays(6) > To ? To : monday.AddDays(6));
        return (await Between(unit, from, to, cancellationToken))[0];
    }

    private async Task<ImmutableArray<DueWeek>> Between(UnitInSight unit, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var groups = await unit.Groups(clock.Today, cancellationToken);
        var dues = await unit.Dues(from, to, cancellationToken);
        var burdens = await unit.Burdens(from, to, cancellationToken);
        return DueWeek.Of(node.Current, clock.Today, from, to, groups, dues, burdens);
    }
}
