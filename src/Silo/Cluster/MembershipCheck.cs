using HoiQC.Grains.Health;
using HoiQC.Silo.Watching;

namespace HoiQC.Silo.Cluster;

/// <summary>Whether this node belongs to the cluster: one that is joining, leaving or taken for dead by the others answers for nothing.</summary>
internal sealed class MembershipCheck(ISiloStatusOracle silo) : INodeCheck
{
    public HealthFinding Look() => silo.CurrentStatus == SiloStatus.Active
        ? new("cluster", HealthState.Ok)
        : new("cluster", HealthState.Failing, "Máy này chưa vào, hoặc đang rời cụm. Đề nghị thử lại sau ít giây.");
}
