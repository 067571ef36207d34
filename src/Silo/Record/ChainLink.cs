using System.Data.Common;
using System.Globalization;
using HoiQC.Domain.Words;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>A seal with the row it seals, as both lie in the file.</summary>
/// <param name="Number">Number of the seal.</param>
/// <param name="Record">Id of the row it seals.</param>
/// <param name="Hash">The hash of the seal.</param>
/// <param name="Row">The row as it is hashed; null where it is gone.</param>
/// <param name="Told">The row in words, as far as they can be read.</param>
internal sealed record ChainLink(long Number, long Record, string Hash, byte[]? Row, string Told)
{
    /// <summary>All of the chain, in its order.</summary>
    public static IEnumerable<ChainLink> All(DbConnection connection) => connection.Rows(
        $"SELECT s.number, s.record, s.hash, {RowHash.Columns} FROM seal s LEFT JOIN record r ON r.id = s.record ORDER BY s.number", null,
        reader => new ChainLink(
            reader.GetInt64(0), reader.GetInt64(1), Convert.ToString(reader.GetValue(2), CultureInfo.InvariantCulture) ?? "",
            reader.IsDBNull(3) ? null : RowHash.Encode(reader, 3), reader.IsDBNull(3) ? "" : Tell(reader, 3)));

    /// <summary>A row in words: its id, instant, person, what and about what.</summary>
    /// <param name="reader">Stands on the row.</param>
    /// <param name="first">The place of the first of <see cref="RowHash.Columns"/>.</param>
    public static string Tell(DbDataReader reader, int first)
    {
        var what = Text(6);
        return $"mã {Text(0)}, {When()}, {(Text(3) is { Length: > 0 } name ? name : "không tên")}: {RecordWords.Of(what)} – {Text(7)}";

        string Text(int column) => Convert.ToString(reader.GetValue(first + column), CultureInfo.InvariantCulture) ?? "";

        // What was altered need not be an instant any more.
        string When() => reader.GetValue(first + 1) is long at and > -62_000_000_000_000 and < 253_000_000_000_000 ? Vietnamese.InstantWithSeconds(Store.Columns.ToInstant(at)) : Text(1);
    }
}
