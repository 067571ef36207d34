using Orleans.Runtime;
using Orleans.Runtime.Local;

namespace Orleans;

/// <summary>The base of every grain class: one instance for a key at a time, one turn after the other.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation = Turns.Entered?.Owner;

    /// <summary>Called by derived classes only; the engine makes the instances.</summary>
    protected Grain()
    {
    }

    /// <summary>The context in which this instance lives.</summary>
    public IGrainContext GrainContext => Activation;

    /// <summary>Makes references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Engine;

    /// <summary>The services of this activation.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.ActivationServices;

    private Activation Activation => _activation ?? throw new InvalidOperationException("A grain is made by the engine, not by hand.");

    /// <summary>Asks for deactivation once the calls that are running have ended.</summary>
    protected void DeactivateOnIdle() => ((IGrainBase)this).DeactivateOnIdle();

    /// <summary>Runs after the states were read and before the first call.</summary>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Runs after the last call, before the instance is dropped.</summary>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
