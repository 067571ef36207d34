using System.Collections.Immutable;
using HoiQC.Domain.Boards;
using HoiQC.Grains.Ledger;

namespace HoiQC.Grains.Boards;

/// <summary>Lines of one unit and year, the own ones and each child's with the number it speaks of.</summary>
internal sealed class YearLines
{
    private readonly Dictionary<string, BoardLines> _children = new(StringComparer.Ordinal);
    private ImmutableArray<LineRecord> _own = [];

    /// <summary>The number the own lines were read at.</summary>
    public long OwnNumber { get; private set; }

    /// <summary>Up to this number the tables have been read, or nothing in them concerned these lines.</summary>
    public long CheckedAt { get; set; }

    /// <summary>The newest number any of it speaks of; never falls.</summary>
    public long Number { get; private set; }

    /// <summary>All lines as one reading of the tables gave them.</summary>
    public static YearLines Of(Parts parts)
    {
        var lines = new YearLines { _own = LineRecord.Of(parts.Lines.Where(part => part.Row.Kind == RowKind.Body)), OwnNumber = parts.Number, CheckedAt = parts.Number, Number = parts.Number };
        foreach (var child in parts.Lines.Where(part => part.Row.Kind == RowKind.Unit).GroupBy(part => part.Row.Id, StringComparer.Ordinal))
            lines._children[child.Key] = new(child.Key, 0, parts.Number, LineRecord.Of(child));
        return lines;
    }

    /// <summary>The lines of a unit that has only bodies.</summary>
    public static YearLines Of(BoardLines own) => new() { _own = own.Lines, OwnNumber = own.Number, CheckedAt = own.Number, Number = own.Number };

    /// <summary>New own lines; older ones are passed over.</summary>
    public void Take(BoardLines own)
    {
        if (own.Number < OwnNumber) return;
        (_own, OwnNumber) = (own.Lines, own.Number);
        Number = Math.Max(Number, own.Number);
    }

    /// <summary>New lines of a child; older ones are passed over. Of two under one number either may be the newer: the tables are looked at soon.</summary>
    public void Report(BoardLines child)
    {
        if (_children.TryGetValue(child.Unit, out var held) && held.Number > child.Number) return;
        _children[child.Unit] = child;
        Number = Math.Max(Number, child.Number);
    }

    /// <summary>Everything, own lines and children's.</summary>
    public ImmutableArray<LineRecord> All() => [.. _own, .. _children.Values.SelectMany(child => child.Lines)];

    /// <summary>The sums by rule, as the parent and the feed get them.</summary>
    public BoardLines Total(string unit, int year) => new(unit, year, Number,
        [.. All().GroupBy(line => line.Rule, StringComparer.Ordinal).Select(rule => LineRecord.Of(unit, isUnit: true, rule.Key, Line.Sum(rule.Select(line => line.ToLine()))))]);

    /// <summary>Whether the other holds the same lines, whatever their numbers.</summary>
    public bool Same(YearLines other) => All().ToHashSet().SetEquals(other.All());
}
