using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HoiQC.Silo.Files;
using HoiQC.Silo.Hosting;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Backups;

/// <summary>A backup that was looked through from end to end: it is whole, and this release understands it.</summary>
internal sealed class BackupFile : IDisposable
{
    private const int LargestManifest = 1 << 30;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;

    private BackupFile(FileStream file, ZipArchive zip, BackupManifest manifest, ImmutableArray<StoredTable> tables) => (_file, _zip, Manifest, Tables) = (file, zip, manifest, tables);

    /// <summary>What it says of itself.</summary>
    public BackupManifest Manifest { get; }

    /// <summary>Its tables, as they were at its step of the schema.</summary>
    public ImmutableArray<StoredTable> Tables { get; }

    /// <summary>The comment of a file with such a manifest: what the manifest vouches for, the comment vouches for the manifest.</summary>
    public static string Comment(byte[] manifest) => $"HoiQC backup, {BackupManifest.Entry} SHA-256 {Convert.ToHexStringLower(SHA256.HashData(manifest))}";

    /// <summary>Opens it and compares everything in it with its hash.</summary>
    /// <exception cref="CommandRefused">It is not there, not whole, or of a newer release.</exception>
    public static BackupFile Open(string path)
    {
        if (!File.Exists(path)) throw new CommandRefused($"Không có tệp {path}. Đề nghị ghi đúng tên bản sao lưu.");
        FileStream? file = null;
        try
        {
            file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var zip = new ZipArchive(file, ZipArchiveMode.Read);
            var manifest = ManifestOf(zip);
            if (manifest.Format > BackupManifest.Newest || manifest.Schema > Schema.Steps.Length)
            {
                throw new CommandRefused(
                    $"Bản sao lưu {path} do bản HoiQC mới hơn ghi (dạng {manifest.Format}, bước {manifest.Schema}; bản này biết đến dạng {BackupManifest.Newest}, bước {Schema.Steps.Length}). Đề nghị khôi phục bằng bản mới hơn.");
            }
            var tables = StoredTables.At(manifest.Schema);
            Check(zip, manifest, tables);
            return new(file, zip, manifest, tables);
        }
        catch (Exception error)
        {
            file?.Dispose();
            if (error is UnauthorizedAccessException) throw new CommandRefused($"Không đọc được {path}: {error.Message.TrimEnd('.')}. Đề nghị cấp quyền đọc cho người chạy lệnh.");
            if (error is not (InvalidDataException or IOException or JsonException or NotSupportedException or ArgumentException or OverflowException)) throw;
            throw new CommandRefused($"Tệp {path} không phải là bản sao lưu nguyên vẹn của HoiQC ({error.Message.TrimEnd('.')}). Chưa khôi phục gì. Đề nghị dùng một bản sao lưu khác.");
        }
    }

    /// <summary>The rows of a table, as they are read.</summary>
    public IEnumerable<object?[]> Rows(StoredTable table)
    {
        using var reader = new StreamReader(Content($"tables/{table.Name}.jsonl"), Encoding.UTF8);
        while (reader.ReadLine() is { } line) yield return RowText.Read(line, table);
    }

    /// <summary>What lies under a name of the manifest.</summary>
    public Stream Content(string entry) => _zip.GetEntry(entry)!.Open();

    public void Dispose()
    {
        _zip.Dispose();
        _file.Dispose();
    }

    private static BackupManifest ManifestOf(ZipArchive zip)
    {
        var entry = zip.GetEntry(BackupManifest.Entry) ?? throw new InvalidDataException($"thiếu {BackupManifest.Entry}");
        if (entry.Length > LargestManifest) throw new InvalidDataException($"{BackupManifest.Entry} lớn quá mức");
        using var content = entry.Open();
        var bytes = new byte[entry.Length];
        content.ReadExactly(bytes);
        return zip.Comment == Comment(bytes) ? BackupManifest.Read(bytes) : throw new InvalidDataException($"{BackupManifest.Entry} không khớp với dấu của nó");
    }

    private static void Check(ZipArchive zip, BackupManifest manifest, ImmutableArray<StoredTable> tables)
    {
        var same = manifest.Tables.Length == tables.Length
            && manifest.Tables.Zip(tables).All(pair => pair.First.Name == pair.Second.Name && pair.First.Columns.SequenceEqual(pair.Second.Columns) && pair.First.Content.Entry == $"tables/{pair.Second.Name}.jsonl");
        if (!same) throw new InvalidDataException($"các bảng không phải là của bước {manifest.Schema}");

        if (manifest.Files.FirstOrDefault(one => !FileStore.IsHash(one.Sha256)) is { } other) throw new InvalidDataException($"“{other.Sha256}” không phải là SHA-256");
        List<CarriedEntry> told = [.. manifest.Tables.Select(table => table.Content), .. new[] { manifest.Heads }.OfType<CarriedEntry>(), .. manifest.Files.Select(one => new CarriedEntry(one.Entry, one.Size, one.Sha256))];
        var names = zip.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        if (names.Count != zip.Entries.Count || !names.SetEquals(told.Select(entry => entry.Entry).Append(BackupManifest.Entry))) throw new InvalidDataException("có phần thừa hoặc thiếu");
        foreach (var entry in told) Check(zip.GetEntry(entry.Entry)!, entry);
    }

    private static void Check(ZipArchiveEntry entry, CarriedEntry told)
    {
        if (entry.Length != told.Size) throw new InvalidDataException($"{told.Entry} dài {entry.Length} byte thay vì {told.Size}");
        using var content = new HashedStream(entry.Open());
        content.CopyTo(Stream.Null);
        if (content.Bytes != told.Size || content.Sha256() != told.Sha256) throw new InvalidDataException($"{told.Entry} không khớp với dấu SHA-256 của nó");
    }
}
