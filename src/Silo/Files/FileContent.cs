using System.Buffers;
using System.IO.Compression;
using System.Text;
using HoiQC.Domain.Files;

namespace HoiQC.Silo.Files;

/// <summary>Tells what a file is by reading it. A container is unpacked once, into nothing, and left as soon as it grows beyond what it may.</summary>
internal static class FileContent
{
    /// <summary>Unpacking takes a processor and up to some ten MB; whoever sends much must not take both from the boards.</summary>
    private static readonly SemaphoreSlim Benches = new(2);

    /// <summary>The kind of a file, or the end of a sentence about why it is not taken.</summary>
    public static async Task<(FileKind? Kind, string? Advice)> Tell(FileStream file, CancellationToken cancellationToken)
    {
        file.Position = 0;
        var head = new byte[FileHead.Length];
        var read = await file.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        switch (FileHead.Of(head.AsSpan(0, read)))
        {
            case FileHead.Plain(var kind): return (kind, null);
            case FileHead.Other(var advice): return (null, advice);
        }
        await Benches.WaitAsync(cancellationToken);
        try
        {
            return Unpack(file);
        }
        catch (Exception error) when (error is InvalidDataException or EndOfStreamException or NotSupportedException or ArgumentException)
        {
            // Whatever the base library cannot read as a zip file is none for us.
            return (null, Container.Broken);
        }
        finally
        {
            Benches.Release();
        }
    }

    private static (FileKind? Kind, string? Advice) Unpack(FileStream file)
    {
        var sips = new Sips(file);
        using var zip = new ZipArchive(sips, ZipArchiveMode.Read, leaveOpen: true);
        if (Container.Check([.. zip.Entries.Select(entry => new ContainerEntry(entry.FullName, entry.Length, entry.IsEncrypted))], file.Length) is { } forbidden)
            return (null, forbidden);

        byte[]? contentTypes = null, mediaType = null;
        var room = Container.Room(file.Length);
        foreach (var entry in zip.Entries)
        {
            using var kept = entry.FullName is Container.ContentTypes or Container.MediaType ? new MemoryStream() : null;
            if (kept is not null && entry.Length > Container.LargestDescription) return (null, Container.Broken);
            var unpacked = Drain(entry, sips, kept, room);
            if (unpacked is null) return (null, Container.TooMuch);
            if (unpacked != entry.Length) return (null, Container.Broken);
            room -= unpacked.Value;
            if (entry.FullName == Container.ContentTypes) contentTypes = kept!.ToArray();
            if (entry.FullName == Container.MediaType) mediaType = kept!.ToArray();
        }
        return Container.Tell(zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal), contentTypes, mediaType is null ? null : Encoding.ASCII.GetString(mediaType));
    }

    /// <summary>
    /// How many bytes an entry really holds; null when that is more than may be. The base library stops at the size that the directory declares, so an entry
    /// of which packed bytes are left by then holds more than it says.
    /// </summary>
    private static long? Drain(ZipArchiveEntry entry, Sips sips, MemoryStream? kept, long room)
    {
        var piece = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            using var content = entry.Open();
            sips.Taken = 0;
            var unpacked = 0L;
            while (content.Read(piece) is > 0 and var read)
            {
                if ((unpacked += read) > room) return null;
                kept?.Write(piece, 0, read);
            }
            return sips.Taken + Sips.Most < entry.CompressedLength ? null : unpacked;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(piece);
        }
    }
}
