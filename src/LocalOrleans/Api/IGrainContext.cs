namespace Orleans.Runtime;

/// <summary>The life of one instance of a grain.</summary>
public interface IGrainContext
{
    /// <summary>Which grain this is.</summary>
    GrainId GrainId { get; }

    /// <summary>The instance, once it was made.</summary>
    object? GrainInstance { get; }

    /// <summary>The services of this activation.</summary>
    IServiceProvider ActivationServices { get; }

    /// <summary>Asks for deactivation once the calls that are running have ended.</summary>
    void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default);
}
