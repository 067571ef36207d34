using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Import;

/// <summary>Units of a folder put over those that are stored. A document whose content stays keeps its version.</summary>
internal static class UnitMerge
{
    private const int Deepest = 1_000;

    public static (UnitTreeDocument Document, Tally Tally) Of(UnitTreeDocument stored, Sheets sheets, Faults faults)
    {
        var units = stored.Units.ToDictionary(unit => unit.Code, StringComparer.Ordinal);
        var tally = new Tally();
        foreach (var line in sheets.Units)
        {
            if (line.Unit.Code.Length == 0) continue;
            var known = units.TryGetValue(line.Unit.Code, out var before);
            tally = tally.With(!known, before != line.Unit);
            units[line.Unit.Code] = line.Unit;
        }
        foreach (var line in sheets.Units)
        {
            if (line.Unit.Parent is not { } parent) continue;
            if (!units.ContainsKey(parent))
                faults.Add(line.Place, "parent_code", $"Đơn vị cấp trên {parent} không có trong {Sheet.Units.File} và chưa có trong hệ thống. Đề nghị sửa mã hoặc thêm đơn vị này.");
            else if (IsItsOwnAncestor(line.Unit.Code))
                faults.Add(line.Place, "parent_code", $"Đơn vị {line.Unit.Code} là cấp trên của chính nó. Đề nghị sửa lại đơn vị cấp trên.");
        }
        return (tally is { New: 0, Changed: 0 } ? stored : new(stored.Version + 1, [.. units.Values]), tally);

        bool IsItsOwnAncestor(string code)
        {
            var above = units[code].Parent;
            for (var step = 0; above is not null && step < Deepest; step++)
            {
                if (above == code) return true;
                above = units.GetValueOrDefault(above)?.Parent;
            }
            return false;
        }
    }
}
