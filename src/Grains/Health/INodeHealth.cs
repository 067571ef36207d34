using System.Collections.Immutable;

namespace HoiQC.Grains.Health;

/// <summary>How it goes with one thing that must go on.</summary>
public enum HealthState
{
    /// <summary>It goes on.</summary>
    Ok,

    /// <summary>It does not.</summary>
    Failing,

    /// <summary>Nobody can tell, because something that it needs does not answer.</summary>
    Unknown,
}

/// <summary>What was found of one thing.</summary>
/// <param name="Check">"database", "sweep", "sealer", "configuration" or, on a node of a cluster, "cluster".</param>
/// <param name="State">How it goes.</param>
/// <param name="Sentence">Why it does not go on, without a fact of anybody; null where it does.</param>
public sealed record HealthFinding(string Check, HealthState State, string? Sentence = null);

/// <summary>What a node says of itself.</summary>
/// <param name="Findings">Its checks, what others depend on first.</param>
public sealed record NodeHealth(ImmutableArray<HealthFinding> Findings)
{
    /// <summary>Whether it can answer and goes on by itself.</summary>
    public bool IsReady => Findings.All(finding => finding.State == HealthState.Ok);

    /// <summary>The first thing that is wrong.</summary>
    public HealthFinding? Fault => Findings.FirstOrDefault(finding => finding.State == HealthState.Failing);
}

/// <summary>Looks how it goes with this node.</summary>
public interface INodeHealth
{
    /// <summary>Looks now; who asks within a second of another gets the same answer, so that asking often costs nothing.</summary>
    Task<NodeHealth> Look(CancellationToken cancellationToken = default);
}
