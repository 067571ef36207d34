using System.Data.Common;
using HoiQC.Grains.Configuration;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Publications;

/// <summary>The configuration documents as one snapshot holds them.</summary>
internal sealed record StoredDocuments(UnitTreeDocument Units, RuleBookDocument Rules, CalendarDocument Calendar)
{
    /// <summary>The version of the configuration they make up.</summary>
    public long Version => Units.Version + Rules.Version + Calendar.Version;

    /// <summary>Number of the newest calendar.</summary>
    public int CalendarNumber => Calendar.All() is { Length: > 0 } all ? all.Max(calendar => calendar.Number) : 0;

    /// <summary>Reads them.</summary>
    public static StoredDocuments Read(DbConnection connection)
    {
        var (units, unitsVersion) = Documents.Read<UnitTreeState>(connection, DocumentNames.Units);
        var (rules, rulesVersion) = Documents.Read<RuleBookState>(connection, DocumentNames.Rules);
        var (calendar, calendarVersion) = Documents.Read<CalendarState>(connection, DocumentNames.Calendar);
        return new(
            (units?.Document ?? new(0, [])) with { Version = unitsVersion }, (rules?.Document ?? new(0, [], [])) with { Version = rulesVersion },
            (calendar?.Document ?? new(0, [])) with { Version = calendarVersion });
    }
}
