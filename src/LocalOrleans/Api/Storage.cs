namespace Orleans.Core
{
    /// <summary>One state of a grain, as it lies in storage.</summary>
    public interface IStorage
    {
        /// <summary>The version last read or written.</summary>
        string? Etag { get; }

        /// <summary>Whether anything is stored.</summary>
        bool RecordExists { get; }

        /// <summary>Removes what is stored.</summary>
        Task ClearStateAsync();

        /// <summary>Stores the state, if storage still holds the version last read.</summary>
        Task WriteStateAsync();

        /// <summary>Reads the state again.</summary>
        Task ReadStateAsync();

        /// <inheritdoc cref="ClearStateAsync()"/>
        Task ClearStateAsync(CancellationToken cancellationToken) => ClearStateAsync();

        /// <inheritdoc cref="WriteStateAsync()"/>
        Task WriteStateAsync(CancellationToken cancellationToken) => WriteStateAsync();

        /// <inheritdoc cref="ReadStateAsync()"/>
        Task ReadStateAsync(CancellationToken cancellationToken) => ReadStateAsync();
    }

    /// <summary>One state of a grain, with its value in memory.</summary>
    public interface IStorage<TState> : IStorage
    {
        /// <summary>The value in memory; storage learns of it on <see cref="IStorage.WriteStateAsync()"/>.</summary>
        TState State { get; set; }
    }
}

namespace Orleans.Storage
{
    using Orleans.Runtime;

    /// <summary>Where grain states are kept. Registered as a keyed service under its name.</summary>
    public interface IGrainStorage
    {
        /// <summary>Reads into <paramref name="grainState"/>, which stays as it is where nothing is stored.</summary>
        Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Writes, or throws <see cref="InconsistentStateException"/> where the stored version is not the state's.</summary>
        Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);

        /// <summary>Removes, or throws <see cref="InconsistentStateException"/> where the stored version is not the state's.</summary>
        Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState);
    }

    /// <summary>Storage holds another version than the one the writer had read.</summary>
    public class InconsistentStateException : OrleansException
    {
        /// <summary>A conflict without details.</summary>
        public InconsistentStateException()
        {
        }

        /// <summary>A conflict in words.</summary>
        public InconsistentStateException(string message)
            : base(message)
        {
        }

        /// <summary>A conflict in words, with its cause.</summary>
        public InconsistentStateException(string message, Exception? innerException)
            : base(message, innerException!)
        {
        }

        /// <summary>A conflict between the version stored and the one the writer had.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag, Exception? storageException)
            : base(errorMsg, storageException!)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <inheritdoc cref="InconsistentStateException(string, string, string, Exception)"/>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag)
            : this(errorMsg, storedEtag, currentEtag, storageException: null)
        {
        }

        /// <inheritdoc cref="InconsistentStateException(string, string, string, Exception)"/>
        public InconsistentStateException(string? storedEtag, string? currentEtag, Exception storageException)
            : this(storageException.Message, storedEtag, currentEtag, storageException)
        {
        }

        /// <summary>The version that storage holds.</summary>
        public string? StoredEtag { get; private set; }

        /// <summary>The version that the writer had.</summary>
        public string? CurrentEtag { get; private set; }

        /// <summary>Whether it was thrown in the activation that it passes through, whose memory is then stale.</summary>
        internal bool IsSourceActivation { get; set; } = true;
    }
}

namespace Orleans
{
    /// <summary>A state on its way to or from storage.</summary>
    public interface IGrainState<T>
    {
        /// <summary>The value.</summary>
        T? State { get; set; }

        /// <summary>The version last read or written.</summary>
        string? ETag { get; set; }

        /// <summary>Whether anything is stored.</summary>
        bool RecordExists { get; set; }
    }

    /// <summary>A state on its way to or from storage.</summary>
    public sealed class GrainState<T> : IGrainState<T>
    {
        /// <summary>An empty state.</summary>
        public GrainState()
        {
        }

        /// <summary>A state that was never stored.</summary>
        public GrainState(T? state)
            : this(state, eTag: null)
        {
        }

        /// <summary>A state as read.</summary>
        public GrainState(T? state, string? eTag)
        {
            State = state;
            ETag = eTag;
        }

        /// <inheritdoc/>
        public T? State { get; set; }

        /// <inheritdoc/>
        public string? ETag { get; set; }

        /// <inheritdoc/>
        public bool RecordExists { get; set; }
    }
}
