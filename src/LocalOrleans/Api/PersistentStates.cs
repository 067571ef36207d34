using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>A state that a grain keeps in storage. It was read before <see cref="Grain.OnActivateAsync"/> runs.</summary>
public interface IPersistentState<TState> : IStorage<TState>;

/// <summary>Marks a constructor parameter of a grain class as a state, and names it and its storage.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>The state of this name in the storage of that name, or in the one called Default.</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The state's name.</summary>
    public string StateName { get; }

    /// <summary>The storage's name.</summary>
    public string? StorageName { get; }
}
