using HoiQC.Grains.Health;

namespace HoiQC.Silo.Watching;

/// <summary>One more thing that must hold for a node to be ready, known without asking the database.</summary>
internal interface INodeCheck
{
    /// <summary>How it goes.</summary>
    HealthFinding Look();
}
