using System.Collections.Immutable;
using HoiQC.Domain.Obligations;

namespace HoiQC.Grains.Ledger;

/// <summary>A body that holds term congresses: the last one, the next one at the latest, and what has to be filed around it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Rule">Code of its term rule.</param>
/// <param name="Last">Day of the last congress; null where none is known.</param>
/// <param name="Planned">The day the next one is planned for; null for none.</param>
/// <param name="Term">The term that is owed, the earliest due first, else the newest; null where no congress is known.</param>
/// <param name="Filings">Filings of congresses that are owed, by due day.</param>
public sealed record CongressRow(BodyRow Body, string Rule, DateOnly? Last, DateOnly? Planned, ObligationRow? Term, ImmutableArray<ObligationRow> Filings)
{
    /// <summary>How urgent it is: 0 for the worst.</summary>
    public int Rank => Filings.Append(Term).OfType<ObligationRow>().Select(row => row.Standing.Status.Rank()).DefaultIfEmpty(Status.NoData.Rank()).Min();

    /// <summary>The earliest day by which something is due; null for nothing.</summary>
    public DateOnly? Due => Filings.Append(Term).OfType<ObligationRow>().Where(row => !row.Standing.Status.IsSettled()).Select(row => (DateOnly?)row.Due).Min() ?? Term?.Due;
}
