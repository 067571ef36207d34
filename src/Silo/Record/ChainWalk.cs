using System.Collections.Immutable;
using System.Data.Common;
using HoiQC.Domain.Words;
using HoiQC.Grains.Record;
using HoiQC.Silo.Store;

namespace HoiQC.Silo.Record;

/// <summary>A head that somebody kept, and where.</summary>
/// <param name="Head">The head.</param>
/// <param name="Kept">Where: "record-heads.txt, 00:05:00, 28/11/2026".</param>
internal sealed record KeptHead(RecordHead Head, string Kept);

/// <summary>What walking the chain found.</summary>
/// <param name="Head">Where it ends.</param>
/// <param name="Unsealed">How many rows wait for their seal.</param>
/// <param name="Faults">What is wrong, the first broken link first; empty for a whole record.</param>
internal sealed record ChainFindings(RecordHead Head, long Unsealed, ImmutableArray<string> Faults);

/// <summary>
/// Walks the chain of the record from its first row to its last, in one snapshot, and compares it with heads that were kept. Names the first link that does not fit;
/// behind it nothing can be said of the rest.
/// </summary>
internal sealed class ChainWalk(DbConnection connection, IReadOnlyCollection<KeptHead> kept)
{
    private readonly Dictionary<long, string> _seen = [];

    public ChainFindings Run()
    {
        var numbers = kept.Select(one => one.Head.Number).ToHashSet();
        var faults = ImmutableArray.CreateBuilder<string>();
        var (before, beforeHash) = (new ChainLink(0, 0, RecordHead.None.Hash, null, ""), RecordHead.None.Hash);
        (ChainLink Link, string Hash)? doubtful = null;
        (ChainLink Before, ChainLink Link)? misplaced = null;
        foreach (var link in ChainLink.All(connection))
        {
            if (faults.Count == 0 && doubtful is { } doubt)
            {
                faults.Add(Doubt(doubt.Link, doubt.Hash, link));
                doubtful = null;
            }
            else if (faults.Count == 0 && misplaced is null)
            {
                if (IsMisplaced(before, link)) misplaced = (before, link);
                else if (RowHash.Of(beforeHash, link.Number, link.Row!) is var hash && hash != link.Hash) doubtful = (link, hash);
            }
            if (numbers.Contains(link.Number)) _seen[link.Number] = link.Hash;
            (before, beforeHash) = (link, link.Hash);
        }
        if (misplaced is { } found) faults.Add(Misplaced(found.Before, found.Link));
        if (doubtful is { } last) faults.Add(Doubt(last.Link, last.Hash, next: null));

        if (faults.Count == 0 && Inserted(before.Record) is { } inserted) faults.Add(inserted);
        if (OtherThanKept(before) is { } other) faults.Add(other);
        if (faults.Count == 0 && CutOff() is { } cut) faults.Add(cut);
        return new(new(before.Number, before.Hash), Unsealed(before.Record), faults.ToImmutable());
    }

    /// <summary>Whether the places of two seals alone give something away.</summary>
    private static bool IsMisplaced(ChainLink before, ChainLink link) => link.Number != before.Number + 1 || link.Row is null || link.Record <= before.Record;

    /// <summary>What they give away.</summary>
    private string Misplaced(ChainLink before, ChainLink link)
    {
        if (link.Number != before.Number + 1)
        {
            var gone = link.Number == before.Number + 2 ? $"Dòng {before.Number + 1}" : $"Các dòng {before.Number + 1}–{link.Number - 1}";
            return Between(before.Record, link.Record) is { } bare
                ? $"{gone} của nhật ký mất dấu niêm phong: dấu đã bị xóa, dòng còn lại là dòng ({bare})."
                : $"{gone} của nhật ký đã bị xóa{(before.Number == 0 ? "" : $"; dòng đứng ngay trước là dòng {before.Number} ({before.Told})")}.";
        }
        if (link.Row is null) return $"Dòng {link.Number} của nhật ký đã bị xóa; dấu niêm phong của nó vẫn còn{(before.Number == 0 ? "" : $". Dòng đứng ngay trước là dòng {before.Number} ({before.Told})")}.";
        return $"Dòng {link.Number} của nhật ký ({link.Told}) đã bị đổi chỗ: nó được ghi trước dòng {before.Number} ({before.Told}).";
    }

    /// <summary>A row that does not fit its seal: the seal of the next row tells which of the two was altered.</summary>
    /// <param name="link">The row and its seal.</param>
    /// <param name="hash">The hash that the row gives.</param>
    /// <param name="next">The row after it; null for none.</param>
    private string Doubt(ChainLink link, string hash, ChainLink? next)
    {
        var row = $"Dòng {link.Number} của nhật ký ({link.Told})";
        var sealIsFalse = next?.Row is { } after ? RowHash.Of(hash, next.Number, after) == next.Hash : kept.Any(one => one.Head == new RecordHead(link.Number, hash));
        if (sealIsFalse) return $"Dấu niêm phong của dòng {link.Number} đã bị sửa; nội dung dòng ({link.Told}) vẫn nguyên.";
        return next?.Row is { } following && RowHash.Of(link.Hash, next.Number, following) != next.Hash
            ? $"{row} đã bị sửa sau khi ghi, hoặc có dòng đã bị chèn, xóa, đổi chỗ từ đây; các dòng sau cũng không nối tiếp được."
            : $"{row} đã bị sửa sau khi ghi.";
    }

    /// <summary>A row without a seal among those that have one.</summary>
    private string? Inserted(long newest) => Rows("r.id < @newest AND NOT EXISTS (SELECT 1 FROM seal s WHERE s.record = r.id)", new { newest }) is { } row
        ? $"Có dòng đã bị chèn vào nhật ký sau khi niêm phong: dòng ({row})." : null;

    private string? Between(long after, long before) => Rows("r.id > @after AND r.id < @before", new { after, before });

    private string? Rows(string condition, object parameters) =>
        connection.Rows($"SELECT {RowHash.Columns} FROM record r WHERE {condition} ORDER BY r.id LIMIT 1", parameters, reader => ChainLink.Tell(reader, 0)).FirstOrDefault();

    /// <summary>A head that was kept and is not in the chain: its end was cut off, or it was written anew.</summary>
    private string? OtherThanKept(ChainLink last)
    {
        foreach (var (head, where) in kept.OrderBy(one => one.Head.Number))
        {
            if (head.Number > last.Number)
                return $"Phần cuối của nhật ký đã bị cắt: dòng {head.Number} có trong {where}, nhưng nhật ký nay dừng ở {(last.Number == 0 ? "trước dòng đầu tiên" : $"dòng {last.Number} ({last.Told})")}.";
            if (head.Number > 0 && _seen.GetValueOrDefault(head.Number) != head.Hash)
                return $"Nhật ký đã bị viết lại: dấu của dòng {head.Number} nay khác với dấu có trong {where}. Có dòng từ dòng {head.Number} trở về trước đã bị sửa.";
        }
        return null;
    }

    /// <summary>The database counts the rows it has ever given an id: fewer than that were cut off at the end.</summary>
    private string? CutOff()
    {
        var given = RecordTable.Given(connection);
        var newest = connection.Rows("SELECT COALESCE(MAX(id), 0) FROM record", null, reader => reader.GetInt64(0)).First();
        return given > newest ? $"Phần cuối của nhật ký đã bị cắt: đã từng ghi đến dòng mã {given}, nay dòng cuối cùng mang mã {newest}." : null;
    }

    private long Unsealed(long newest) => connection.Rows("SELECT COUNT(*) FROM record WHERE id > @newest", new { newest }, reader => reader.GetInt64(0)).First();
}
