using HoiQC.Grains.Configuration;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Tests;

/// <summary>A machine whose time is set by hand.</summary>
internal sealed class HandTime : TimeProvider
{
    public DateTimeOffset Now { get; set; }

    public override DateTimeOffset GetUtcNow() => Now;
}

/// <summary>The configuration as the tables hold it, read again when asked.</summary>
internal sealed class StoredConfiguration(Database database) : INodeConfiguration
{
    public Configuration Current { get; private set; } = Configuration.Empty;

    public async Task<Configuration> Refresh() => Current = await database.Read(connection => Configuration.Of(
        Documents.Read<UnitTreeState>(connection, DocumentNames.Units).State?.Document ?? new(0, []),
        Documents.Read<RuleBookState>(connection, DocumentNames.Rules).State?.Document ?? new(0, [], []),
        Documents.Read<CalendarState>(connection, DocumentNames.Calendar).State?.Document ?? new(0, [])));
}
