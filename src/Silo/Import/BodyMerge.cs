using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;
using HoiQC.Grains.Ledger;

namespace HoiQC.Silo.Import;

/// <summary>A body as it is to be, and as it is stored; the same where nothing changes.</summary>
internal sealed record MergedBody(BodyRow Row, BodyRow? Before)
{
    public bool IsNew => Before is null;

    public bool Changed => Before != Row;
}

/// <summary>
/// Bodies of a folder put over those that are stored; their last day is their own, the unit's is met where rows are read. A body without a first day begins with its unit.
/// </summary>
internal sealed class BodyMerge
{
    private readonly Dictionary<string, MergedBody> _bodies = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Unit, string Kind), List<string>> _byKind = [];
    private readonly HashSet<string> _unsoundUnits;

    private BodyMerge(IEnumerable<string> unsoundUnits) => _unsoundUnits = new(unsoundUnits, StringComparer.Ordinal);

    public IReadOnlyCollection<MergedBody> All => _bodies.Values;

    public Tally Tally { get; private set; }

    public MergedBody this[string id] => _bodies[id];

    /// <summary>Bodies of that kind in a unit, by id.</summary>
    public IReadOnlyList<string> Find(string unit, string kind) => _byKind.GetValueOrDefault((unit, kind)) ?? [];

    /// <summary>Whether some body or the unit itself has a fault already, so that what is missing there proves nothing.</summary>
    public bool Doubtful(string unit) => _unsoundUnits.Contains(unit);

    public static BodyMerge Of(
        IEnumerable<BodyRow> stored, UnitTreeDocument before, UnitTreeDocument after, Sheets sheets, Faults faults)
    {
        var old = before.Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        var units = after.Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        var merge = new BodyMerge(sheets.Bodies.Where(line => !line.Sound).Select(line => line.Unit).Concat(sheets.Units.Where(line => !line.Sound).Select(line => line.Unit.Code)));
        foreach (var row in stored)
        {
            // A body that began with its unit still does when the unit's first day is put right.
            var began = old.GetValueOrDefault(row.Unit)?.ValidFrom;
            merge._bodies[row.Id] = new(row.RegisteredOn == began && units.TryGetValue(row.Unit, out var unit) ? row with { RegisteredOn = unit.ValidFrom } : row, row);
        }
        foreach (var line in sheets.Bodies)
        {
            if (line.Id.Length == 0) continue;
            if (!units.TryGetValue(line.Unit, out var unit))
            {
                if (line.Unit.Length > 0 && !sheets.Unread(Sheet.Units))
                    faults.Add(line.Place, "unit_code", $"Đơn vị {line.Unit} không có trong {Sheet.Units.File} và chưa có trong hệ thống. Đề nghị sửa mã hoặc thêm đơn vị này.");
                merge._unsoundUnits.Add(line.Unit);
                continue;
            }
            merge.Add(line, unit, faults);
        }
        foreach (var body in merge._bodies.Values)
        {
            if (!merge._byKind.TryGetValue((body.Row.Unit, body.Row.Kind), out var ids)) merge._byKind[(body.Row.Unit, body.Row.Kind)] = ids = [];
            ids.Add(body.Row.Id);
        }
        return merge;
    }

    private void Add(BodyLine line, UnitRecord unit, Faults faults)
    {
        var known = _bodies.GetValueOrDefault(line.Id);
        var before = known?.Before;
        if (before is not null && line.Sound)
        {
            if (before.Unit != line.Unit) faults.Add(line.Place, "unit_code", Fixed(line.Id, $"thuộc đơn vị {before.Unit}"));
            if (before.Class != line.Class) faults.Add(line.Place, "class", Fixed(line.Id, $"là {before.Class}"));
            if (before.Kind != line.Kind) faults.Add(line.Place, "kind", Fixed(line.Id, $"là loại {before.Kind}"));
        }
        var start = line.Start is { Given: false } && known is not null ? known.Row.RegisteredOn : line.Start.Day ?? unit.ValidFrom;
        var end = line.End.Given ? line.End.Day : before?.LastDay;
        var last = end is null || unit.ValidTo < end ? unit.ValidTo : end;
        if (line.Sound && last < start && !Doubtful(unit.Code))
            faults.Add(line.Place, line.Start.Given ? "valid_from" : "unit_code", $"Tổ chức bắt đầu ngày {Vietnamese.Date(start)}, sau ngày cuối cùng {Vietnamese.Date(last.Value)} của tổ chức hoặc đơn vị. Đề nghị sửa lại ngày hoặc đơn vị.");
        var row = new BodyRow(line.Id, line.Unit, line.Class, line.Kind, line.Name, line.Source, start, end, line.Special ?? before?.Special ?? false);
        Tally = Tally.With(before is null, before != row);
        _bodies[line.Id] = new(row, before);
    }

    private static string Fixed(string id, string was) =>
        $"Tổ chức {id} {was}; điều này không đổi được bằng cách nhập lại. Đề nghị ghi ngày kết thúc cho tổ chức cũ và lập một mã mới.";
}
