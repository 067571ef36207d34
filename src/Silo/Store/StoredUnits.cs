using System.Data.Common;
using Dapper;
using HoiQC.Domain.Units;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Store;

/// <summary>The units as the tables themselves hold them, so that a body's last day comes from the same snapshot as its row.</summary>
internal sealed class StoredUnits
{
    private volatile Known _known = new(0, new([]));

    /// <summary>The tree of this snapshot; it is put together again only when the document is new.</summary>
    public UnitTree In(DbConnection connection)
    {
        var version = connection.ExecuteScalar<long?>($"SELECT version FROM grain WHERE name = '{DocumentNames.Units}' AND key = '{DocumentNames.Key}'") ?? 0;
        var known = _known;
        if (known.Version == version) return known.Tree;
        var document = Documents.Read<UnitTreeState>(connection, DocumentNames.Units).State?.Document ?? new(version, []);
        _known = known = new(version, Configuration.Of(document, new(0, [], []), new(0, [])).Tree);
        return known.Tree;
    }

    private sealed record Known(long Version, UnitTree Tree);
}
