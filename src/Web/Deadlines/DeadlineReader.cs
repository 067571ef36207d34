using System.Collections.Immutable;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Deadlines;

/// <summary>Reads what falls due in the next twelve months: counted by the database where rows exist, worked out by rule and level where they do not yet.</summary>
public sealed class DeadlineReader(IOutlook outlook, INodeConfiguration node, VietnamClock clock)
{
    /// <summary>The day it begins with.</summary>
    public DateOnly From => clock.Today;

    /// <summary>The last day it reaches.</summary>
    public DateOnly To => clock.Today.AddYears(1).AddDays(-1);

    /// <summary>Every week of the next twelve months for a unit and all below it.</summary>
    public Task<ImmutableArray<DueWeek>> Weeks(string unit, CancellationToken cancellationToken = default) => Between(unit, From, To, cancellationToken);

    /// <summary>One week, as far as it lies in the next twelve months.</summary>
    public async Task<DueWeek> Week(string unit, DateOnly monday, CancellationToken cancellationToken = default)
    {
        var (from, to) = (monday < From ? From : monday, monday.AddDays(6) > To ? To : monday.AddDays(6));
        return (await Between(unit, from, to, cancellationToken))[0];
    }

    private async Task<ImmutableArray<DueWeek>> Between(string unit, DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        var groups = await outlook.Groups(unit, clock.Today, cancellationToken);
        var dues = await outlook.Dues(unit, from, to, cancellationToken);
        var burdens = await outlook.Burdens(unit, from, to, cancellationToken);
        return DueWeek.Of(node.Current, clock.Today, from, to, groups, dues, burdens);
    }
}
