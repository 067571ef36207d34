namespace HoiQC.Silo.Store;

/// <summary>
/// The right to run on a data folder: a lock that the operating system holds for this process and gives back when it ends, however it ends.
/// </summary>
internal sealed class Lease : IDisposable
{
    /// <summary>Name of the file in the data folder. It stays; only its lock counts.</summary>
    public const string FileName = "hoiqc.lock";

    private readonly FileStream _file;

    private Lease(FileStream file) => _file = file;

    /// <summary>Takes the folder; null when another process, or this one, holds it already.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <param name="shared">For a node of a cluster: a place beside others who share it, and against whoever wants it alone.</param>
    public static Lease? TryTake(string dataFolder, bool shared = false)
    {
        Directory.CreateDirectory(dataFolder);
        try
        {
            return new(new(Path.Combine(dataFolder, FileName), FileMode.OpenOrCreate, shared ? FileAccess.Read : FileAccess.ReadWrite, shared ? FileShare.ReadWrite : FileShare.None));
        }
        catch (IOException error) when (IsHeld(error))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();

    /// <summary>EWOULDBLOCK on Linux and macOS; sharing and lock violations on Windows.</summary>
    private static bool IsHeld(IOException error) => error.HResult is 11 or 35 or unchecked((int)0x80070020) or unchecked((int)0x80070021);
}
