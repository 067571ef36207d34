using System.Collections.Immutable;
using System.Runtime.InteropServices;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Boards;

/// <summary>Lines of one unit and year, the own ones and each child's with the number it speaks of.</summary>
internal sealed class YearLines
{
    private readonly Dictionary<string, BoardLines> _children = new(StringComparer.Ordinal);
    private ImmutableArray<LineRecord> _own = [];
    private long _readAt;

    /// <summary>The number the own lines were read at.</summary>
    public long OwnNumber { get; private set; }

    /// <summary>No transition up to this number is missing: the tables have been read, or whoever was to tell has told.</summary>
    public long CompleteTo { get; set; }

    /// <summary>The newest number any of it speaks of; never falls.</summary>
    public long Number { get; private set; }

    /// <summary>All lines as one reading of the tables gave them.</summary>
    public static YearLines Of(Parts parts)
    {
        var lines = new YearLines { _own = LineRecord.Of(parts.Lines.Where(part => part.Row.Kind == RowKind.Body)), _readAt = parts.Number, OwnNumber = parts.Number, CompleteTo = parts.Number, Number = parts.Number };
        foreach (var child in parts.Lines.Where(part => part.Row.Kind == RowKind.Unit).GroupBy(part => part.Row.Id, StringComparer.Ordinal))
            lines._children[child.Key] = new(child.Key, 0, parts.Number, parts.Number, LineRecord.Of(child));
        return lines;
    }

    /// <summary>The lines of a unit that has only bodies.</summary>
    public static YearLines Of(BoardLines own) => new() { _own = own.Lines, _readAt = own.Number, OwnNumber = own.Number, CompleteTo = own.Number, Number = own.Number };

    /// <summary>Up to which number nothing of a child is missing.</summary>
    public long CompleteOf(string child) => _children.TryGetValue(child, out var held) ? held.CompleteTo : _readAt;

    /// <summary>New own lines; older ones are passed over.</summary>
    /// <param name="own">The lines.</param>
    /// <param name="isAll">Whether the unit has no others.</param>
    public void Take(BoardLines own, bool isAll)
    {
        if (own.Number < OwnNumber) return;
        (_own, OwnNumber) = (own.Lines, own.Number);
        Number = Math.Max(Number, own.Number);
        if (isAll) CompleteTo = Math.Max(CompleteTo, own.Number);
    }

    /// <summary>New lines of a child; older ones are passed over. Of two under the same numbers either may be the newer: the tables are looked at soon.</summary>
    public void Report(BoardLines child)
    {
        if (_children.TryGetValue(child.Unit, out var held) && (held.Number, held.CompleteTo).CompareTo((child.Number, child.CompleteTo)) > 0) return;
        _children[child.Unit] = child;
        Number = Math.Max(Number, child.Number);
    }

    /// <summary>Everything, own lines and children's.</summary>
    public ImmutableArray<LineRecord> All() => [.. _own, .. _children.Values.SelectMany(child => child.Lines)];

    /// <summary>The sums by rule, as the parent and the feed get them.</summary>
    public BoardLines Total(string unit, int year)
    {
        var sums = new Dictionary<string, LineSum>(StringComparer.Ordinal);
        Add(_own);
        foreach (var child in _children.Values) Add(child.Lines);
        return new(unit, year, Number, CompleteTo, [.. sums.Select(rule => new LineRecord(unit, IsUnit: true, rule.Key, rule.Value.Line))]);

        void Add(ImmutableArray<LineRecord> lines)
        {
            foreach (var record in lines) CollectionsMarshal.GetValueRefOrAddDefault(sums, record.Rule, out _).Add(record.Line);
        }
    }

    /// <summary>Whether the other holds the same lines, whatever their numbers.</summary>
    public bool Same(YearLines other) => All().ToHashSet().SetEquals(other.All());
}
