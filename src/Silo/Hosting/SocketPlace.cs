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

    /// <summary>A free place, noted, with what a killed server left removed; only the holder of the folder, or of the port between nodes, may call it.</summary>
    /// <param name="port">The port between nodes, which tells those of one machine apart.</param>
    public string Free(int port)
    {
        var note = NoteOf(port);
        if (File.Exists(note)) File.Delete(File.ReadAllText(note));
        var path = Path.Combine(folder, "hoiqc.sock");
        if (shared || Encoding.UTF8.GetByteCount(path) > Most)
        {
            var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(note)))[..24];
            path = Path.Combine(Path.GetTempPath(), $"hoiqc-{hash}.sock");
        }
        File.Delete(path);
        File.WriteAllText(note, path);
        return path;
    }

    /// <summary>Leaves nothing behind of a node that goes; what one that died has left hurts nobody.</summary>
    public void Forget(int port)
    {
        if (shared) File.Delete(NoteOf(port));
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

    private IEnumerable<string> Noted() => !Directory.Exists(folder) ? []
        : Directory.EnumerateFiles(folder, shared ? $"{Note}.{Environment.MachineName}-*" : Note).Select(File.ReadAllText).DefaultIfEmpty(Path.Combine(folder, "hoiqc.sock")).ToList();

    private string NoteOf(int port) => Path.Combine(folder, shared ? $"{Note}.{Environment.MachineName}-{port}" : Note);
}
