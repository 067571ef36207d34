using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using HoiQC.Domain;
using HoiQC.Grains.Record;
using HoiQC.Silo.Files;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>A head as it was noted.</summary>
/// <param name="Head">The head.</param>
/// <param name="At">When, by the machine's time.</param>
internal sealed record NotedHead(RecordHead Head, DateTimeOffset At);

/// <summary>
/// The file record-heads.txt of a data folder: where the record ended, a line a day and one at each stop. It lies outside the database and is only ever
/// added to, so whoever cuts off the record's end has to reach this file, and its copies, too.
/// </summary>
internal sealed class RecordHeads(string folder)
{
    /// <summary>Its name.</summary>
    public const string FileName = "record-heads.txt";

    private const string Instants = "yyyy-MM-dd'T'HH:mm:sszzz";
    private static readonly UTF8Encoding Plain = new(encoderShouldEmitUTF8Identifier: false);
    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(folder, FileName);

    /// <summary>What was noted, the oldest first. A line that cannot be read, as a power cut may leave it, says nothing.</summary>
    public ImmutableArray<NotedHead> Read() => File.Exists(_path) ? [.. File.ReadLines(_path, Plain).Select(NotedIn).OfType<NotedHead>()] : [];

    /// <summary>The file as it lies; null where there is none yet.</summary>
    public byte[]? Content()
    {
        lock (_lock) return File.Exists(_path) ? File.ReadAllBytes(_path) : null;
    }

    /// <summary>Notes where the record ends now, as the only writer of the data meanwhile: nodes that share the folder write one after the other.</summary>
    public Task NoteNewest(Database database, TimeProvider machine) => database.Write(connection =>
    {
        Note(SealTable.Head(connection), machine.GetUtcNow());
        return true;
    });

    /// <summary>Notes a head, unless it is the one noted last and that was today. On the disk when it returns.</summary>
    public void Note(RecordHead head, DateTimeOffset at)
    {
        if (head.IsNone) return;
        lock (_lock)
        {
            if (Read() is [.., var last] && last.Head == head && VietnamTime.DayOf(last.At) == VietnamTime.DayOf(at)) return;
            var isNew = !File.Exists(_path);
            using (var file = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read))
            {
                file.Write(Plain.GetBytes($"{at.ToOffset(VietnamTime.Offset).ToString(Instants, CultureInfo.InvariantCulture)} {head}\n"));
                file.Flush(flushToDisk: true);
            }
            if (isNew) Durable.Folder(folder);
        }
    }

    private static NotedHead? NotedIn(string line) =>
        line.Split(' ') is [var at, var head] && RecordHead.Read(head) is { } read
        && DateTimeOffset.TryParseExact(at, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var noted) ? new(read, noted) : null;
}
