using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Access;

/// <summary>Finds the grain that speaks for a body: the one place that knows which of the two kinds it is.</summary>
public sealed class BodyGrains(IGrainFactory grains, ILedger ledger)
{
    /// <summary>The grain of a body; null for an unknown one.</summary>
    public async Task<IBodyGrain?> Find(string id, CancellationToken cancellationToken = default) =>
        !string.IsNullOrWhiteSpace(id) && await ledger.FindBody(id, cancellationToken) is { } body ? Of(body) : null;

    /// <summary>The grain of a body that was read.</summary>
    public IBodyGrain Of(BodyRow body) => body.Class == BodyClass.Association
        ? grains.GetGrain<IAssociationGrain>(body.Id)
        : grains.GetGrain<ICommitteeGrain>(body.Id);
}
