using System.Data.Common;

namespace HoiQC.Silo.Store;

/// <summary>
/// What one kind of database does in its own way. Statements are written once for all kinds; whatever differs stands here, in <see cref="SqliteFile"/>
/// and in <see cref="Postgres"/>, and nowhere else.
/// </summary>
internal abstract class DatabaseEngine
{
    /// <summary>Where the data lie, for sentences: a file, or a server and its database. Never a password.</summary>
    public abstract string Place { get; }

    /// <summary>Whether it is spoken to over a connection that can be lost and found again.</summary>
    public abstract bool IsRemote { get; }

    /// <summary>Whether nobody but this process writes there, for as long as it keeps what it holds; a server that was restarted may have given that to another.</summary>
    public abstract bool IsAlone { get; }

    /// <summary>How long it may take to let somebody begin to read.</summary>
    public abstract TimeSpan Patience { get; }

    /// <summary>Whether HoiQC has written there before.</summary>
    public abstract bool Exists();

    /// <summary>Opens a connection that only reads.</summary>
    public abstract DbConnection OpenReader();

    /// <summary>Opens the connection that writes.</summary>
    /// <exception cref="CommandRefused">Somebody else runs on the data, or it cannot hold them.</exception>
    public abstract DbConnection OpenWriter();

    /// <summary>Waits until no other process on the data does what is named, and keeps the others waiting until it is disposed or the process ends.</summary>
    public abstract IDisposable Exclusively(string what);

    /// <summary>Begins a transaction in which everything read is of one instant.</summary>
    public abstract string BeginReading { get; }

    /// <summary>Begins a transaction that waits for every other writer of the data to end, on whatever machine.</summary>
    public abstract string BeginWriting { get; }

    /// <summary>Statement that a writer runs once nobody has written for a while; null for none.</summary>
    public abstract string? Tidying { get; }

    /// <summary>How many steps of the schema there are; asked inside a writing transaction.</summary>
    public abstract int Version(DbConnection writer);

    /// <summary>Notes how many there are now.</summary>
    public abstract void SetVersion(DbConnection writer, int version);

    /// <summary>A step of the schema in this database's words.</summary>
    public abstract string Step(string step);

    /// <summary>Goes on counting behind rows that came with their numbers.</summary>
    /// <param name="writer">The transaction that wrote them.</param>
    /// <param name="numbered">Tables that number their rows, each with the column.</param>
    /// <param name="record">How many rows the record has ever had; null where there is none yet.</param>
    public abstract void GoOnAfter(DbConnection writer, IEnumerable<(string Table, string Column)> numbered, long? record);
}
