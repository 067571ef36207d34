using System.Buffers;
using System.Security.Cryptography;
using HoiQC.Domain;
using HoiQC.Domain.Files;
using HoiQC.Grains;
using HoiQC.Grains.Files;
using HoiQC.Silo.Hosting;

namespace HoiQC.Silo.Files;

/// <summary>
/// Content under its hash: files/ab/abcdef…, the same content once. It is written beside, made durable, looked at, and only then given its name,
/// so whatever bears a hash is whole.
/// </summary>
internal sealed class FileStore : IFileStore
{
    private const int Piece = 64 * 1024;
    private readonly string _root;
    private readonly string _incoming;
    private readonly Lock _naming = new();

    /// <summary>How long an upload may take at most; what lies half sent for longer, a crash has left.</summary>
    private static readonly TimeSpan LongestUpload = TimeSpan.FromDays(1);

    /// <summary>Opens the store of a data folder. What a crash left half sent is removed: of a folder that is ours alone all of it, of one that nodes share what is old.</summary>
    public FileStore(string folder, bool shared = false)
    {
        _root = RootIn(folder);
        _incoming = Path.Combine(_root, "incoming");
        Directory.CreateDirectory(_incoming);
        var old = TimeProvider.System.GetUtcNow().UtcDateTime - LongestUpload;
        foreach (var left in Directory.EnumerateFiles(_incoming).Where(left => !shared || File.GetLastWriteTimeUtc(left) < old)) File.Delete(left);
        Durable.Folder(folder);
    }

    /// <summary>Where a data folder keeps the content of a hash.</summary>
    public static string PathIn(string folder, string hash) => Path.Combine(RootIn(folder), hash[..2], hash);

    public async Task<(EvidenceFile? File, Refusal? Refusal)> Keep(Stream content, string? name, int number, long room, CancellationToken cancellationToken = default)
    {
        var path = Path.Combine(_incoming, Guid.NewGuid().ToString("N"));
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, Piece, FileOptions.Asynchronous);
            var hash = await Receive(content, file, Math.Min(FileLimits.Largest, room), cancellationToken);
            if (hash is null) return (null, room < FileLimits.Largest ? FileLimits.TooMuch() : FileLimits.TooLarge(FileName.Shown(name, number)));
            if (file.Length == 0) return (null, FileLimits.Empty(FileName.Shown(name, number)));

            var (kind, advice) = await FileContent.Tell(file, cancellationToken);
            if (kind is null) return (null, Refusal.Invalid($"Tệp “{FileName.Shown(name, number)}” {advice}", FileLimits.Field));
            var (kept, refusal) = FileName.Of(name, kind, number);
            if (refusal is not null) return (null, refusal);

            file.Flush(flushToDisk: true);
            Name(path, hash);
            FailPoint.Reach(FailPoint.FileKept);
            return (new(kept, file.Length, hash, kind.MediaType), null);
        }
        catch (ArgumentOutOfRangeException error)
        {
            // So .NET calls a file that may not grow any more.
            throw new IOException(error.Message, FolderFault.Limit);
        }
        finally
        {
            File.Delete(path);
        }
    }

    public Stream? Open(EvidenceFile file)
    {
        try
        {
            var stream = new FileStream(PathOf(file.Sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, Piece, FileOptions.Asynchronous | FileOptions.SequentialScan);
            if (stream.Length == file.Size) return stream;
            stream.Dispose();
            return null;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Every hash that is kept and was last sent before an instant of the machine's time.</summary>
    public IEnumerable<string> SentBefore(DateTime utc) =>
        from path in Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories)
        let hash = Path.GetFileName(path)
        where IsHash(hash) && File.GetLastWriteTimeUtc(path) < utc
        select hash;

    /// <summary>
    /// Removes content that nothing names, unless the same was sent again meanwhile; whether it did. It is taken away before it is looked at, and put back where it is new:
    /// another node may have named the same content in between.
    /// </summary>
    public bool Remove(string hash, DateTime sentBeforeUtc)
    {
        lock (_naming)
        {
            var (path, aside) = (PathOf(hash), Path.Combine(_incoming, $"{Guid.NewGuid():N}-{hash}"));
            if (!File.Exists(path) || File.GetLastWriteTimeUtc(path) >= sentBeforeUtc) return false;
            try
            {
                File.Move(path, aside);
            }
            catch (FileNotFoundException)
            {
                return false;
            }
            if (File.GetLastWriteTimeUtc(aside) < sentBeforeUtc)
            {
                File.Delete(aside);
                return true;
            }
            File.Move(aside, path, overwrite: true);
            return false;
        }
    }

    /// <summary>Writes what comes and hashes it on its way; null as soon as it is more than may be.</summary>
    private static async Task<string?> Receive(Stream content, FileStream file, long room, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var piece = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            while (await content.ReadAsync(piece.AsMemory(0, Piece), cancellationToken) is > 0 and var read)
            {
                if ((room -= read) < 0) return null;
                hash.AppendData(piece, 0, read);
                await file.WriteAsync(piece.AsMemory(0, read), cancellationToken);
            }
            await file.FlushAsync(cancellationToken);
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }

    /// <summary>The same content again takes the place of the old, which makes it new for whoever removes what nothing names.</summary>
    private void Name(string path, string hash)
    {
        var place = PathOf(hash);
        var folder = Path.GetDirectoryName(place)!;
        lock (_naming)
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder);
                Durable.Folder(_root);
            }
            File.Move(path, place, overwrite: true);
            Durable.Folder(folder);
        }
    }

    private string PathOf(string hash) => IsHash(hash) ? Path.Combine(_root, hash[..2], hash) : throw new ArgumentException($"{hash} is no SHA-256.", nameof(hash));

    private static string RootIn(string folder) => Path.Combine(folder, "files");

    /// <summary>Whether a text is the hash of a content; what is none leads out of the store.</summary>
    public static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);
}
