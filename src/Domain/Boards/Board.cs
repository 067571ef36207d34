using System.Collections.Immutable;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Units;

namespace HoiQC.Domain.Boards;

/// <summary>What a row of a board stands for.</summary>
public enum RowKind
{
    /// <summary>A child unit, everything below it included.</summary>
    Unit,

    /// <summary>A body of the unit itself.</summary>
    Body,
}

/// <summary>A row's head.</summary>
/// <param name="Kind">Unit or body.</param>
/// <param name="Id">Unit code or body id.</param>
/// <param name="Name">Full name.</param>
/// <param name="ShortName">Name in lists.</param>
/// <param name="Demo">Whether it was added for demonstration ("minh họa").</param>
public sealed record RowHead(RowKind Kind, string Id, string Name, string ShortName, bool Demo = false);

/// <summary>One part of a board before it is laid out: the line of a row under a rule.</summary>
public sealed record Part(RowHead Row, string Rule, Line Line);

/// <summary>A row with its lines by rule and their sum.</summary>
public sealed record Row(RowHead Head, ImmutableDictionary<string, Line> Cells, Line Total);

/// <summary>A column: a rule, its line over all rows.</summary>
/// <param name="Rule">The rule's version that heads it.</param>
/// <param name="FirstDue">Its first due day for the year; null where an event decides.</param>
/// <param name="Total">Over all rows.</param>
public sealed record Column(RuleVersion Rule, DateOnly? FirstDue, Line Total);

/// <summary>
/// The board of one unit and year: rows by rules, with totals. The one projection that page, API, export, hub and documents read;
/// its totals are the sums of its cells.
/// </summary>
/// <param name="Unit">Whose board.</param>
/// <param name="Year">Which year's obligations.</param>
/// <param name="Columns">Tracked rules by first due day, then in the pack's order.</param>
/// <param name="Untracked">Rules somebody here would owe, but without data for that year.</param>
/// <param name="Rows">Child units by code, then the unit's own bodies.</param>
/// <param name="Total">Over everything.</param>
public sealed record Board(Unit Unit, int Year, ImmutableArray<Column> Columns, ImmutableArray<RuleVersion> Untracked, ImmutableArray<Row> Rows, Line Total)
{
    /// <summary>Lays out the parts; those of rules the book does not have make neither columns nor rows.</summary>
    public static Board Compose(Unit unit, int year, RuleBook book, IEnumerable<Part> parts)
    {
        List<Part> all = [.. parts.Where(part => !book.Versions(part.Rule).IsEmpty)];
        var columns = ImmutableArray.CreateBuilder<Column>();
        var untracked = ImmutableArray.CreateBuilder<RuleVersion>();
        foreach (var group in all.GroupBy(part => part.Rule, StringComparer.Ordinal).OrderBy(group => book.OrderOf(group.Key)))
        {
            var version = book.Of(group.Key, year)!;
            var total = Line.Sum(group.Select(part => part.Line));
            if (total.Status == Status.NoData) untracked.Add(version);
            else columns.Add(new(version, FirstDue(version, year), total));
        }
        var shown = columns.OrderBy(column => column.FirstDue ?? DateOnly.MaxValue).ThenBy(column => book.OrderOf(column.Rule.Code)).ToImmutableArray();
        var codes = shown.Select(column => column.Rule.Code).ToHashSet(StringComparer.Ordinal);
        var rows = all.GroupBy(part => part.Row)
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.Id, RowOrder)
            .Select(group => (Head: group.Key, Cells: group.Where(part => codes.Contains(part.Rule)).GroupBy(part => part.Rule, part => part.Line, StringComparer.Ordinal)
                .ToImmutableDictionary(lines => lines.Key, Line.Sum, StringComparer.Ordinal)))
            .Select(row => new Row(row.Head, row.Cells, Line.Sum(row.Cells.Values)))
            .ToImmutableArray();
        return new(unit, year, shown, untracked.ToImmutable(), rows, Line.Sum(shown.Select(column => column.Total)));
    }

    /// <summary>Whether the row sums and the column sums come to the same total ("đã đối chiếu").</summary>
    public bool Reconciles
    {
        get
        {
            var rows = Line.Sum(Rows.Select(row => row.Total));
            return (rows.All, rows.Fulfilled, rows.Overdue, rows.Done, rows.Required) == (Total.All, Total.Fulfilled, Total.Overdue, Total.Done, Total.Required);
        }
    }

    /// <summary>Rows most overdue first, then by the longest overdue, then by unit code.</summary>
    public IEnumerable<Row> WorstFirst => Rows
        .OrderBy(row => row.Head.Kind).ThenByDescending(row => row.Total.Overdue)
        .ThenBy(row => row.Total.Overdue > 0 ? row.Total.OpenDue : DateOnly.MaxValue).ThenBy(row => row.Head.Id, RowOrder);

    private static DateOnly? FirstDue(RuleVersion version, int year) =>
        version.Schedule is Schedule.Periodic schedule ? schedule.Of(year).Min(one => schedule.Named(one.Period, one.Place)) : null;

    private static CodeOrder RowOrder => CodeOrder.Instance;
}
