using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Storage;

namespace HoiQC.Grains.Tests.Engine;

/// <summary>A storage of the tests. It keeps JSON, as the real ones do, so nothing is shared with the grain's memory.</summary>
internal sealed class MemoryStorage : IGrainStorage
{
    public const string Name = "memory";

    private readonly ConcurrentDictionary<(string, GrainId), (string Json, int Version)> _rows = new();

    /// <summary>While set, every operation fails with it.</summary>
    public Exception? Broken { get; set; }

    public int Writes { get; private set; }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Broken is not null) return Task.FromException(Broken);
        var exists = _rows.TryGetValue((stateName, grainId), out var row);
        grainState.RecordExists = exists;
        grainState.ETag = exists ? Text(row.Version) : null;
        if (exists) grainState.State = JsonSerializer.Deserialize<T>(row.Json);
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Broken is not null) return Task.FromException(Broken);
        lock (_rows)
        {
            var version = Expect(stateName, grainId, grainState) + 1;
            _rows[(stateName, grainId)] = (JsonSerializer.Serialize(grainState.State), version);
            (grainState.ETag, grainState.RecordExists) = (Text(version), true);
            Writes++;
        }

        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (Broken is not null) return Task.FromException(Broken);
        lock (_rows)
        {
            Expect(stateName, grainId, grainState);
            _rows.TryRemove((stateName, grainId), out _);
            (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
        }

        return Task.CompletedTask;
    }

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);

    private int Expect<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _rows.TryGetValue((stateName, grainId), out var row) ? row.Version : 0;
        var had = grainState.ETag is null ? 0 : int.Parse(grainState.ETag, CultureInfo.InvariantCulture);
        return stored == had ? stored : throw new InconsistentStateException("The row has another version.", Text(stored), grainState.ETag);
    }
}
