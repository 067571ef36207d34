using System.Globalization;
using HoiQC.Domain;
using HoiQC.Domain.People;
using HoiQC.Domain.Units;
using HoiQC.Domain.Words;
using HoiQC.Grains;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Record;
using HoiQC.Web.Access;
using HoiQC.Web.Boards;
using HoiQC.Web.Layout;

namespace HoiQC.Web.Record;

/// <summary>Turns what was asked into what may be read: rows of the units that the person inspects, and rows without a unit only where that is everything.</summary>
public sealed class RecordDesk(IRecordBook book, INodeConfiguration node, VietnamClock clock)
{
    /// <summary>The record.</summary>
    public IRecordBook Book => book;

    /// <summary>The question for the record, or what is wrong with it.</summary>
    public (RecordQuery? Query, Refusal? Refusal) Read(RecordAsked asked, Viewer viewer)
    {
        if (!TryDay(asked.From, out var from)) return (null, Refusal.Invalid(Days.Wrong("Từ ngày", asked.From!)!, "from"));
        if (!TryDay(asked.To, out var to)) return (null, Refusal.Invalid(Days.Wrong("Đến ngày", asked.To!)!, "to"));
        if (from > to) return (null, Refusal.Invalid($"Từ ngày {Vietnamese.Date(from.Value)} đứng sau đến ngày {Vietnamese.Date(to!.Value)}. Đề nghị ghi lại.", "from"));
        long? before = null;
        if (!string.IsNullOrEmpty(asked.Before))
        {
            if (!long.TryParse(asked.Before, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return (null, Refusal.Invalid($"Giá trị before={Problems.Quote(asked.Before)} không hợp lệ; đề nghị ghi số nguyên từ 0 trở lên (số next của lần đọc trước).", "before"));
            before = number;
        }
        var tree = node.Current.Tree;
        if (Given(asked.Unit) is { } code && (tree.Find(code) is not { } unit || !May(viewer, unit))) return (null, Refusal.Unknown(NoUnit(code)));
        return (new(Units(viewer, Given(asked.Unit)), Given(asked.Person), Given(asked.What), Given(asked.Subject), from, to, before), null);
    }

    /// <summary>Whether somebody may read the rows of a unit.</summary>
    public bool May(Viewer viewer, Unit unit) => Policy.Allows(viewer, Act.ReadRecord, new(unit.Code), clock.Today, node.Current.Tree);

    /// <summary>The units whose rows are read; null for everything, which is more than all units.</summary>
    private HashSet<string>? Units(Viewer viewer, string? below)
    {
        var tree = node.Current.Tree;
        if (below is null && Policy.Allows(viewer, Act.ReadRecord, Place.Whole, clock.Today, tree)) return null;
        return (below is null ? tree.All : tree.Subtree(below)).Where(unit => May(viewer, unit)).Select(unit => unit.Code).ToHashSet(StringComparer.Ordinal);
    }

    private static string NoUnit(string code) => $"Không có đơn vị mang mã {Problems.Quote(code)}. Đề nghị kiểm tra lại mã đơn vị.";

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim().Normalize();

    private static bool TryDay(string? text, out DateOnly? day)
    {
        day = string.IsNullOrWhiteSpace(text) ? null : Days.Read(text);
        return day is not null || string.IsNullOrWhiteSpace(text);
    }
}
