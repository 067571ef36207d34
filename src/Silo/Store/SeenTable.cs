using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Table seen: who said when to have seen a body's reminders. Each reminder that had come by then was seen by that person.</summary>
internal sealed class SeenTable(DbConnection connection)
{
    private readonly Dictionary<string, List<SeenBy>> _bodies = new(StringComparer.Ordinal);

    /// <summary>Who has seen a reminder, each person once, the first first.</summary>
    public ImmutableArray<SeenBy> Of(ReminderRow reminder)
    {
        if (!_bodies.TryGetValue(reminder.Key.Body, out var seen))
        {
            _bodies[reminder.Key.Body] = seen =
                [.. connection.Rows("SELECT by_whom, at FROM seen WHERE body = @body ORDER BY at, by_whom", new { body = reminder.Key.Body }, reader => new SeenBy(reader.GetString(0), reader.Instant(1)))];
        }
        return [.. seen.Where(one => one.At >= reminder.RecordedAt).DistinctBy(one => one.By, StringComparer.Ordinal)];
    }
}
