using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain.Boards;
using HoiQC.Domain.Units;
using HoiQC.Grains;
using HoiQC.Grains.Boards;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <summary>Readings of the tables: here boards, beside it bodies and the journal.</summary>
internal sealed partial class Archive(Database database, INodeConfiguration node, VietnamClock clock) : IArchive
{
    private UnitTree Tree => node.Current.Tree;

    public Task<Parts> Board(string unit, int year, AsOf? asOf, CancellationToken cancellationToken = default) => Read(
        asOf,
        (connection, reading, tree) =>
        {
            var rows = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var child in tree.Children(unit))
                foreach (var below in tree.Subtree(child.Code)) rows.Add(below.Code, child.Code);
            var children = rows.Count == 0 ? [] : reading.UnitParts(Scope.Below(unit, tree), year, rows);
            var own = reading.BodyParts(Scope.Of([unit], tree), year, rule: null).Select(pair => pair.Part);
            return new Parts(Number(connection, asOf), [.. children, .. own]);
        },
        cancellationToken);

    public Task<ImmutableArray<BoardLines>> OwnLines(IReadOnlyCollection<string> units, int year, CancellationToken cancellationToken = default) => Read<ImmutableArray<BoardLines>>(
        null,
        (connection, reading, tree) =>
        {
            var (number, lines) = (TransitionTable.Newest(connection), reading.OwnLines(Scope.Of(units, tree), year));
            return [.. units.Select(unit => new BoardLines(unit, year, number, number, lines.TryGetValue(unit, out var own) ? [.. own] : []))];
        },
        cancellationToken);

    public Task<Parts> Communes(string unit, int year, AsOf? asOf, CancellationToken cancellationToken = default) => Read(
        asOf,
        (connection, reading, tree) =>
        {
            var rows = tree.Subtree(unit).Where(below => below.Level == UnitTree.Commune).ToDictionary(below => below.Code, below => below.Code, StringComparer.Ordinal);
            return new Parts(Number(connection, asOf), [.. reading.UnitParts(Scope.Of(rows.Keys, tree), year, rows)]);
        },
        cancellationToken);

    public Task<ImmutableArray<Owing>> Owing(string unit, string rule, int year, AsOf? asOf, DateOnly? dueBy = null, CancellationToken cancellationToken = default) => Read<ImmutableArray<Owing>>(
        asOf,
        (_, reading, tree) => [.. reading.BodyParts(Scope.AtOrBelow(unit, tree), year, rule, dueBy)
            .Select(pair => new Owing(pair.Body.Id, pair.Body.Name, pair.Body.Unit, tree.Find(pair.Body.Unit)?.ShortName ?? pair.Body.Unit, pair.Part.Line))],
        cancellationToken);

    public Task<ImmutableArray<(int Year, int All, int Owed, int Overdue)>> Years(string unit, AsOf? asOf, CancellationToken cancellationToken = default) =>
        Read<ImmutableArray<(int, int, int, int)>>(
            asOf,
            (_, reading, tree) => [.. reading.Years(Scope.AtOrBelow(unit, tree)).Select(year => (year.Year, year.Line.All, year.Line.All - year.Line.Fulfilled, year.Line.Overdue))],
            cancellationToken);

    /// <summary>One snapshot, one configuration and one instant for all that a reading reads.</summary>
    private Task<T> Read<T>(AsOf? asOf, Func<DbConnection, BoardReading, UnitTree, T> read, CancellationToken cancellationToken) => database.Read(
        connection =>
        {
            var configuration = node.Current;
            return read(connection, new(connection, configuration, clock.Now, asOf), configuration.Tree);
        },
        cancellationToken);

    private static long Number(DbConnection connection, AsOf? asOf) => asOf is null ? TransitionTable.Newest(connection) : 0;
}
