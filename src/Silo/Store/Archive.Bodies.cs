using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using Dapper;
using HoiQC.Domain.Obligations;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Store;

/// <content>Bodies, what they owe next, and the folder as a whole.</content>
internal sealed partial class Archive
{
    public Task<ImmutableArray<BodyRow>> BodiesOf(string unit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<BodyRow>>(
        connection => [.. connection.Rows($"SELECT {BodyTable.Columns} FROM body b WHERE b.unit = @unit ORDER BY b.id", new { unit }, reader => BodyTable.Read(reader, Tree))],
        cancellationToken);

    public Task<ImmutableArray<BodyRow>> SearchBodies(string unit, string text, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<BodyRow>>(
        connection =>
        {
            var scope = Scope.AtOrBelow(unit, Tree);
            var sql = $"""
                SELECT {BodyTable.Columns} FROM body b
                WHERE {scope.In("b.unit")} AND b.folded LIKE @a ESCAPE '\' AND b.folded LIKE @b ESCAPE '\' AND b.folded LIKE @c ESCAPE '\'
                ORDER BY b.folded, b.id{scope.First(limit)}
                """;
            var phrase = Vietnamese.Fold(text);
            var words = phrase.Split(' ', 3);

            // As it was typed first; where nothing is called that, its words wherever they stand.
            var found = Called(phrase, "", "");
            return found.IsEmpty && words.Length > 1 ? Called(words[0], words[1], words.Length > 2 ? words[2] : "") : found;

            ImmutableArray<BodyRow> Called(string a, string b, string c) =>
            [
                .. connection.Rows(sql, new { units = scope.Units, a = Like(a), b = Like(b), c = Like(c) }, reader => BodyTable.Read(reader, Tree))
                    .Where(body => scope.Holds(body.Unit)).Take(limit),
            ];

            static string Like(string part) =>
                $"%{part.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
        },
        cancellationToken);

    public Task<ImmutableArray<(BodyRow Body, ObligationRow Row)>> DueNext(string? body, string? unit, int limit, CancellationToken cancellationToken = default) =>
        database.Read<ImmutableArray<(BodyRow, ObligationRow)>>(
            connection =>
            {
                var (configuration, now) = (node.Current, clock.Now);
                var scope = body is null ? ScopeOf(unit) : null;
                var where = scope?.In("o.unit") ?? "o.body = @body";
                var parameters = new { body, units = scope?.Units, now = Columns.Of(now) };
                var ladder = new LadderReading(configuration, now);

                var standing = connection.Rows(
                        $"SELECT {ObligationTable.Columns}, o.unit FROM obligation o WHERE {where} AND o.{Schema.Owed} AND (o.next IS NULL OR o.next > @now) ORDER BY o.due, o.id{scope?.First(limit) ?? $" LIMIT {limit}"}",
                        parameters, reader => (Unit: reader.GetString(ObligationTable.Width), Row: ObligationTable.Read(reader)))
                    .Where(owed => scope?.Holds(owed.Unit) ?? true).Take(limit).Select(owed => owed.Row);
                var passed = CheckpointTable.Passed(connection, now).Count == 0 ? [] : ObligationTable.Facts(connection, configuration.Tree, ("obligation o", $"{where} AND {CheckpointTable.HasPassed}"), "o.id", parameters)
                    .Where(fact => scope?.Holds(fact.Unit) ?? true).Select(fact => fact.Row with { Standing = ladder.Of(fact) })
                    .Where(row => row.Standing.Status.IsOwed());
                List<ObligationRow> owed = [.. standing.Concat(passed).OrderBy(row => row.Due).ThenBy(row => row.Id).Take(limit)];

                var bodies = connection.Rows(
                        $"SELECT {BodyTable.Columns} FROM body b WHERE b.id IN (SELECT value FROM json_each(@ids))",
                        new { ids = Query.List(owed.Select(row => row.Key.Body).Distinct(StringComparer.Ordinal)) }, reader => BodyTable.Read(reader, configuration.Tree))
                    .ToDictionary(row => row.Id, StringComparer.Ordinal);
                return [.. owed.Select(row => (bodies[row.Key.Body], row))];
            },
            cancellationToken);

    public Task<FolderFacts> Folder(CancellationToken cancellationToken = default) => database.Read(
        connection =>
        {
            var meta = connection.Query<(string Key, string Value)>("SELECT key, value FROM meta").ToDictionary(row => row.Key, row => row.Value, StringComparer.Ordinal);
            return new FolderFacts(
                HasData(connection), meta.GetValueOrDefault(MetaKeys.Sample),
                meta.TryGetValue(MetaKeys.SampleYear, out var year) ? int.Parse(year, CultureInfo.InvariantCulture) : null,
                meta.GetValueOrDefault(MetaKeys.Demonstration) == "1");
        },
        cancellationToken);

    /// <summary>Whether the folder was filled, be it only with the rules of an empty start.</summary>
    public static bool HasData(DbConnection connection) =>
        connection.ExecuteScalar<bool>($"SELECT EXISTS (SELECT 1 FROM grain WHERE name IN ('{DocumentNames.Units}', '{DocumentNames.Rules}'))");
}
