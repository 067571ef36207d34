using System.Globalization;
using Orleans.Storage;

namespace HoiQC.Silo.Store;

/// <summary>Grain states in table grain; the etag is the version.</summary>
internal sealed class DocumentStorage(Database database) : IGrainStorage
{
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var key = grainId.Key.ToString()!;
        var (state, version) = await database.Read(connection => Documents.Read<T>(connection, stateName, key));
        if (version > 0) grainState.State = state;
        (grainState.ETag, grainState.RecordExists) = (Documents.Etag(version), version > 0);
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (key, state, expected) = (grainId.Key.ToString()!, grainState.State, Version(grainState.ETag));
        var version = await database.Write(connection => Documents.Write(connection, stateName, state, expected, key));
        (grainState.ETag, grainState.RecordExists) = (Documents.Etag(version), true);
    }

    public async Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var (key, expected) = (grainId.Key.ToString()!, Version(grainState.ETag));
        await database.Write(connection =>
        {
            Documents.Clear(connection, stateName, key, expected);
            return true;
        });
        (grainState.State, grainState.ETag, grainState.RecordExists) = (Activator.CreateInstance<T>(), null, false);
    }

    private static long Version(string? etag) => etag is null ? 0 : long.Parse(etag, CultureInfo.InvariantCulture);
}
