using System.Collections.Immutable;
using System.Data.Common;
using System.Text.Json;
using HoiQC.Domain;
using HoiQC.Domain.Words;
using HoiQC.Grains.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>The record as it is read by people.</summary>
internal sealed class RecordBook(Database database) : IRecordBook
{
    private const string Select = """
        SELECT r.id, s.number, s.hash, r.at, r.account, r.name, r.via, r.came_from, r.what, r.subject, r.unit, r.old, r.new
        FROM record r LEFT JOIN seal s ON s.record = r.id
        """;

    public Task<RecordHead> Head(CancellationToken cancellationToken = default) => database.Read(SealTable.Head, cancellationToken);

    public Task<ImmutableArray<RecordRow>> Read(RecordQuery query, int limit, CancellationToken cancellationToken = default) => database.Read<ImmutableArray<RecordRow>>(
        connection =>
        {
            string?[] conditions =
            [
                query.Units is null ? null : "r.unit IN (SELECT value FROM json_each(@units))",
                query.What is null ? null : "r.what = @What",
                query.Subject is null ? null : "instr(r.subject, @Subject) > 0",
                query.From is null ? null : "r.at >= @from",
                query.To is null ? null : "r.at < @to",
                query.Before is null ? null : "r.id < @Before",
            ];
            var where = string.Join(" AND ", conditions.OfType<string>().DefaultIfEmpty("TRUE"));
            var parameters = new
            {
                units = query.Units is null ? null : JsonSerializer.Serialize(query.Units),
                query.What,
                query.Subject,
                from = query.From is { } from ? Columns.Of(VietnamTime.StartOf(from)) : (long?)null,
                to = query.To is { } to ? Columns.Of(VietnamTime.StartOf(to.AddDays(1))) : (long?)null,
                query.Before,
            };
            return [.. connection.Rows($"{Select} WHERE {where} ORDER BY r.id DESC", parameters, Row).Where(By(query.Person)).Take(limit)];
        },
        cancellationToken);

    /// <summary>Whether somebody did it: an account's id as it is, or a part of a name as people write it.</summary>
    private static Func<RecordRow, bool> By(string? person)
    {
        if (person is null) return _ => true;
        var folded = Vietnamese.Fold(person);
        return row => row.By.Account == person || Vietnamese.Fold(row.By.Name).Contains(folded, StringComparison.Ordinal);
    }

    // What was altered need not be an instant any more: then the nearest one that there is.
    private static DateTimeOffset At(long milliseconds) => Columns.ToInstant(Math.Clamp(milliseconds, -62_000_000_000_000, 253_000_000_000_000));

    private static RecordRow Row(DbDataReader reader) => new(
        reader.Number(0), reader.IsDBNull(1) ? null : new(reader.Number(1), reader.Text(2)), At(reader.Number(3)),
        new(reader.Text(4), reader.Text(5), reader.Text(6), reader.Text(7)), new(reader.Text(8), reader.Text(9), reader.TextOrNull(10), reader.TextOrNull(11), reader.TextOrNull(12)));
}
