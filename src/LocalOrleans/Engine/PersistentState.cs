using System.Runtime.CompilerServices;
using Orleans.Storage;

namespace Orleans.Runtime.Local;

/// <summary>One state of one activation, between the grain and its storage.</summary>
internal sealed class PersistentState<T>(string name, GrainId grainId, IGrainStorage storage) : IPersistentState<T>
{
    private readonly GrainState<T> _held = new(New());

    public T State
    {
        get => _held.State!;
        set => _held.State = value;
    }

    public string? Etag => _held.ETag;

    public bool RecordExists => _held.RecordExists;

    public async Task ReadStateAsync()
    {
        try
        {
            await storage.ReadStateAsync(name, grainId, _held);
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            throw Wrapped(error, "ReadState");
        }
    }

    public async Task WriteStateAsync()
    {
        try
        {
            await storage.WriteStateAsync(name, grainId, _held);
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            throw Wrapped(error, "WriteState");
        }
    }

    public async Task ClearStateAsync()
    {
        try
        {
            await storage.ClearStateAsync(name, grainId, _held);
        }
        catch (Exception error) when (error is not InconsistentStateException)
        {
            throw Wrapped(error, "ClearState");
        }
    }

    /// <summary>As in Orleans, a type that cannot be made without arguments starts with all its members unset.</summary>
    private static T New() =>
        typeof(T).IsValueType ? default!
        : typeof(T).GetConstructor(Type.EmptyTypes) is not null ? Activator.CreateInstance<T>()
        : (T)RuntimeHelpers.GetUninitializedObject(typeof(T));

    private OrleansException Wrapped(Exception error, string operation) =>
        new($"Error from storage provider {storage.GetType().Name}.{name} during {operation} for grain {grainId}: {error.Message}", error);
}
