using System.Collections.Immutable;
using HoiQC.Grains.Record;

namespace HoiQC.Web.Access;

/// <summary>The rows of the record that somebody may read: those of the units they inspect, and those of no unit only where that is everything. <see cref="Sight"/> alone gives it.</summary>
public sealed class RecordInSight
{
    private readonly IReadOnlyCollection<string>? _units;
    private readonly SightSources _sources;

    internal RecordInSight(IReadOnlyCollection<string>? units, SightSources sources) => (_units, _sources) = (units, sources);

    /// <summary>Rows, the newest first.</summary>
    public Task<ImmutableArray<RecordRow>> Read(RecordQuery query, int limit, CancellationToken cancellationToken = default) =>
        _sources.Record.Read(query with { Units = _units }, limit, cancellationToken);
}
