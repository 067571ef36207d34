using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace HoiQC.Silo.Hosting;

/// <summary>
/// Where the socket lies on which a server hears commands, as the server noted it in its data folder. Nodes that share a folder have one each: it lies on the node's machine,
/// and only commands given there find it.
/// </summary>
/// <param name="folder">The data folder.</param>
/// <param name="shared">Whether nodes share it.</param>
internal sealed class SocketPlace(string folder, bool shared)
{
    /// <summary>Bytes that a path of a socket may have everywhere.</summary>
    private const int Most = 100;

    private const string Note = "hoiqc.socket-path";

    private string? _noted;

    /// <summary>A free place, noted, with what a killed server left removed; only the holder of the folder, or of the port between nodes, may call it.</summary>
    /// <param name="port">The port between nodes, which tells those of one machine apart.</param>
    public string Free(int port)
    {
        var note = NoteOf(port);
        if (File.Exists(note)) File.Delete(File.ReadAllText(note));
        var path = Path.Combine(folder, "hoiqc.sock");
        if (shared) path = Path.Combine(OwnFolder(note), "s");
        else if (Encoding.UTF8.GetByteCount(path) > Most) path = Path.Combine(Path.GetTempPath(), $"hoiqc-{HashOf(note)}.sock");
        File.Delete(path);
        File.WriteAllText(note, path);
        _noted = note;
        return path;
    }

    /// <summary>Leaves nothing behind of a node that goes; what one that died has left hurts nobody. Who had no place forgets none: a port may be another's.</summary>
    public void Forget()
    {
        if (!shared || _noted is null) return;
        File.Delete(_noted);
        Directory.Delete(OwnFolder(_noted), recursive: true);
    }

    /// <summary>Connects to the first server there that listens; null for none.</summary>
    public async Task<Socket?> Connect(CancellationToken cancellationToken = default)
    {
        foreach (var path in Noted())
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
                return socket;
            }
            catch (SocketException)
            {
                socket.Dispose();
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        }
        return null;
    }

    /// <summary>A folder of this machine that nobody else may enter; one that somebody else has made is refused.</summary>
    private static string OwnFolder(string note)
    {
        var place = Path.Combine(Path.GetTempPath(), $"hoiqc-{HashOf(note)}");
        DataFolder.Make(place);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(place, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return place;
    }

    private static string HashOf(string note) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note)))[..24];

    private IEnumerable<string> Noted() => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, shared ? $"{Note}.{Environment.MachineName}-*" : Note).Select(File.ReadAllText).DefaultIfEmpty(Path.Combine(folder, "hoiqc.sock")).ToList();

    private string NoteOf(int port) => Path.Combine(folder, shared ? $"{Note}.{Environment.MachineName}-{port}" : Note);
}
