using Orleans.Runtime;
using Orleans.Runtime.Local;

namespace Orleans;

/// <summary>Makes references: to grains by key, to observers by the object that observes.</summary>
public interface IGrainFactory
{
    /// <summary>A reference to the grain with this key. The grain itself need not exist before it is called.</summary>
    TGrainInterface GetGrain<TGrainInterface>(string primaryKey, string? grainClassNamePrefix = null)
        where TGrainInterface : IGrainWithStringKey;

    /// <summary>A reference that grains can call. It holds <paramref name="obj"/> weakly: whoever observes keeps the object alive.</summary>
    TGrainObserverInterface CreateObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;

    /// <summary>Ends what <see cref="CreateObjectReference"/> began; <paramref name="obj"/> is the reference, not the object.</summary>
    void DeleteObjectReference<TGrainObserverInterface>(IGrainObserver obj)
        where TGrainObserverInterface : IGrainObserver;
}

/// <summary>What a grain or a reference says of itself.</summary>
public static class GrainExtensions
{
    /// <summary>A reference to this grain, as it may be handed to others; a bare <c>this</c> may not.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain) => grain switch
    {
        Reference reference => (TGrainInterface)reference.As(typeof(TGrainInterface)),
        IGrainBase { GrainContext: Activation activation } => (TGrainInterface)activation.Engine.Reference(typeof(TGrainInterface), activation.GrainId),
        _ => throw NotAGrain(grain),
    };

    /// <summary>The identity behind a grain or a reference.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => grain switch
    {
        Reference reference => reference.GrainId,
        IGrainBase own => own.GrainContext.GrainId,
        _ => throw NotAGrain(grain),
    };

    /// <summary>The key of a grain with a string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => grain.GetGrainId().Key.ToString();

    private static ArgumentException NotAGrain(IAddressable grain) =>
        new($"{grain?.GetType().ToString() ?? "null"} is neither a grain nor a reference made by the engine.", nameof(grain));
}
