using System.Data.Common;
using HoiQC.Domain.Units;

namespace HoiQC.Silo.Store;

/// <summary>
/// The newest transition at or below each unit, as far as it was read. Thousands of boards ask every few seconds, and while many obligations change at once each
/// transition is read once for all of them.
/// </summary>
internal sealed class ChangedUnits(Database database)
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<string, long> _own = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _withAllBelow = new(StringComparer.Ordinal);
    private UnitTree? _tree;
    private long _from = long.MaxValue;
    private long _to = long.MinValue;

    /// <summary>Whether anything of a unit, or at or below it, changed after a number; whatever was recorded up to another is known.</summary>
    public async Task<bool> After(UnitTree tree, string unit, long number, long upTo, bool below, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_from == long.MaxValue) (_from, _to) = (number, number);
            if (!ReferenceEquals(tree, _tree)) GatherUnder(tree);
            if (number < _from)
            {
                await Read(number, _from, cancellationToken);
                _from = number;
            }
            if (_to < upTo) _to = Math.Max(_to, await Read(_to, long.MaxValue, cancellationToken));
            return (below ? _withAllBelow : _own).GetValueOrDefault(unit, long.MinValue) > number;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Takes what lies after one number and not after another; answers the newest of it.</summary>
    private async Task<long> Read(long after, long upTo, CancellationToken cancellationToken)
    {
        var newest = after;
        var read = await database.Read<List<(string Unit, long Seq)>>(Newest, cancellationToken);
        foreach (var (unit, seq) in read)
        {
            newest = Math.Max(newest, seq);
            _own[unit] = Math.Max(seq, _own.GetValueOrDefault(unit, long.MinValue));
            Gather(unit, seq);
        }
        return newest;

        List<(string, long)> Newest(DbConnection connection) =>
            [.. connection.Rows("SELECT unit, MAX(seq) FROM transition WHERE seq > @after AND seq <= @upTo GROUP BY unit", new { after, upTo }, reader => (reader.Code(0), reader.Number(1)))];
    }

    private void GatherUnder(UnitTree tree)
    {
        _tree = tree;
        _withAllBelow.Clear();
        foreach (var (unit, seq) in _own) Gather(unit, seq);
    }

    private void Gather(string unit, long seq)
    {
        foreach (var above in _tree!.Ancestors(unit).Select(above => above.Code).Prepend(unit))
            _withAllBelow[above] = Math.Max(seq, _withAllBelow.GetValueOrDefault(above, long.MinValue));
    }
}
