using HoiQC.Grains.Bodies;
using HoiQC.Grains.Ledger;

namespace HoiQC.Web.Bodies;

/// <summary>Which grain speaks for a body; a bloc is a committee.</summary>
public static class BodyCalls
{
    /// <summary>The grain of a body.</summary>
    public static IBodyGrain Body(this IGrainFactory grains, BodyRow body) =>
        body.Class == BodyClass.Association ? grains.GetGrain<IAssociationGrain>(body.Id) : grains.GetGrain<ICommitteeGrain>(body.Id);
}
