using System.Data.Common;

namespace HoiQC.Bench;

/// <summary>A place with the product's data: a data folder and the database that belongs to it.</summary>
internal abstract class Ground(string folder) : IAsyncDisposable
{
    /// <summary>The data folder.</summary>
    public string Folder => folder;

    /// <summary>What the product is told of it.</summary>
    public abstract IReadOnlyList<string> Arguments { get; }

    /// <summary>What a child process of the bench opens it with; see <see cref="Grounds.Connect"/>.</summary>
    public abstract string Address { get; }

    /// <summary>Statement that begins a transaction which will write.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>How many transactions may write at once.</summary>
    public abstract int Writers { get; }

    /// <summary>An open connection of its own, as durable as the product's.</summary>
    public DbConnection Open() => Grounds.Connect(Address);

    /// <summary>Makes its database, empty; a file is made by whoever opens it.</summary>
    public virtual Task Make() => Task.CompletedTask;

    /// <summary>The same data once more, to be changed and thrown away.</summary>
    public abstract Task<Ground> Copy();

    /// <summary>Where Quartz keeps its triggers on this kind of database.</summary>
    public abstract void Schedule(Quartz.IPersistentStoreBuilder store);

    /// <summary>Makes statistics and memory of the database what they would be a while after the data came.</summary>
    public abstract void Settle();

    /// <summary>Throws it away.</summary>
    public abstract ValueTask DisposeAsync();
}
