using System.Collections.Immutable;
using HoiQC.Domain.Rules;
using HoiQC.Domain.Words;
using HoiQC.Grains.Configuration;

namespace HoiQC.Silo.Import;

/// <summary>Units, rules and tracking of a folder put over those that are stored. A document whose content stays keeps its version.</summary>
internal static class ConfigurationMerge
{
    private const int Deepest = 1_000;

    public static (UnitTreeDocument Document, Tally Tally) Units(UnitTreeDocument stored, Sheets sheets, Faults faults)
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

    /// <summary>A rule whose row changed gets a new version; what was opened under an older one keeps it.</summary>
    public static (RuleBookDocument Document, Tally Rules, Tally Tracking) Rules(RuleBookDocument stored, ImmutableArray<RuleLine> lines, Sheets sheets, DateOnly today, Faults faults)
    {
        var records = stored.Rules.ToBuilder();
        var newest = stored.Rules.GroupBy(rule => rule.Code, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.OrderBy(rule => rule.From).ThenBy(rule => rule.Number).Last(), StringComparer.Ordinal);
        var numbers = stored.Rules.GroupBy(rule => rule.Code, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Max(rule => rule.Number), StringComparer.Ordinal);
        var rules = new Tally();
        foreach (var line in lines)
        {
            if (!line.Sound) continue;
            var before = newest.GetValueOrDefault(line.Code);
            var changed = before is null || PackNotation.Columns.Any(column => before.Row.GetValueOrDefault(column, "") != line.Row[column]);
            rules = rules.With(before is null, changed);
            if (!changed) continue;
            var from = line.From ?? today;
            if (from < before?.From)
                faults.Add(line.Place, "from", $"Quy tắc {line.Code} đã có phiên bản từ ngày {Vietnamese.Date(before.From)}; nội dung mới không thể có hiệu lực từ ngày {Vietnamese.Date(from)}. Đề nghị ghi ngày muộn hơn.");
            records.Add(new(line.Code, numbers.GetValueOrDefault(line.Code) + 1, from, line.Row));
        }

        var named = lines.Select(line => line.Code).Concat(newest.Keys).ToHashSet(StringComparer.Ordinal);
        var tracked = stored.Tracking.ToBuilder();
        var places = stored.Tracking.Select((row, index) => (row, index)).ToDictionary(pair => (pair.row.Rule, pair.row.Level), pair => pair.index);
        var tracking = new Tally();
        foreach (var line in sheets.Tracking)
        {
            if (line.Rule.Length > 0 && !named.Contains(line.Rule) && !sheets.Unread(Sheet.Rules))
            {
                faults.Add(line.Place, "rule", UnknownRule(line.Rule));
                continue;
            }
            if (!line.Sound) continue;
            var row = new TrackingRecord(line.Rule, line.Level, line.FirstYear);
            if (places.TryGetValue((line.Rule, line.Level), out var index))
            {
                tracking = tracking.With(isNew: false, tracked[index] != row);
                tracked[index] = row;
            }
            else
            {
                tracking = tracking.With(isNew: true, changed: true);
                places[(line.Rule, line.Level)] = tracked.Count;
                tracked.Add(row);
            }
        }
        var same = rules is { New: 0, Changed: 0 } && tracking is { New: 0, Changed: 0 };
        return (same ? stored : new(stored.Version + 1, records.ToImmutable(), tracked.ToImmutable()), rules, tracking);
    }

    public static string UnknownRule(string code) => $"Không có quy tắc {code} trong {Sheet.Rules.File} cũng như trong hệ thống. Đề nghị sửa mã hoặc thêm quy tắc này.";
}
