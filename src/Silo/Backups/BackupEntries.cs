using HoiQC.Grains.Record;
using HoiQC.Silo.Record;

namespace HoiQC.Silo.Backups;

/// <summary>What the record says of backups.</summary>
internal static class BackupEntries
{
    /// <summary>Everything that is known was read into a file.</summary>
    public static RecordEntry Made(string path, BackupManifest manifest) =>
        new("backup.made", Path.GetFileName(path), null, null, RecordJson.Of(new { manifest.Rows, attachments = manifest.Files.Length, manifest.Head }));
}
